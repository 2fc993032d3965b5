"""Desks over the made-up store and over a new register, and Chromium, without which tests are skipped and say so."""

import json
import os
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
sys.path.append(str(HERE.parent / "signin"))  # for the visitors of the tests of signing in
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
def running(home, log):
    """The address of a desk over a home folder, while it runs."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FORLIK_", "DJANGO_"))}
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [sys.executable, "-m", "forlik.cli", "serve", "--port", str(port), "--workers", "1"],
            env=environment | {"FORLIK_HOME": str(home), "FORLIK_LANGUAGE": "en"},
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
        yield address
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=15) in (0, 130)


@pytest.fixture(scope="session")
def desk(made_up_store, tmp_path_factory):
    """The address of a running desk."""
    with running(made_up_store, tmp_path_factory.mktemp("desk-log") / "log") as address:
        yield address


@pytest.fixture(scope="module")
def register_desk(tmp_path_factory):
    """A running desk with a new register, and the one-time password of its first person."""
    home = tmp_path_factory.mktemp("desk")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FORLIK_", "DJANGO_"))}
    entered = subprocess.run(
        [sys.executable, "-m", "forlik.cli", "person", "add", "Person One", "--username", "one", "--staff", "--json"],
        env=environment | {"FORLIK_HOME": str(home)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    with running(home, home / "log") as address:
        yield address, json.loads(entered.stdout)["one_time_password"]


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
