"""Figure: one cell, made when it is printed, charted, exported or cited."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

Status = Literal["reported", "estimated", "unknown"]

DASH = "–"
SHOWN = 12
"""Signs of a digest that are shown where there is no room for all of it."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a figure comes from, as a citation needs it.

    Args:
        number: The basis number rows carry; negative for starter figures.
        source: Name of the source.
        title: Its title.
        publisher: Its publisher.
        part: Part of the source.
        edition: Version as stated.
        known_at: ISO instant at which the world could know it.
        held_at: ISO instant at which this store held it; empty for starter figures, whose bytes were never held.
        sha256: Digest of the bytes; for starter figures, of the original file they were made from.
        licence: Short name of the terms.
        citation: The publisher's citation, filled in.
        url: The source's page.
        starter: Whether only aggregated starter figures are held, not the bytes.
    """

    number: int
    source: str
    title: str
    publisher: str
    part: str
    edition: str
    known_at: str
    held_at: str
    sha256: str
    licence: str
    citation: str
    url: str
    starter: bool = False

    @property
    def short_sha256(self) -> str:
        """The digest, where there is no room for all of it."""
        return self.sha256[:SHOWN]


@dataclass(frozen=True, slots=True)
class Figure:
    """One value with all that is needed to print and cite it. Unknown is never 0 and prints as “–”.

    Args:
        measure: Name of the measure.
        label: Its title.
        country: Name of the place.
        country_iso3: Its code.
        period: ``YYYY`` or ``YYYY-MM``, of a sum over months ``YYYY-MM/YYYY-MM``; empty when unknown.
        value: The value, or ``None`` when unknown.
        low: Lower bound, when the source gives one.
        high: Upper bound, when the source gives one.
        unit: What is counted.
        status: ``reported``, ``estimated`` or ``unknown``.
        reason: Why it is unknown, or what to mind; empty otherwise.
        basis: Where it comes from, of several the newest; ``None`` when unknown.
        others: What else it is made of: a sum over several files comes from all of them.
    """

    measure: str
    label: str
    country: str
    country_iso3: str
    period: str
    value: Decimal | None
    unit: str
    status: Status
    reason: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    basis: Basis | None = None
    others: tuple[Basis, ...] = ()

    @property
    def bases(self) -> tuple[Basis, ...]:
        """All that it comes from, its basis first."""
        return (*((self.basis,) if self.basis else ()), *self.others)

    @property
    def text(self) -> str:
        """The value as plain text with thin digit groups, or “–”."""
        return DASH if self.value is None else plain(self.value)


def made_of(figure: Figure, bases: Iterable[Basis]) -> Figure:
    """A figure with all that it comes from: the newest is its basis, unless it has one already.

    Args:
        figure: The figure.
        bases: What it comes from, in any order; its own basis may be among them.
    """
    every = {one.number: one for one in sorted(bases, key=lambda one: (one.known_at, one.number), reverse=True)}
    first = figure.basis or next(iter(every.values()), None)
    return replace(figure, basis=first, others=tuple(one for one in every.values() if one != first))


def plain(value: Decimal) -> str:
    """Print a number with narrow no-break spaces between groups of three digits."""
    return f"{value:,f}".replace(",", "\u202f")
