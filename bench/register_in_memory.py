"""The register, in memory: making a dossier of all rows, opening a file, what a step lacks, when promises fall due.

    python bench/register_in_memory.py [--engagements 500] [--acts 50000] [--promises 20000] [--chain 1000]

The reference of each figure stands in its table: taking the same rows from JSON, and following the same chain by hand.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from _table import options, show

from forlik.register.concept import Concept
from forlik.register.concepts import Act, Commitment, Engagement, Process
from forlik.register.dossier import dossier
from forlik.register.evidence import Evidence
from forlik.register.machines.guards import why_not
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.placing import place
from forlik.register.promises.projection import project
from forlik.register.promises.state import standings
from forlik.register.rows import Row, as_known

DAY = date(2026, 6, 1)
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
SAID = (Evidence(citation="Made up to measure with"),)
LABELS = {"open": "0", "staff": "1", "secret": "2:a"}
STEPS = ("explore", "activate", "suspend", "resume", "begin_closing")
TIMES = 5


def best(what: Callable[[], Any]) -> float:
    """The shortest of some times, in milliseconds."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        what()
        took.append((time.perf_counter() - began) * 1000)
    return min(took)


def rows_of(record: Concept, n: int) -> list[Row]:
    """A record's rows, recorded the n-th."""
    at = FIRST + timedelta(minutes=n)
    name = type(record).__name__.lower()
    return [
        Row(record.id, name, facet.word, LABELS[facet.word], 1, at, at, body) for facet, body in place(record).items()
    ]


def made(engagements: int, acts: int, promises: int) -> list[Row]:
    """The rows of so many records, evenly over the files."""
    records: list[Concept] = []
    for n in range(engagements):
        records.append(Process(id=f"p{n}", label=f"Made-up process {n}"))
        records.append(
            Engagement(id=f"e{n}", title=f"Made-up file {n}", places=("XXX",), pillars=("peace",), process=f"p{n}")
        )
    for n in range(acts):
        file, day = f"e{n % engagements}", (date(2021, 1, 1) + timedelta(days=n % 1900)).isoformat()
        kind = ("meeting", "message", "note", "public_statement")[n % 4]
        records.append(Act(id=f"a{n}", kind=kind, happened=day, engagement=file, title="Made up", evidence=SAID))
    for n in range(promises):
        due = (
            {"on": "2021-01-01", "offset": n % 2500}
            if n < engagements
            else {"commitment": f"c{n - engagements}", "offset": 9}
        )
        records.append(
            Commitment(id=f"c{n}", kind="provision", process=f"p{n % engagements}", promise="Made up", due=due)
        )
    return [row for n, record in enumerate(records) for row in rows_of(record, n)]


def linked(count: int) -> list[Row]:
    """A chain of promises, each a day after the one before."""
    first = Commitment(id="c0", kind="provision", promise="Made up", due={"on": "2021-01-01", "offset": 1})
    rest = [
        Commitment(id=f"c{n}", kind="provision", promise="Made up", due={"commitment": f"c{n - 1}", "offset": 1})
        for n in range(1, count)
    ]
    return [row for n, record in enumerate([first, *rest]) for row in rows_of(record, n)]


def by_hand(count: int) -> date:
    """The same chain, day by day: the least that anything could do."""
    day = date(2021, 1, 1)
    for _ in range(count):
        day = max(day + timedelta(days=1), DAY)
    return day


def chained(count: int) -> tuple[float, float]:
    """Milliseconds to project a chain of promises anew, and to follow it by hand."""
    chain = dossier(linked(count), DAY)
    chain.every(Commitment)
    return best(lambda: project(chain)), best(lambda: by_hand(count))


def main() -> None:
    """Make the rows, measure, print."""
    wanted = options(sys.argv[1:], engagements=500, acts=50_000, promises=20_000, chain=1_000)
    rows = made(wanted["engagements"], wanted["acts"], wanted["promises"])
    written = [json.dumps(dict(row.body)) for row in rows]
    seen = dossier(rows, DAY)
    parsed = best(lambda: [json.loads(one) for one in written])
    figures = [
        ("what is known on the day", best(lambda: as_known(rows, DAY))),
        ("a dossier, nothing opened", best(lambda: dossier(rows, DAY))),
        (
            "every file listed, with its state",
            best(lambda: [lifecycle(seen.case(f"e{n}")) for n in range(wanted["engagements"])]),
        ),
        ("one file opened for the first time", best(lambda: dossier(rows, DAY).case("e7").acts)),
        ("the bodies of all rows from JSON", parsed),
    ]
    held = f"{wanted['engagements']:,} engagements, {wanted['acts']:,} acts, {wanted['promises']:,} promises"
    show(
        f"{len(rows):,} rows of {held}",
        ("what", "ms", "÷ JSON"),
        [(name, took, took / parsed) for name, took in figures],
    )
    case = seen.case("e7")
    show(
        "what each step lacks, in one file",
        ("step", "ms"),
        [(step, best(lambda step=step: why_not(case, step, DAY))) for step in STEPS],
    )
    anew, hand = chained(wanted["chain"])
    show(
        "promises projected anew",
        ("what", "ms", "÷ by hand"),
        [
            (f"a chain of {wanted['chain']:,}", anew, anew / hand),
            (
                f"all {wanted['promises']:,}, with their states",
                took := best(lambda: standings(project(seen))),
                took / hand,
            ),
            ("the same chain, day by day", hand, 1.0),
        ],
    )


if __name__ == "__main__":
    main()
