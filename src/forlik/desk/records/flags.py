"""Flags at the door: what one was raised on stays, only its author withdraws it, and a new one is of today.

Pages and imports ask more of them; what is asked here no way in goes around. Each facet is held against what it said
itself: beside a sealed version of the same flag, the version of all staff is no freer to be rewritten.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forlik.core.errors import NotPermitted
from forlik.desk.access.labels import PUBLIC
from forlik.desk.access.models import Person as Persons
from forlik.desk.access.person import Person
from forlik.desk.records.change import Change
from forlik.desk.records.models import Facet, Revision
from forlik.desk.records.whole import Body, bodies_of, joined
from forlik.register.concepts.flagged import Flagged
from forlik.register.exchange.judging import canonical
from forlik.register.flagging import BECOMES, FREE

FLAGGED, EVIDENCE, WITHDRAWN = "flagged", "evidence", "withdrawn"


def judge(facet: Facet, change: Change, person: Person, at: datetime) -> None:
    """Refuse a flag by a rule to be rewritten, taken back by others, or put on somebody's list as of another day.

    The history of a flag from another register comes in as it was made there, as long as it names nobody of this house.

    Args:
        facet: Where it is recorded.
        change: What is recorded.
        person: Who records it.
        at: When, to the second.

    Raises:
        NotPermitted: It is so; with what to do.
    """
    if facet.concept != "assessment":
        return
    bodies = bodies_of(facet.record)
    before, place = joined(bodies), (facet.name, facet.label)
    after = joined({**bodies, place: change.body})
    if not (before.get(FLAGGED) or after.get(FLAGGED)) or _from_elsewhere(facet, change, after, at):
        return
    # Of two versions that begin at one instant, too, the second is raised on what the first says.
    if _is_there(facet, change, person, at) or (before.get(FLAGGED) and FLAGGED in change.body):
        _stays(facet, bodies.get(place), before, change.body)
        _withdraws(before, after, person)
    else:
        _of_today(after, person, at)
    _falls_due(_said(bodies.get(place, before)), _said(change.body), at)


def _said(body: Body) -> Mapping[str, Any]:
    said = body.get(FLAGGED)
    return said if isinstance(said, Mapping) else {}


def _from_elsewhere(facet: Facet, change: Change, after: Body, at: datetime) -> bool:
    """Whether a flag comes in only now with its file, from a house whose persons are not of this one."""
    if not change.carried or Revision.objects.filter(facet__file=facet.file, recorded_at__lt=at).exists():
        return False
    return not any(_of_the_house(one) for one in (after.get("author"), _said(after).get("owner")))


def _is_there(facet: Facet, change: Change, person: Person, at: datetime) -> bool:
    """Whether the record was made before; facets of a new one come one after the other, at one time, by one person."""
    made = Revision.objects.filter(facet__record=facet.record)
    return bool(change.expected) or made.exclude(recorded_at=at, who=person.id, n=1).exists()


def _stays(facet: Facet, own: Body | None, whole: Body, body: Body) -> None:
    """A facet says what it said; one that is new beside others says what the whole record says, or nothing of it."""
    was, is_ = (canonical(facet.concept, facet.record, one) for one in (whole if own is None else own, body))
    names = is_.keys() if own is None else was.keys() | is_.keys()
    # What is public is released by two, in words of its own.
    told = () if facet.label == PUBLIC else names - FREE - {FLAGGED}
    kept = own is None or all(piece in is_.get(EVIDENCE, ()) for piece in was.get(EVIDENCE, ()))
    same = FLAGGED not in names or _raised_on(_said(was)) == _raised_on(_said(is_))
    if not (kept and same) or any(was.get(name) != is_.get(name) for name in told):
        raise NotPermitted(
            "what a flag was raised on is not rewritten", remedy="dismiss this one with a reason, and raise a new one"
        )


def _raised_on(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """What of a flag is never rewritten; a version that is not said is the first."""
    stays = Flagged.model_fields.keys() - BECOMES
    return {name: said.get(name) or Flagged.model_fields[name].default for name in stays}


def _withdraws(before: Body, after: Body, person: Person) -> None:
    if before.get(WITHDRAWN) != after.get(WITHDRAWN) and before.get("author") != person.id:
        raise NotPermitted(
            "a flag is withdrawn as a mistake by whoever raised it", remedy="dismiss it with a reason: it stays on view"
        )


def _of_today(after: Body, person: Person, at: datetime) -> None:
    """A new flag is raised by whoever records it, on the day, on what was known by then."""
    day = at.date().isoformat()
    known = str(_said(after).get("as_of") or day)
    # Facets of a new flag come one after the other: what is not said yet is said by the next.
    if after.get("made_on", day) != day or known > day or after.get("author", person.id) != person.id:
        raise NotPermitted(
            "a new flag is raised on the day of recording, by whoever records it",
            remedy="date it today, in your own name, on figures of today or earlier",
        )


def _falls_due(before: Body, after: Body, at: datetime) -> None:
    """Who answers for a flag is of the house, and a day that is set is not over."""
    owner, due = after.get("owner"), str(after.get("due") or "")
    if owner and owner != before.get("owner") and not _of_the_house(owner):
        raise NotPermitted("a flag is answered for by somebody of the house", remedy="name a colleague")
    if due and due != str(before.get("due") or "") and due < at.date().isoformat():
        raise NotPermitted("a flag falls due on the day on which that is said, or later", remedy="take a later day")


def _of_the_house(name: object) -> bool:
    return bool(name) and bool(Persons.objects.filter(pk=str(name)).exists())
