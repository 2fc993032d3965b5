"""Placing: which facet of a record each field goes into, and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from forlik.core.errors import BadInput
from forlik.register.concept import Concept
from forlik.register.concepts import CONCEPTS
from forlik.register.facets import OPEN, Existence, Facet, Joined, facet_of, fields, has
from forlik.register.vocabulary import vocabulary

Body = Mapping[str, Any]
"""What a facet holds: fields of the record as JSON has them."""


def place(record: Concept, *, floor: Facet = OPEN, public: bool = False) -> dict[Facet, dict[str, Any]]:
    """The bodies of a record's facets.

    A field stands in the least secret facet that its own grade, the kind of its record and ``floor`` allow: that a
    meeting took place is for the staff, what was said there is secret, though both are fields of an act.

    Args:
        record: The record, whole.
        floor: The least secret facet that may hold anything: ``SECRET`` for a record whose existence is secret.
        public: Whether the record is public whatever its kind: a request that was disclosed.

    Returns:
        Facet → fields; facets that would hold nothing are not there.
    """
    concept = type(record)
    written = record.model_dump(mode="json", exclude_defaults=True, exclude={"id"})
    existence, substance = _by_kind(record) if not public else (OPEN, OPEN)
    bodies: dict[Facet, dict[str, Any]] = {}
    for name, value in written.items():
        of_kind = existence if has(concept, name, Existence) else substance
        if name == "public_title":
            of_kind = OPEN
        facet = max(facet_of(concept, name), of_kind, floor)
        bodies.setdefault(facet, {})[name] = value
    return dict(sorted(bodies.items()))


def _by_kind(record: Concept) -> tuple[Facet, Facet]:
    """Where a record of its kind stands by default: that it is there, and what it says."""
    kind = getattr(record, "kind", None)
    if not type(record).KINDS or kind is None:
        return OPEN, OPEN
    word = vocabulary(type(record).KINDS)[kind]
    return word.existence, word.substance


def together(concept: str, record: str, bodies: Mapping[Facet, Body] | Mapping[tuple[Facet, str], Body]) -> Concept:
    """A record from the facets that are there: of a field in several facets, the most secret one's counts.

    Args:
        concept: Name of the concept.
        record: The record's id.
        bodies: Facet, or facet and label → its fields.

    Raises:
        BadInput: The fields are none of the concept, or say what cannot be.
    """
    kind = CONCEPTS[concept]
    whole: dict[str, Any] = {}
    for _, body in sorted(bodies.items()):
        for name, value in body.items():
            joined = name in whole and name in kind.model_fields and has(kind, name, Joined)
            whole[name] = [*whole[name], *(one for one in value if one not in whole[name])] if joined else value
    try:
        return kind(id=record, **whole)
    except (ValidationError, TypeError) as error:
        raise BadInput(_said(error), file=f"{concept} {record}", remedy="correct the fields named") from error


def lacking(record: Concept) -> tuple[str, ...]:
    """The fields without which a record is not recorded."""
    kind = type(record)
    missing = [name for name in kind.NEEDS if not getattr(record, name)]
    if kind.EVIDENCED and not record.evidence:
        missing.append("evidence")
    return tuple(missing)


def misplaced(concept: str, bodies: Mapping[Facet, Body]) -> tuple[str, ...]:
    """Fields that stand in a less secret facet than their grade allows."""
    kind = CONCEPTS[concept]
    return tuple(
        f"{name} may not stand in the {facet.word} facet"
        for facet, body in bodies.items()
        for name in body
        if name in kind.model_fields and facet_of(kind, name) > facet
    )


def every_field() -> Iterable[tuple[str, str, Facet]]:
    """All fields of all concepts, with the least secret facet in which each may stand."""
    return ((name, field, facet_of(kind, field)) for name, kind in CONCEPTS.items() for field in fields(kind))


def _said(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(
            f"{'.'.join(map(str, one['loc'])) or 'the record'}: {one['msg'].removeprefix('Value error, ')}"
            for one in error.errors(include_url=False, include_input=False)
        )
    return str(error)
