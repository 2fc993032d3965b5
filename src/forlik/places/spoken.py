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
    everyone = tables.entities()
    return frozenset(
        entity
        for entity, rows in codes.book(system).by_entity.items()
        if everyone[entity].kind in _COUNTED and any(_shared(row.span, everyone[entity].span, when) for row in rows)
    )


def _shared(code: Span, entity: Span, when: Span) -> bool:
    """Whether three spans have a day in common; on a line, each two sharing one is enough."""
    return code.meets(entity) and code.meets(when) and entity.meets(when)
