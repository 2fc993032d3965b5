"""Verbs that start the desk: demo, serve."""

import os
import socket
from typing import Any

import click

from forlik.cli.options import Voice, spoken
from forlik.core.errors import UsageError


@click.command()
@click.option("--port", default=8400, show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--workers", default=1, show_default=True, help="Processes that answer.")
@spoken
def serve(voice: Voice, port: int, host: str, workers: int) -> None:
    """Start the desk over the store as it is."""
    _free(host, port)
    voice.progress.say(f"Forlik at http://{_shown(host)}:{port}  (stop with Ctrl-C)")
    _run(host, port, workers)


def _shown(host: str) -> str:
    return "localhost" if host in ("127.0.0.1", "::1", "0.0.0.0") else host  # noqa: S104 - only compared


def _free(host: str, port: int) -> None:
    """Refuse a port that somebody else has, before anything is made."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"port {port} on {host} cannot be used: {error.strerror}", remedy=f"choose another: --port {port + 1}"
            ) from error


def _run(host: str, port: int, workers: int) -> Any:
    os.environ["DJANGO_SETTINGS_MODULE"] = "forlik.desk.settings"
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "forlik.desk.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        workers_kill_timeout=3,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()
