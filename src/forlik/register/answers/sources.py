"""Sources side by side: each fact, and what each piece of evidence says of it; nothing overwrites anything."""

from collections.abc import Iterable
from dataclasses import dataclass

from forlik.register.concept import Concept
from forlik.register.evidence import Evidence

SINGLE = frozenset(
    {"start", "end", "began", "status", "signed", "happened", "since", "until", "kind", "name", "ends_on", "people"}
)
"""Facts of which one thing only can be so: where sources say different things of one, they contradict each other.

Of all else, a role or a partner, several may be so at once.
"""
NOT_SAID = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that is said of a fact.

    Args:
        said: What; empty where the source was looked into for it and says nothing.
        evidence: By whom it is said.
    """

    said: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact.

    Args:
        concept: The concept of the record whose evidence speaks of it.
        field: Which: mostly a field of the record; empty for evidence of the record as a whole.
        claims: What is said of it, each thing once, in the order of the evidence.
    """

    concept: str
    field: str
    claims: tuple[Claim, ...]

    @property
    def differ(self) -> bool:
        """Whether sources say different things where one only can be so."""
        return self.field in SINGLE and len({one.said for one in self.claims if one.said}) > 1

    @property
    def undocumented(self) -> bool:
        """Whether nothing was found, though it was looked for."""
        return bool(self.field) and not any(one.said for one in self.claims)


def facts(records: Iterable[Concept]) -> tuple[Fact, ...]:
    """The facts of some records, in the order in which their evidence first speaks of them.

    What one thing only can be is kept apart by record: two roles begin when they do. Of all else, what several records
    say is told once. Evidence that says nothing of a single field is kept as one fact, at the end.
    """
    found: dict[tuple[str, str], dict[str, list[Evidence]]] = {}
    concepts: dict[tuple[str, str], str] = {}
    for record in records:
        for piece in record.evidence:
            for field, said in (piece.claims or {NOT_SAID: NOT_SAID}).items():
                key = (record.id if field in SINGLE else "", field)
                concepts.setdefault(key, type(record).__name__.lower())
                pieces = found.setdefault(key, {}).setdefault(said, [])
                if piece not in pieces:
                    pieces.append(piece)
    every = [
        Fact(concepts[key], key[1], tuple(Claim(said, tuple(pieces)) for said, pieces in claims.items()))
        for key, claims in found.items()
    ]
    return tuple(sorted(every, key=lambda one: not one.field))
