"""The routes for programs with 50 users at once: each asks one route again and again, over a connection kept open.

A round is of one route, so that what one costs does not hide in another. “Again” asks what was asked before and is
kept; “anew” asks every time at an address that nobody asked at before, of a world that is known. The load comes from a
process of its own on the same machine, so that both share its processors.
"""

import json
import os
import statistics
import sys
import tempfile
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any

from _events import write_release
from _table import forlik, options, percentiles, run, show
from country_page import started

AIM = 150
"""Milliseconds within which 95 of 100 answers should come."""
USERS, ROUNDS = 50, 3
DAY = "as_of=2026-11-01"
PLACES = ("COL", "SDN", "AFG", "MLI")
ROUTES = {
    "places": [f"/api/places?q={word}" for word in ("col", "sud", "nor", "mal")],
    "place": [f"/api/places/{place}" for place in PLACES],
    "measures": [f"/api/measures?{DAY}"],
    "measure, one place": [
        f"/api/measures/active_conflicts?country={one}&{DAY}" for one in ("COL", "SDN", "AFG", "MLI")
    ],
    "measure, all places": [f"/api/measures/active_conflicts?from=2015&to=2024&{DAY}"],
    "country": [f"/api/countries/{one}?{DAY}" for one in PLACES],
    "portfolio": [f"/api/portfolio?{DAY}", f"/api/portfolio?country=MLI&{DAY}"],
    "flows of a cell": [f"/api/portfolio/MLI/peace/2023?{DAY}"],
    "sources": ["/api/sources"],
    "source": ["/api/sources/ucdp_acd"],
    "brief": [f"/api/briefs/country/{one}?{DAY}" for one in ("COL", "SDN")],
    "citations": [f"/api/countries/{one}?{DAY}&cite=bibtex" for one in ("COL", "SDN")],
}
ACTIVITY = (
    '<iati-activity default-currency="USD" hierarchy="1"><iati-identifier>XM-NDU-{number}</iati-identifier>'
    '<reporting-org ref="XM-NDU" type="10"><narrative>Giver</narrative></reporting-org>'
    '<title><narrative>Work {number}</narrative></title><recipient-country code="ML"/>'
    '<sector vocabulary="1" code="15220"/><transaction><transaction-type code="3"/>'
    '<transaction-date iso-date="2023-05-01"/><value value-date="2023-05-01" currency="USD">{number}</value>'
    "</transaction></iati-activity>"
)


def ask(port: int, requests: int, paths: list[str]) -> dict[str, Any]:
    """One round of all users, from another process."""
    load = Path(__file__).with_name("_load.py")
    told: dict[str, Any] = json.loads(run(sys.executable, load, port, requests, USERS, *paths).out)
    return told


def anew(paths: list[str], requests: int, turn: int) -> list[str]:
    """Addresses that mean the same, and that nobody has asked at: what is kept does not help."""
    marked = (f"{path}{'&' if '?' in path else '?'}n={turn}-{number}" for number, path in enumerate(cycle(paths)))
    return list(islice(marked, requests))


def aid(room: Path, activities: int) -> Path:
    """A made-up file of some activities in one country, each with one payment."""
    inside = "".join(ACTIVITY.format(number=number) for number in range(1, 1 + activities))
    path = room / "made-up.xml"
    path.write_text(
        f'<iati-activities version="2.03" generated-datetime="2024-01-01">{inside}</iati-activities>', encoding="utf-8"
    )
    return path


def main() -> None:
    """Make the store, start the desk, let the users ask, stop it, and print the table."""
    chosen = options(sys.argv[1:], requests=250, new=100, activities=300)
    told: dict[tuple[str, str], list[dict[str, Any]]] = {key: [] for key in product(ROUTES, ("again", "anew"))}
    with tempfile.TemporaryDirectory() as folder:
        home, room = Path(folder) / "home", Path(folder)
        release = write_release(room, 2026, 1, 10_000, 1, text="made up")
        forlik("import", "ucdp_candidate", release, home=home)
        forlik("import", "iati", aid(room, chosen["activities"]), "--fewer", home=home)
        forlik("build", "--starter", home=home)
        desk, port = started(home, room)
        before = os.getloadavg()[0]
        try:
            for paths in ROUTES.values():
                ask(port, 8 * len(paths), paths)
            for turn, (name, paths) in product(range(ROUNDS), ROUTES.items()):
                told[name, "again"].append(ask(port, chosen["requests"], paths))
                new = anew(paths, chosen["new"], turn)
                told[name, "anew"].append(ask(port, len(new), new))
        finally:
            desk.terminate()
            desk.wait(30)
    rows, faults = [], set()
    for (name, how), rounds in told.items():
        taken = [1000 * seconds for one in rounds for seconds in one["taken"]]
        errors = [f"{name}: {fault}" for one in rounds for fault in one["errors"]]
        faults |= {*errors}
        rate = statistics.median(len(one["taken"]) / one["seconds"] for one in rounds)
        p50, p95 = percentiles(taken, 50, 95)
        rows.append((name, how, len(taken), p50, p95, rate, len(errors), p95 / AIM))
    show(
        f"{USERS} users at once, {ROUNDS} rounds a route; aimed at: p95 under {AIM} ms",
        ("route", "asked", "requests", "p50 ms", "p95 ms", "requests/s", "errors", "p95 ÷ aim"),
        rows,
        f"{os.cpu_count()} processors; load of the machine before it began: {before:.1f}",
        *sorted(faults),
    )


if __name__ == "__main__":
    main()
