"""Natural persons of whom the register tells: why it may, what it holds of them, and how that is lawfully ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access import purging
from forlik.desk.access.about import About
from forlik.desk.access.keys import make_wrapped, new_id, person_place
from forlik.desk.access.labels import labels
from forlik.desk.access.log import append, digest_of, looked, writing
from forlik.desk.access.models import Hold, PersonKey
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.access.sealing import seal
from forlik.desk.access.verbs import may
from forlik.desk.records.bodies import person_keys
from forlik.desk.records.models import Facet, PersonField
from forlik.desk.records.rows import history

ASK = "ask whoever holds the role of data protection"


@dataclass(frozen=True, slots=True)
class Held:
    """One field that the register holds of a person.

    Args:
        record: Id of the record it stands in.
        concept: Name of the record's concept.
        facet: ``open``, ``staff`` or ``secret``.
        label: The facet's label.
        n: Number of the revision.
        field: Name of the field.
        value: What it says.
    """

    record: str
    concept: str
    facet: str
    label: str
    n: int
    field: str
    value: Any


def tell_of(subject: str, purpose: str, legal_basis: str, retain_until: date, person: Person, now: datetime) -> None:
    """State why the register may tell of a natural person, and until when; makes the person's own key.

    Args:
        subject: Id of the person, the record of the actor.
        purpose: What for.
        legal_basis: By what law.
        retain_until: The last day.
        person: Who states it.
        now: When.

    Raises:
        NotPermitted: It takes a member of staff.
        UsageError: Something is missing, or the person was erased.
    """
    ready()
    if "1" not in labels(person, now):
        raise NotPermitted("only staff tell of persons", remedy="sign in")
    if not purpose.strip() or not legal_basis.strip():
        raise UsageError("purpose and legal basis are needed to tell of a person", remedy="state both")
    with writing():
        if PersonKey.objects.filter(pk=subject).exists():
            raise UsageError("it is already stated why the register tells of this person", remedy="use a new id")
        _, wrapped = make_wrapped(person_place(subject))
        PersonKey.objects.create(
            subject=subject, wrapped_key=wrapped, purpose=purpose, legal_basis=legal_basis,
            retain_until=retain_until, made_at=now,
        )  # fmt: skip
        append("tell of", person.id, [subject], digest_of(purpose, legal_basis, retain_until.isoformat()), now)


def export_person(subject: str, person: Person, now: datetime) -> list[Held]:
    """Everything the register holds of a person, within the labels of whoever exports it.

    Raises:
        NotPermitted: It takes the role of data protection.
        NoData: There is no such person.
    """
    ready()
    held = labels(person, now)
    if not may(person, "export person", About(frozenset({"1"})), now):
        raise NotPermitted("this is not yours to export", remedy=ASK)
    _known(subject)
    found = list(_fields(subject, held))
    facets = {one[0] for one in found}
    with writing():
        append("export person", person.id, [subject], "", now)
    looked(person.id, facets, now)
    return [one for _, one in found]


def hold(subject: str, reason: str, person: Person, now: datetime) -> str:
    """Lay a lawful hold on what is held of a person: it cannot be erased until the hold is lifted.

    Returns:
        Id of the hold.

    Raises:
        NotPermitted: It takes the role of data protection.
        NoData: There is no such person, or the person was erased.
        UsageError: No reason is given.
    """
    ready()
    if not may(person, "hold", About(), now):
        raise NotPermitted("this is not yours to hold", remedy=ASK)
    if not reason.strip():
        raise UsageError("a hold needs a reason", remedy="name the law or the case")
    with writing():
        _known(subject)
        key = person_keys([subject]).get(subject)
        if key is None:
            raise NoData("the person was erased")
        id_ = new_id()
        Hold.objects.create(
            id=id_, subject_id=subject, at=now, by=person.id, sealed_reason=seal(key, reason.encode(), f"hold {id_}")
        )
        append("hold", person.id, [subject, id_], "", now)
    return id_


def lift(hold_id: str, person: Person, now: datetime) -> None:
    """Lift a hold.

    Raises:
        NotPermitted: It takes the role of data protection.
        NoData: There is no such hold.
    """
    ready()
    if not may(person, "hold", About(), now):
        raise NotPermitted("this is not yours to lift", remedy=ASK)
    with writing():
        if not Hold.objects.filter(pk=hold_id, lifted_at=None).update(lifted_at=now, lifted_by=person.id):
            raise NoData("there is no such hold")
        append("lift", person.id, [hold_id], "", now)


def erase(subject: str, person: Person, now: datetime) -> bool:
    """Destroy a person's key: every field sealed with it is unreadable from here on, in every revision.

    The log goes on verifying, for it commits to what was stored, not to what it said. A copy of the wrapped key may lie
    in older backups of the database; it is dead as soon as the master key has been rotated.

    Returns:
        Whether the key is wiped from the file already.

    Raises:
        NotPermitted: It takes the role of data protection, and no hold.
        NoData: There is no such person.
    """
    ready()
    with writing():
        _known(subject)
        held = Hold.objects.filter(subject_id=subject, lifted_at=None).exists()
        if not may(person, "erase", About(held=held), now):
            raise NotPermitted("this cannot be erased", remedy=f"{ASK}; a lawful hold is lifted first")
        PersonKey.objects.filter(pk=subject, erased_at=None).update(wrapped_key=None, erased_at=now)
        append("erase", person.id, [subject], "", now)
        purging.promise(now)
    return purging.purge()


def due_for_erasure(day: date) -> list[str]:
    """Persons whose retention is over on a day, and on whom no hold lies."""
    ready()
    over = PersonKey.objects.filter(erased_at=None, retain_until__lt=day)
    return sorted(over.exclude(holds__lifted_at=None, holds__id__isnull=False).values_list("pk", flat=True))


def _known(subject: str) -> None:
    if not PersonKey.objects.filter(pk=subject).exists():
        raise NoData("there is no such person")


def _fields(subject: str, held: frozenset[str]) -> Iterator[tuple[str, Held]]:
    wanted = {(one.facet, one.n, one.field) for one in PersonField.objects.filter(subject=subject)}
    facets = Facet.objects.filter(pk__in={facet for facet, *_ in wanted}, label__in=held)
    for facet in facets.order_by("record", "name", "label"):
        for row in history({facet.label}, facet.record):
            for id_, n, name in sorted(wanted):
                if (id_, n) == (facet.pk, row.n) and row.facet == facet.name and name in row.body:
                    yield facet.pk, Held(row.record, row.concept, row.facet, row.label, n, name, row.body[name])
