"""Steps and whole files at the door: who may not move a file cannot rewrite what its steps rest on."""

from datetime import datetime

from forlik.core.errors import NotPermitted
from forlik.desk.access.about import About
from forlik.desk.access.person import Person
from forlik.desk.access.verbs import may
from forlik.desk.records import duties
from forlik.desk.records.change import Change
from forlik.desk.records.models import Facet
from forlik.desk.records.whole import Body, before_and_after
from forlik.register.archive import KIND

MOVES = ("transition", "provisional_until", "approver", "engagement", "happened", "kind", "withdrawn")
"""Fields of an act from which the state of a file is folded, where the act decides a step."""

GUARDED = {"engagement": ("withdrawn", "process"), "process": ("withdrawn",)}
"""Concept → fields of a file's own record, and of a process, that decide what is asked of a step."""

KEPT = ("kind", "engagement", "signed", "versions")
"""What a record of an archive package says once and for all."""


def judge(facet: Facet, change: Change, person: Person, now: datetime) -> None:
    """Refuse what moves a file, or takes it away, unless whoever records it may run its transitions; in ``writing``.

    The facets of a record are judged together: the step stands in one of them, and the file that it moves in another.

    Raises:
        NotPermitted: A step of a file, or what its steps rest on, is changed or taken back, and not the person's to
            move.
    """
    for file in _touched(facet, change):
        about = About(duties.file_labels(file), duties.relation(person.id, file, now))
        if not may(person, "transition", about, now):
            raise NotPermitted(
                "a step takes who answers for the file, and holds every label of it",
                remedy="ask who answers for the file",
            )


def _touched(facet: Facet, change: Change) -> set[str]:
    """The files that are other ones once a record is as it shall be."""
    before, after = before_and_after(facet, change.body)
    if facet.concept == "act":
        return _moved(before, after)
    if facet.concept == "text" and KIND in (before.get("kind"), after.get("kind")):
        return _packed(facet, before, after, made=change.package)
    own = facet.concept == "process" or facet.record == facet.file
    guarded = GUARDED.get(facet.concept, ()) if own else ()
    return {facet.file} if any(before.get(name) != after.get(name) for name in guarded) else set()


def _moved(before: Body, after: Body) -> set[str]:
    """The files whose steps are other ones once an act is as it shall be."""
    if not (before.get("transition") or after.get("transition")):
        return set()
    if all(before.get(name) == after.get(name) for name in MOVES):
        return set()
    return {str(one["engagement"]) for one in (before, after) if one.get("engagement")}


def _packed(facet: Facet, before: Body, after: Body, *, made: bool) -> set[str]:
    """The files whose closing rests on the record of an archive package.

    Raises:
        NotPermitted: It becomes such a record without a package, or is one no more, or tells of another package.
    """
    began = before.get("kind") != KIND
    if (began and before.get("kind")) or (not began and any(before.get(name) != after.get(name) for name in KEPT)):
        raise NotPermitted(
            "an archive package is recorded as it was made, and stays so", remedy="make a new archive package"
        )
    if began and not made:
        raise NotPermitted("an archive package is recorded by the page that makes it", remedy="make it there")
    return {facet.file, *(str(one["engagement"]) for one in (before, after) if one.get("engagement"))}
