"""Counts between two countries as known on a day: of a place in another, by the tables held and by the starter pack.

They are merged as measures are, year by year: the origin known latest stands. Of each pair of countries only the newest
year counts here, and only that is in the pack. A pair without a row is unknown, never zero.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import NoData
from forlik.core.schema import BASIS
from forlik.discover import source
from forlik.standing import Standing

MID_YEAR = "perhaps_mid_year"
"""Column of a table that tells whether a row may stand at mid-year, and so is an estimate of the end of the year."""


@dataclass(frozen=True, slots=True)
class Between:
    """What is counted between two countries.

    Args:
        table: The table: a row is two countries and a year.
        place: Its column of the one country.
        home: Its column of the other.
        count: Its column of what is counted.
    """

    table: str
    place: str
    home: str
    count: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a place are in another.

    Args:
        year: Calendar year.
        number: How many; a zero is one that the source states.
        estimated: Whether the row may stand at mid-year.
        basis: Basis number of the origin it comes from.
    """

    year: int
    number: int
    estimated: bool
    basis: int


def newest(then: Standing, what: Between, home: str) -> dict[str, Count]:
    """The newest count between every place and one home; a place of which no row tells is not in it.

    Args:
        then: What stands on a day.
        what: What is counted.
        home: ISO3 code of the one country.

    Raises:
        NoData: Nothing of the table was known on that day.
    """
    merged: dict[tuple[str, int], Count] = {}
    origins = list(_origins(then, what, home))
    if not origins:
        name = what.table.partition("__")[0]
        raise NoData(f"not known on {then.day}", where=what.table, remedy=f"forlik import {name} FILE")
    for rows in origins:
        for key, count in _summed(rows, what, then.known_at).items():
            held = merged.get(key)
            if held is None or then.known_at[count.basis] > then.known_at[held.basis]:
                merged[key] = count
    return {iso3: count for (iso3, _), count in sorted(merged.items(), key=lambda one: one[0])}


def _origins(then: Standing, what: Between, home: str) -> Iterator[pa.Table]:
    """The rows of home: those of the tables held, and those of each layer of the pack that has the column."""
    if then.with_table(what.table):
        rows = then.rows(what.table)
        yield then.engine.run(rows.filter(rows[what.home] == home))
    schema = source(what.table.partition("__")[0]).schemas[what.table].arrow()
    for layer in then.layers:
        if what.table in layer.pairs:
            packed = layer.between(what.table, schema)
            if what.count in packed.column_names:
                yield packed.filter(pc.equal(packed[what.home], home))


def _summed(rows: pa.Table, what: Between, known_at: Mapping[int, datetime]) -> dict[tuple[str, int], Count]:
    """Place and year → its count; several codes of one place are added up."""
    asked = ["year", what.place, what.count, BASIS.name, *({MID_YEAR} & set(rows.column_names))]
    parts: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in rows.select(asked).to_pylist():
        if row[what.place] is not None and row[what.count] is not None:
            parts.setdefault((row[what.place], row["year"]), []).append(row)
    return {
        key: Count(
            year=key[1],
            number=sum(row[what.count] for row in some),
            estimated=any(row.get(MID_YEAR) for row in some),
            basis=max((row[BASIS.name] for row in some), key=known_at.__getitem__),
        )
        for key, some in parts.items()
    }


def newest_rows(rows: Iterable[Mapping[str, Any]], sides: Sequence[str], counts: Sequence[str]) -> list[dict[str, Any]]:
    """Of each pair of countries the rows of the newest year in which each count is known, in the order of the pairs.

    Args:
        rows: Rows with both sides, ``year`` and the counts.
        sides: The columns of the two countries.
        counts: The columns of what is counted.
    """
    pairs: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        if all(row[side] is not None for side in sides):
            pairs.setdefault(tuple(row[side] for side in sides), []).append(row)
    kept: list[dict[str, Any]] = []
    for _, some in sorted(pairs.items()):
        years = {max((row["year"] for row in some if row[count] is not None), default=None) for count in counts}
        kept += [dict(row) for row in sorted(some, key=lambda row: row["year"]) if row["year"] in years]
    return kept
