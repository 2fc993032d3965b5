"""Grading: under which label each facet stands and why, and where a person may put it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from forlik.core.errors import UsageError
from forlik.desk.access.about import About, Relation
from forlik.desk.access.labels import PUBLIC, labels
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.access.verbs import may
from forlik.desk.records import duties, standing
from forlik.desk.records.change import Grounds, Which
from forlik.desk.records.grounds import grounds_of
from forlik.desk.records.models import Facet
from forlik.desk.records.record import check_grade
from forlik.desk.records.rows import facet_key


@dataclass(frozen=True, slots=True)
class Graded:
    """One facet and its grade, as one person sees it.

    Args:
        which: The facet.
        concept: Name of the record's concept.
        grounds: Why it is above public; none where it is not.
        up: Labels to which the person may raise it, alone and at once.
        down: Labels to which the person may propose to lower or move it.
        releases: Whether the person may propose a public text of it.
    """

    which: Which
    concept: str
    grounds: Grounds | None
    up: tuple[str, ...]
    down: tuple[str, ...]
    releases: bool


def grades_of(records: Iterable[str], person: Person, now: datetime) -> list[Graded]:
    """The facets of records that a person sees, by record, part and label; that sealed ones are shown is to be logged.

    Args:
        records: Ids of the records.
        person: Who asks.
        now: When.
    """
    ready()
    held = labels(person, now)
    found = list(Facet.objects.filter(record__in=sorted(set(records)), label__in=held))
    relations: dict[str, Relation] = {one: duties.relation(person.id, one, now) for one in {one.file for one in found}}
    taken = {(one.record, one.name, one.label) for one in found}
    shown = []
    for one in sorted(found, key=lambda one: (one.record, one.name, one.label)):
        mine = frozenset({one.label})
        free = [
            label for label in sorted(held) if (one.record, one.name, label) not in taken and _fits(one.name, label)
        ]

        def able(verb: str, target: str, mine: frozenset[str] = mine, file: str = one.file) -> bool:
            return may(person, verb, About(mine, relations[file], target), now)

        shown.append(
            Graded(
                which=Which(one.record, one.name, one.label),
                concept=one.concept,
                grounds=grounds_of(one, facet_key(one.id, one.label, one.wrapped_key)),
                up=tuple(label for label in free if able("raise", label) and standing.keeps(label, one.file, now)),
                down=tuple(label for label in free if able("lower", label)),
                releases=able("release", PUBLIC),
            )
        )
    return shown


def _fits(name: str, label: str) -> bool:
    try:
        check_grade(name, label)
    except UsageError:
        return False
    return True
