"""Reading IATI files: the fast reader, the reference reader, other packages, and what a bare parser takes.

Ours write all tables to Parquet; the limits keep nothing. The other packages are installed into a folder of their own,
beside the project's, when they can be had: `okfn-iati` writes CSV files of part of the standard, `diterator` gives one
activity after the other. `iatiflattener` asks the network for code lists before it reads, and cannot be measured here.

    python bench/iati_read.py [--mb 200] [--small 15] [--large 0]

`--large 1700` also measures the memory of a file of that size.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from _iati import activities, write
from _table import environment, options, shared, show

PEERS = ("okfn-iati", "diterator")
TIMES = 3


def _forlik(reader: str, workers: int) -> Callable[[Path, Path], object]:
    def read(path: Path, out: Path) -> object:
        from forlik.iati.read import read_to

        return read_to(path, out=out, reader=reader, workers=workers).report["activities"]

    return read


def iterparse(path: Path, out: Path) -> object:  # noqa: ARG001 - every reader is called alike
    """The events of all elements that lxml gives, each forgotten at its end."""
    from lxml import etree

    count = 0
    for _, element in etree.iterparse(path):
        count += element.tag == "iati-activity"
        element.clear()
    return count


def expat(path: Path, out: Path) -> object:  # noqa: ARG001 - every reader is called alike
    """expat, asked for nothing."""
    from xml.parsers import expat as parsers

    with path.open("rb") as file:
        parsers.ParserCreate().ParseFile(file)
    return -1


def okfn(path: Path, out: Path) -> object:
    """okfn-iati to its folder of CSV files."""
    from okfn_iati import IatiMultiCsvConverter

    out.mkdir()
    converter = IatiMultiCsvConverter()
    if not converter.xml_to_csv_folder(path, out):
        raise SystemExit(f"okfn-iati refused the file: {converter.latest_errors}")
    with (out / "activities.csv").open(encoding="utf-8") as file:
        import csv

        return sum(1 for _ in csv.DictReader(file))


def diterator(path: Path, out: Path) -> object:  # noqa: ARG001 - every reader is called alike
    """diterator, with the values of every transaction."""
    from diterator import XMLIterator

    count = 0
    with path.open("rb") as file:
        for activity in XMLIterator(file):
            count += 1
            for transaction in activity.transactions:
                _ = (transaction.type, transaction.date, transaction.value, transaction.currency)
    return count


ONE_CORE = "forlik fast, kept to one core"
READERS: dict[str, Callable[[Path, Path], object]] = {
    ONE_CORE: _forlik("fast", 1),
    "forlik fast, 1 worker": _forlik("fast", 1),
    "forlik fast, 2 workers": _forlik("fast", 2),
    "forlik reference": _forlik("reference", 1),
    "okfn-iati": okfn,
    "diterator": diterator,
    "lxml iterparse": iterparse,
    "expat": expat,
}
OTHERS = {"okfn-iati", "diterator"}
SMALL_ONLY = {"diterator"}
"""Readers that take minutes for a large file."""


def one(name: str, path: Path, times: int) -> None:
    """Read in this process and say how long: the best of some, after a first time that loads and compiles."""
    read = READERS[name]
    if name == ONE_CORE:
        # A single worker scans on one core while another hashes and writes; here all of it shares one.
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as room:
        small = Path(room) / "small.xml"
        write(small, 0.1, activities(None)) if name not in OTHERS else None
        if name not in OTHERS:
            read(small, Path(room) / "first")
        best = (9e9, 9e9, None)
        for turn in range(times):
            began, worked = time.perf_counter(), time.process_time()
            count = read(path, Path(room) / str(turn))
            best = min(best, (time.perf_counter() - began, time.process_time() - worked, count))
    print(json.dumps({"seconds": best[0], "worked": best[1], "activities": best[2]}))


def measured(python: str, name: str, path: Path, times: int) -> dict[str, float] | None:
    """One reader in a process of its own; nothing when it is not there."""
    done = subprocess.run(
        [python, __file__, "one", name, str(path), str(times)],
        capture_output=True,
        text=True,
        check=False,
        env=environment(None) | {"PYTHONPATH": str(Path(__file__).parent)},
    )
    if done.returncode:
        print(f"  {name}: not measured: {done.stderr.strip().splitlines()[-1:]}")
        return None
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def peers(room: Path) -> str | None:
    """A Python with the other packages, or nothing when they cannot be had."""
    python = room / "peers" / "bin" / "python"
    made = subprocess.run([sys.executable, "-m", "venv", str(room / "peers")], check=False, capture_output=True)
    if made.returncode:
        return None
    got = subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=False, capture_output=True)
    return None if got.returncode else str(python)


def compare(path: Path, title: str, other: str | None, *, small: bool) -> None:
    """Every reader on one file, in a table."""
    size = path.stat().st_size / 1e6
    found = {}
    for name in READERS:
        python = other if name in OTHERS else sys.executable
        if python is None or (name in SMALL_ONLY and not small):
            continue
        answer = measured(python, name, path, 1 if name in OTHERS else TIMES)
        if answer:
            found[name] = answer
    counts = {answer["activities"] for answer in found.values()} - {-1}
    if len(counts) != 1:
        raise SystemExit(f"the readers do not agree on the number of activities: {counts}")
    bare = found["lxml iterparse"]["seconds"]
    rows = [
        (name, answer["seconds"], size / answer["seconds"], size / answer["worked"], bare / answer["seconds"])
        for name, answer in found.items()
    ]
    head = ("reader", "seconds", "MB/s", "MB per CPU second", "speed ÷ lxml iterparse")
    fast = found["forlik fast, 1 worker"]["seconds"]
    notes = [f"fast ÷ {name}: {answer['seconds'] / fast:.1f}" for name, answer in found.items() if "fast" not in name]
    notes.append(f"one worker, two cores ÷ one core: {found[ONE_CORE]['seconds'] / fast:.2f}")
    notes.append(f"two workers ÷ one: {fast / found['forlik fast, 2 workers']['seconds']:.2f}")
    show(f"{title}, {size:,.0f} MB, {int(counts.pop()):,} activities", head, rows, *notes)


def whole(path: Path, reader: str, workers: int, cache: Path | None = None) -> tuple[float, float]:
    """Seconds of the command as a whole process, and the most anonymous memory of it and its children (MB)."""
    with tempfile.TemporaryDirectory() as room:
        words = [sys.executable, "-m", "forlik.cli", "iati", "read", str(path), "--out", f"{room}/out", "--quiet"]
        words += ["--reader", reader, "--workers", str(workers)]
        began = time.perf_counter()
        more = {"NUMBA_CACHE_DIR": str(cache)} if cache else {}
        child = subprocess.Popen(words, stdout=subprocess.DEVNULL, env=environment(None) | more)
        peak = [0.0]
        watcher = threading.Thread(target=_watch, args=(child, peak))
        watcher.start()
        if child.wait():
            raise SystemExit(f"the {reader} reader ended with {child.returncode}; nothing is measured")
        watcher.join()
        return time.perf_counter() - began, peak[0]


def _watch(child: subprocess.Popen[bytes], peak: list[float]) -> None:
    while child.poll() is None:
        peak[0] = max(peak[0], sum(map(_anonymous, _family(child.pid))))
        time.sleep(0.02)


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _anonymous(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def main() -> None:
    """Make the files, measure, and print the tables."""
    wanted = options(sys.argv[1:], mb=200, small=15, large=0)
    every = activities(shared())
    kind = "real activities, repeated with new identifiers" if shared() else "made-up activities"
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        other = peers(room)
        for size in (wanted["small"], wanted["mb"]):
            path = room / f"{size}.xml"
            write(path, size, every)
            compare(path, kind, other, small=size == wanted["small"])
        tiny = room / "tiny.xml"
        write(tiny, 0.2, every)
        cold, _ = whole(tiny, "fast", 1, room / "cache")
        warm, _ = whole(tiny, "fast", 1, room / "cache")
        plain, _ = whole(tiny, "auto", 1)
        rows = [("fast, compiled for the first time", cold), ("fast, compiled before", warm), ("auto", plain)]
        show("the whole command on a small file (0.2 MB)", ("reader", "seconds"), rows)
        rows = []
        for size in (wanted["mb"], wanted["large"]):
            path = room / f"{size}.xml"
            if size:
                write(path, size, every)
                rows += [(f"{size:,} MB, {workers} worker(s)", *whole(path, "fast", workers)) for workers in (1, 2)]
        show("the whole command on a large file, fast reader", ("file", "seconds", "anonymous MB at most"), rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        one(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main()
