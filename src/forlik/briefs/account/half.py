"""A half-year: which it is, and what lies in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forlik.core.errors import UsageError
from forlik.register.day import EARLIEST, first_day, last_day

NAMED = re.compile(r"(?P<year>\d{4})-(?P<half>[12])", re.ASCII)
SECOND = 2
REMEDY = "write 2026-1 for January to June, 2026-2 for July to December"


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a year.

    Args:
        year: The year.
        half: 1 or 2.
    """

    year: int
    half: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    def holds(self, stated: str | None) -> bool:
        """Whether a stated day lies in it, whatever day is meant; a day that nobody stated does not."""
        return stated is not None and self.first <= first_day(stated) and last_day(stated) <= self.last

    def may_hold(self, stated: str | None) -> bool:
        """Whether a stated day may lie in it and may lie outside: a year alone does in both of its halves."""
        touches = stated is not None and first_day(stated) <= self.last and last_day(stated) >= self.first
        return touches and not self.holds(stated)

    def __str__(self) -> str:
        """As it is asked for."""
        return f"{self.year}-{self.half}"


def half_of(text: str, day: date) -> Half:
    """The half-year that a text names.

    Args:
        text: Such as ``2026-1``.
        day: The day whose knowledge is asked for.

    Raises:
        UsageError: It names none, or one that had not begun on the day.
    """
    found = NAMED.fullmatch(text.strip())
    if found is None or int(found["year"]) < EARLIEST:
        raise UsageError(f"“{text:.40}” is no half-year", remedy=REMEDY)
    half = Half(int(found["year"]), int(found["half"]))
    if half.first > day:
        raise UsageError(f"the half-year {half} had not begun on {day}", remedy="ask for an earlier one")
    return half


def halves_until(day: date) -> Iterator[Half]:
    """The half-years that had begun on a day, the newest first, back to the first of the register.

    Args:
        day: The day.
    """
    half = Half(day.year, 1 if day < Half(day.year, 2).first else 2)
    while half.year >= EARLIEST:
        yield half
        half = Half(half.year, 1) if half.half == SECOND else Half(half.year - 1, SECOND)
