"""Whole files: who answers for one, how it is handed over, and whether somebody may move it."""

from dataclasses import dataclass
from datetime import datetime

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access.about import About, Relation
from forlik.desk.access.keys import new_id
from forlik.desk.access.labels import labels
from forlik.desk.access.log import append, digest_of, writing
from forlik.desk.access.models import Person as Persons
from forlik.desk.access.opening import ready
from forlik.desk.access.people import colleagues
from forlik.desk.access.people import person as person_of
from forlik.desk.access.person import Person
from forlik.desk.access.verbs import may
from forlik.desk.records import duties
from forlik.desk.records.answering import ALL_LABELS, DEPUTY, OWNER, name_deputy
from forlik.desk.records.change import absent
from forlik.desk.records.models import Facet, Proposal
from forlik.desk.records.naming import name

HAND_OVER = "hand over"


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


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who might take a file over.

    Args:
        id: Id of the person.
        name: The name.
        able: Whether the person holds every label of the file.
    """

    id: str
    name: str
    able: bool


def may_run(person: Person, file: str, now: datetime) -> bool:
    """Whether a person may run a transition of a file: who answers for it, and holds every label of it."""
    ready()
    return may(person, "transition", _about(person, file, now), now)


def appoint(file: str, other: str, role: Relation, person: Person, now: datetime) -> None:
    """Make somebody deputy or approver of a file; there is one deputy, whom the file's record names too.

    Raises:
        NoData: There is no such file, or it may not be seen.
        NotPermitted: It takes the owner, who holds every label of it.
        UsageError: There is no such role or person.
    """
    ready()
    if role not in ("deputy", "approver"):
        raise UsageError(f"nobody is made {role}", remedy="deputy or approver; a new owner takes the file over")
    with writing():
        allow(person, "appoint", file, now)
        _of_staff(other)
        if role == DEPUTY:
            name_deputy(file, other, person, now)
            name(file, {DEPUTY: other}, person, now)
            return
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
        allow(person, "appoint", file, now)
        if role == OWNER or other not in duties.holders(file, role, now):
            raise NoData("there is no such duty")
        if role == DEPUTY:
            name_deputy(file, None, person, now)
            name(file, {DEPUTY: None}, person, now)
            return
        duties.end(file, other, role, now)
        append("dismiss", person.id, [file, other], digest_of("role", role), now)


def takers(file: str, person: Person, now: datetime) -> list[Taker]:
    """Who of the house might take a file over, by name, and whether each holds every label of it.

    Raises:
        NoData: There is no such file, or it may not be seen.
        NotPermitted: It takes who answers for it, and holds every label of it.
    """
    ready()
    allow(person, HAND_OVER, file, now)
    asked = About(duties.file_labels(file))
    owners = duties.owners([file], now)
    return [
        Taker(id_, called, may(person_of(id_, "passkey"), "export", asked, now))
        for id_, called in colleagues()
        if id_ not in owners and id_ != person.id
    ]


def hand_over(file: str, to: str, person: Person, now: datetime) -> str:
    """Offer a file to somebody, who has to confirm.

    Returns:
        Id of the offer.

    Raises:
        NoData: There is no such file, or it may not be seen.
        NotPermitted: It takes who answers for it, and holds every label of it.
        UsageError: Nobody of the staff is meant, or whoever asks.
    """
    ready()
    with writing():
        allow(person, HAND_OVER, file, now)
        _of_staff(to)
        if to == person.id:
            raise UsageError("who takes over is who hands over", remedy="choose somebody else")
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
    """Confirm an offer: from now on this person is the owner, also by the file's record, and the old owner is not.

    What else was offered of the file lapses: it was another owner's to offer.

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
            duties.end(one.file, old, OWNER, now)
        was_deputy = duties.end(one.file, person.id, DEPUTY, now)
        duties.begin(one.file, person.id, OWNER, now)
        name(one.file, {OWNER: person.id, **({DEPUTY: None} if was_deputy else {})}, person, now)
        Proposal.objects.filter(pk=one.pk).update(outcome="done", settled_by=person.id, settled_at=now)
        others = Proposal.objects.filter(kind=HAND_OVER, file=one.file, outcome="")
        others.update(outcome="lapsed", settled_by=person.id, settled_at=now)
        append("take over", person.id, [one.file, one.by, one.pk], "", now)


def decline(offer: str, person: Person, now: datetime) -> None:
    """End an offer without taking over: whoever it was made to may, and whoever made it.

    Raises:
        NoData: There is no such offer.
    """
    ready()
    with writing():
        one = Proposal.objects.filter(pk=offer, kind=HAND_OVER, outcome="").first()
        if one is None or person.id not in (one.target, one.by):
            raise NoData("there is no such offer")
        Proposal.objects.filter(pk=one.pk).update(outcome="declined", settled_by=person.id, settled_at=now)
        append("decline offer", person.id, [one.file, one.by, one.pk], "", now)


def offered(file: str, person: Person, now: datetime) -> list[tuple[str, str]]:
    """Of a file, the offers that wait: id of the offer and of the person whom it was made to.

    Raises:
        NoData: There is no such file, or it may not be seen.
        NotPermitted: It takes who answers for it, and holds every label of it.
    """
    ready()
    allow(person, HAND_OVER, file, now)
    waiting = Proposal.objects.filter(kind=HAND_OVER, file=file, outcome="").order_by("at", "id")
    return [(one.pk, one.target) for one in waiting]


def _about(person: Person, file: str, now: datetime) -> About:
    return About(duties.file_labels(file), duties.relation(person.id, file, now))


def _of_staff(person: str) -> None:
    if not Persons.objects.filter(pk=person, active=True, staff=True).exists():
        raise UsageError("there is no such member of staff", remedy="choose another")


def allow(person: Person, verb: str, file: str, now: datetime) -> None:
    """Refuse what is not somebody's to do with a file.

    Raises:
        NoData: There is no such file, or it may not be seen.
        NotPermitted: It may be seen, and the policy does not let this person.
    """
    found = frozenset(Facet.objects.filter(record=file).values_list("label", flat=True))
    if not found & labels(person, now):
        raise absent()
    if not may(person, verb, _about(person, file, now), now):
        raise NotPermitted("this is not yours to do", remedy=ALL_LABELS)
