"""Shares of sectors, places and budget items: they must add up to exactly 100 within each vocabulary."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from forlik.iati.check.activity import Activity
from forlik.iati.check.own.hit import Hit
from forlik.iati.check.rulesets.values import LONGEST_NUMBER, number_of, quoted
from forlik.iati.read.raw import WHITE
from forlik.iati.read.typed import amount, reason

WHOLE = Decimal(100)
_DIGITS = 10_000
"""A sum is kept to the last of its digits; no honest file has as many."""
_SPLIT = ("sector", "recipient-country", "recipient-region")
_SHARED = (*_SPLIT, "budget-item", "capital-spend")


@dataclass(frozen=True, slots=True)
class Group:
    """Elements that share one whole.

    Args:
        what: What they are, in words.
        members: The elements.
    """

    what: str
    members: tuple[Any, ...]


def deviation(percentages: list[Decimal]) -> Decimal:
    """By how much percentages miss 100, exactly: negative when they are too little.

    Args:
        percentages: The percentages.
    """
    with localcontext() as exact:
        exact.prec = _DIGITS
        return sum(percentages, Decimal(0)) - WHOLE


def sums(activity: Activity) -> Iterator[Hit]:
    """Groups of which every member has a percentage, that do not add up to 100."""
    for group in groups(activity.element):
        numbers = [_share(one.get("percentage", "")) for one in group.members]
        known = [number for number in numbers if number is not None]
        missed = deviation(known)
        if len(known) == len(numbers) and missed:
            values = {
                "what": group.what,
                "sum": f"{WHOLE + missed:f}",
                "deviation": f"{abs(missed):f} too {'much' if missed > 0 else 'little'}",
            }
            yield Hit(group.members[0], "percentage", values)


def missing(activity: Activity) -> Iterator[Hit]:
    """Groups of several of which a member has no percentage."""
    for group in groups(activity.element):
        without = [one for one in group.members if one.get("percentage") is None]
        if without and len(group.members) > 1:
            counts = {"what": group.what, "without": str(len(without)), "all": str(len(group.members))}
            yield Hit(without[0], "", counts)


def negative(activity: Activity) -> Iterator[Hit]:
    """Percentages below zero."""
    for one, text in _given(activity.element):
        number = _share(text)
        if number is not None and number < 0:
            yield Hit(one, "percentage", {"value": text.strip()})


def blank(activity: Activity) -> Iterator[Hit]:
    """Percentages that are given and hold nothing."""
    return (Hit(one, "percentage") for one, text in _anywhere(activity.element) if not text.strip())


def unreadable(activity: Activity) -> Iterator[Hit]:
    """Percentages that our reader cannot read, in its words."""
    for one, text in _anywhere(activity.element):
        written = text.strip(WHITE)
        if text.strip() and (len(written) > LONGEST_NUMBER or amount(written) is None):
            yield Hit(one, "percentage", {"value": quoted(text), "why": reason("decimal", written)})


def groups(element: Any) -> Iterator[Group]:
    """What must add up within an activity: sectors and budget items per vocabulary, places per vocabulary of regions.

    Args:
        element: The activity.
    """
    for vocabulary, members in _by_vocabulary(element.findall("sector")).items():
        yield Group(f"sectors{vocabulary}", tuple(members))
    countries = element.findall("recipient-country")
    regions = _by_vocabulary(element.findall("recipient-region"))
    if countries and not regions:
        yield Group("recipient countries", tuple(countries))
    for vocabulary, members in regions.items():
        # Countries and the regions of one vocabulary share one whole: another vocabulary says the same in other words.
        what = f"recipient countries and regions{vocabulary}" if countries else f"recipient regions{vocabulary}"
        yield Group(what, (*countries, *members))
    for items in element.findall("country-budget-items"):
        members = items.findall("budget-item")
        if members:
            yield Group(f"budget items{_named(items)}", tuple(members))


def _by_vocabulary(elements: list[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for element in elements:
        found.setdefault(_named(element), []).append(element)
    return found


def _named(element: Any) -> str:
    vocabulary = element.get("vocabulary")
    # The standard's default; the 1 that is written out is the same vocabulary.
    return "" if vocabulary in {None, "1"} else f" of vocabulary {quoted(vocabulary)}"


def _share(text: str) -> Decimal | None:
    """A percentage to add up: also one that has more digits than our reader keeps."""
    written = text.strip(WHITE)
    return number_of(written) if "e" not in written.lower() or len(written) > LONGEST_NUMBER else amount(written)


def _anywhere(element: Any) -> Iterator[tuple[Any, str]]:
    for one in element.iter(*_SHARED):
        text = one.get("percentage")
        if text is not None:
            yield one, text


def _given(element: Any) -> Iterator[tuple[Any, str]]:
    for one in (*element.iterchildren(*_SPLIT), *element.iterfind("country-budget-items/budget-item")):
        text = one.get("percentage")
        if text is not None:
            yield one, text
