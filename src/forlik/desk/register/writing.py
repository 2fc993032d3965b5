"""From a record to the changes that record it: each facet under its label, with the grounds of its grade."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from forlik.core.errors import NotPermitted
from forlik.desk.access.keys import new_id
from forlik.desk.access.labels import PUBLIC, STAFF
from forlik.desk.records.change import Change, Grounds
from forlik.desk.records.viewed import Viewed
from forlik.register.concept import Concept
from forlik.register.concepts import Act, Assessment
from forlik.register.facets import OPEN, SECRET, Facet
from forlik.register.placing import place

REVIEW_DAYS = 730
"""Days after which the grade of a new facet is looked at again."""

GROUNDS = ("part of the file", "as the file")
"""Reason and legal basis of a facet of a file when nothing else is said."""

__all__ = ["GROUNDS", "changes", "new_id", "secret_labels"]


def changes(
    viewed: Viewed,
    record: Concept,
    *,
    file: str,
    secret: str,
    grounds: tuple[str, str],
    floor: Facet = OPEN,
    expected: Mapping[Facet, int] | None = None,
    step: bool = False,
    package: bool = False,
    decision: bool = False,
    sealed: Collection[str] = (),
) -> tuple[Change, ...]:
    """The changes that record a record, whole.

    What is open stands under the staff's label until it is released: nothing is published by being written down.

    Args:
        viewed: What the author sees.
        record: The record, whole.
        file: The engagement in whose file it stands.
        secret: The label of its secret facet.
        grounds: Reason and legal basis of the grades.
        floor: The least secret facet that may hold anything.
        expected: Facet → number of the revision that the author had before him; none of a new record.
        step: Whether the guards of a step were asked: no other page records an act that decides one.
        package: Whether it records an archive package, which was made.
        decision: Whether the gate and the screen were asked: no other page records a decision on an option.
        sealed: Fields that are kept more secretly than they must: in the secret facet.

    Raises:
        NotPermitted: The record decides a step, or on an option, and what that takes was not asked.
    """
    if isinstance(record, Act) and record.transition and not step:
        raise NotPermitted("a step is taken on its own page", remedy="there everything that it lacks is named")
    if isinstance(record, Assessment) and record.kind == "decision" and not decision:
        raise NotPermitted(
            "a decision is taken on the page of its option", remedy="there everything that it lacks is named"
        )
    reason, legal_basis = grounds
    why = Grounds(reason, legal_basis, (viewed.now + timedelta(days=REVIEW_DAYS)).date())
    return tuple(
        Change(
            record=record.id,
            concept=type(record).__name__.lower(),
            facet=facet.word,
            label=secret if facet is SECRET else STAFF,
            body=body,
            expected=(expected or {}).get(facet, 0),
            file=file,
            grounds=why,
            package=package,
            decision=decision,
        )
        for facet, body in _deeper(place(record, floor=floor), sealed).items()
    )


def _deeper(bodies: Mapping[Facet, Mapping[str, Any]], names: Collection[str]) -> dict[Facet, Mapping[str, Any]]:
    """The bodies with some fields moved into the secret facet; a facet that holds nothing any more is not there."""
    deep = {name: value for body in bodies.values() for name, value in body.items() if name in names}
    kept = {facet: {name: one for name, one in body.items() if name not in deep} for facet, body in bodies.items()}
    if deep:
        kept[SECRET] = {**kept.get(SECRET, {}), **deep}
    return {facet: kept[facet] for facet in sorted(kept) if kept[facet]}


def secret_labels(viewed: Viewed) -> tuple[str, ...]:
    """The labels under which the author may seal something."""
    return tuple(sorted(label for label in viewed.held if label not in (PUBLIC, STAFF)))
