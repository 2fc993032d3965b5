"""Option: what a decision is about, and how records name it: place, pillar, mode and period."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from forlik.core.errors import UsageError
from forlik.register.day import EARLIEST, first_day, last_day
from forlik.register.vocabulary import vocabulary

REMEDY = "write place/pillar/mode/period, such as SDN/peace/facilitate/2027 or …/2027-03..2028"
KEPT = re.compile(r"[^/\x00-\x1f\x7f]{1,60}")
"""What the name of a place may be in it: no stroke, which parts it, and nothing that is not seen."""


@dataclass(frozen=True, slots=True, order=True)
class Option:
    """One thing that might be done. “Fund relief” and “do not facilitate” may both be right in one country.

    Args:
        place: The code of a country, territory or region, or ``World``.
        pillar: A word of ``pillars``.
        mode: A word of ``option_modes``.
        first: The first day of the period.
        last: Its last day.

    Raises:
        UsageError: One of them is none.
    """

    place: str
    pillar: str
    mode: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if not KEPT.fullmatch(self.place) or self.place != self.place.strip():
            raise UsageError(f"“{self.place}” is no place of an option", where="place", remedy=REMEDY)
        for field, name, said in (("pillar", "pillars", self.pillar), ("mode", "option_modes", self.mode)):
            if said not in vocabulary(name):
                words = ", ".join(vocabulary(name))
                raise UsageError(f"“{said}” is no {field} of an option", where=field, remedy=f"take one of {words}")
        if self.first.year < EARLIEST or self.last < self.first:
            raise UsageError(f"a period from {self.first} to {self.last}", where="period", remedy=REMEDY)

    def __str__(self) -> str:
        """As records have it: the same period is always written the same."""
        return f"{self.place}/{self.pillar}/{self.mode}/{_written(self.first, self.last)}"


def option_of(text: str) -> Option:
    """The option that a text names.

    Args:
        text: ``place/pillar/mode/period``; a period is a year, a month or a day, or two of them with ``..`` between.

    Raises:
        UsageError: It names none.
    """
    parts = [one.strip() for one in text.split("/")]
    if len(parts) != 4:  # noqa: PLR2004 - the four that are named
        raise UsageError(f"“{text}” is no option", remedy=REMEDY)
    place, pillar, mode, period = parts
    begins, _, ends = period.partition("..")
    try:
        first, last = first_day(begins.strip()), last_day((ends or begins).strip())
    except ValueError as error:
        raise UsageError(f"“{text}” is no option: {error}", where="period", remedy=REMEDY) from None
    return Option(place, pillar, mode, first, last)


def same_option(said: str | None, option: Option) -> bool:
    """Whether a record names this option, however it writes the period; what cannot be read names none."""
    if said is None:
        return False
    try:
        return option_of(said) == option
    except UsageError:
        return False


def overlaps(one: Option, other: Option) -> bool:
    """Whether two options are the same but for their periods, and these have a day in common."""
    same = (one.place, one.pillar, one.mode) == (other.place, other.pillar, other.mode)
    return same and one.first <= other.last and other.first <= one.last


def overlapping(said: str | None, option: Option) -> bool:
    """Whether a record names an option that is the same but for a period that overlaps, or the same."""
    if said is None:
        return False
    try:
        return overlaps(option_of(said), option)
    except UsageError:
        return False


def _written(first: date, last: date) -> str:
    """The period as shortly as it can be said."""
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31):
        begins, ends = f"{first.year:04}", f"{last.year:04}"
    elif first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        begins, ends = f"{first:%Y-%m}", f"{last:%Y-%m}"
    else:
        begins, ends = first.isoformat(), last.isoformat()
    return begins if begins == ends else f"{begins}..{ends}"
