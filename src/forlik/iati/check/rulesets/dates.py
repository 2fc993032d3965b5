"""Rules about days and instants; where one of them is missing or unreadable there is nothing to judge."""

import calendar
from datetime import date, datetime
from typing import Any

from forlik.iati.check.rulesets.outcome import NOTHING_TO_JUDGE, Result, failed_on
from forlik.iati.check.rulesets.scope import Case, Scope
from forlik.iati.check.rulesets.values import after, culprit, day_of, instant_of, text_of

When = date | datetime


def date_order(case: Case, scope: Scope) -> Result:
    """No date of ``less`` is after one of ``more``, which may be the present."""
    earlier, later = _dated(case["less"], scope), _dated(case["more"], scope)
    if not earlier or not later:
        return NOTHING_TO_JUDGE
    first = min((when for _, when in later), key=day_of)
    shown = "now" if case["more"] == "NOW" else str(day_of(first))
    return failed_on(
        culprit(node, f"{day_of(when)} is after {shown}")
        for node, when in earlier
        if any(after(when, other) for _, other in later)
    )


def date_now(case: Case, scope: Scope) -> Result:
    """No date is in the future."""
    return date_order({"less": case["date"], "more": "NOW"}, scope)


def time_limit(case: Case, scope: Scope) -> Result:
    """From start to end is a year at most."""
    pairs = list(zip(_dated(case["start"], scope), _dated(case["end"], scope), strict=False))
    if not pairs:
        return NOTHING_TO_JUDGE
    return failed_on(
        culprit(node, f"{day_of(start)} to {day_of(end)} is longer than a year")
        for (_, start), (node, end) in pairs
        if day_of(end) > _a_year_after(day_of(start))
    )


def between_dates(case: Case, scope: Scope) -> Result:
    """Every date lies from start to end, both included."""
    dates, starts, ends = (_dated(case[key], scope) for key in ("date", "start", "end"))
    if not dates or not starts or not ends:
        return NOTHING_TO_JUDGE
    start, end = starts[0][1], ends[0][1]
    return failed_on(
        culprit(node, f"{day_of(when)} is not between {day_of(start)} and {day_of(end)}")
        for node, when in dates
        if after(start, when) or after(when, end)
    )


def _dated(path: str, scope: Scope) -> list[tuple[Any, When]]:
    if path == "NOW":
        return [(None, scope.now)]
    read = ((node, instant_of(text_of(node))) for node in scope.nodes(path))
    return [(node, when) for node, when in read if when is not None]


def _a_year_after(day: date) -> date:
    if day.year == date.max.year:
        return date.max
    # The year after a 29 February ends on the 28th.
    return day.replace(year=day.year + 1, day=min(day.day, calendar.monthrange(day.year + 1, day.month)[1]))
