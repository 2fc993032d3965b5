"""The lists on which places stand: LDC, LLDC, SIDS, DAC recipient."""

from datetime import date
from functools import cache

from forlik.places import tables


def groups_of(entity: str, on: date | None = None) -> frozenset[str]:
    """The lists a place stands on that day, or at present."""
    rows = _rows().get(entity, ())
    return frozenset(row.group for row in rows if (row.span.runs if on is None else row.span.holds(on)))


@cache
def _rows() -> dict[str, tuple[tables.GroupRow, ...]]:
    rows: dict[str, tuple[tables.GroupRow, ...]] = {}
    for row in tables.groups():
        rows[row.entity] = (*rows.get(row.entity, ()), row)
    return rows
