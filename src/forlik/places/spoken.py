"""For which places a source speaks, so that its silence can be told from ignorance."""

import calendar
from datetime import date
from functools import cache

from forlik.places import codes, tables
from forlik.places.tables import Span

_COUNTED = frozenset({"state", "territory", "former", "disputed"})


@cache
def spoken_for(system: str, year: int, month: int | None = None) -> frozenset[str]:
    """The places that a code system speaks for in a year or month.

    A place is in it when it has a main code there and existed on a common day of that time. So a state that did not
    exist is not in it, and neither are regions: not existing is not zero.

    Args:
        system: One of :func:`forlik.places.systems`.
        year: The year.
        month: The month, 1 to 12; the whole year when not given.

    Returns:
        Entity ids.

    Raises:
        UsageError: There is no such system.
    """
    last = month or 12
    when = Span(date(year, month or 1, 1), date(year, last, calendar.monthrange(year, last)[1]))
    return frozenset(entity for entity, span in _counted(system) if span.meets(when))


@cache
def _counted(system: str) -> tuple[tuple[str, Span], ...]:
    """Places and the days on which they existed and had a main code, one row a code."""
    everyone = tables.entities()
    return tuple(
        (entity, both)
        for entity, rows in codes.book(system).by_entity.items()
        if everyone[entity].kind in _COUNTED
        for row in rows
        if (both := _shared(row.span, everyone[entity].span))
    )


def _shared(one: Span, other: Span) -> Span | None:
    """The days of two spans together; nothing where they have none."""
    firsts = [day for day in (one.first, other.first) if day is not None]
    lasts = [day for day in (one.last, other.last) if day is not None]
    return Span(max(firsts, default=None), min(lasts, default=None)) if one.meets(other) else None
