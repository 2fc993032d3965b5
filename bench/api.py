"""The routes for programs with 50 users at once: each asks one route again and again, over a connection kept open.

A round is of one route, so that what one costs does not hide in another. “Again” asks what was asked before and is
kept; “anew” asks every time at an address that nobody asked at before, but what was asked before; “another” asks of
another place, period or name each time; “new day” asks each time of a day whose world is not kept, though the same may
be known on it as on the day before, as on most days, and is then not worked out again. The load comes from a process of
its own on the same machine, so that both share its processors; so beside seconds on the clock stands what an answer
costs the desk at work, by which 50 users at once on free processors can be reckoned.
"""

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count, cycle, islice, product
from pathlib import Path
from typing import Any
from urllib.parse import quote

from _events import write_release
from _table import forlik, options, percentiles, run, show
from country_page import started

AIM = 150
"""Milliseconds within which 95 of 100 answers should come."""
USERS, ROUNDS = 50, 3
WARMING = 24
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
HEAD = (
    *("route", "asked", "requests", "p50 ms", "p95 ms", "requests/s", "work ms", "alone ms", "errors"),
    *("p95 ÷ aim", "alone ÷ aim"),
)
NEWEST = date(2026, 10, 31)


def another() -> dict[str, Iterator[str]]:
    """Route → addresses of another place, period or name each time, without end; the day is the known one."""
    from forlik.discover import sources
    from forlik.places import all_places

    codes = [one.iso3 for one in all_places("state")]
    letters = [first + second for first, second in product("abcdefghijklmnopqrstuvwxyz", repeat=2)]

    def each(address: str, names: list[str]) -> Iterator[str]:
        # Once through all of them, and then as new addresses of what was asked so long ago that it is not kept.
        return (f"{address.format(name)}{'' if not turn else f'&n={turn}'}" for turn in count() for name in names)

    return {
        "places": each("/api/places?q={}", letters),
        "place": each("/api/places/{}?", codes),
        "measure, one place": each(f"/api/measures/active_conflicts?country={{}}&{DAY}", codes),
        "measure, all places": each(
            f"/api/measures/active_conflicts?from={{}}&to=2024&{DAY}", [str(year) for year in range(1946, 2025)]
        ),
        "country": each(f"/api/countries/{{}}?{DAY}", codes),
        "source": each("/api/sources/{}?", sorted(sources())),
        "brief": each(f"/api/briefs/country/{{}}?{DAY}", codes),
        "citations": each(f"/api/countries/{{}}?cite=bibtex&{DAY}", [*reversed(codes)]),
    }


def of_new_days() -> dict[str, Iterator[str]]:
    """Route → addresses of another day each time; so many lie between two of one day that its world is not kept."""

    def each(name: str) -> Iterator[str]:
        paths = cycle(ROUTES[name])
        return (
            path.replace(DAY, f"as_of={NEWEST - timedelta(days=number)}")
            for number, path in zip(count(), paths, strict=False)
        )

    return {name: each(name) for name, paths in ROUTES.items() if DAY in paths[0]}


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


def anew(paths: list[str], requests: int, turn: int | str) -> list[str]:
    """Addresses that mean the same, and that nobody has asked at: what is kept does not help."""
    marked = (
        f"{path}{'&' if '?' in path else '?'}n={quote(str(turn))}-{number}" for number, path in enumerate(cycle(paths))
    )
    return list(islice(marked, requests))


def worked(desk: int) -> float:
    """Seconds that the desk was at work so far, its workers too."""
    ticks = 0
    for folder in Path("/proc").iterdir():
        try:
            told = (folder / "stat").read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if folder.name == str(desk) or told[1] == str(desk):
            ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


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
    chosen = options(sys.argv[1:], requests=250, new=100, days=60, activities=300)
    told: dict[tuple[str, str], list[dict[str, Any]]] = {}
    others, days = another(), of_new_days()
    with tempfile.TemporaryDirectory() as folder:
        home, room = Path(folder) / "home", Path(folder)
        release = write_release(room, 2026, 1, 10_000, 1, text="made up")
        forlik("import", "ucdp_candidate", release, home=home)
        forlik("import", "iati", aid(room, chosen["activities"]), "--fewer", home=home)
        forlik("build", "--starter", home=home)
        desk, port = started(home, room)
        before = os.getloadavg()[0]

        def asked(name: str, how: str, paths: list[str], requests: int) -> None:
            began = worked(desk.pid)
            found = ask(port, requests, paths)
            found["worked"] = worked(desk.pid) - began
            told.setdefault((name, how), []).append(found)

        try:
            for paths in ROUTES.values():
                ask(port, 8 * len(paths), paths)
            for turn, (name, paths) in product(range(ROUNDS), ROUTES.items()):
                asked(name, "again", paths, chosen["requests"])
                ways: list[tuple[str, Callable[[], list[str]]]] = [
                    ("anew", lambda paths=paths, turn=turn: anew(paths, chosen["new"], turn)),
                ]
                if name in others:
                    ways.append(("another", lambda name=name: list(islice(others[name], chosen["new"]))))
                if name in days:
                    ways.append(("new day", lambda name=name: list(islice(days[name], chosen["days"]))))
                for how, made in ways:
                    if how != "new day":
                        # The days before may have driven the known one out, in either of the desk's processes.
                        ask(port, WARMING, anew(paths, WARMING, f"{turn}-{how}"))
                    new = made()
                    asked(name, how, new, len(new))
        finally:
            desk.terminate()
            desk.wait(30)
    rows, faults = [], set()
    for (name, how), rounds in sorted(told.items(), key=lambda one: [*ROUTES].index(one[0][0])):
        taken = [1000 * seconds for one in rounds for seconds in one["taken"]]
        errors = [f"{name}: {fault}" for one in rounds for fault in one["errors"]]
        faults |= {*errors}
        rate = statistics.median(len(one["taken"]) / one["seconds"] for one in rounds)
        cost = 1000 * sum(one["worked"] for one in rounds) / len(taken)
        p50, p95 = percentiles(taken, 50, 95)
        least = cost * USERS / (os.cpu_count() or 1)
        rows.append((name, how, len(taken), p50, p95, rate, cost, least, len(errors), p95 / AIM, least / AIM))
    show(
        f"{USERS} users at once, {ROUNDS} rounds a route; aimed at: p95 under {AIM} ms",
        HEAD,
        rows,
        f"{os.cpu_count()} processors; load of the machine before it began: {before:.1f}, at the end: "
        f"{os.getloadavg()[0]:.1f}",
        "work: of the desk, for one answer; alone: all users answered, had the desk the processors to itself",
        *sorted(faults),
    )


if __name__ == "__main__":
    main()
