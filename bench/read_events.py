"""Reading a file of 400,000 events: the strict reader, beside pandas and the standard library's csv.

The strict reader checks every cell, resolves places, and gives typed columns; the others only split the lines.
"""

import csv
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from _events import repeat_real, write_release
from _table import options, run, shared, show

REAL = Path("ucdp") / "GEDEvent_v23_0_10.csv"


def strict(path: Path) -> int:
    """The source's own reader."""
    from forlik.core.source import RawFile
    from forlik.discover import source

    return source("ucdp_candidate").read([RawFile(path.name, path)]).tables["ucdp_candidate__events"].num_rows


def with_pandas(path: Path) -> int:
    """pandas, types guessed."""
    import pandas as pd

    return len(pd.read_csv(path, low_memory=False))


def with_csv(path: Path) -> int:
    """The standard library: texts only, nothing kept."""
    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.DictReader(stream))


READERS: dict[str, Callable[[Path], int]] = {"forlik": strict, "pandas": with_pandas, "csv": with_csv}


def one(name: str, path: Path) -> None:
    """Read once in this process and say how long; the caller measures the memory."""
    began = time.perf_counter()
    rows = READERS[name](path)
    print(json.dumps({"seconds": time.perf_counter() - began, "rows": rows}))


def main() -> None:
    """Write the file, read it by each reader in a process of its own, and print the table."""
    wanted = options(sys.argv[1:], rows=400_000)["rows"]
    with tempfile.TemporaryDirectory() as room:
        data = shared()
        real = data is not None and (data / REAL).is_file()
        path = (
            repeat_real(data / REAL, Path(room), wanted)
            if data and real
            else write_release(Path(room), 2026, 1, wanted)
        )
        size = path.stat().st_size / 1e6
        told = {}
        for name in READERS:
            # The second of two: the file is then in the system's memory for everyone.
            for _ in range(2):
                measured = run(sys.executable, __file__, "one", name, path)
            told[name] = (json.loads(measured.out), measured.peak_mb)
    reference = told["csv"][0]["seconds"]
    if {answer["rows"] for answer, _ in told.values()} != {wanted}:
        raise SystemExit("the readers do not agree on the number of rows: nothing can be compared")
    rows = []
    for name, (answer, peak) in told.items():
        seconds = answer["seconds"]
        rows.append((name, seconds, int(wanted / seconds), size / seconds, peak, reference / seconds))
    kind = "a real month's rows, repeated" if real else "made-up rows"
    show(
        f"{wanted:,} events ({kind}, {size:,.0f} MB)",
        ("reader", "seconds", "rows/s", "MB/s", "peak MB", "speed ÷ csv"),
        rows,
        "seconds include importing each reader's libraries; forlik checks every cell and resolves every place",
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        one(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
