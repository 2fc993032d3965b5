"""A desk on a free port over the made-up store, and Chromium; without Chromium these tests are skipped and say so."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from forlik.desk.pages.conftest import made_up_store

__all__ = ["made_up_store"]

HERE = Path(__file__).parent
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


@pytest.fixture(scope="session")
def desk(made_up_store, tmp_path_factory):
    """The address of a running desk."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FORLIK_", "DJANGO_"))}
    log = tmp_path_factory.mktemp("desk-log") / "log"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [sys.executable, "-m", "forlik.cli", "serve", "--port", str(port), "--workers", "1"],
            env=environment | {"FORLIK_HOME": str(made_up_store), "FORLIK_LANGUAGE": "en"},
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


@pytest.fixture
def watched(page, desk):
    """A page whose console, errors and requests are written down; whatever is wrong fails the test at its end."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda one: None if one.url.startswith((desk, "data:", "blob:")) else complaints.append(one.url))
    yield page
    assert complaints == []
