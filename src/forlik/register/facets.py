"""Facets: the parts of a record that have a secrecy of their own. Every field belongs to one, by its metadata."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forlik.register.concept import Concept


class Facet(IntEnum):
    """The parts of a record, the more secret the greater. Metadata of a field: the least secret part it may stand in.

    A field may always be kept more secretly than it must, never less: what a party said in public is open, the same
    said at a table stands in the secret facet.
    """

    OPEN = 0
    STAFF = 1
    SECRET = 2

    @property
    def word(self) -> str:
        """Its name, as rows have it."""
        return self.name.lower()


OPEN, STAFF, SECRET = Facet


@dataclass(frozen=True, slots=True)
class Existence:
    """Metadata of a field that tells no more than that there is such a record: when, of what kind, in which file."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Metadata of a field that may stand in several facets of a record at once; what all of them hold is joined."""


@dataclass(frozen=True, slots=True)
class Personal:
    """Metadata of a field about a natural person.

    Args:
        word: Names the purpose: what one purpose keeps has one key, and is erased together.
        purpose: What it is kept for.
        legal_basis: By what law.
        retention: How many years it is kept after it was last recorded.
        shared: Whether records that are of no person have the field too.
    """

    word: str
    purpose: str
    legal_basis: str
    retention: int
    shared: bool = False


def facet_named(word: str) -> Facet:
    """The facet of a name.

    Raises:
        KeyError: There is none.
    """
    return Facet[word.upper()]


def facet_of(concept: "type[Concept]", field: str) -> Facet:
    """The least secret facet in which a field may stand.

    Raises:
        KeyError: The concept has no such field.
        TypeError: The field has no facet.
    """
    for one in concept.model_fields[field].metadata:
        if isinstance(one, Facet):
            return one
    raise TypeError(f"{concept.__name__}.{field} names no facet")


def fields(concept: "type[Concept]") -> Iterator[str]:
    """The fields of a concept that stand in facets: all but its id."""
    return (name for name in concept.model_fields if name != "id")


def has(concept: "type[Concept]", field: str, kind: type) -> bool:
    """Whether a field carries metadata of a kind."""
    return any(isinstance(one, kind) for one in concept.model_fields[field].metadata)


def personal(concept: "type[Concept]") -> dict[str, Personal]:
    """The fields of a concept that are about natural persons."""
    return {
        name: one for name, field in concept.model_fields.items() for one in field.metadata if isinstance(one, Personal)
    }
