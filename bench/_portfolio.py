"""A store of IATI tables as large as is wanted, in the shapes of real files, other places and partners in them."""

from collections.abc import Iterator
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
Tables = tuple[pa.Table, pa.Table]


def templates(folder: Path | None, room: Path) -> list[Tables]:
    """Activities and flows of real files, or of a made-up one where there are none."""
    if folder is None:
        path = room / "made-up.xml"
        inside = b"".join(TRANSACTION % (at, at % 12 + 1, at % 12 + 1, at * 37) for at in range(20))
        path.write_bytes(b'<iati-activities version="2.03">' + MADE_UP % inside + b"</iati-activities>")
        paths = [path]
    else:
        paths = [folder / "iati" / "activities" / name for name in REAL]
    readings = [SOURCE.read([RawFile(path.name, path)]) for path in paths]
    return [(one.tables["iati__activities"], one.tables["iati__flows"]) for one in readings]


class Shapes:
    """Activities to repeat: where the flows of each begin, and how often each is taken so that their mean is right."""

    def __init__(self, found: list[Tables], each: int) -> None:
        self.flows = pa.concat_tables([flows for _, flows in found]).combine_chunks()
        self.activities = pa.concat_tables([activities for activities, _ in found]).combine_chunks()
        starts, counts = [], []
        offset = 0
        for activities, flows in found:
            numbers = flows["activity_no"].to_numpy()
            for number in activities["activity_no"].to_numpy():
                # Rows of an activity stand together, in the order of its number.
                first, last = np.searchsorted(numbers, [number, number + 1])
                starts.append(offset + first)
                counts.append(last - first)
            offset += flows.num_rows
        self.starts, self.counts = np.array(starts), np.array(counts)
        self.weights = _weights(self.counts, each)


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


def write_store(home: Path, activities: int, each: int, folder: Path | None) -> catalogues.Catalogue:
    """Write a store; a dataset has one publisher, and a publisher's levels differ from dataset to dataset."""
    home.mkdir(parents=True, exist_ok=True)
    shapes = Shapes(templates(folder, home), each)
    snapshots = []
    for number, size in enumerate(_sizes(activities), 1):
        rng = np.random.default_rng([SEED, number])
        part = f"XM-{number // 2}/d{number}"
        snapshot = Snapshot(number, "iati", part, f"{number:064x}", (), "2025-12-31", MOMENT, MOMENT, part)
        tables = dict(zip(("iati__activities", "iati__flows"), _dataset(shapes, rng, part, size), strict=True))
        shelf.write(shelf.place_of(home, snapshot), number, SOURCE, Reading(tables, size, published="2025-12-31"))
        snapshots.append(snapshot)
    held = catalogues.Catalogue(snapshots=tuple(snapshots))
    catalogues.save(home, held)
    return held


def _sizes(activities: int) -> Iterator[int]:
    while activities > 0:
        yield min(activities, IN_A_DATASET)
        activities -= IN_A_DATASET


def _dataset(shapes: Shapes, rng: np.random.Generator, part: str, size: int) -> Tables:
    taken = rng.choice(len(shapes.counts), size, p=shapes.weights)
    counts = shapes.counts[taken]
    owner = np.repeat(np.arange(size), counts)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = shapes.flows.take(pa.array(np.repeat(shapes.starts[taken], counts) + within))
    keys = pa.array([f"{part}-{number}" for number in range(size)])
    mine = pa.array(owner)
    countries = pa.array(sorted(one.iso3 for one in places.all_places(kind="state")))
    codes = pa.array([row["code"] for row in listed("pillars.csv") if not row["replaced_by"]])
    partners = pa.array([f"XP-{number}" for number in range(PARTNERS)])
    ref = part.partition("/")[0]
    year = pc.add(rows["year"], pa.array(-rng.integers(0, YEARS, size)[owner]))
    there = rows["country_iso3"].is_valid()
    iso3 = _another(rows["country_iso3"], countries, rng, COUNTRIES, owner)
    changed = {
        "dataset": pa.repeat(pa.scalar(part), len(owner)),
        "activity_key": keys.take(mine),
        "activity_no": mine,
        "reporting_org_ref": pa.repeat(pa.scalar(ref), len(owner)),
        "year": year,
        "country_iso3": pc.if_else(there, iso3, pa.scalar(None, pa.string())),
        "sector_code": _another(rows["sector_code"], codes, rng, PURPOSES, owner),
        "provider_org_ref": partners.take(pa.array(rng.integers(0, PARTNERS, size)[owner])),
        "receiver_org_ref": partners.take(pa.array(rng.integers(0, PARTNERS, size)[owner])),
        "amount_usd": pc.multiply(rows["amount_usd"], pa.scalar(int(rng.integers(1, 9)), pa.decimal128(1, 0))),
    }
    activities = shapes.activities.take(pa.array(taken))
    about = {
        "dataset": pa.repeat(pa.scalar(part), size),
        "activity_key": keys,
        "activity_no": pa.array(np.arange(size)),
    }
    return _with(activities, about), _with(rows, changed)


def _another(
    column: pa.ChunkedArray, pool: pa.Array, rng: np.random.Generator, few: int, owner: np.ndarray
) -> pa.ChunkedArray:
    """Each text as another of a publisher's few, the same one wherever it stands in an activity."""
    coded = column.combine_chunks().dictionary_encode().indices
    mine = rng.choice(len(pool), few, replace=False)
    begins = rng.integers(0, few, owner[-1] + 1)
    drawn = mine[(coded.fill_null(0).to_numpy() + begins[owner]) % few]
    return pa.chunked_array([pc.if_else(coded.is_valid(), pool.take(pa.array(drawn)), pa.scalar(None, pa.string()))])


def _with(table: pa.Table, changed: dict[str, pa.Array]) -> pa.Table:
    columns = [
        changed[field.name].cast(field.type) if field.name in changed else table[field.name] for field in table.schema
    ]
    return pa.table(columns, schema=table.schema)
