"""The register of persons: of whom the register tells, what for, by what law, until when, and what is due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from forlik.core.errors import NotPermitted
from forlik.desk.access.about import About
from forlik.desk.access.models import Hold, PersonKey
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.access.verbs import may
from forlik.desk.records.personal import ASK, due_for_erasure, on_hold, reason_of
from forlik.desk.records.telling import person_of


@dataclass(frozen=True, slots=True)
class Purpose:
    """What one purpose keeps of a person.

    Args:
        key: The name of its key.
        person: Id of the person.
        purpose: What for.
        legal_basis: By what law.
        until: The last day on which it is kept.
        erased_at: When it was erased; none while it is kept.
        due: Whether it is to be erased now.
    """

    key: str
    person: str
    purpose: str
    legal_basis: str
    until: date
    erased_at: datetime | None
    due: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A lawful hold that has not been lifted.

    Args:
        id: Random.
        person: Id of the person.
        at: When it was laid.
        by: Id of whoever laid it.
        reason: Why.
    """

    id: str
    person: str
    at: datetime
    by: str
    reason: str


def keeps(person: Person, now: datetime) -> bool:
    """Whether somebody holds the role of data protection here."""
    return may(person, "export person", About(frozenset({"1"})), now)


def purposes(person: Person, now: datetime) -> list[Purpose]:
    """All that is kept of all persons, by person and purpose; which persons one may see is another question.

    Raises:
        NotPermitted: It takes the role of data protection.
    """
    _allow(person, now)
    due = set(due_for_erasure(now.date()))
    return [_purpose(one, due) for one in PersonKey.objects.order_by("pk")]


def over(day: date) -> list[Purpose]:
    """What is due on a day, by the ids alone: for whoever stands at the machine and carries it out."""
    ready()
    due = due_for_erasure(day)
    return [_purpose(one, due) for one in PersonKey.objects.filter(pk__in=due).order_by("pk")]


def holds(person: Person, now: datetime) -> list[Laid]:
    """The holds that lie on persons, the oldest first.

    Raises:
        NotPermitted: It takes the role of data protection.
    """
    _allow(person, now)
    laid = Hold.objects.filter(lifted_at=None).order_by("at", "pk")
    return [Laid(str(one.pk), person_of(one.subject_id), one.at, one.by, reason_of(one.pk)) for one in laid]


def waiting(day: date) -> tuple[int, int]:
    """How many things are to be erased on a day, and how many persons are on hold: for whoever carries it out."""
    ready()
    return len(due_for_erasure(day)), len(on_hold())


def _purpose(one: PersonKey, due: Collection[str]) -> Purpose:
    key = str(one.pk)
    return Purpose(key, person_of(key), one.purpose, one.legal_basis, one.retain_until, one.erased_at, key in due)


def _allow(person: Person, now: datetime) -> None:
    ready()
    if not keeps(person, now):
        raise NotPermitted("this is not yours to see", remedy=ASK)
