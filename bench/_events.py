"""Made-up event files in the layout of UCDP's releases: as many rows as wanted, the same in every run."""

import calendar
import csv
import itertools
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

PLACES = ((700, "Afghanistan"), (100, "Colombia"), (369, "Ukraine"), (775, "Myanmar"), (625, "Sudan"), (432, "Mali"))
CHUNK = 100_000
LONG = "A made-up report of a made-up event, as long as the headlines of real ones are, and as little read"


def write_release(folder: Path, year: int, month: int, rows: int, first: int = 1, *, text: str = LONG) -> Path:
    """Write one month's release.

    Args:
        folder: Where to.
        year: Year of all its events.
        month: Month of all its events.
        rows: Events.
        first: Number of the first event; numbers go up by one.
        text: What stands in the headlines: most of a real file's bytes.
    """
    path = folder / f"GEDEvent_v{year % 100}_0_{month}.csv"
    with path.open("wb") as stream:
        for start in range(0, rows, CHUNK):
            chunk = _chunk(year, month, min(CHUNK, rows - start), first + start, text)
            pacsv.write_csv(chunk, stream, pacsv.WriteOptions(include_header=start == 0))
    return path


def _chunk(year: int, month: int, rows: int, first: int, text: str) -> pa.Table:
    dice = np.random.default_rng(first)
    place = dice.integers(0, len(PLACES), rows)
    ids = np.arange(first, first + rows)
    last = calendar.monthrange(year, month)[1]
    days = pa.array([f"{year}-{month:02d}-{day:02d} 00:00:00.000" for day in range(1, last + 1)])
    day = days.take(pa.array(dice.integers(0, last, rows)))
    conflict, dyad, actor = (dice.integers(1, most, rows) for most in (400, 1500, 900))
    deaths = dice.geometric(0.3, rows) - 1
    kind = dice.integers(1, 4, rows)

    def words(stem: str, numbers: np.ndarray) -> pa.Array:
        return pa.array([f"{stem} {number}" for number in range(1500)]).take(pa.array(numbers))

    same = {name: pa.repeat(pa.scalar(value), rows) for name, value in _SAME.items()}
    varied = {
        "id": ids, "relid": words("MADE-UP", ids % 1500), "year": np.full(rows, year), "type_of_violence": kind,
        "conflict_dset_id": conflict, "conflict_new_id": conflict, "conflict_name": words("Conflict", conflict),
        "dyad_dset_id": dyad, "dyad_new_id": dyad, "dyad_name": words("Government of Somewhere - Group", dyad),
        "side_a_dset_id": actor, "side_a_new_id": actor, "side_a": words("Government of Somewhere", actor),
        "side_b_dset_id": dyad, "side_b_new_id": dyad, "side_b": words("Group", dyad),
        "source_article": pa.repeat(pa.scalar(text), rows), "source_headline": pa.repeat(pa.scalar(text), rows),
        "where_coordinates": words("Village", dyad), "where_prec": dice.integers(1, 8, rows),
        "latitude": dice.uniform(-60, 60, rows).round(6), "longitude": dice.uniform(-170, 170, rows).round(6),
        "country": pa.array([name for _, name in PLACES]).take(pa.array(place)),
        "country_id": np.array([number for number, _ in PLACES])[place], "date_start": day, "date_end": day,
        "deaths_a": deaths, "best": deaths, "high": deaths + dice.integers(0, 5, rows), "low": deaths,
    }  # fmt: skip
    return pa.table({name: varied.get(name, same.get(name)) for name in HEADER})


def repeat_real(path: Path, folder: Path, rows: int) -> Path:
    """Write a real release's rows again and again, each with a number of its own, until there are enough."""
    copy = folder / path.name
    with path.open(encoding="utf-8-sig", newline="") as inside, copy.open("w", encoding="utf-8", newline="") as outside:
        head, *known = csv.reader(inside)
        writer = csv.writer(outside)
        writer.writerow(head)
        writer.writerows(
            [number, *row[1:]] for number, row in enumerate(itertools.islice(itertools.cycle(known), rows), 1)
        )
    return copy


HEADER = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
_SAME = {
    "active_year": "true", "code_status": "Clear", "number_of_sources": 1, "source_office": "Made-up Daily",
    "source_date": "2024-01-01", "source_original": "a made-up witness", "where_description": "a made-up village",
    "adm_1": "Made-up province", "adm_2": "Made-up district", "geom_wkt": "POINT (0 0)", "priogrid_gid": 1,
    "region": "Asia", "event_clarity": 1, "date_prec": 1, "deaths_b": 0, "deaths_civilians": 0, "deaths_unknown": 0,
    "gwnoa": 700, "gwnob": "",
}  # fmt: skip
