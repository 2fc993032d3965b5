"""The portfolio's cubes and what is asked of them, beside adding flows up anew for each question.

    python bench/portfolio.py [--activities 1000000] [--each 40] [--home FOLDER] [--engine sail | sc://HOST:PORT]

A store is made up in the shapes of real files. The cubes of a quarter, a half and all of it are computed, each in a
process of its own; then a process asks what pages ask: country × pillar × year, and all figures of a country's page.
The reference answers the matrix by adding up the flows themselves under the same rules; both must give the same cells.
With an engine everything is done a second time on it, and must come out the same to the last digit: ``sail`` starts
Sail for each step, in a process of its own that is measured too; an address is that of a Spark Connect server that
reads the same folder.
"""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from _table import options, run, shared, show

DAY = date(2026, 6, 1)
TIMES = 7
POOL = 2_000_000_000
"""Bytes that Sail may hold in memory before it uses the disk: client and server together stay within 4 GB."""
CUBES = ("portfolio_cube", "portfolio_partners", "portfolio_pillars")


def standing(home: Path, quarters: int = 4) -> Any:
    """What stands when the store holds only a part of its snapshots."""
    from forlik.standing import Standing
    from forlik.store import catalogue as catalogues

    held = catalogues.load(home)
    kept = held.snapshots[: len(held.snapshots) * quarters // 4]
    return Standing(day=DAY, home=home, catalogue=replace(held, snapshots=kept))


def computed(home: Path, quarters: str) -> dict[str, Any]:
    """Compute all cubes anew."""
    from forlik.portfolio.cube import compute

    shutil.rmtree(home / "results", ignore_errors=True)
    then = standing(home, int(quarters))
    began = time.perf_counter()
    compute(then)
    seconds = time.perf_counter() - began
    flows = sum(then.told(one).tables["iati__flows"] for one in then.with_table("iati__flows"))
    size = sum(path.stat().st_size for path in (home / "results").rglob("portfolio_[cp]*/*.parquet"))
    return {"seconds": seconds, "flows": flows, "megabytes": size / 1e6}


def looked_at(home: Path) -> dict[str, Any]:
    """How many rows the cubes have, and what is in them."""
    found = {name: next((home / "results" / name).glob("*.parquet")) for name in CUBES}
    return {
        "rows": {name: pq.read_metadata(path).num_rows for name, path in found.items()},
        "content": {name: content(path) for name, path in found.items()},
    }


def content(path: Path) -> str:
    """What is in a cube, in whichever order: the exact sum of its rows' hashes, and its columns."""
    import duckdb

    asked = "SELECT sum(hash(one)::hugeint)::text FROM read_parquet(?) one"
    [[of_rows]] = duckdb.connect().execute(asked, [str(path)]).fetchall()
    return f"{of_rows} {pq.read_schema(path).remove_metadata()}"


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
    from forlik.portfolio.country import country_figures
    from forlik.portfolio.matrix import drill_down, matrix
    from forlik.world import World

    world = World(standing(home))
    world.place("Mali")
    first = once(lambda: matrix(world))
    made = matrix(world)
    every = sorted({one.place_code for one in made.cells})
    countries = cycle(every)
    cell = next(one for one in made.cells if one.pillar == "peace")
    first_page = once(lambda: country_figures(world, every[0]))
    if sum(one.amount_usd for one in drill_down(world, cell) if one.amount_usd is not None) != (cell.usd or 0):
        raise SystemExit("a cell is not the sum of its flows: nothing is measured")
    return {
        "questions": {
            "country × pillar × year, first in a process": first,
            "country × pillar × year": median(lambda: matrix(world)),
            "the same, marked relief": median(lambda: matrix(world, definition="humanitarian_flag")),
            "one country's page, first in a process": first_page,
            "one country's page (all its figures)": median(lambda: country_figures(world, next(countries))),
            "one cell's flows (drill-down)": once(lambda: drill_down(world, cell)),
        },
        "sums": sorted([one.place_code, one.year, one.pillar, str(one.usd)] for one in made.cells),
        "pages": {code: said(country_figures(world, code)) for code in every[:: max(1, len(every) // 10)]},
    }


def said(figures: Any) -> str:
    """All that a page's figures say, in short."""
    cells = [one.cells for one in figures.matrices.values()]
    cells += [row.cells for _, row in figures.under if row]
    return sha256(repr((figures, cells)).encode()).hexdigest()


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
    from _portfolio import shaping, write_store

    began = time.perf_counter()
    home.mkdir(parents=True, exist_ok=True)
    held = write_store(home, int(activities), int(each), shaping(Path(folder) if folder else None, home))
    return {"seconds": time.perf_counter() - began, "datasets": len(held.snapshots)}


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "made_up": made_up,
    "computed": computed,
    "looked_at": looked_at,
    "asked": asked,
    "reference": reference,
}


@dataclass
class Server:
    """A Spark Connect server: its address, and once it has stopped its work and the most memory it held."""

    address: str
    worked: float = 0.0
    peak: float = 0.0


@contextmanager
def served(engine: str) -> Iterator[Server]:
    """The engine of a step; of Sail a server of its own."""
    if engine != "sail":
        yield Server(engine)
        return
    limits = {
        "SAIL_RUNTIME__MEMORY_POOL__TYPE": "fair",
        "SAIL_RUNTIME__MEMORY_POOL__FAIR__MAX_SIZE": str(POOL),
        "SAIL_SPARK__SESSION_TIMEOUT_SECS": "86400",
    }
    with subprocess.Popen(
        [sys.executable, __file__, "serve"], stdout=subprocess.PIPE, text=True, env=os.environ | limits
    ) as process:
        server = Server(process.stdout.readline().strip() if process.stdout else "")
        try:
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0
            server.worked, server.peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def serve() -> None:
    """Be a Spark Connect server until told to stop."""
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    print(f"sc://127.0.0.1:{server.listening_address[1]}", flush=True)
    signal.pause()


def step(name: str, home: Path, *words: object, engine: str = "duckdb") -> dict[str, Any]:
    """One step in a process of its own, with its work and the most memory it held, and those of a server of its own."""
    with served(engine) as server:
        done = run(sys.executable, __file__, "step", name, home, server.address, *words, home=home)
    if done.code:
        raise SystemExit(f"{name} on {engine} failed; nothing is measured\n{done.err[-3000:]}")
    told = json.loads(done.out.splitlines()[-1])
    return {**told, "peak": done.peak_mb + server.peak, "worked": done.worked + server.worked}


@dataclass(frozen=True)
class Taken:
    """What one engine did: cubes of a quarter, a half and all, and questions."""

    growth: Sequence[dict[str, Any]]
    told: dict[str, Any]

    @classmethod
    def by(cls, engine: str, home: Path) -> "Taken":
        """Take all steps on an engine."""
        growth = []
        for quarters in (1, 2, 4):
            made = step("computed", home, quarters, engine=engine)
            growth.append({**step("looked_at", home), **made})
        return cls(growth, step("asked", home, engine=engine))

    def same_as(self, other: "Taken") -> None:
        """Stop unless both gave the same cubes, cells and pages."""
        for one, another in zip(self.growth, other.growth, strict=True):
            if one["rows"] != another["rows"] or one["content"] != another["content"]:
                raise SystemExit(f"the engines give different cubes of {one['flows']:,} flows: nothing can be compared")
        if any(self.told[name] != other.told[name] for name in ("sums", "pages")):
            raise SystemExit("the engines give different cells or pages: nothing can be compared")


def show_growth(engine: str, taken: Taken, beside: Taken | None) -> None:
    """Print how long cubes take, and how that grows."""
    growth = taken.growth
    ratio = {name: growth[2][name] / growth[0][name] for name in ("flows", "seconds", "worked")}
    note = "{flows:.1f} times the flows take {seconds:.1f} times as long and {worked:.1f} times the work".format(
        **ratio
    )
    head = ("flows", "seconds", "at work", "flows/s", "peak MB", "rows of the cube", "rows by partner", "MB on disk")
    rows = [
        (
            f"{one['flows']:,}",
            one["seconds"],
            one["worked"],
            int(one["flows"] / one["seconds"]),
            one["peak"],
            *(one["rows"][name] for name in CUBES[:2]),
            one["megabytes"],
        )
        for one in growth
    ]
    if beside is not None:
        head = (*head, "÷ duckdb", "at work")
        rows = [
            (*row, one["seconds"] / other["seconds"], one["worked"] / other["worked"])
            for row, one, other in zip(rows, growth, beside.growth, strict=True)
        ]
    show(f"cubes of aid flows, computed anew on {engine} ({os.cpu_count()} cores)", head, rows, note.format(**ratio))


def show_questions(taken: Taken, other: Taken | None, plain: dict[str, Any], cells: int) -> None:
    """Print how long questions take, beside the reference and beside the other engine."""
    base = 1000 * plain["seconds"]
    rows: list[tuple[object, ...]] = [
        ("reference: the matrix from the flows", base, 1000 * plain["at_work"], 1.0),
        *((name, *found, base / found[0]) for name, found in taken.told["questions"].items()),
    ]
    head: tuple[str, ...] = ("question", "milliseconds", "at work", "reference ÷ this")
    notes = [f"{cells:,} cells, the same in both; peak {taken.told['peak']:,.0f} MB, reference {plain['peak']:,.0f} MB"]
    if other is not None:
        slower = [other.told["questions"][name][0] for name in taken.told["questions"]]
        head = (*head, "on the other engine", "÷ duckdb")
        rows = [
            (*rows[0], "", ""),
            *((*row, one, one / row[1]) for row, one in zip(rows[1:], slower, strict=True)),  # type: ignore[operator]
        ]
        notes.append(
            f"cubes, cells and {len(taken.told['pages'])} pages are the same on both; "
            f"peak of the other engine, with its server, {other.told['peak']:,.0f} MB"
        )
    show(f"questions over {taken.growth[2]['flows']:,} flows", head, rows, *notes)


def main(given: list[str]) -> None:
    """Make the store, take every step, and print the tables."""
    words = dict(zip(given[::2], given[1::2], strict=True))
    home, engine = words.pop("--home", ""), words.pop("--engine", "")
    wanted = options([one for pair in words.items() for one in pair], activities=1_000_000, each=40)
    with tempfile.TemporaryDirectory() as room:
        place = Path(home or Path(room) / "home")
        if not (place / "catalogue.json").is_file():
            made = step("made_up", place, wanted["activities"], wanted["each"], shared() or "")
            print(f"{made['datasets']} datasets written in {made['seconds']:,.0f} s", flush=True)
        here = Taken.by("duckdb", place)
        plain = step("reference", place)
        cells = [one for one in here.told["sums"] if one[2] != "all"]
        if cells != plain["sums"]:
            raise SystemExit("the cube and the reference give different cells: nothing can be compared")
        show_growth("duckdb", here, None)
        there = Taken.by(engine, place) if engine else None
    if there is not None:
        there.same_as(here)
        show_growth(engine, there, here)
    show_questions(here, there, plain, len(cells))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve"]:
            serve()
        case ["step", name, home, engine, *words]:
            os.environ["FORLIK_ENGINE"] = engine
            print(json.dumps(STEPS[name](Path(home), *words)))
        case given:
            main(given)
