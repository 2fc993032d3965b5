"""The one door of the register: check, write the revision, write the log, in one transaction."""

from datetime import datetime

from django.db import IntegrityError

from forlik.core.errors import NotPermitted, UsageError
from forlik.desk.access.about import About, Relation
from forlik.desk.access.instants import written as instant
from forlik.desk.access.keys import facet_place, make_wrapped
from forlik.desk.access.labels import CONFIDENTIAL, PUBLIC, STAFF, grade, labels
from forlik.desk.access.log import append, digest_of, writing
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.access.verbs import may
from forlik.desk.records import (
    authoring,
    bodies,
    considered,
    duties,
    flags,
    released,
    standing,
    stepping,
    telling,
    vouching,
)
from forlik.desk.records.answering import follow
from forlik.desk.records.change import Change, EditConflict, Which, Written, absent
from forlik.desk.records.grounds import shut_grounds
from forlik.desk.records.models import Facet, PersonField, Revision
from forlik.desk.records.rows import facet_key, history

LOWEST = {"open": PUBLIC, "staff": STAFF, "secret": str(CONFIDENTIAL)}
"""Facet → the least grade that its fields may have."""


def record(change: Change, person: Person, now: datetime) -> Written:
    """Record a revision.

    Args:
        change: What is to be recorded, and which revision its author had before him.
        person: Who records it.
        now: When.

    Raises:
        NoData: There is no such record, or it may not be seen.
        NotPermitted: It may be seen, and not changed by this person.
        EditConflict: Somebody else recorded in the meantime.
        UsageError: It is known only in the future, or a new facet lacks its grounds.
    """
    ready()
    at = now.replace(microsecond=0)
    known_at = (change.known_at or at).replace(microsecond=0)
    if known_at > at:
        raise UsageError("it cannot be known before it is so", remedy="record it on the day")
    try:
        with writing():
            facet = the_facet(change, person, at, now)
            stepping.judge(facet, change, person, now)
            authoring.judge(facet, change, person, at)
            vouching.judge(facet, change, person, at, now)
            considered.judge(facet, change, person, at, now)
            flags.judge(facet, change, person, at)
            released.judge(facet, change)
            follow(facet, change, person, now)
            return add(facet, change, person, at, known_at)
    except IntegrityError as error:
        if "unique" not in str(error).lower():
            raise
        raise _conflict(change) from error


def the_facet(change: Change, person: Person, at: datetime, now: datetime) -> Facet:
    """The facet that a change is about, found or made, once the person may write in it; inside ``writing``.

    Raises:
        NoData: There is no such record, or it may not be seen.
        NotPermitted: It may be seen, and not changed by this person.
    """
    if change.label not in labels(person, now):
        raise absent()
    facet = named(Which(change.record, change.facet, change.label))
    siblings = list(Facet.objects.filter(record=change.record).values_list("label", "file", "concept"))
    if siblings and not {label for label, *_ in siblings} & labels(person, now):
        raise absent()
    file = siblings[0][1] if siblings else change.file or change.record
    begins = not siblings and file == change.record
    if not begins and not siblings and not file_labels_seen(file, person, now):
        raise absent()
    relation = "owner" if begins else duties.relation(person.id, file, now)
    _allow(change, person, relation, at, now)
    if facet is not None:
        return facet
    if change.expected:
        raise absent()
    if siblings and siblings[0][2] != change.concept:
        raise UsageError("a record stays of the concept it was begun as", remedy="begin a new record")
    if begins:
        duties.begin(file, person.id, "owner", at)
    if not standing.keeps(change.label, file, now):
        raise NotPermitted("this cannot be kept so in this file", remedy="keep it in a file of its own")
    return _begin(change, file, person, at)


def _allow(change: Change, person: Person, relation: Relation, at: datetime, now: datetime) -> None:
    """Refuse what a person may see, and not write."""
    if not standing.changes(change.record, change.label, person, at, now):
        raise NotPermitted(
            "what was opened in an emergency is for reading and adding, and changes nothing that is there",
            remedy="ask somebody who answers for the file and holds its labels",
        )
    verb = "record" if named(Which(change.record, change.facet, change.label)) else "add"
    if not may(person, verb, About(frozenset({change.label}), relation), now):
        raise NotPermitted(
            "you may see this, and not change it",
            remedy="what is public is changed by those who answer for the file",
        )


def add(facet: Facet, change: Change, person: Person, at: datetime, known_at: datetime) -> Written:
    """Write the next revision of a facet, and its line in the log; inside ``writing``.

    Raises:
        EditConflict: It is not the one that the author thought to be next.
    """
    last = Revision.objects.filter(facet=facet).order_by("-n").values_list("n", flat=True).first() or 0
    if last != change.expected:
        raise _conflict(change)
    n = last + 1
    body, persons = bodies.seal_fields(change.body, telling.told(facet, change, person, at), facet.id, n)
    text, salt = bodies.written(body, persons, carried=change.carried), bodies.new_salt()
    stored = bodies.shut(facet_key(facet.id, facet.label, facet.wrapped_key), facet.id, n, salt, text)
    insert_revision(facet, n, at, known_at, person, stored)
    PersonField.objects.bulk_create(
        PersonField(subject=subject, facet=facet.id, n=n, field=name) for name, (subject, _) in persons.items()
    )
    said = bodies.commitment(facet.id, n, instant(at), instant(known_at), person.id, salt, text)
    append("record", person.id, [facet.id], said, at)
    return Written(facet.id, n, at)


def insert_revision(
    facet: Facet, n: int, at: datetime, known_at: datetime, person: Person, stored: bodies.Stored
) -> None:
    """Write one row; the database refuses a second one of the same number."""
    Revision.objects.bulk_create(
        [
            Revision(
                facet=facet, n=n, recorded_at=at, known_at=known_at, who=person.id,
                text=stored.text, salt=stored.salt, sealed=stored.sealed,
            )
        ]
    )  # fmt: skip


def named(which: Which) -> Facet | None:
    """A facet by its name, or nothing."""
    found: Facet | None = Facet.objects.filter(record=which.record, name=which.facet, label=which.label).first()
    return found


def file_labels_seen(file: str, person: Person, now: datetime) -> bool:
    """Whether a person sees anything of the record that a file is named for."""
    found = set(Facet.objects.filter(record=file).values_list("label", flat=True))
    return bool(found & labels(person, now))


def graded(label: str) -> str:
    """What the log holds of a label: enough to see that it was changed by another hand."""
    return digest_of("label", label)


def _begin(change: Change, file: str, person: Person, at: datetime) -> Facet:
    """Make a facet, with a key of its own where it is sealed."""
    from forlik.desk.access.keys import new_id

    check_grade(change.facet, change.label)
    if change.label != PUBLIC and change.grounds is None:
        raise UsageError("a facet above public needs a reason, a legal basis and a review date", remedy="state them")
    facet = Facet(
        id=new_id(), file=file, record=change.record, concept=change.concept, name=change.facet, label=change.label
    )
    key = None
    if grade(change.label) >= CONFIDENTIAL:
        key, facet.wrapped_key = make_wrapped(facet_place(facet.id, facet.label))
    shut_grounds(facet, change.grounds, key)
    facet.save(force_insert=True)
    append("grade", person.id, [facet.id], graded(facet.label), at)
    return facet


def check_grade(facet: str, label: str) -> None:
    """Refuse a label below what the fields of a facet need.

    Raises:
        UsageError: There is no such facet, or the label is too low for it.
    """
    if facet not in LOWEST:
        raise UsageError(f"there is no facet “{facet}”", remedy=f"one of {', '.join(LOWEST)}")
    if grade(label) < grade(LOWEST[facet]):
        raise UsageError(f"the {facet} facet cannot be under label {label}", remedy="take a higher label")


def _conflict(change: Change) -> EditConflict:
    """Both versions: the author holds the label, so that the other one may be shown."""
    theirs = [row for row in history({change.label}, change.record) if row.facet == change.facet]
    return EditConflict(change, theirs[-1] if theirs else None)
