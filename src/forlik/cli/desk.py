"""Verbs that start the desk: demo, serve."""

import os
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from typing import Any

import click

from forlik.cli.options import Voice, spoken
from forlik.core.errors import UsageError
from forlik.core.settings import home

PATIENCE = 60
LAST_PORT = 65535
PORT = click.IntRange(1, LAST_PORT)


@click.command()
@click.option("--port", default=8400, type=PORT, show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--workers", default=2, type=click.IntRange(1, 64), show_default=True, help="Processes that answer.")
@spoken
def serve(voice: Voice, port: int, host: str, workers: int) -> None:
    """Start the desk over the store, brought up to date first."""
    from forlik.store.catalogue import load

    _free(host, port)
    if load(home()):
        # After an upgrade the tables of the older readers are made anew, once, and not by whoever asks first.
        _apart(voice, "build")
    _run(host, port, workers, lambda: voice.progress.say(f"Forlik at {_address(host, port)}  (stop with Ctrl-C)"))


@click.command()
@click.option("--port", default=8400, type=PORT, show_default=True, help="Port to listen on.")
@click.option("--no-browser", is_flag=True, help="Open no browser; BROWSER=0 does the same.")
@spoken
def demo(voice: Voice, port: int, no_browser: bool) -> None:
    """Build the store of offline reference figures and a register to learn with, and start the desk."""
    from forlik.cli import demo as learning

    host = "127.0.0.1"
    _free(host, port)
    with learning.Founding() as founding:
        _apart(voice, "sync", "norway_engagements", "--offline")
        _apart(voice, "build", "--starter")
        told = _loaded() | {"register": founding.done()}
    os.environ.update(learning.environment(learning.folder()))
    voice.answer(told, lambda: "\n".join((_words(told), *learning.words(told["register"]))))

    def ready() -> None:
        voice.progress.say(f"\nForlik is ready at {_address(host, port)}  (stop with Ctrl-C)")
        if not no_browser and os.environ.get("BROWSER") != "0":
            webbrowser.open(_address(host, port))

    _run(host, port, 1, ready)


def _apart(voice: Voice, *words: str) -> None:
    """Run another verb in a process of its own.

    The server's workers are forked from this process, and DuckDB's threads, once started, do not live through a fork:
    a worker that asked it anything would wait for ever.
    """
    quiet = ["--quiet"] if voice.progress.quiet else []
    done = subprocess.run(  # noqa: S603 - our own verbs with fixed words
        [sys.executable, "-m", "forlik.cli", *words, *quiet], stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        sys.exit(done.returncode)


def _loaded() -> dict[str, Any]:
    """What the store holds and lacks, source by source."""
    from forlik.inventory import inventory
    from forlik.starter import layers
    from forlik.world import world

    newest: dict[str, str] = {}
    editions: dict[str, str] = {}
    for layer in layers():
        newest[layer.source] = max([newest.get(layer.source, ""), *(cover.last for cover in layer.covers)])
        editions[layer.source] = layer.edition or layer.part
    for basis in world(home=home()).manifest():
        editions.setdefault(basis.source, basis.edition or basis.part)
    rows = inventory(home(), private=True)
    held = [row for row in rows if row["newest_known_at"]]
    return {
        "loaded": [
            {
                "source": row["name"],
                "title": row["title"],
                "edition": editions.get(row["name"], ""),
                "until": newest.get(row["name"], ""),
                "known": row["newest_known_at"][:10],
                "licence": row["licence"],
            }
            for row in held
        ],
        "missing": [row["name"] for row in rows if not row["newest_known_at"]],
    }


def _words(told: dict[str, Any]) -> str:
    lines = ["", "Loaded:"]
    for row in told["loaded"]:
        facts = [row["edition"], f"figures to {row['until']}" if row["until"] else "", f"known {row['known']}"]
        lines.append(f"  {row['title']}: {', '.join(fact for fact in facts if fact)}; {row['licence']}")
    if not told["loaded"]:
        lines.append("  nothing: every figure will be “–” with its reason")
    if told["missing"]:
        lines += ["Missing (own file or `forlik sync`): " + ", ".join(told["missing"])]
    return "\n".join(lines)


def _address(host: str, port: int) -> str:
    near = host in ("127.0.0.1", "::1", "0.0.0.0", "::")  # noqa: S104 - compared, not listened on
    return f"http://{'localhost' if near else host}:{port}"


def _free(host: str, port: int) -> None:
    """Refuse a port that somebody else has, before anything is made.

    Raises:
        UsageError: The port is taken or not allowed.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"port {port} on {host} cannot be used: {error.strerror or error}",
                remedy=f"choose another, such as --port {port + 1 if port < LAST_PORT else 8400}",
            ) from error


def _run(host: str, port: int, workers: int, ready: Callable[[], None]) -> None:
    """Serve until stopped; tell when the first page can be asked for."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "forlik.desk.settings"
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from forlik.desk.turns import THREADS

    threading.Thread(target=_when_open, args=(host, port, ready), daemon=True).start()
    Granian(
        "forlik.desk.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        # A worker that dies (out of memory, say) is started again; one death must not end the desk.
        respawn_failed_workers=True,
        workers_kill_timeout=3,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()


def _when_open(host: str, port: int, ready: Callable[[], None]) -> None:
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - asked on the loopback instead
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with socket.create_connection((near, port), timeout=1) as asking:
                asking.sendall(f"HEAD /static/desk/desk.css HTTP/1.0\r\nHost: localhost:{port}\r\n\r\n".encode())
                if asking.recv(12):
                    ready()
                    return
        except OSError:
            time.sleep(0.1)
