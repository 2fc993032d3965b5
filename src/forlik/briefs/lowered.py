"""A brief that needs nothing secret is marked for what it tells: it is the one that others get who see no more."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from forlik.briefs.document import Document
from forlik.briefs.marking import STAFF, grade
from forlik.register.dossier import Case, Dossier


def lowered(make: Callable[[Case], Document], case: Case) -> Document:
    """A brief, made of no more secret parts than are needed for it to read as it does.

    A file has parts of which such a brief tells nothing, red lines say. Marked for them, it would be marked otherwise
    for whoever sees them than for whoever does not, though both have the same words in hand.

    Args:
        make: Makes the brief of an engagement.
        case: The engagement, as one viewer sees it.

    Returns:
        The brief as it is made without what is more secret than its marking, and with all records that it draws on for
        this viewer.
    """
    whole = make(case)
    for most in range(grade(STAFF), grade(whole.marking)):
        less = _up_to(case.dossier, most)
        found = less.case(case.engagement.id) if less else None
        made = make(found) if found else None
        # Of a fact, its label alone may differ.
        if made and replace(made, marking=whole.marking, marked=whole.marked, drawn=whole.drawn) == whole:
            return replace(made, drawn=whole.drawn)
    return whole


def _up_to(seen: Dossier, most: int) -> Dossier | None:
    """What is seen of no greater grade; nothing where something was withdrawn that is: its silence would tell of it."""
    if any(grade(label) > most for record in seen.gone for label in seen.labels(record)):
        return None
    facets = {
        record: MappingProxyType({key: row for key, row in rows.items() if grade(row.label) <= most})
        for record, rows in seen.facets.items()
    }
    there = {record: rows for record, rows in facets.items() if rows}
    recorded = {
        record: seen.recorded[record]
        if len(rows) == len(seen.facets[record]) and record in seen.recorded
        else min(row.recorded_at for row in rows.values())
        for record, rows in there.items()
    }
    brought = frozenset(one for one in seen.brought if one in there)
    return Dossier(seen.day, MappingProxyType(there), MappingProxyType(recorded), brought, seen.gone)
