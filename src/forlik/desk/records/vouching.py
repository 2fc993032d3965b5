"""Who looked at it: that an identity borrowed from elsewhere is the same, or another's, is said by oneself."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from forlik.core.errors import NotPermitted
from forlik.desk.access.labels import labels
from forlik.desk.access.models import Person as Persons
from forlik.desk.access.person import Person
from forlik.desk.records.change import Change
from forlik.desk.records.models import Facet, Revision
from forlik.desk.records.rows import history
from forlik.desk.records.whole import Body

LINKS = ("links", "not_same")
"""Fields of identities: each may name who looked at it."""


def judge(facet: Facet, change: Change, person: Person, at: datetime, now: datetime) -> None:
    """Refuse an identity that is new, or another than before, and was looked at by somebody else; inside ``writing``.

    What stands there, in any facet that the person sees, stays as it is: what he does not see does not make it true.
    Who of another house looked at it comes in with a record that is new here, and with no other.

    Raises:
        NotPermitted: It names somebody else as whoever looked at it.
    """
    stated = [one for one in _links(change.body) if one.get("reviewed_by") not in (None, "", person.id)]
    if not stated:
        return
    latest = {(row.facet, row.label): row.body for row in history(labels(person, now), facet.record)}
    there = [one for body in latest.values() for one in _links(body)]
    others = {str(one["reviewed_by"]) for one in stated if one not in there}
    if not others:
        return
    if not (change.carried and _new(facet, at)) or Persons.objects.filter(pk__in=others).exists():
        raise NotPermitted(
            "that an identity was looked at is said by whoever looked at it",
            remedy="put your own name, or leave it empty until the other has looked at it",
        )


def _links(body: Body) -> Iterator[dict[str, Any]]:
    for name in LINKS:
        for one in body.get(name) or ():
            yield {"of": name, "confidence": "medium", **{key: value for key, value in one.items() if value != ""}}


def _new(facet: Facet, at: datetime) -> bool:
    """Whether the record came in only now."""
    return not Revision.objects.filter(facet__record=facet.record, recorded_at__lt=at).exists()
