"""Natural persons of whom the register tells: why it may, what it holds of them, and how that is lawfully ended."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access import purging
from forlik.desk.access.about import About
from forlik.desk.access.keys import new_id
from forlik.desk.access.labels import labels
from forlik.desk.access.log import append, looked, writing
from forlik.desk.access.models import Hold, PersonKey
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.access.sealing import seal, unseal
from forlik.desk.access.verbs import may
from forlik.desk.records.attachments import about_person
from forlik.desk.records.bodies import person_keys
from forlik.desk.records.models import Facet, PersonField, Proposal
from forlik.desk.records.rows import history
from forlik.desk.records.telling import keys_of, person_of, tell

DOCUMENT = "document"
"""Stands in the place of a field where a document tells of the person."""
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
        tell(subject, (purpose, legal_basis, retain_until), person, now)


def export_person(subject: str, person: Person, now: datetime) -> list[Held]:
    """Everything the register holds of a person, within the labels of whoever exports it.

    Raises:
        NotPermitted: It takes the role of data protection.
        NoData: There is no such person.
    """
    ready()
    # What was opened in an emergency is for reading, and leaves in no file.
    held = labels(replace(person, glasses=()), now)
    if not may(person, "export person", About(frozenset({"1"})), now):
        raise NotPermitted("this is not yours to export", remedy=ASK)
    _known(subject)
    found = [*_fields(subject, held), *_documents(subject, held)]
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
        # Sealed with one of the person's keys: while the hold lies, none of them is erased.
        living = sorted(person_keys(keys_of(subject).values_list("pk", flat=True)).items())
        if not living:
            raise NoData("the person was erased")
        id_, (name, key) = new_id(), living[0]
        Hold.objects.create(
            id=id_, subject_id=name, at=now, by=person.id, sealed_reason=seal(key, reason.encode(), _hold_place(id_))
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
    """Destroy a person's keys: every field sealed with one is unreadable from here on, in every revision.

    The log goes on verifying, for it commits to what was stored, not to what it said. A copy of the wrapped key may lie
    in older backups of the database; it is dead as soon as the master key has been rotated. A text of the person that
    waits for a release goes with it.

    Args:
        subject: Id of the person; or the name of one key, for what one purpose kept.
        person: Who erases.
        now: When.

    Returns:
        Whether the key is wiped from the file already.

    Raises:
        NotPermitted: It takes the role of data protection, and no hold.
        NoData: There is no such person.
    """
    ready()
    with writing():
        _erase(subject, person, now)
    return purging.purge()


def erase_due(person: Person, now: datetime) -> list[str]:
    """Carry out what is due: erase what has been kept for its time, but of persons on whom a hold lies.

    Args:
        person: Who erases.
        now: When; its day decides what is due.

    Returns:
        The names of the keys that were destroyed.

    Raises:
        NotPermitted: It takes the role of data protection.
    """
    ready()
    if not may(person, "erase", About(), now):
        raise NotPermitted("this cannot be erased", remedy=ASK)
    with writing():
        due = due_for_erasure(now.date())
        for one in due:
            _erase(one, person, now)
    purging.purge()
    return due


def _erase(subject: str, person: Person, now: datetime) -> None:
    """Destroy keys; inside ``writing``."""
    _known(subject)
    if not may(person, "erase", About(held=person_of(subject) in on_hold()), now):
        raise NotPermitted("this cannot be erased", remedy=f"{ASK}; a lawful hold is lifted first")
    keys_of(subject).filter(erased_at=None).update(wrapped_key=None, erased_at=now)
    about = Facet.objects.filter(record=person_of(subject)).values_list("pk", flat=True)
    waiting = Proposal.objects.filter(outcome="", facet__in=list(about))
    waiting.update(outcome="withdrawn", settled_by=person.id, settled_at=now, text=None, sealed=None)
    append("erase", person.id, [subject], "", now)
    purging.promise(now)


def on_hold() -> frozenset[str]:
    """Persons on whom a lawful hold lies."""
    ready()
    return frozenset(map(person_of, Hold.objects.filter(lifted_at=None).values_list("subject_id", flat=True)))


def due_for_erasure(day: date) -> list[str]:
    """Keys whose retention is over on a day, from the day after the last one on, and on whose person no hold lies."""
    ready()
    held = on_hold()
    over = PersonKey.objects.filter(erased_at=None, retain_until__lt=day).values_list("pk", flat=True)
    return sorted(one for one in over if person_of(one) not in held)


def reason_of(hold_id: str) -> str:
    """Why a hold was laid; empty once the person was erased."""
    row = Hold.objects.get(pk=hold_id)
    key = person_keys([row.subject_id]).get(row.subject_id)
    return unseal(key, bytes(row.sealed_reason), _hold_place(hold_id)).decode() if key else ""


def _hold_place(hold_id: str) -> str:
    return f"hold {hold_id}"


def _known(subject: str) -> None:
    if not keys_of(subject).exists():
        raise NoData("there is no such person")


def _documents(subject: str, held: frozenset[str]) -> Iterator[tuple[str, Held]]:
    """What documents of the person there are; their bytes are with whoever holds their labels."""
    for facet, one in about_person(subject, held):
        said = {"name": one.name, "kind": one.kind, "size": one.size, "sha256": one.digest, "at": one.at.isoformat()}
        concept = Facet.objects.get(pk=facet).concept
        yield facet, Held(one.which.record, concept, one.which.facet, one.which.label, 0, DOCUMENT, said)


def _fields(subject: str, held: frozenset[str]) -> Iterator[tuple[str, Held]]:
    keys = list(keys_of(subject).values_list("pk", flat=True))
    wanted = {(one.facet, one.n, one.field) for one in PersonField.objects.filter(subject__in=keys)}
    facets = Facet.objects.filter(pk__in={facet for facet, *_ in wanted}, label__in=held)
    for facet in facets.order_by("record", "name", "label"):
        for row in history({facet.label}, facet.record):
            for id_, n, name in sorted(wanted):
                if (id_, n) == (facet.pk, row.n) and row.facet == facet.name and name in row.body:
                    yield facet.pk, Held(row.record, row.concept, row.facet, row.label, n, name, row.body[name])
