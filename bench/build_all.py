"""Every real file that a source recognises: import, build, and build again without change, beside plain reading."""

import csv
import json
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from _table import FORLIK, forlik, run, shared, show


def recognised(folder: Path) -> Mapping[str, list[Path]]:
    """Source → its files, as each source's own look at the content decides."""
    from forlik.core.errors import ForlikError
    from forlik.core.source import RawFile
    from forlik.discover import sources
    from forlik.store.strictly import part_of

    found: dict[str, list[Path]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for name, source in sources().items():
            try:
                if part_of(source, RawFile(path.name, path)) is not None:
                    found.setdefault(name, []).append(path)
            except ForlikError:
                continue
    return found


def looked(folder: Path) -> None:
    """Print what is recognised, and how long looking took; a process of its own, so that its memory is not ours."""
    from forlik.discover import source

    began = time.perf_counter()
    found = recognised(folder)
    told = {name: [str(path) for path in paths] for name, paths in found.items()}
    merging = [name for name in found if source(name).merges]
    print(json.dumps({"seconds": time.perf_counter() - began, "files": told, "merging": merging}))


def batches(paths: list[Path], merging: bool) -> list[list[Path]]:
    """Files that one command takes in: all; but of a source with pages, each table alone and each folder of pages."""
    if not merging:
        return [paths]
    found: dict[Path, list[Path]] = {}
    for path in paths:
        found.setdefault(path.parent if path.suffix == ".json" else path, []).append(path)
    return list(found.values())


def plainly(paths: list[Path]) -> None:
    """Go through the files with the usual libraries and keep nothing: the least that reading them can cost."""
    for path in paths:
        if path.suffix == ".xlsx":
            import openpyxl

            for sheet in openpyxl.load_workbook(path, read_only=True):
                sum(1 for _ in sheet.values)
        elif path.suffix == ".json":
            json.loads(path.read_bytes())
        else:
            with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
                sum(1 for _ in csv.reader(stream))


def taken(name: str, paths: list[Path], merging: bool, home: Path) -> tuple[float, ...]:
    """Import one source's files: how many, MB, rows, refused files, seconds, times plain reading, peak MB."""
    least = run(sys.executable, __file__, "plainly", *paths).seconds
    done = [run(*FORLIK, "import", name, *batch, "--json", home=home) for batch in batches(paths, merging)]
    told = [json.loads(one.out or sys.exit(f"forlik import {name} broke\n{one.err[-2000:]}")) for one in done]
    rows = sum(part["rows"] for one in told for part in one["taken"])
    refused = sum(len(one["errors"]) for one in told)
    seconds, size = sum(one.seconds for one in done), sum(path.stat().st_size for path in paths) / 1e6
    return len(paths), size, rows, refused, seconds, seconds / least, max(one.peak_mb for one in done)


def main() -> None:
    """Import source by source, build twice, and print the table."""
    folder = shared()
    if folder is None:
        print("the folder of real files is not here (FORLIK_SHARED or ../shared): nothing to measure")
        return
    look = run(sys.executable, __file__, "look", folder)
    found = json.loads(look.out)
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as room:
        home = Path(room) / "home"
        for name, files in sorted(found["files"].items()):
            rows.append((name, *taken(name, [Path(file) for file in files], name in found["merging"], home)))
        first = forlik("build", "--json", home=home)
        again = forlik("build", "--json", home=home)
        if not json.loads(again.out)["unchanged"]:
            raise SystemExit("the second build found something to do")
        results = json.loads(first.out)["computed"]
    sums = [sum(row[place] for row in rows) for place in range(1, 6)]
    plain = sum(row[5] / row[6] for row in rows)
    rows.append(("all sources", *sums, sums[4] / plain, max(row[7] for row in rows)))
    show(
        f"import of every recognised file ({found['seconds']:.1f} s to look at all files)",
        ("source", "files", "MB", "rows", "refused", "seconds", "times plain", "peak MB"),
        rows,
        "plain: csv, json or openpyxl going through the same files, keeping nothing",
        "each import starts a process of its own; refused are files that are damaged on purpose or of older layouts",
    )
    builds = [("again, nothing changed", again.seconds, again.seconds / first.seconds, again.peak_mb)]
    builds.insert(0, (f"first: {results} results", first.seconds, 1.0, first.peak_mb))
    show("build", ("run", "seconds", "÷ first", "peak MB"), builds)


if __name__ == "__main__":
    if sys.argv[1:2] == ["look"]:
        looked(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["plainly"]:
        plainly([Path(name) for name in sys.argv[2:]])
    else:
        main()
