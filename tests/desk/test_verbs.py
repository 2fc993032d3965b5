"""The verbs that start the desk: from nothing to a first page, and to a clean end."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

PATIENCE = 90


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def verb(home: Path, *arguments: str) -> subprocess.Popen:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FORLIK_", "DJANGO_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "forlik.cli", *arguments],
        env=environment | {"FORLIK_HOME": str(home), "BROWSER": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("name", ["serve", "demo"])
def test_a_port_that_is_taken_is_said_before_anything_is_made(tmp_path, name):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        started = verb(tmp_path / "home", name, "--port", str(port))
        said, _nothing = started.communicate(timeout=PATIENCE)
    assert started.returncode == 2
    assert f"port {port}" in said
    assert f"--port {port + 1}" in said
    assert "Traceback" not in said
    assert not (tmp_path / "home").exists()


def test_the_demo_says_what_it_loaded_shows_a_page_and_ends_cleanly(tmp_path):
    port = free_port()
    started = verb(tmp_path / "home", "demo", "--port", str(port))
    try:
        text = ""
        end = time.monotonic() + PATIENCE
        while "is ready at" not in text and time.monotonic() < end and started.poll() is None:
            text += started.stdout.readline()
        assert f"Forlik is ready at http://localhost:{port}" in text, text
        loaded = text.split("Loaded:")[1]
        assert re.search(
            r"UCDP/PRIO Armed Conflict Dataset: .*figures to \d{4}.*known \d{4}-\d\d-\d\d; CC BY 4.0", loaded
        )
        assert "Missing" in loaded
        with urllib.request.urlopen(f"http://localhost:{port}/country/COL", timeout=30) as answer:
            page = answer.read().decode()
        assert "Offline reference data" in page
        assert "Active state-based conflicts" in page
        assert '<data class="value"' in page
    finally:
        started.send_signal(signal.SIGINT)
    rest, _nothing = started.communicate(timeout=20)
    assert started.returncode in (0, 130)
    assert "Traceback" not in rest


@pytest.mark.parametrize(
    "words",
    [("serve", "--port", "99999"), ("serve", "--port", "-1"), ("serve", "--workers", "0"), ("demo", "--port", "0")],
)
def test_an_impossible_port_or_number_of_workers_is_a_wrong_question(tmp_path, words):
    said, _nothing = (started := verb(tmp_path / "home", *words)).communicate(timeout=PATIENCE)
    assert started.returncode == 2
    assert "Traceback" not in said
    assert "is not in the range" in said
    assert not (tmp_path / "home").exists()


def test_a_worker_that_dies_is_started_again(tmp_path):
    port = free_port()
    started = verb(tmp_path / "home", "serve", "--port", str(port), "--workers", "1")
    try:
        answers(port)
        [worker] = [int(one) for one in Path(f"/proc/{started.pid}/task/{started.pid}/children").read_text().split()]
        os.kill(worker, signal.SIGKILL)
        answers(port)
        assert started.poll() is None
    finally:
        started.send_signal(signal.SIGINT)
        started.communicate(timeout=PATIENCE)


def answers(port: int) -> None:
    """Ask until a page comes."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/data", timeout=30) as page:
                assert page.status == 200
                return
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.2)
