"""Naming: writing into the record of a file who answers for it, once a duty has changed by another door."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from forlik.desk.access.labels import CONFIDENTIAL, STAFF, grade
from forlik.desk.access.person import Person
from forlik.desk.records.answering import FILE, said
from forlik.desk.records.change import Change, Grounds
from forlik.desk.records.models import Facet, Revision
from forlik.desk.records.record import add, the_facet

GROUNDS = ("part of the file", "as the file")
REVIEW = timedelta(days=730)
"""After which the grade of a facet that is begun here is looked at again."""


def name(file: str, words: Mapping[str, str | None], person: Person, now: datetime) -> None:
    """Write down who is owner or deputy, where the record of the file says it or should; inside ``writing``.

    Args:
        file: Id of the file's record.
        words: ``owner`` or ``deputy`` → id of the person; nothing where there is none any more.
        person: Who records it, and holds every label of the file.
        now: When.
    """
    bodies = {one: said(one) for one in Facet.objects.filter(record=file, file=file, concept=FILE).order_by("name")}
    if not bodies:
        return  # a file that is no engagement says nowhere who answers for it
    at = now.replace(microsecond=0)
    fresh = {key: value for key, value in words.items() if value and not any(key in body for body in bodies.values())}
    beside = _beside(bodies) if fresh else None
    for one, body in bodies.items():
        known = {key: value for key, value in words.items() if key in body}
        changed = _with(body, {**known, **fresh} if one == beside else known)
        if changed != body:
            _add(one, changed, person, at)
    if fresh and beside is None:
        grounds = Grounds(*GROUNDS, (now + REVIEW).date())
        change = Change(file, FILE, "staff", STAFF, fresh, file=file, grounds=grounds)
        add(the_facet(change, person, at, now), change, person, at, at)


def _beside(bodies: Mapping[Facet, Any]) -> Facet | None:
    """Where something is said of which nothing was: to the staff, and where all is sealed, never more openly."""
    hidden = all(grade(one.label) >= CONFIDENTIAL for one in bodies)
    there = [one for one in bodies if one.name == "staff" or hidden]
    return min(there, key=lambda one: (one.name, one.label), default=None)


def _with(body: Mapping[str, Any], words: Mapping[str, str | None]) -> dict[str, Any]:
    kept = {key: value for key, value in body.items() if key not in words}
    return kept | {key: value for key, value in words.items() if value}


def _add(facet: Facet, body: Mapping[str, Any], person: Person, at: datetime) -> None:
    last = Revision.objects.filter(facet=facet).order_by("-n").values_list("n", flat=True).first() or 0
    change = Change(facet.record, FILE, facet.name, facet.label, body, expected=last)
    add(facet, change, person, at, at)
