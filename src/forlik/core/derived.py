"""What a figure was made from, and how: as much as a chain of provenance needs, and nothing of who asks."""

from dataclasses import dataclass

from forlik.core.figure import Basis, Figure


@dataclass(frozen=True, slots=True)
class Way:
    """How figures are made: a measure's numbered method, or another rule with a version.

    Args:
        name: Name of the measure or rule.
        title: What it is called.
        number: Number of the method, or version of the rule; 0 where it has none.
        digest: Hex SHA-256 of all that decides what comes out; empty where there is none.
        adopted: ISO day from which it is used; empty where none is named.
        says: What it does, in its own words.
    """

    name: str
    title: str
    number: int = 0
    digest: str = ""
    adopted: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A transaction of an activity, as it stands in a file: one of those that a sum is made of.

    Args:
        name: What it is told apart by: the activity's identifier, and its number in it.
        title: What the activity is called.
        basis: Number of the snapshot in which it stands.
        file_sha256: Digest of the file.
        first: First byte of its activity in the file.
        last: The byte after the last.
    """

    name: str
    title: str
    basis: int
    file_sha256: str = ""
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure, and what it was made from.

    Args:
        figure: The figure; an unknown one too, with its reason.
        way: How it was made.
        bases: The snapshots that it was made from, beside its own.
        parts: The transactions that it is the sum of, where they are known one by one.
        whole: How many parts it is the sum of, where ``parts`` has some of them only; 0 where that is not told.
    """

    figure: Figure
    way: Way
    bases: tuple[Basis, ...] = ()
    parts: tuple[Part, ...] = ()
    whole: int = 0
