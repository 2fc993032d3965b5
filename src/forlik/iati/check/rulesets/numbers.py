"""Rules about numbers, in exact decimals."""

from decimal import Decimal, localcontext
from typing import Any

from forlik.iati.check.rulesets.outcome import NOTHING_TO_JUDGE, Culprit, Result, failed_on
from forlik.iati.check.rulesets.scope import Case, Scope
from forlik.iati.check.rulesets.values import culprit, number_of, quoted, text_of

_DIGITS = 10_000
"""A sum is kept to the last of its digits; no honest file has as many."""


def total(case: Case, scope: Scope) -> Result:
    """The numbers that the paths select add up to the sum."""
    numbers = _numbers(case["paths"], scope)
    if not numbers:
        return NOTHING_TO_JUDGE
    with localcontext() as exact:
        exact.prec = _DIGITS
        found = sum((number for _, number in numbers), Decimal(0))
    if found == Decimal(str(case["sum"])):
        return failed_on([])
    return failed_on([Culprit(culprit(numbers[0][0], "").element, "", f"the sum is {found:f}")])


def within(case: Case, scope: Scope) -> Result:
    """Every number lies from ``min`` to ``max``, both included."""
    numbers = _numbers(case["paths"], scope)
    if not numbers:
        return NOTHING_TO_JUDGE
    low, high = (Decimal(str(case.get(key, limit))) for key, limit in (("min", "-Infinity"), ("max", "Infinity")))
    return failed_on(culprit(node, f"{number:f}") for node, number in numbers if not low <= number <= high)


def positive_decimal(case: Case, scope: Scope) -> Result:
    """Every text is a number that is not negative."""
    return failed_on(
        culprit(node, quoted(text_of(node)))
        for node in scope.all(case["paths"])
        if (number := number_of(text_of(node))) is None or number < 0
    )


def _numbers(paths: list[str], scope: Scope) -> list[tuple[Any, Decimal]]:
    # What is no number is the schema's to say.
    read = ((node, number_of(text_of(node))) for node in scope.all(paths))
    return [(node, number) for node, number in read if number is not None]
