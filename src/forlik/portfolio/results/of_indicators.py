"""Indicators of the register: what was reached of what was aimed at, each held against its own target."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from forlik.portfolio.results.comparing import UNIT, Comparison, compare
from forlik.register.concepts import Assessment
from forlik.register.concepts.achieved import Achieved


@dataclass(frozen=True, slots=True)
class Indicated:
    """One indicator of one result.

    Args:
        result: The result.
        said: What it says.
        compared: Its target against its actual.
    """

    result: Assessment
    said: Achieved
    compared: Comparison


def indicated(results: Iterable[Assessment], day: date) -> tuple[Indicated, ...]:
    """The results that name an indicator, in their order, with what is to be said of each.

    A value that nobody says is unknown, never 0. Whether more is better nobody says either: the way from the baseline
    to the target tells it, and without a baseline only a target that is hit is known to be reached.

    Args:
        results: Assessments of the kind ``result``.
        day: The day on which it is asked: before the end of its time a target is not missed.
    """
    return tuple(
        Indicated(one, said, compare(_row(said), day))
        for one in results
        if (said := one.achieved) is not None and said.indicator
    )


def _row(said: Achieved) -> dict[str, object]:
    """The same as a row of published results, whose rules are the rules here too."""
    row: dict[str, object] = {
        "indicator_no": 1,
        "period_no": 1,
        "measure_code": UNIT,
        "ascending": None,
        "period_end": said.period_end,
    }
    for name in ("baseline", "target", "actual"):
        value = getattr(said, name)
        row |= {f"{name}_value": "" if value is None else str(value), f"{name}_number": value}
    return row
