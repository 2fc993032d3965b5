"""Does a build stay linear? Deaths measures over 1, 2, 5 and 10 million events, beside PyArrow adding up the same."""

import sys
import tempfile
import time
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from _events import write_release
from _table import FORLIK, options, run, show

SIZES = (1, 2, 5, 10)
MILLION = 1_000_000
RELEASES = 2
"""Releases a million events; several of them, so that the latest of each event has to be found."""
CORRECTED = 0.02
"""Share of a release's events that the next one corrects."""


def grow(home: Path, room: Path, release: int, year: int, month: int) -> float:
    """Import one more release; only its tables are kept, the bytes would fill the disk. Seconds."""
    rows = MILLION // RELEASES
    first = max(1, int(release * rows * (1 - CORRECTED)))
    path = write_release(room, year, month, rows, first, text="made up")
    taken = run(*FORLIK, "import", "ucdp_candidate", path, home=home)
    path.unlink()
    if taken.code:
        raise SystemExit("forlik import failed: nothing can be measured")
    for blob in (home / "blobs").glob("*/*"):
        blob.unlink()
    return taken.seconds


def plain_sum(home: Path) -> float:
    """Add up deaths by country, month and kind without regard to corrections, in this process. Seconds."""
    files = sorted((home / "tables" / "ucdp_candidate").glob("*/ucdp_candidate__events.parquet"))
    began = time.perf_counter()
    columns = ["country_iso3", "year", "month", "type_of_violence", "deaths_best"]
    events = pa.concat_tables([pq.read_table(path, columns=columns) for path in files])
    pc.sum(events.group_by(columns[:-1]).aggregate([("deaths_best", "sum")])["deaths_best_sum"])
    return time.perf_counter() - began


def main() -> None:
    """Grow one store step by step; after each step build, and print the table."""
    most = options(sys.argv[1:], millions=SIZES[-1])["millions"]
    sizes = [size for size in SIZES if size <= most]
    rows, per_million, reading = [], {}, 0.0
    with tempfile.TemporaryDirectory() as folder:
        home, room = Path(folder) / "home", Path(folder)
        months = iter(enumerate(product(range(2024, 2027), range(1, 11))))
        # An empty build pays for everything that does not grow, and is taken off below.
        empty = run(*FORLIK, "build", "--no-starter", home=home).seconds
        held = 0
        for size in sizes:
            while held < size * RELEASES:
                release, (year, month) = next(months)
                reading += grow(home, room, release, year, month)
                held += 1
            built = run(*FORLIK, "build", home=home)
            if built.code:
                raise SystemExit("forlik build failed: nothing can be measured")
            plain = plain_sum(home)
            seconds = built.seconds - empty
            per_million[size] = seconds / size
            rows.append(
                (size, seconds, seconds / size, per_million[size] / per_million[sizes[0]], seconds / plain,
                 built.peak_mb, reading / held * RELEASES)
            )  # fmt: skip
    show(
        "building every measure of events",
        ("million events", "seconds", "s/million", "against the first", "times PyArrow", "peak MB", "import s/million"),
        rows,
        f"an empty build's {empty:.2f} s are taken off; 1.00 against the first row is linear, below it is better",
        "PyArrow adds the rows up once; a build finds each event's latest release and computes all measures of events",
    )


if __name__ == "__main__":
    main()
