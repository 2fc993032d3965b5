"""Keeping: in which facet, under which label, each field of a changed record goes; what is not seen is not touched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from forlik.desk.access.labels import CONFIDENTIAL, PUBLIC, STAFF, grade
from forlik.desk.register.forms.inputs import inputs
from forlik.register.concept import Concept
from forlik.register.dossier import NAMED
from forlik.register.facets import OPEN, SECRET, Facet, Joined, fields, has
from forlik.register.placing import place
from forlik.register.rows import Row

Body = Mapping[str, Any]


class Spot(NamedTuple):
    """A facet under a label."""

    facet: Facet
    label: str

    @property
    def name(self) -> str:
        """As a form carries it."""
        return f"{self.facet.word} {self.label}"


@dataclass(frozen=True)
class Keeping:
    """Where a record's fields are kept, and where new ones go.

    Args:
        seen: The facets of the record that its viewer sees, with their rows; none of a new record.
        sealed: The label under which something is sealed; empty where none was chosen.
        floor: The least secret facet that may hold anything.
    """

    seen: Mapping[Spot, Row] = field(default_factory=dict)
    sealed: str = ""
    floor: Facet = OPEN

    @property
    def least(self) -> Facet:
        """The least secret facet that may hold anything: a record whose existence is secret keeps it so."""
        return max(self.floor, min((spot.facet for spot in self.seen), default=OPEN))

    def needed(self, record: Concept) -> dict[str, Facet]:
        """Field → the least secret facet in which it may stand."""
        return {name: facet for facet, body in place(record, floor=self.least).items() for name in body}

    def where(self, name: str) -> Spot | None:
        """Where a field stands: of several facets the most secret, whose word counts."""
        found = [spot for spot in sorted(self.seen) if name in self.seen[spot].body]
        return found[-1] if found else None

    def target(self, facet: Facet) -> Spot:
        """Where something new of a facet goes: beside what is there, never where it is public."""
        if facet is SECRET:
            return Spot(SECRET, self.sealed)
        beside = [spot for spot in self.seen if spot.facet is facet and spot.label != PUBLIC]
        if beside:
            return max(beside, key=lambda spot: (grade(spot.label), spot.label))
        if self.seen and all(grade(spot.label) >= CONFIDENTIAL for spot in self.seen):
            return Spot(facet, max(self.seen).label)  # a facet for all staff would tell that there is such a record
        return Spot(facet, STAFF)


def spots(rows: Mapping[tuple[str, str], Row]) -> dict[Spot, Row]:
    """The facets of a record that are seen, by facet and label."""
    return {Spot(NAMED[facet], label): row for (facet, label), row in rows.items()}


def spread(
    keeping: Keeping, record: Concept, changed: Iterable[str], pieces: Mapping[str, Sequence[str]]
) -> dict[Spot, dict[str, Any]]:
    """The bodies of a record's facets after a change.

    A field stays where it stands; it goes up where the record becomes of a kind that asks for it, and never down.

    Args:
        keeping: Where its fields are kept.
        record: The record as it shall be, as far as it is seen.
        changed: The fields that its author changed.
        pieces: Joined field → for each of its pieces, where its author put it: a spot's name, a facet's, or nothing.

    Returns:
        Spot → fields; facets that were empty and stay so are not there.
    """
    bodies = {spot: dict(row.body) for spot, row in keeping.seen.items()}
    said = record.model_dump(mode="json", exclude_defaults=True, exclude={"id"})
    needed, fresh = keeping.needed(record), frozenset(changed)
    for name in fields(type(record)):
        facet = needed.get(name, OPEN)
        old = facet if "kind" in fresh else OPEN
        if has(type(record), name, Joined):
            if name in fresh or "kind" in fresh:
                _join(
                    keeping, bodies, name, _Pieces(type(record), said.get(name, []), pieces.get(name, ()), facet, old)
                )
        elif name in fresh and name not in said:
            for body in bodies.values():
                body.pop(name, None)
        elif name in said:
            _put(keeping, bodies, (name, said[name]), (facet, old), fresh=name in fresh)
    return {spot: body for spot, body in bodies.items() if body or spot in keeping.seen}


def _put(
    keeping: Keeping,
    bodies: dict[Spot, dict[str, Any]],
    said: tuple[str, Any],
    least: tuple[Facet, Facet],
    *,
    fresh: bool,
) -> None:
    name, value = said
    facet, old = least
    top = keeping.where(name)
    if top and (top.facet >= old or top.label == PUBLIC):
        # What is public was released, and goes nowhere by itself.
        if fresh:
            bodies[top][name] = value
    elif top or fresh:
        for spot, body in bodies.items():
            if spot.label != PUBLIC:
                body.pop(name, None)
        bodies.setdefault(keeping.target(facet), {})[name] = value


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The pieces of a joined field.

    Args:
        concept: The concept.
        said: What each says.
        given: Where its author put each.
        facet: The least secret facet for a new one.
        old: The least secret facet for one that is there.
    """

    concept: type[Concept]
    said: Sequence[Any]
    given: Sequence[str]
    facet: Facet
    old: Facet


def _join(keeping: Keeping, bodies: dict[Spot, dict[str, Any]], name: str, pieces: _Pieces) -> None:
    """Each piece of a joined field stays where it is; a changed one stays where its first wording was."""
    lists: dict[Spot, list[Any]] = {}
    for spot, row in keeping.seen.items():
        if spot.label == PUBLIC or spot.facet >= pieces.old:
            there = [plain(pieces.concept, name, one) for one in row.body.get(name, ())]
            lists[spot] = [one for one in there if one in pieces.said]
    left = [one for some in lists.values() for one in some]
    for turn, one in enumerate(pieces.said):
        if one not in left:
            given = pieces.given[turn] if turn < len(pieces.given) else ""
            lists.setdefault(_spot(keeping, given, pieces), []).append(one)
    for spot in {*bodies, *lists}:
        if lists.get(spot):
            bodies.setdefault(spot, {})[name] = lists[spot]
        elif spot in bodies:
            bodies[spot].pop(name, None)


def _spot(keeping: Keeping, given: str, pieces: _Pieces) -> Spot:
    """The spot that was given, if it is one where such a piece may stand; else where new ones go."""
    for spot in keeping.seen:
        if spot.name == given and spot.facet >= pieces.old:
            return spot
    for facet in Facet:
        if facet.word == given and facet >= pieces.facet:
            return keeping.target(facet)
    return keeping.target(pieces.facet)


def plain(concept: type[Concept], name: str, piece: Any) -> Any:
    """A piece of a joined field as a record writes it, so that two can be compared."""
    [model] = {one.parts[0].owner for one in inputs(concept) if one.name == name}
    return model.model_validate(piece).model_dump(mode="json", exclude_defaults=True)
