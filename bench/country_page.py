"""The Country page under load: 16 connections, a fixed number of requests, beside a static file.

The load comes from a process of its own on the same machine, so that both share its processors.
"""

import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import cycle, product
from pathlib import Path
from typing import Any

from _events import write_release
from _table import FORLIK, environment, forlik, options, percentiles, run, show

CONNECTIONS = 16
PATIENCE = 120
PLACES = ("COL", "SDN", "AFG", "MLI", "UKR", "MMR", "NOR", "NPL")
NAMES = ("page, seen before", "CSV, seen before", "page of a new day", "static file")
ROUNDS = 3
NEW = 40
"""Requests of a round for pages nobody has asked for before, each of another day."""


def paths_of(name: str, turn: int) -> list[str]:
    """Addresses to ask for in one round."""
    if name == "page, seen before":
        return [f"/country/{place}" for place in PLACES]
    if name == "CSV, seen before":
        return [f"/country/{place}.csv" for place in PLACES]
    if name == "static file":
        return ["/static/desk/mark.svg"]
    days = [date(2026, 1, 1) - timedelta(days=NEW * turn + number) for number in range(NEW)]
    return [f"/country/{place}?as_of={day}" for place, day in zip(cycle(PLACES), days, strict=False)]


def started(home: Path, room: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start the desk on a free port and wait until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (room / "desk.log").open("wb") as log:
        desk = subprocess.Popen([*FORLIK, "serve", "--port", str(port)], env=environment(home), stdout=log, stderr=log)
    for _ in range(10 * PATIENCE):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return desk, port
        time.sleep(0.1)
        if desk.poll() is not None:
            break
    desk.kill()
    raise SystemExit("the desk did not start:\n" + (room / "desk.log").read_text())


def ask(port: int, requests: int, paths: list[str]) -> dict[str, Any]:
    """One round of load from another process."""
    told: dict[str, Any] = json.loads(
        run(sys.executable, Path(__file__).with_name("_load.py"), port, requests, CONNECTIONS, *paths).out
    )
    return told


def main() -> None:
    """Make the store, start the desk, load it, stop it, and print the table."""
    chosen = options(sys.argv[1:], events=0, requests=800)
    told: dict[str, list[dict[str, Any]]] = {name: [] for name in NAMES}
    with tempfile.TemporaryDirectory() as folder:
        home, room = Path(folder) / "home", Path(folder)
        months = min(10, -(-chosen["events"] // 100_000))
        for month in range(1, 1 + months):
            share = chosen["events"] // months
            path = write_release(room, 2026, month, share, 1 + (month - 1) * share, text="made up")
            forlik("import", "ucdp_candidate", path, home=home)
        forlik("build", "--starter", home=home)
        desk, port = started(home, room)
        try:
            first = ask(port, 1, paths_of("page, seen before", 0)[:1])["taken"][0]
            # In turn, not in blocks: a busy moment of the machine then slows all of them alike.
            for turn, name in product(range(ROUNDS), NAMES):
                paths = paths_of(name, turn)
                new = name == "page of a new day"
                if not turn and not new:
                    ask(port, 8 * len(paths), paths)
                told[name].append(ask(port, NEW if new else chosen["requests"], paths))
        finally:
            desk.terminate()
            desk.wait(30)
    rates = {
        name: statistics.median(len(one["taken"]) / one["seconds"] for one in rounds) for name, rounds in told.items()
    }
    rows, faults = [], set()
    for name, rounds in told.items():
        taken = [1000 * seconds for one in rounds for seconds in one["taken"]]
        errors = [f"{name}: {fault}" for one in rounds for fault in one["errors"]]
        faults |= {*errors}
        ratio = rates["static file"] / rates[name]
        rows.append((name, len(taken), *percentiles(taken, 50, 95, 99), rates[name], len(errors), ratio))
    show(
        f"{CONNECTIONS} connections, starter figures and {chosen['events']:,} events",
        ("asked for", "requests", "p50 ms", "p95 ms", "p99 ms", "requests/s", "errors", "static ÷ this"),
        rows,
        f"the very first page took {1000 * first:,.0f} ms; the load shares the processors with the desk",
        *sorted(faults),
    )


if __name__ == "__main__":
    main()
