"""Standing in a compartment: what an opened glass does not give, and what a file asks of those who answer for it."""

from dataclasses import replace
from datetime import datetime

from forlik.desk.access.about import Relation
from forlik.desk.access.labels import CONFIDENTIAL, grade, labels
from forlik.desk.access.people import person as person_of
from forlik.desk.access.person import Person
from forlik.desk.records import duties
from forlik.desk.records.models import Facet, Revision

LEADS: tuple[Relation, Relation] = ("owner", "deputy")


def standing(person: Person, now: datetime) -> frozenset[str]:
    """The labels that a person holds without what was opened in an emergency."""
    return labels(replace(person, glasses=()), now)


def keeps(label: str, file: str, now: datetime) -> bool:
    """Whether a file may have a label: it is no new one to it, or its owner holds it.

    A file is run, and its deputy named, by who holds every label of it: one that the owner does not hold would take the
    file away from the owner, unseen. Where the owner has left, it is the deputy's.
    """
    if grade(label) < CONFIDENTIAL or label in duties.file_labels(file):
        return True
    owners, deputies = ([person_of(one, "passkey") for one in duties.holders(file, role, now)] for role in LEADS)
    return any(label in standing(one, now) for one in [one for one in owners if one.active] or deputies)


def begins(record: str, label: str, person: Person, now: datetime) -> bool:
    """Whether a person may begin a facet of a record that is there under a label, as far as glasses and files go."""
    file = Facet.objects.filter(record=record).values_list("file", flat=True).first()
    return file is not None and label in standing(person, now) and keeps(label, file, now)


def changes(record: str, label: str, person: Person, at: datetime, now: datetime) -> bool:
    """Whether a person may change a record under a label, as far as opened glasses go: they add, and change nothing.

    Args:
        record: Id of the record; of one that is not there yet, whatever is begun is added.
        label: The label of what is written.
        person: Who writes.
        at: The second in which it is recorded: what the same hand began in it is still being added.
        now: When.
    """
    there = set(Facet.objects.filter(record=record).values_list("label", flat=True))
    stands = standing(person, now)
    if not there or (label in stands and there & stands):
        return True
    return not Revision.objects.filter(facet__record=record).exclude(who=person.id, recorded_at=at).exists()
