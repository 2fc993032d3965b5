"""Why a name or code is refused, in words, with the places that were probably meant."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from forlik.core.errors import PlaceRefused
from forlik.places import naming, tables
from forlik.places.gazetteer import Place
from forlik.places.tables import EVER, CodeRow, Span


def label(entity: str, on: date | None = None) -> str:
    """A place as candidates show it, such as ``Guinea (GIN)``; :func:`forlik.places.place` understands the form."""
    return f"{naming.name(entity, 'en', on)} ({entity})"


def refused(what: str, candidates: Iterable[str] = (), when: Span = EVER) -> PlaceRefused:
    """The error for a reason and candidate entities, best first, under their names at the end of those days.

    A candidate that did not exist in those days gives way to the places that held its ground.
    """
    everyone = tables.entities()
    there = dict.fromkeys(
        found
        for one in candidates
        for found in ([one] if when == EVER or everyone[one].span.meets(when) else _instead(one, when))
    )
    return PlaceRefused(what, candidates=tuple(label(one, when.last) for one in there))


def unheard(asked: str, candidates: Sequence[str]) -> PlaceRefused:
    """The error for a name that no place has, nor one that is close."""
    if candidates:
        return refused(f"no place is called “{asked}”", candidates)
    return PlaceRefused(f"no place is called “{asked}”; names in six languages and ISO codes are understood")


def out_of_time(asked: str, places: Sequence[Place], when: Span) -> PlaceRefused:
    """The error for a name whose places did not exist in those days."""
    told = "; ".join(_absence(one, when) for one in places)
    others = dict.fromkeys(other for one in places for other in _instead(one.iso3, when))
    return refused(f"“{asked}” {told}", others, when)


def code_out_of_time(shown: str, rows: Sequence[CodeRow], when: Span) -> PlaceRefused:
    """The error for a code that meant no place in those days."""
    told = ", ".join(f"{naming.name(row.entity)} {_days(row.span)}" for row in rows)
    others = dict.fromkeys(other for row in rows for other in _instead(row.entity, when))
    return refused(f"{shown} had no place {_when(when)}; it stands for {told}", others, when)


def _absence(place: Place, when: Span) -> str:
    told = f"did not exist {_when(when)}"
    if place.valid_from is not None and when.end < place.valid_from:
        wholes = [row for row in _parts(place.iso3) if row.span.meets(when)]
        if not wholes:
            return f"{told}; it begins on {place.valid_from}"
        within = " and ".join(naming.name(row.whole, "en", when.last) for row in wholes)
        if wholes[-1].span.end + timedelta(1) == place.valid_from:
            return f"{told}; it was part of {within} until {place.valid_from}"
        return f"{told}; it was part of {within} then, and begins on {place.valid_from}"
    return f"{told}; it ended on {place.valid_to}"


def _parts(entity: str) -> list[tables.PartRow]:
    return [row for row in tables.parts() if row.entity == entity]


def _instead(entity: str, when: Span) -> list[str]:
    """The places that held its ground in those days: what it was part of, or what came out of it."""
    wholes = [row.whole for row in _parts(entity) if row.span.meets(when)]
    everyone = tables.entities()
    successors = [row.entity for row in tables.parts() if row.whole == entity and everyone[row.entity].span.meets(when)]
    return wholes or [one for one in successors if everyone[one].span.first is not None]


def _when(when: Span) -> str:
    if when.first == when.last:
        return f"on {when.first}"
    return f"between {when.first} and {when.last}"


def _days(span: Span) -> str:
    if span.first is None:
        return f"until {span.end + timedelta(1)}" if span.end != date.max else "at all times"
    return f"from {span.first}" + ("" if span.runs else f" to {span.last}")
