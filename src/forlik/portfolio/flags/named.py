"""A named figure: one that the vocabulary declares, of a place and a year, known, partly known, or unknown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forlik.core.figure import Basis, Status
from forlik.portfolio.flags.in_both import InBoth
from forlik.portfolio.flags.vocabulary import term


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """One figure.

    Args:
        name: Its name in the vocabulary.
        value: The figure; ``None`` when it is unknown, which is never 0.
        unit: Its unit.
        period: What it is of: a year, or first and last with a stroke.
        status: ``reported``, ``estimated`` (also when something is left out of it), or ``unknown``.
        reason: Why it is unknown, or what to mind; nothing otherwise.
        low: The least it can be, whatever is behind what nobody can tell; equal to ``high`` when nothing is open.
        high: The most it can be.
        names: What it counts, by name: donors, pillars, areas.
        sources: Where it comes from.
    """

    name: str
    value: Decimal | None
    unit: str
    period: str
    status: Status
    reason: InBoth | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    names: tuple[str, ...] = ()
    sources: tuple[Basis, ...] = ()

    @property
    def partly(self) -> bool:
        """Whether it is known only between two bounds."""
        return self.value is not None and self.low != self.high

    def as_json(self) -> dict[str, Any]:
        """It as plain values, for keeping: numbers as exact texts, each source with what cites it."""
        return {
            "name": self.name,
            "value": _text(self.value),
            "low": _text(self.low),
            "high": _text(self.high),
            "unit": self.unit,
            "period": self.period,
            "status": self.status,
            "reason": self.reason.model_dump() if self.reason else None,
            "names": list(self.names),
            "sources": [
                {
                    "number": one.number,
                    "title": one.title,
                    "edition": one.edition,
                    "known_at": one.known_at,
                    "sha256": one.sha256,
                    "citation": one.citation,
                }
                for one in self.sources
            ],
        }


def known(
    name: str,
    value: Decimal | int,
    period: str,
    *,
    between: tuple[Decimal, Decimal] | None = None,
    estimated: bool = False,
    reason: InBoth | None = None,
    names: Iterable[str] = (),
    sources: Collection[Basis] = (),
) -> NamedFigure:
    """A figure that is known.

    Args:
        name: Its name in the vocabulary.
        value: Its value.
        period: What it is of.
        between: The least and the most it can be, where something is open.
        estimated: Whether something is left out of it, or its source estimates it.
        reason: What to mind.
        names: What it counts.
        sources: Where it comes from.
    """
    exact = Decimal(value)
    low, high = between or (exact, exact)
    status: Status = "estimated" if estimated or low != high else "reported"
    return NamedFigure(name, exact, term(name).unit, period, status, reason, low, high, tuple(names), _ordered(sources))


def unknown(name: str, period: str, reason: InBoth, sources: Collection[Basis] = ()) -> NamedFigure:
    """A figure that is unknown.

    Args:
        name: Its name in the vocabulary.
        period: What it would be of.
        reason: Why.
        sources: Where it was looked for.
    """
    return NamedFigure(name, None, term(name).unit, period, "unknown", reason, sources=_ordered(sources))


def _ordered(sources: Collection[Basis]) -> tuple[Basis, ...]:
    by_number = {one.number: one for one in sources}
    return tuple(by_number[number] for number in sorted(by_number))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
