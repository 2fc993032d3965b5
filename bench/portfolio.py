"""The portfolio's cubes and what is asked of them, beside adding flows up anew for each question.

    python bench/portfolio.py [--activities 1000000] [--each 40] [--home FOLDER]

A store is made up in the shapes of real files. The cubes of a quarter, a half and all of it are computed, each in a
process of its own; then a process asks what pages ask: country × pillar × year, and the figures of one country's page.
The reference answers the matrix by adding up the flows themselves under the same rules; both must give the same cells.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

from _table import options, run, shared, show

DAY = date(2026, 6, 1)
TIMES = 7


def standing(home: Path, quarters: int = 4) -> Any:
    """What stands when the store holds only a part of its snapshots."""
    from forlik.standing import Standing
    from forlik.store import catalogue as catalogues

    held = catalogues.load(home)
    kept = held.snapshots[: len(held.snapshots) * quarters // 4]
    return Standing(day=DAY, home=home, catalogue=replace(held, snapshots=kept))


def computed(home: Path, quarters: str) -> dict[str, Any]:
    """Compute all cubes anew."""
    from forlik.portfolio.cube import compute, cube, partner_cube

    shutil.rmtree(home / "results", ignore_errors=True)
    then = standing(home, int(quarters))
    began = time.perf_counter()
    compute(then)
    seconds = time.perf_counter() - began
    rows = {
        name: then.engine.run(one(then).count()).as_py() for name, one in (("cube", cube), ("partners", partner_cube))
    }
    flows = sum(then.told(one).tables["iati__flows"] for one in then.with_table("iati__flows"))
    size = sum(path.stat().st_size for path in (home / "results").rglob("portfolio_[cp]*/*.parquet"))
    return {"seconds": seconds, "flows": flows, "megabytes": size / 1e6, **rows}


def once(what: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds from beginning to end, and at work: on a busy machine the two are far apart."""
    began, worked = time.perf_counter(), time.process_time()
    what()
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)


def median(what: Callable[[], Any]) -> tuple[float, float]:
    """The same of several times, after a first one."""
    once(what)
    taken = [once(what) for _ in range(TIMES)]
    return statistics.median(one for one, _ in taken), statistics.median(one for _, one in taken)


def asked(home: Path) -> dict[str, Any]:
    """What pages ask, in a process that has asked nothing yet, and again."""
    from forlik.portfolio.matrix import drill_down, matrix
    from forlik.world import World

    world = World(standing(home))
    world.place("Mali")
    first = once(lambda: matrix(world))
    made = matrix(world)
    countries = cycle(sorted({one.place_code for one in made.cells}))
    cell = next(one for one in made.cells if one.pillar == "peace")

    def page(place: str) -> None:
        for definition, flow in (("purpose", "paid"), ("humanitarian_flag", "paid"), ("purpose", "committed")):
            matrix(world, definition=definition, flow=flow, place=place)

    if sum(one.amount_usd for one in drill_down(world, cell) if one.amount_usd is not None) != (cell.usd or 0):
        raise SystemExit("a cell is not the sum of its flows: nothing is measured")
    return {
        "questions": {
            "country × pillar × year, first in a process": first,
            "country × pillar × year": median(lambda: matrix(world)),
            "the same, marked relief": median(lambda: matrix(world, definition="humanitarian_flag")),
            "one country's page (three questions)": median(lambda: page(next(countries))),
            "one cell's flows (drill-down)": once(lambda: drill_down(world, cell)),
        },
        "sums": sorted([one.place_code, one.year, one.pillar, str(one.usd)] for one in made.cells),
    }


def reference(home: Path) -> dict[str, Any]:
    """The same cells by adding up the flows, in one statement, as one would without cubes."""
    import pyarrow as pa

    from forlik.measures._iati import PAID, counted, placed
    from forlik.portfolio.definitions import definition, pillar_of
    from forlik.store import shelf

    then = standing(home)

    def read(name: str) -> Any:
        files = [shelf.file_of(shelf.place_of(home, one), name) for one in then.snapshots["iati"]]
        return then.engine.read(files, pa.schema([]))

    began, worked = time.perf_counter(), time.process_time()
    rows = placed(counted(read("iati__activities"), read("iati__flows"), PAID))
    rows = pillar_of(definition("purpose"), rows.mutate(purpose=rows.sector_code))
    sums = rows.group_by("country_iso3", "year", "pillar").aggregate(usd=rows.amount_usd.sum())
    found = then.engine.run(sums).to_pylist()
    return {
        "seconds": time.perf_counter() - began,
        "at_work": time.process_time() - worked,
        "sums": sorted([row["country_iso3"], row["year"], row["pillar"], str(row["usd"])] for row in found),
    }


def made_up(home: Path, activities: str, each: str, folder: str) -> dict[str, Any]:
    """Write the store."""
    from _portfolio import write_store

    began = time.perf_counter()
    held = write_store(home, int(activities), int(each), Path(folder) if folder else None)
    return {"seconds": time.perf_counter() - began, "datasets": len(held.snapshots)}


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "made_up": made_up,
    "computed": computed,
    "asked": asked,
    "reference": reference,
}


def step(name: str, home: Path, *words: object) -> dict[str, Any]:
    """One step in a process of its own, with the most memory it held."""
    done = run(sys.executable, __file__, "step", name, home, *words, home=home)
    if done.code:
        raise SystemExit(f"{name} failed; nothing is measured\n{done.err[-3000:]}")
    return {**json.loads(done.out.splitlines()[-1]), "peak": done.peak_mb, "worked": done.worked}


def main(given: list[str]) -> None:
    """Make the store, take every step, and print the tables."""
    home = given[given.index("--home") + 1] if "--home" in given else ""
    rest = [one for at, one in enumerate(given) if one != "--home" and (not at or given[at - 1] != "--home")]
    wanted = options(rest, activities=1_000_000, each=40)
    with tempfile.TemporaryDirectory() as room:
        place = Path(home or Path(room) / "home")
        if not (place / "catalogue.json").is_file():
            made = step("made_up", place, wanted["activities"], wanted["each"], shared() or "")
            print(f"{made['datasets']} datasets written in {made['seconds']:,.0f} s", flush=True)
        growth = [step("computed", place, quarters) for quarters in (1, 2, 4)]
        told = step("asked", place)
        plain = step("reference", place)
    sums = [one for one in told["sums"] if one[2] != "all"]
    if [[*one[:3]] for one in sums] != [[*one[:3]] for one in plain["sums"]] or sums != plain["sums"]:
        raise SystemExit("the cube and the reference give different cells: nothing can be compared")
    ratio = {name: growth[2][name] / growth[0][name] for name in ("flows", "seconds", "worked")}
    show(
        f"cubes of aid flows, computed anew ({os.cpu_count()} cores)",
        ("flows", "seconds", "at work", "flows/s", "peak MB", "rows of the cube", "rows by partner", "MB on disk"),
        [
            (
                f"{one['flows']:,}",
                one["seconds"],
                one["worked"],
                int(one["flows"] / one["seconds"]),
                one["peak"],
                one["cube"],
                one["partners"],
                one["megabytes"],
            )
            for one in growth
        ],
        "{flows:.1f} times the flows take {seconds:.1f} times as long and {worked:.1f} times the work".format(**ratio),
    )
    base = 1000 * plain["seconds"]
    show(
        f"questions over {growth[2]['flows']:,} flows",
        ("question", "milliseconds", "at work", "reference ÷ this"),
        [
            ("reference: the matrix from the flows", base, 1000 * plain["at_work"], 1.0),
            *((name, *taken, base / taken[0]) for name, taken in told["questions"].items()),
        ],
        f"{len(sums):,} cells, the same in both; peak {told['peak']:,.0f} MB, of the reference {plain['peak']:,.0f} MB",
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["step"]:
        print(json.dumps(STEPS[sys.argv[2]](Path(sys.argv[3]), *sys.argv[4:])))
    else:
        main(sys.argv[1:])
