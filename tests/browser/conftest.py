"""Desks over the made-up store and over a new register, and Chromium, without which tests are skipped and say so."""

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from forlik.desk.pages.conftest import made_up_store

__all__ = ["made_up_store"]

HERE = Path(__file__).parent
# What the tests of signing in and of the register's pages have made up is good here, too.
sys.path += [str(HERE), str(HERE.parent / "signin"), str(HERE.parent / "register_pages")]

from agreements import conflicts, pax  # noqa: E402 - found by the line above
from operating import House, alone, at_the_machine  # noqa: E402

PATIENCE = 60
CHROMIUM = next(filter(None, (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed (apt-get install chromium)"))


@pytest.fixture(scope="session")
def base_url():
    """Addresses are written in full; the plugin's own fixture warns about itself."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "en-GB", "permissions": ["clipboard-read", "clipboard-write"]}


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@contextmanager
def running(home, log, before=()):
    """The address of a desk over a home folder, while it runs; ``before`` stands before its command."""
    port = free_port()
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [*before, sys.executable, "-m", "forlik.cli", "serve", "--port", str(port), "--workers", "1"],
            env=alone(home) | {"FORLIK_LANGUAGE": "en"},
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        address = f"http://localhost:{port}"
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(f"{address}/data", timeout=10) as answer:  # noqa: S310 - our own server
                    assert answer.status == 200
                break
            except OSError:
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < end, log.read_text()
                time.sleep(0.2)
        try:
            yield address
        finally:
            server.send_signal(signal.SIGINT)
            ended = server.wait(timeout=15)
        assert ended in (0, 130)


@pytest.fixture(scope="session")
def run_desk():
    """A way to run a desk over a home folder of one's own."""
    return running


@pytest.fixture(scope="session")
def desk(made_up_store, tmp_path_factory):
    """The address of a running desk."""
    with running(made_up_store, tmp_path_factory.mktemp("desk-log") / "log") as address:
        yield address


@pytest.fixture(scope="module")
def register_desk(tmp_path_factory):
    """A running desk with a new register, and the one-time password of its first person."""
    home = tmp_path_factory.mktemp("desk")
    [entered] = at_the_machine(home, ["person", "add", "Person One", "--username", "one", "--staff"])
    with running(home, home / "log") as address:
        yield address, entered["one_time_password"]


@pytest.fixture(scope="session")
def examples_house(tmp_path_factory, browser):
    """A running desk over the made-up engagements, and their persons."""
    home = tmp_path_factory.mktemp("examples")
    tables = {"pax": pax(), "ucdp_acd": conflicts()}
    for name, content in tables.items():
        (home / f"{name}.csv").write_text(content, encoding="utf-8")
    bringing = [["import", name, str(home / f"{name}.csv"), "--published", "2020-01-01"] for name in tables]
    persons, *_ = at_the_machine(home, ["register", "examples"], *bringing)
    passwords = {one["username"]: one["one_time_password"] for one in persons}
    with running(home, home / "log") as address:
        house = House(address, browser, passwords)
        yield house
        assert house.complaints == []


STAFF = {"anna": "Anna, who begins", "bo": "Bo, who stands in", "carl": "Carl, who is in no compartment"}


@pytest.fixture(scope="module")
def new_house(tmp_path_factory, browser):
    """A running desk over a new register: three members of staff, two of them in one compartment."""
    home = tmp_path_factory.mktemp("new")
    added = [["person", "add", name, "--username", username, "--staff"] for username, name in STAFF.items()]
    guard = ["person", "add", "The guardian", "--username", "guardian", "--staff"]
    *persons, guardian, compartment = at_the_machine(
        home, *added, guard, ["compartment", "add", "The delta", "--guardian", "guardian"]
    )
    letting = [["compartment", "admit", who, compartment["id"], "--clearance", "2"] for who in ("anna", "bo")]
    at_the_machine(home, *([*one, "--guardian", guardian["id"]] for one in letting))
    passwords = {one["username"]: one["one_time_password"] for one in persons}
    with running(home, home / "log") as address:
        house = House(address, browser, passwords)
        yield house
        assert house.complaints == []


@contextmanager
def watching(page, *allowed):
    """What a page complains of or asks for elsewhere is written down; whatever is wrong fails the test at its end."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda one: None if one.url.startswith(allowed) else complaints.append(one.url))
    yield page
    assert complaints == []


@pytest.fixture
def watched(page, desk):
    """A page of the made-up store's desk, under watch."""
    with watching(page, desk, "data:", "blob:") as seen:
        yield seen


@pytest.fixture
def watched_door(page, register_desk):
    """A page of the new register's desk, under watch."""
    with watching(page, register_desk[0]) as seen:
        yield seen
