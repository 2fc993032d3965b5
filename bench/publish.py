"""Publishing: made-up engagements from the rows that the public may see to a folder with its Data Package and its site.

    python bench/publish.py [--engagements 500] [--times 3]

Each engagement has a process, five acts, a text, four promises and two roles, each with evidence. The same is measured
at half and at a quarter of the number: where each doubling takes about twice the work, the growth is linear.
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from _table import options, show

DAY = date(2024, 7, 1)
AT = datetime(2024, 6, 1, 12, tzinfo=UTC)
LIMIT = 30
"""Seconds within which 500 engagements are published."""


def bodies(n: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The records of one engagement: id, concept, and what is open of it."""
    cited = {"evidence": [{"citation": f"Made-up gazette {n}", "url": f"https://gazette.example/{n}"}]}
    about = {"places": ["COL"], "pillars": ["peace"], "process": f"p{n}", "start": "2012-08-26"}
    yield f"e{n}", "engagement", {"title": f"Made-up talks {n}", "outcome": "An accord", **about, **cited}
    yield f"p{n}", "process", {"label": f"Made-up process {n}", "places": ["COL"], **cited}
    text = {"kind": "agreement", "public_title": f"Made-up accord {n}", "process": f"p{n}", "signed": "2016-11-24"}
    yield f"t{n}", "text", {**text, "summary": "What was agreed. " * 20, **cited}
    for turn in range(5):
        said = {"kind": "public_statement", "happened": f"2015-0{turn + 1}", "engagement": f"e{n}", "by": ["no"]}
        yield f"s{n}-{turn}", "act", {**said, "statement": "What was said. " * 10, **cited}
    for turn in range(4):
        promised = {"kind": "provision", "process": f"p{n}", "text": f"t{n}", "obligors": ["no"]}
        due = {"due": {"on": f"2025-0{turn + 1}-01"}, "promise": f"Made-up promise {turn} of {n}"}
        yield f"c{n}-{turn}", "commitment", {**promised, **due, **cited}
    for turn, kind in enumerate(("donor", "facilitator")):
        yield f"r{n}-{turn}", "role", {"kind": kind, "actor": "no", "of": f"e{n}", **cited}


def seconds(engagements: int) -> tuple[float, float, int, int]:
    """How long one publishing takes, how long it is at work, into how many files, of how many bytes."""
    from forlik.publish import NAME, Reporter, built, laying, opened
    from forlik.publish.changes import changes_of
    from forlik.published import copied, packed, put
    from forlik.register.rows import Row

    given = [("no", "actor", {"kind": "state", "name": "Norway"})]
    given += [one for n in range(engagements) for one in bodies(n)]
    rows = [Row(id_, concept, "open", "0", 1, AT, AT, body) for id_, concept, body in given]
    room = Path(tempfile.mkdtemp())
    try:
        began, worked = time.perf_counter(), time.process_time()
        package = packed(copied(rows, DAY, publisher="Made up", licence="CC-BY-4.0"))
        put(room / "alone", package)
        edition = opened(room / "alone", Reporter("NO-BRC-999999999", "10"))
        files = built(edition, changes_of(edition, room / "copy"))
        put(room / "copy", package, laying(room / "copy" / NAME, files))
        took = time.perf_counter() - began
        return took, time.process_time() - worked, len(files), sum(map(len, files.values()))
    finally:
        shutil.rmtree(room)


def main() -> None:
    """Measure, and print."""
    wanted = options(sys.argv[1:], engagements=500, times=3)
    seconds(5)  # what is loaded once is no part of it
    rows: list[list[object]] = []
    before = 0.0
    for engagements in (wanted["engagements"] // 4, wanted["engagements"] // 2, wanted["engagements"]):
        runs = [seconds(engagements) for _ in range(wanted["times"])]
        took, worked = (statistics.median(one[place] for one in runs) for place in (0, 1))
        ratio = f"× {worked / before:.2f}" if before else ""
        rows.append([f"{engagements} engagements", took, worked, ratio, runs[0][2], runs[0][3] / 1e6])
        before = worked
    head = ("", "seconds", "at work", "to half as many", "files", "MB of site")
    show("Publishing: from rows to Data Package and site", head, rows, f"the limit for 500 engagements is {LIMIT} s")


if __name__ == "__main__":
    main()
