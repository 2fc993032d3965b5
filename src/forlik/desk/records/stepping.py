"""Steps and whole files at the door: who may not move a file cannot rewrite what its steps are folded from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forlik.core.errors import NotPermitted
from forlik.desk.access.about import About
from forlik.desk.access.person import Person
from forlik.desk.access.verbs import may
from forlik.desk.records import duties
from forlik.desk.records.change import Change
from forlik.desk.records.models import Facet
from forlik.desk.records.rows import history

MOVES = ("transition", "provisional_until", "approver", "engagement", "happened", "kind", "withdrawn")
"""Fields of an act from which the state of a file is folded, where the act decides a step."""


def judge(facet: Facet, change: Change, person: Person, now: datetime) -> None:
    """Refuse what moves a file, or takes it away, unless whoever records it may run its transitions; in ``writing``.

    The facets of an act are judged together: the step stands in one of them, and the file that it moves in another.

    Raises:
        NotPermitted: A step of a file, or the file itself, is changed or taken back, and not the person's to move.
    """
    if facet.concept == "act":
        files = _moved(facet, change)
    elif facet.concept == "engagement" and facet.record == facet.file:
        before = _bodies(facet).get((facet.name, facet.label), {})
        files = {facet.file} if before.get("withdrawn") != change.body.get("withdrawn") else set()
    else:
        return
    for file in files:
        about = About(duties.file_labels(file), duties.relation(person.id, file, now))
        if not may(person, "transition", about, now):
            raise NotPermitted(
                "a step takes who answers for the file, and holds every label of it",
                remedy="ask who answers for the file",
            )


def _moved(facet: Facet, change: Change) -> set[str]:
    """The files whose steps are other ones once an act is as it shall be."""
    bodies = _bodies(facet)
    before = _joined(bodies)
    after = _joined({**bodies, (facet.name, facet.label): change.body})
    if not (before.get("transition") or after.get("transition")):
        return set()
    if all(before.get(name) == after.get(name) for name in MOVES):
        return set()
    return {str(one["engagement"]) for one in (before, after) if one.get("engagement")}


def _bodies(facet: Facet) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """What each facet of the record says now, whoever may see it: the door answers yes or no, and shows nothing."""
    labels = set(Facet.objects.filter(record=facet.record).values_list("label", flat=True))
    return {(row.facet, row.label): row.body for row in history(labels, facet.record)}


def _joined(bodies: Mapping[tuple[str, str], Mapping[str, Any]]) -> Mapping[str, Any]:
    return {name: value for place in sorted(bodies) for name, value in bodies[place].items()}
