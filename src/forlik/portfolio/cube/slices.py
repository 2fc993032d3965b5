"""Slices: a cube is put together a few places at a time, so that memory is theirs and not that of all places."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from forlik.store.engine import Engine

ROWS, SLICES = 500_000, 12
"""Sums that are put together at a time, unless there would be more slices: each of them reads all sums once, and the
work would grow faster than what is added up."""
NO_YEAR = 0
"""In place of a year where there is none."""
Key = TypeVar("Key")
Place = tuple[str, str]
"""Kind of place and its code."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Places that follow each other, or one place and some of its years.

    Args:
        first: The first place.
        last: The last, of the same kind.
        years: The years, when not all.
    """

    first: Place
    last: Place
    years: tuple[int, ...] = ()

    def of(self, rows: Any) -> Any:
        """The rows that are in it."""
        mine = rows.filter((rows.place_kind == self.first[0]) & rows.place_code.between(self.first[1], self.last[1]))
        return mine.filter(mine.year.fill_null(NO_YEAR).isin(self.years)) if self.years else mine


def sliced(engine: Engine, rows: Any) -> Sequence[Any]:
    """Rows by their places, as expressions that are all of them together, in the order of places.

    Args:
        engine: The engine.
        rows: Ibis table with ``place_kind`` and ``place_code``, never empty, and ``year``.

    Returns:
        At least one, if with no rows.
    """
    counts = engine.run(rows.group_by("place_kind", "place_code", "year").aggregate(many=rows.count()))
    found: dict[Place, dict[int, int]] = {}
    for kind, code, year, many in zip(*(column.to_pylist() for column in counts.columns), strict=True):
        found.setdefault((kind, code), {})[year or NO_YEAR] = many
    total = sum(sum(years.values()) for years in found.values())
    return [one.of(rows) for one in slices(found, max(ROWS, total // SLICES))] or [rows]


def slices(counts: Mapping[Place, Mapping[int, int]], rows: int) -> Iterator[Slice]:
    """Places in order, so many together that their rows are few; a large one alone, by its years.

    Args:
        counts: Place → year → how many rows it has.
        rows: How many rows a slice has at most, unless one year of one place has more.
    """
    totals = {place: sum(years.values()) for place, years in sorted(counts.items())}
    for _, places in groupby(totals, key=lambda place: (place[0], totals[place] > rows and place)):
        those = list(places)
        if totals[those[0]] > rows:
            [large] = those
            for years in _together(sorted(counts[large].items()), rows):
                yield Slice(large, large, tuple(years))
        else:
            for some in _together(((place, totals[place]) for place in those), rows):
                yield Slice(some[0], some[-1])


def _together(counts: Iterable[tuple[Key, int]], rows: int) -> Iterator[list[Key]]:
    """Keys that follow each other, so many that their rows are at most so many, and at least one."""
    keys: list[Key] = []
    held = 0
    for key, many in counts:
        if keys and held + many > rows:
            yield keys
            keys, held = [], 0
        keys.append(key)
        held += many
    if keys:
        yield keys
