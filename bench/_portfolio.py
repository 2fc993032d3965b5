"""A store of IATI tables as large as is wanted, in the shapes of real files, other places and partners in them."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from _iati import MADE_UP, REAL, TRANSACTION

from forlik import places
from forlik.core.snapshot import Snapshot
from forlik.core.source import RawFile, Reading
from forlik.iati.flows.beside import listed
from forlik.sources.iati import SOURCE
from forlik.store import catalogue as catalogues
from forlik.store import shelf

IN_A_DATASET = 2_000
"""Activities of one publisher's dataset."""
PARTNERS = 50_000
COUNTRIES, PURPOSES = 30, 25
"""In how many countries, and for how many purposes, one publisher works."""
SEED = 6
YEARS = 12
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
ABOUT, MONEY = "iati__activities", ("iati__flows", "iati__planned")
Tables = dict[str, pa.Table]


def shaping(folder: Path | None, room: Path) -> list[Path]:
    """Real files whose shapes are taken, or a made-up one where there are none."""
    if folder is not None:
        return [folder / "iati" / "activities" / name for name in REAL]
    path = room / "made-up.xml"
    inside = b"".join(TRANSACTION % (at, at % 12 + 1, at % 12 + 1, at * 37) for at in range(20))
    path.write_bytes(b'<iati-activities version="2.03">' + MADE_UP % inside + b"</iati-activities>")
    return [path]


def templates(files: Sequence[Path]) -> list[Tables]:
    """Activities of some files, with their transactions and what is planned."""
    readings = [SOURCE.read([RawFile(path.name, path)]) for path in files]
    return [{name: one.tables[name] for name in (ABOUT, *MONEY)} for one in readings]


class Shapes:
    """Activities to repeat: where the rows of each begin, and how often each is taken so that their mean is right."""

    def __init__(self, found: list[Tables], each: int) -> None:
        found = [{**one, **{name: _together(one[name]) for name in MONEY}} for one in found]
        self.tables = {name: pa.concat_tables([one[name] for one in found]).combine_chunks() for name in found[0]}
        self.starts: dict[str, np.ndarray] = {}
        self.counts: dict[str, np.ndarray] = {}
        for name in MONEY:
            self.starts[name], self.counts[name] = _spans(found, name)
        self.weights = _weights(self.counts[MONEY[0]], each)

    def rows(self, name: str, taken: np.ndarray) -> tuple[pa.Table, np.ndarray]:
        """Rows of the activities that are taken, and of each row which of them it is of."""
        counts = self.counts[name][taken]
        owner = np.repeat(np.arange(len(taken)), counts)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        return self.tables[name].take(pa.array(np.repeat(self.starts[name][taken], counts) + within)), owner


def _together(table: pa.Table) -> pa.Table:
    """Rows of an activity one after the other: all budgets of a file may stand before all planned disbursements."""
    return table.take(pa.array(np.argsort(table["activity_no"].to_numpy(), kind="stable")))


def _spans(found: list[Tables], name: str) -> tuple[np.ndarray, np.ndarray]:
    """Where the rows of each activity begin, and how many they are."""
    starts, counts = [], []
    offset = 0
    for one in found:
        numbers, mine = one[name]["activity_no"].to_numpy(), one[ABOUT]["activity_no"].to_numpy()
        first, last = np.searchsorted(numbers, [mine, mine + 1])
        starts.append(offset + first)
        counts.append(last - first)
        offset += len(numbers)
    return np.concatenate(starts), np.concatenate(counts)


def _weights(counts: np.ndarray, mean: int) -> np.ndarray:
    """Large activities are taken more seldom, until an activity has so many flows on the average."""
    low, high = -1.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        bent = -middle * counts
        weights = np.exp(bent - bent.max())
        weights /= weights.sum()
        low, high = (middle, high) if weights @ counts > mean else (low, middle)
    return weights


def write_store(
    home: Path, activities: int, each: int, files: Sequence[Path], *, size: int = IN_A_DATASET
) -> catalogues.Catalogue:
    """Write a store; a dataset has one publisher, and a publisher's levels differ from dataset to dataset.

    Args:
        home: Where.
        activities: How many.
        each: How many parts of transactions one has on the average.
        files: Files whose shapes are taken.
        size: Activities of a dataset.
    """
    home.mkdir(parents=True, exist_ok=True)
    shapes = Shapes(templates(files), each)
    snapshots = []
    for number, many in enumerate(_sizes(activities, size), 1):
        rng = np.random.default_rng([SEED, number])
        part = f"XM-{number // 2}/d{number}"
        snapshot = Snapshot(number, "iati", part, f"{number:064x}", (), "2025-12-31", MOMENT, MOMENT, part)
        reading = Reading(_dataset(shapes, rng, part, many), many, published="2025-12-31")
        shelf.write(shelf.place_of(home, snapshot), number, SOURCE, reading)
        snapshots.append(snapshot)
    held = catalogues.Catalogue(snapshots=tuple(snapshots))
    catalogues.save(home, held)
    return held


def _sizes(activities: int, size: int) -> Iterator[int]:
    while activities > 0:
        yield min(activities, size)
        activities -= size


@dataclass(frozen=True)
class Drawn:
    """What is drawn for a dataset: of each activity by how much its years go back, where and with whom it works."""

    years: np.ndarray
    providers: np.ndarray
    receivers: np.ndarray
    countries: "Few"
    purposes: "Few"
    times: int


def _dataset(shapes: Shapes, rng: np.random.Generator, part: str, size: int) -> Tables:
    taken = rng.choice(len(shapes.weights), size, p=shapes.weights)
    countries = pa.array(sorted(one.iso3 for one in places.all_places(kind="state")))
    codes = pa.array([row["code"] for row in listed("pillars.csv") if not row["replaced_by"]])
    drawn = Drawn(
        years=rng.integers(0, YEARS, size),
        providers=rng.integers(0, PARTNERS, size),
        receivers=rng.integers(0, PARTNERS, size),
        countries=Few(countries, rng, COUNTRIES, size),
        purposes=Few(codes, rng, PURPOSES, size),
        times=int(rng.integers(1, 9)),
    )
    about = {
        "dataset": pa.repeat(pa.scalar(part), size),
        "activity_key": pa.array([f"{part}-{number}" for number in range(size)]),
        "activity_no": pa.array(np.arange(size)),
    }
    money = {name: _money(*shapes.rows(name, taken), drawn, about) for name in MONEY}
    return {ABOUT: _with(shapes.tables[ABOUT].take(pa.array(taken)), about), **money}


def _money(rows: pa.Table, owner: np.ndarray, drawn: Drawn, about: dict[str, pa.Array]) -> pa.Table:
    mine = pa.array(owner)
    partners = pa.array([f"XP-{number}" for number in range(PARTNERS)])
    ref = about["dataset"][0].as_py().partition("/")[0]
    iso3 = drawn.countries.instead(rows["country_iso3"], owner)
    changed = {
        **{name: column.take(mine) for name, column in about.items()},
        "reporting_org_ref": pa.repeat(pa.scalar(ref), len(owner)),
        "year": pc.subtract(rows["year"], pa.array(drawn.years[owner])),
        "country_iso3": iso3,
        "sector_code": drawn.purposes.instead(rows["sector_code"], owner),
        "provider_org_ref": partners.take(pa.array(drawn.providers[owner])),
        "receiver_org_ref": partners.take(pa.array(drawn.receivers[owner])),
        "amount_usd": pc.multiply(rows["amount_usd"], pa.scalar(drawn.times, pa.decimal128(1, 0))),
    }
    return _with(rows, changed)


class Few:
    """A publisher's few countries, or purposes."""

    def __init__(self, pool: pa.Array, rng: np.random.Generator, few: int, size: int) -> None:
        self.pool = pool.take(pa.array(rng.choice(len(pool), few, replace=False)))
        self.begins = rng.integers(0, few, size)

    def instead(self, column: pa.ChunkedArray, owner: np.ndarray) -> pa.ChunkedArray:
        """Each text as one of them, the same one wherever it stands in an activity."""
        coded = column.combine_chunks().dictionary_encode()
        numbers = np.array([zlib.crc32(one.encode()) for one in coded.dictionary.to_pylist()] or [0])
        drawn = (numbers[coded.indices.fill_null(0).to_numpy()] + self.begins[owner]) % len(self.pool)
        nothing = pa.scalar(None, pa.string())
        return pa.chunked_array([pc.if_else(coded.is_valid(), self.pool.take(pa.array(drawn)), nothing)])


def _with(table: pa.Table, changed: dict[str, pa.Array]) -> pa.Table:
    columns = [
        changed[field.name].cast(field.type) if field.name in changed else table[field.name] for field in table.schema
    ]
    return pa.table(columns, schema=table.schema)
