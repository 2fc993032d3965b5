"""Amounts that cannot be counted: no number, without a currency, without a day, or with a comma."""

from collections.abc import Iterator
from typing import Any

from forlik.iati.check.activity import Activity
from forlik.iati.check.own.hit import Hit
from forlik.iati.check.rulesets.values import LONGEST_NUMBER, quoted
from forlik.iati.read.raw import WHITE
from forlik.iati.read.typed import amount, reason

_AMOUNTS = (
    "transaction/value",
    "budget/value",
    "planned-disbursement/value",
    "total-budget/value",
    "total-budget/budget-line/value",
    "recipient-org-budget/value",
    "recipient-org-budget/budget-line/value",
    "recipient-region-budget/value",
    "recipient-region-budget/budget-line/value",
    "recipient-country-budget/value",
    "recipient-country-budget/budget-line/value",
    "total-expenditure/value",
    "total-expenditure/expense-line/value",
    "fss/forecast",
)
"""Paths of what is an amount of money."""
_OWED = tuple(
    f"crs-add/loan-status/{name}"
    for name in ("interest-received", "principal-outstanding", "principal-arrears", "interest-arrears")
)
"""Paths of amounts that have the currency and the day of the element above."""


def without_currency(activity: Activity) -> Iterator[Hit]:
    """Amounts without a currency of their own, where there is none by default."""
    if not activity.element.get("default-currency", "").strip():
        for node in _amounts(activity.element):
            if not node.get("currency", "").strip():
                yield Hit(node, "", {"value": quoted(node.text or "")})


def without_day(activity: Activity) -> Iterator[Hit]:
    """Amounts that do not say of which day's rate they are."""
    for node in _amounts(activity.element):
        if not node.get("value-date", "").strip():
            yield Hit(node, "", {"value": quoted(node.text or "")})


def with_comma(activity: Activity) -> Iterator[Hit]:
    """Amounts with a comma, which one reader takes for a thousand and another for a fraction."""
    for node in _amounts(activity.element):
        if "," in (node.text or ""):
            yield Hit(node, "", {"value": quoted(node.text)})


def unreadable(activity: Activity) -> Iterator[Hit]:
    """Amounts that our reader cannot read, or that are not there; one with a comma is told by itself."""
    for path in (*_AMOUNTS, *_OWED):
        for node in activity.element.iterfind(path):
            text = _text(node)
            written = text.strip(WHITE)
            told = "," in text and path in _AMOUNTS
            if not told and (len(written) > LONGEST_NUMBER or amount(written) is None):
                yield Hit(node, "", {"value": quoted(text), "why": reason("decimal", written)})


def _text(node: Any) -> str:
    # A comment parts a text, and is no part of it.
    return (node.text or "") + "".join(one.tail or "" for one in node if not isinstance(one.tag, str))


def _amounts(element: Any) -> Iterator[Any]:
    for path in _AMOUNTS:
        yield from element.iterfind(path)
