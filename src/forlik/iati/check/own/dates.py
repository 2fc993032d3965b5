"""Dates that cannot be: unreadable, in the future, before there was aid, or an end before its start."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from forlik.iati.check.activity import Activity
from forlik.iati.check.own.hit import Hit
from forlik.iati.check.rulesets.values import after, day_of, instant_of, quoted
from forlik.iati.read.raw import WHITE
from forlik.iati.read.typed import day, reason

EARLIEST = date(1950, 1, 1)
_ACTUAL = frozenset({"2", "4", "start-actual", "end-actual"})
"""Types of dates of what has happened, in 2.0x and in 1.0x."""


def unreadable(activity: Activity) -> Iterator[Hit]:
    """Days that our reader cannot read, in its words."""
    for node in activity.element.iter("*"):
        for attribute in ("iso-date", "value-date"):
            text = node.get(attribute)
            written = "" if text is None else text.strip(WHITE)
            if text is not None and day(written) is None:
                yield Hit(node, attribute, {"value": quoted(text), "why": reason("date", written)})


def in_the_future(activity: Activity) -> Iterator[Hit]:
    """Dates of what has happened, after today."""
    for node, attribute in _past(activity.element):
        when = instant_of(node.get(attribute, ""))
        if when is not None and after(when, activity.now):
            yield Hit(node, attribute, {"date": str(day_of(when)), "today": str(activity.now.date())})


def reversed_periods(activity: Activity) -> Iterator[Hit]:
    """Periods that end before they begin."""
    for end in activity.element.iter("period-end"):
        begun, ended = _iso(end.getparent().find("period-start")), _iso(end)
        if begun is not None and ended is not None and after(begun, ended):
            yield Hit(end, "iso-date", {"start": str(day_of(begun)), "end": str(day_of(ended))})


def early_transactions(activity: Activity) -> Iterator[Hit]:
    """Transactions before 1950."""
    for node in activity.element.iterfind("transaction/transaction-date"):
        when = _iso(node)
        if when is not None and day_of(when) < EARLIEST:
            yield Hit(node, "iso-date", {"date": str(day_of(when))})


def _past(element: Any) -> Iterator[tuple[Any, str]]:
    yield element, "last-updated-datetime"
    for one in element.iterfind("activity-date"):
        if one.get("type") in _ACTUAL:
            yield one, "iso-date"
    for one in element.iterfind("transaction/transaction-date"):
        yield one, "iso-date"
    for one in element.iterfind("transaction/value"):
        yield one, "value-date"


def _iso(element: Any) -> date | datetime | None:
    return None if element is None else instant_of(element.get("iso-date", ""))
