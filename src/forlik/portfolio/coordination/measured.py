"""A figure of coordination: what it is, how much of the money lies under it, what was left out, and why."""

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from importlib import resources
from typing import Literal

Language = Literal["en", "nb"]
EXACT = Context(prec=200, traps=[Inexact, InvalidOperation, Overflow])
"""Sums are exact, or an error."""
COVERAGE_DIGITS = 2
PERCENT = "percent"
POINTS = "percentage points"
INDEX = "index from 0 to 1"
"""Unit of evenness and of concentration."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is unknown or left out.

    Args:
        code: Its code, in ``reasons.toml``.
        about: The name or number that it is about.
    """

    code: str
    about: str = ""

    def text(self, language: Language = "en") -> str:
        """The reason in words."""
        return words()[self.code][language].replace("{}", self.about)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not in a figure.

    Args:
        reason: Why.
        entries: How many entries (transactions, activities, places or years, as the measure says).
        money: What they add up to; ``None`` when that is unknown or they are no money.
    """

    reason: Reason
    entries: int
    money: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure.

    Args:
        value: The figure; ``None`` when it is unknown, which is never 0.
        unit: Its unit.
        coverage_percent: What lies under it, of what could: the lower of the share of entries and the share of money,
            so that neither hides the other; rounded down. ``None`` when there is nothing it could be a share of.
        left_out: What is not in it.
        reason: Why it is unknown.
    """

    value: Decimal | None
    unit: str
    coverage_percent: Decimal | None
    left_out: tuple[LeftOut, ...] = ()
    reason: Reason | None = None


@functools.cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Code of a reason → language → its words."""
    return tomllib.loads(resources.files(__package__).joinpath("reasons.toml").read_text("utf-8"))


def told(*found: LeftOut) -> tuple[LeftOut, ...]:
    """Those of which there is at least one entry."""
    return tuple(one for one in found if one.entries)


def coverage(*parts: tuple[Decimal | int, Decimal | int]) -> Decimal | None:
    """The lowest of some shares in percent, rounded down to two digits, so that only all is 100.

    Args:
        parts: Pairs of what is used and what there is. A pair is passed over when it is no share: nothing there, or,
            with negative amounts, more used than there is.
    """
    found = [Fraction(used) / Fraction(there) for used, there in parts if there > 0 and 0 <= used <= there]
    return fixed(int(min(found) * 100 * 10**COVERAGE_DIGITS), COVERAGE_DIGITS) if found else None


def rounded(value: Fraction, digits: int) -> Decimal:
    """A fraction as a decimal, a half going to the even digit."""
    return fixed(round(value * 10**digits), digits)


def fixed(number: int, digits: int) -> Decimal:
    """The decimal that is a whole number of units of its last digit, never rounded."""
    return Decimal(number).scaleb(-digits, EXACT)


def apportioned(parts: Mapping[str, Decimal], whole: int) -> Mapping[str, int]:
    """Divide a whole number in proportion, so that the parts add up to it exactly.

    Every part is rounded down, and what is left goes, one each, to those that lost most: the largest remainder, or
    Hamilton's method (Balinski and Young 1982, *Fair Representation*). Among equals the first by name.

    Args:
        parts: Name → its weight, at least 0; together above 0.
        whole: What is divided.
    """
    total = sum(map(Fraction, parts.values()), Fraction(0))
    exact = {name: Fraction(part) * whole / total for name, part in parts.items()}
    down = {name: int(share) for name, share in exact.items()}
    left = whole - sum(down.values())
    for name in _by_remainder(exact, down)[:left]:
        down[name] += 1
    return down


def _by_remainder(exact: Mapping[str, Fraction], down: Mapping[str, int]) -> list[str]:
    return sorted(exact, key=lambda name: (down[name] - exact[name], name))


def first_reason(*found: Reason | None) -> Reason | None:
    """The first that there is."""
    return next((one for one in found if one), None)


def listing(names: Iterable[str]) -> str:
    """Names one after the other, in order."""
    return ", ".join(sorted(names))
