"""Whole files: who answers for one, how it is handed over, whether somebody may move it, and who looked into it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access.about import About, Relation
from forlik.desk.access.keys import new_id
from forlik.desk.access.labels import labels
from forlik.desk.access.log import append, digest_of, writing
from forlik.desk.access.models import Log
from forlik.desk.access.models import Person as Persons
from forlik.desk.access.opening import ready
from forlik.desk.access.people import person as person_of
from forlik.desk.access.person import Person
from forlik.desk.access.verbs import may
from forlik.desk.records import duties
from forlik.desk.records.change import Which, absent
from forlik.desk.records.models import Facet, Proposal

HAND_OVER = "hand over"
ALL_LABELS = "it takes who answers for the file, and holds every label of it"


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that somebody is to take over.

    Args:
        id: Random.
        file: Id of the file's record.
        by: Id of whoever offers it.
        at: When.
    """

    id: str
    file: str
    by: str
    at: datetime


def may_run(person: Person, file: str, now: datetime) -> bool:
    """Whether a person may run a transition of a file: who answers for it, and holds every label of it."""
    ready()
    return may(person, "transition", _about(person, file, now), now)


def appoint(file: str, other: str, role: Relation, person: Person, now: datetime) -> None:
    """Make somebody deputy or approver of a file.

    Raises:
        NoData: There is no such file, or it may not be seen.
        NotPermitted: It takes the owner, who holds every label of it.
        UsageError: There is no such role or person.
    """
    ready()
    if role not in ("deputy", "approver"):
        raise UsageError(f"nobody is made {role}", remedy="deputy or approver; a new owner takes the file over")
    with writing():
        _allow(person, "appoint", file, now)
        if not Persons.objects.filter(pk=other, active=True, staff=True).exists():
            raise UsageError("there is no such member of staff", remedy="choose another")
        duties.begin(file, other, role, now)
        append("appoint", person.id, [file, other], digest_of("role", role), now)


def dismiss(file: str, other: str, role: Relation, person: Person, now: datetime) -> None:
    """End somebody's being deputy or approver of a file.

    Raises:
        NoData: There is no such file or duty, or it may not be seen.
        NotPermitted: It takes the owner, who holds every label of it.
    """
    ready()
    with writing():
        _allow(person, "appoint", file, now)
        if role == "owner" or not duties.end(file, other, role, now):
            raise NoData("there is no such duty")
        append("dismiss", person.id, [file, other], digest_of("role", role), now)


def hand_over(file: str, to: str, person: Person, now: datetime) -> str:
    """Offer a file to somebody, who has to confirm.

    Returns:
        Id of the offer.

    Raises:
        NoData: There is no such file, or it may not be seen.
        NotPermitted: It takes who answers for it, and holds every label of it.
    """
    ready()
    with writing():
        _allow(person, HAND_OVER, file, now)
        id_ = new_id()
        Proposal.objects.create(
            id=id_, kind=HAND_OVER, file=file, facet="", n=0, target=to, text="", by=person.id, at=now
        )
        append("offer", person.id, [file, to, id_], "", now)
    return id_


def offers(person: Person) -> list[Offer]:
    """The files that wait for a person to take them over."""
    ready()
    waiting = Proposal.objects.filter(kind=HAND_OVER, target=person.id, outcome="").order_by("at", "id")
    return [Offer(one.pk, one.file, one.by, one.at) for one in waiting]


def take_over(offer: str, person: Person, now: datetime) -> None:
    """Confirm an offer: from now on this person is the owner, and the old owner is not.

    Raises:
        NoData: There is no such offer.
        NotPermitted: The person does not hold every label of the file, or the offer is no longer one to make.
    """
    ready()
    with writing():
        one = Proposal.objects.filter(pk=offer, kind=HAND_OVER, target=person.id, outcome="").first()
        if one is None:
            raise NoData("there is no such offer")
        asked = About(duties.file_labels(one.file), proposer=one.by, subject=one.target)
        if not may(person, "take over", asked, now):
            raise NotPermitted(
                "this file cannot be taken over", remedy="a guardian lets you into its compartments first"
            )
        first = person_of(one.by, "passkey")
        if not may(first, HAND_OVER, _about(first, one.file, now), now):
            raise NotPermitted("who offered this may no longer offer it", remedy="offer it anew")
        for old in duties.owners([one.file], now):
            duties.end(one.file, old, "owner", now)
        duties.begin(one.file, person.id, "owner", now)
        Proposal.objects.filter(pk=one.pk).update(outcome="done", settled_by=person.id, settled_at=now)
        append("take over", person.id, [one.file, one.by, one.pk], "", now)


def who_looked(file: str, person: Person, now: datetime) -> dict[Which, int]:
    """How often each facet of a file was shown while it was sealed; counts only.

    Raises:
        NoData: There is no such file, or it may not be seen.
        NotPermitted: It takes the owner, who holds every label of it.
    """
    ready()
    _allow(person, "who looked", file, now)
    facets = Facet.objects.filter(file=file).order_by("record", "name", "label")
    return {Which(one.record, one.name, one.label): sum(_readers(one.pk).values()) for one in facets}


def who_looked_by_name(which: Which, cause: str, person: Person, now: datetime) -> dict[str, int]:
    """Id of each person to whom a facet was shown → how often; for a cause, which is committed to in the log.

    Raises:
        NotPermitted: It takes the role of data protection, and a cause.
        NoData: There is no such facet.
    """
    ready()
    if not may(person, "who looked by name", About(cause=bool(cause.strip())), now):
        raise NotPermitted("names are told for cause only", remedy="ask whoever holds the role of data protection")
    found = Facet.objects.filter(record=which.record, name=which.facet, label=which.label).first()
    if found is None:
        raise absent()
    with writing():
        append("who looked", person.id, [found.pk], digest_of("cause", cause), now)
    return dict(_readers(found.pk))


def _readers(facet: str) -> Counter[str]:
    # The ids in a row are separated by blanks, and no id is part of another: they are random and of one length.
    shown = Log.objects.filter(verb="read", facets__contains=facet).values_list("who", flat=True)
    return Counter(shown)


def _about(person: Person, file: str, now: datetime) -> About:
    return About(duties.file_labels(file), duties.relation(person.id, file, now))


def _allow(person: Person, verb: str, file: str, now: datetime) -> None:
    found = frozenset(Facet.objects.filter(record=file).values_list("label", flat=True))
    if not found & labels(person, now):
        raise absent()
    if not may(person, verb, _about(person, file, now), now):
        raise NotPermitted("this is not yours to do", remedy=ALL_LABELS)
