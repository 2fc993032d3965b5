"""Does a build stay linear? Deaths measures over 1, 2, 5 and 10 million events, beside PyArrow adding up the same.

Ten million events take about 5 GB of the temporary folder while they are measured.
"""

import json
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from _events import write_release
from _table import forlik, options, show

SIZES = (1, 2, 5, 10)
MILLION = 1_000_000
RELEASES = 2
"""Releases a million events; several of them, so that the latest of each event has to be found."""
CORRECTED = 0.02
"""Share of a release's events that the next one corrects."""


def grow(home: Path, room: Path, release: int, year: int, month: int) -> float:
    """Import one more release. Seconds."""
    rows = MILLION // RELEASES
    first = max(1, int(release * rows * (1 - CORRECTED)))
    path = write_release(room, year, month, rows, first, text="made up")
    taken = forlik("import", "ucdp_candidate", path, home=home)
    path.unlink()
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
        empty = forlik("build", "--no-starter", home=home)
        held = 0
        for size in sizes:
            while held < size * RELEASES:
                release, (year, month) = next(months)
                reading += grow(home, room, release, year, month)
                held += 1
            built = forlik("build", "--json", home=home)
            plain = plain_sum(home)
            seconds, worked = built.seconds - empty.seconds, built.worked - empty.worked
            per_million[size] = worked / size
            growth = per_million[size] / per_million[sizes[0]]
            done = json.loads(built.out)
            if done["read"]:
                raise SystemExit("the code changed while it was measured: its files were read anew; run this again")
            imports = reading / held * RELEASES
            rows.append(
                (
                    size,
                    done["computed"],
                    seconds,
                    worked,
                    worked / size,
                    growth,
                    seconds / plain,
                    built.peak_mb,
                    imports,
                )
            )
    show(
        "building every measure of events",
        (
            "million events",
            "results",
            "seconds",
            "CPU s",
            "CPU s/million",
            "÷ first",
            "÷ PyArrow",
            "peak MB",
            "import s",
        ),
        rows,
        f"an empty build's {empty.seconds:.2f} s are taken off; ÷ first: 1.00 is linear, less is better",
        "PyArrow adds the rows up once; a build finds each event's latest release and computes all those results",
    )


if __name__ == "__main__":
    main()
