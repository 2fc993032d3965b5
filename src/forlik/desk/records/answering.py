"""Answering for a file: the duties follow what is recorded of its owner and deputy, so that the two never differ.

Nobody is made owner by being written down: a new owner takes the file over. A deputy is named by the owner. An id that
names nobody of this house, as in a file that came from another one, gives nobody a duty.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forlik.core.errors import NotPermitted, UsageError
from forlik.desk.access.about import About, Relation
from forlik.desk.access.log import append, digest_of
from forlik.desk.access.models import Person as Persons
from forlik.desk.access.person import Person
from forlik.desk.access.verbs import may
from forlik.desk.records import duties
from forlik.desk.records.change import Change
from forlik.desk.records.models import Facet
from forlik.desk.records.rows import history

FILE = "engagement"
"""The concept of the records that somebody answers for."""
OWNER: Relation = "owner"
DEPUTY: Relation = "deputy"
ALL_LABELS = "it takes who answers for the file, and holds every label of it"


def follow(facet: Facet, change: Change, person: Person, now: datetime) -> None:
    """Make the duties follow what is about to be recorded; inside ``writing``.

    Raises:
        NotPermitted: It names another owner, or names a deputy and is not the owner's.
        UsageError: The deputy is no member of staff, or is the owner.
    """
    if facet.concept != FILE or facet.record != facet.file:
        return
    before = said(facet)
    _owner(facet.file, before.get(OWNER), change.body.get(OWNER), now)
    _deputy(facet.file, before.get(DEPUTY), change.body.get(DEPUTY), person, now)


def said(facet: Facet) -> Mapping[str, Any]:
    """What a facet says now; nothing where it is new."""
    rows = [row for row in history({facet.label}, facet.record) if row.facet == facet.name]
    return rows[-1].body if rows else {}


def _owner(file: str, before: str | None, after: str | None, now: datetime) -> None:
    if after == before or after in duties.holders(file, OWNER, now):
        return
    if after is None:
        raise NotPermitted("a file is never without an owner", remedy="hand it over")
    # A file from another house names somebody unknown here once, when it comes in; nobody is unnamed by such an id.
    if _known(after) or before is not None:
        raise NotPermitted(
            "nobody is made owner by being written down", remedy="hand the file over to whoever is meant"
        )


def _deputy(file: str, before: str | None, after: str | None, person: Person, now: datetime) -> None:
    standing = duties.holders(file, DEPUTY, now)
    if after == before or standing == [after]:
        return
    if not may(person, "appoint", About(duties.file_labels(file), duties.relation(person.id, file, now)), now):
        raise NotPermitted("the owner names the deputy", remedy=ALL_LABELS)
    name_deputy(file, after, person, now)


def name_deputy(file: str, other: str | None, person: Person, now: datetime) -> None:
    """Let one person, or nobody, be deputy of a file, and whoever was be it no more; inside ``writing``.

    Raises:
        UsageError: Somebody of the house is meant who is no member of staff, or who is the owner.
    """
    if other and _known(other) and not Persons.objects.filter(pk=other, active=True, staff=True).exists():
        raise UsageError("there is no such member of staff", remedy="choose another")
    if other in duties.holders(file, OWNER, now):
        raise UsageError("the owner is no deputy: two are needed", remedy="choose another")
    standing = duties.holders(file, DEPUTY, now)
    for old in standing:
        if old != other:
            duties.end(file, old, DEPUTY, now)
            append("dismiss", person.id, [file, old], digest_of("role", DEPUTY), now)
    if other and _known(other) and other not in standing:
        duties.begin(file, other, DEPUTY, now)
        append("appoint", person.id, [file, other], digest_of("role", DEPUTY), now)


def _known(person: str) -> bool:
    return bool(Persons.objects.filter(pk=person).exists())
