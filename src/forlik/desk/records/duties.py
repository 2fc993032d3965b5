"""Duties: what a person is to a file, and which labels a file has."""

from datetime import datetime

from django.db.models import Q

from forlik.desk.access.about import Relation
from forlik.desk.records.models import Duty, Facet

STRONGEST: tuple[Relation, ...] = ("owner", "deputy", "approver")


def relation(person: str, file: str, now: datetime) -> Relation:
    """What a person is to a file now, the strongest of several."""
    roles = set(_running(now).filter(file=file, person=person).values_list("role", flat=True))
    return next((role for role in STRONGEST if role in roles), "none")


def owners(files: list[str], now: datetime) -> list[str]:
    """Who owns one of these files now."""
    return sorted(set(_running(now).filter(file__in=files, role="owner").values_list("person", flat=True)))


def holders(file: str, role: Relation, now: datetime) -> list[str]:
    """Who has a duty in a file now."""
    return sorted(set(_running(now).filter(file=file, role=role).values_list("person", flat=True)))


def files_of(person: str, now: datetime) -> dict[str, Relation]:
    """The files that somebody has a duty in now → the strongest duty."""
    found: dict[str, Relation] = {}
    for file, role in _running(now).filter(person=person).values_list("file", "role"):
        found[file] = min(found.get(file, role), role, key=STRONGEST.index)
    return found


def file_labels(file: str) -> frozenset[str]:
    """Every label of a file, of facets that a viewer does not see too: for the policy alone, never to be shown."""
    return frozenset(Facet.objects.filter(file=file).values_list("label", flat=True))


def file_of(record: str) -> str:
    """The file in which a record stands that whoever asks sees; empty where there is none."""
    found = Facet.objects.filter(record=record).order_by("file").values_list("file", flat=True).first()
    return str(found or "")


def begin(file: str, person: str, role: Relation, now: datetime) -> None:
    """Give somebody a duty; inside ``writing``."""
    Duty.objects.create(file=file, person=person, role=role, since=now)


def end(file: str, person: str, role: Relation, now: datetime) -> int:
    """End a duty; inside ``writing``."""
    return int(_running(now).filter(file=file, person=person, role=role).update(until=now))


def _running(now: datetime) -> "Duty.objects":  # type: ignore[name-defined]
    return Duty.objects.filter(Q(until=None) | Q(until__gt=now), since__lte=now)
