"""Days that are counted from another: calendar days, working days, weeks, months and years, forwards and back.

The rules, which a text may word otherwise but which count here:

- The day from which is counted is not counted itself: one day after the 1st is the 2nd.
- A week is seven calendar days, a year is twelve months.
- A month after a day is the same day of the next month, or that month's last day where it has no such day:
  31 January and one month is 28 or 29 February. A month after a month is therefore not always two months after.
- Working days leave out the weekend and the holidays that are named; none are known by themselves. Nought working days
  after a day is the day itself, whichever it is.
- No last day is moved because it is a Sunday: a text that wants this counts in working days.
"""

import calendar
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from forlik.register.day import first_day, last_day

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Days of the week, as the words of the vocabulary of weekends are made of them."""
SEVEN = len(NAMES)
TWELVE = 12


@dataclass(frozen=True, slots=True)
class Week:
    """Which days are not worked.

    Args:
        weekend: Days of every week, Monday being 0.
        holidays: Single days.
    """

    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekend <= frozenset(range(SEVEN)) or len(self.weekend) == SEVEN:
            raise ValueError("a weekend is some of the seven days of a week, not all of them")

    def works(self, day: date) -> bool:
        """Whether a day is a working day."""
        return day.weekday() not in self.weekend and day not in self.holidays


WEEK = Week()


@lru_cache(maxsize=256)
def week_named(weekend: str, holidays: frozenset[date] = frozenset()) -> Week:
    """The week of a word of the vocabulary of weekends, ``friday_saturday``."""
    return Week(frozenset(NAMES.index(name) for name in weekend.split("_")), holidays)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A day as far as it is known: the earliest and the latest that it can be.

    Args:
        earliest: The first possible day.
        latest: The last possible day; the same where the day is known.
    """

    earliest: date
    latest: date

    @classmethod
    def on(cls, day: date) -> "Span":
        """A day that is known."""
        return cls(day, day)

    @classmethod
    def stated(cls, stated: str) -> "Span":
        """A day as it was stated: any day of the month, or of the year, where no more was said."""
        return _stated(stated)

    def after(self, offset: int, unit: str, week: Week = WEEK) -> "Span":
        """The span that lies an offset after this one.

        Raises:
            OverflowError: It lies beyond the calendar.
        """
        if self.earliest == self.latest:
            return Span.on(after(self.earliest, offset, unit, week))
        return Span(after(self.earliest, offset, unit, week), after(self.latest, offset, unit, week))

    def from_then(self, day: date) -> "Span":
        """The same, but no day of it before this one."""
        return self if self.earliest >= day else Span(day, max(self.latest, day))


@lru_cache(maxsize=4096)
def _stated(stated: str) -> Span:
    return Span(first_day(stated), last_day(stated))


def soonest(spans: "list[Span]") -> Span:
    """When the first of several things happens: no later than any of them can."""
    return Span(min(one.earliest for one in spans), min(one.latest for one in spans))


def after(day: date, offset: int, unit: str, week: Week = WEEK) -> date:
    """The day that lies an offset after another, or before it where the offset is negative.

    Args:
        day: The day from which is counted.
        offset: How many units.
        unit: ``days``, ``working_days``, ``weeks``, ``months`` or ``years``.
        week: What counts as a working day.

    Raises:
        OverflowError: The day lies beyond the calendar, which ends with the year 9999.
        ValueError: There is no such unit.
    """
    match unit:
        case "days":
            return day + timedelta(days=offset)
        case "weeks":
            return day + timedelta(days=SEVEN * offset)
        case "months":
            return _months(day, offset)
        case "years":
            return _months(day, TWELVE * offset)
        case "working_days":
            return _working(day, offset, week)
    raise ValueError(f"“{unit}” is no unit of time")


def _months(day: date, offset: int) -> date:
    year, month = divmod(day.year * TWELVE + day.month - 1 + offset, TWELVE)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{offset} months from {day} lie beyond the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _working(day: date, offset: int, week: Week) -> date:
    """Whole weeks at once, then day by day; holidays on the way are made up for until there are none."""
    step, left = (1, offset) if offset > 0 else (-1, -offset)
    worked = SEVEN - len(week.weekend)
    while left:
        # At least one day is always walked, so that the way ends on a day that is worked and not beside it.
        weeks, rest = divmod(left - 1, worked)
        at = day + timedelta(days=step * SEVEN * weeks)
        rest += 1
        while rest:
            at += timedelta(days=step)
            rest -= at.weekday() not in week.weekend
        left = _off_between(day, at, week)
        day = at
    return day


def _off_between(day: date, at: date, week: Week) -> int:
    """Holidays that fell on days otherwise worked, after one day and up to another, whichever is earlier."""
    off = _off(week)
    if day < at:
        return bisect_right(off, at) - bisect_right(off, day)
    return bisect_left(off, day) - bisect_left(off, at)


@lru_cache(maxsize=256)
def _off(week: Week) -> tuple[date, ...]:
    return tuple(sorted(one for one in week.holidays if one.weekday() not in week.weekend))
