"""Targets against actuals: one indicator and one period at a time, and nothing is averaged across unlike indicators."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from forlik.portfolio.coordination.measured import rounded
from forlik.portfolio.results.words import Said

Verdict: TypeAlias = Literal["reached", "partly", "not_reached", "running", "no_actual", "not_comparable"]
VERDICTS: tuple[Verdict, ...] = ("reached", "partly", "not_reached", "running", "no_actual", "not_comparable")
UNIT, PERCENT, NOMINAL, ORDINAL, QUALITATIVE = "1", "2", "3", "4", "5"
"""Codes of IATI's list IndicatorMeasure."""
WHOLE = 100
GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3}){1,10}\.[0-9]{1,6}")
"""A number with groups of three that is no number to the standard and that nobody can misread: 130,000.00."""
DIGITS = 2


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as stated, and the number that it is.

    Args:
        text: As stated; empty where nothing is stated.
        number: The number; ``None`` where it is none.
    """

    text: str
    number: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator in one period.

    Args:
        verdict: What the actual value is against the target.
        why: What is to be said of it; ``None`` where the verdict says all.
        baseline: The value before, as stated.
        target: The value to be reached.
        actual: The value reached.
        progress: The part of the way from baseline to target that was gone, (actual − baseline) ÷ (target − baseline);
            below 0 when it went back, above 1 when it went further; ``None`` where it is undefined.
    """

    verdict: Verdict
    why: Said | None
    baseline: Stated
    target: Stated
    actual: Stated
    progress: Fraction | None = None

    @property
    def percent(self) -> Decimal | None:
        """The progress in percent with two digits."""
        return None if self.progress is None else rounded(self.progress * WHOLE, DIGITS)


def compare(row: Mapping[str, Any], day: date) -> Comparison:
    """What one row of ``iati__results`` says.

    Args:
        row: The row; or any mapping with ``indicator_no``, ``period_no``, ``measure_code``, ``ascending``,
            ``period_end``, and ``target``, ``actual`` and ``baseline`` each as ``…_value`` and ``…_number``.
        day: The day on which it is asked: before the end of its period a target is not missed.
    """
    baseline, target, actual = (_stated(row, name) for name in ("baseline", "target", "actual"))
    verdict, why = _verdict(row, day, baseline, target, actual)
    judged = verdict in {"reached", "partly", "not_reached", "running"} and actual.number is not None
    progress = _progress(baseline, target, actual) if judged and row.get("measure_code") != ORDINAL else None
    return Comparison(verdict, why, baseline, target, actual, progress)


def counts(found: Iterable[Comparison]) -> Mapping[Verdict, int]:
    """How many there are of each verdict: counted, for unlike indicators have no mean."""
    made = dict.fromkeys(VERDICTS, 0)
    for one in found:
        made[one.verdict] += 1
    return made


def _stated(row: Mapping[str, Any], name: str) -> Stated:
    text, number = (row.get(f"{name}_value") or "").strip(), row.get(f"{name}_number")
    # Commas between groups of three before a point can mean nothing else; “130,000” alone could.
    if number is None and GROUPED.fullmatch(text):
        number = Decimal(text.replace(",", ""))
    return Stated(text, number)


def _verdict(
    row: Mapping[str, Any], day: date, baseline: Stated, target: Stated, actual: Stated
) -> tuple[Verdict, Said | None]:
    open_until = row.get("period_end")
    still = Said("period_open", open_until.isoformat()) if open_until and open_until > day else None
    if missing := _missing(row, target, actual):
        return "not_comparable", missing
    if not actual.text:
        # Nobody owes a value before the time that it is about is over.
        return ("running", still) if still else ("no_actual", None if open_until else Said("period_undated"))
    if wrong := _incomparable(row, baseline, target, actual):
        return "not_comparable", wrong
    reached, why = _reached(row, baseline, target, actual)
    if reached is None:
        return "not_comparable", why
    if reached:
        return "reached", None
    return ("running", still) if still else _short(row, baseline, target, actual)


def _reached(
    row: Mapping[str, Any], baseline: Stated, target: Stated, actual: Stated
) -> tuple[bool | None, Said | None]:
    """Whether the actual value is at least as good as the target; ``None`` with the reason where nobody can tell."""
    up = _ascending(row, baseline, target)
    if up is None:
        return (True, None) if actual.number == target.number else (None, Said("no_direction"))
    if _beyond(target, baseline, up=up):
        return None, Said("baseline_beyond")
    return _at_least(actual, target, up=up), None


def _missing(row: Mapping[str, Any], target: Stated, actual: Stated) -> Said | None:
    """What there must be before a target can be missed."""
    if row.get("indicator_no") is None:
        return Said("no_indicator")
    if row.get("measure_code") == QUALITATIVE:
        return Said("qualitative")
    if row.get("period_no") is None:
        return Said("no_period")
    for one, parts in ((target, row.get("targets")), (actual, row.get("actuals"))):
        if not one.text and parts:
            return Said("parts_only")
    return None if target.text else Said("no_target")


def _incomparable(row: Mapping[str, Any], baseline: Stated, target: Stated, actual: Stated) -> Said | None:
    """Why numbers that are there are none that can be held against each other."""
    measure = row.get("measure_code")
    if measure == NOMINAL:
        return Said("nominal")
    if measure not in {UNIT, PERCENT, ORDINAL}:
        return Said("unknown_measure")
    for one in (target, actual):
        if one.number is None:
            return Said("not_a_number", one.text)
    if measure == PERCENT:
        for one in (target, actual, baseline):
            if one.number is not None and not 0 <= one.number <= WHOLE:
                return Said("percent_bounds", one.text)
    if target.number == 0 and row.get("ascending") is not False and not _from_elsewhere(row, baseline):
        return Said("target_zero")
    return None


def _from_elsewhere(row: Mapping[str, Any], baseline: Stated) -> bool:
    """Whether a target of 0 has to be worked for: from above where down is not ruled out, or from below."""
    if baseline.number is None:
        return False
    return baseline.number < 0 if row.get("ascending") is True else baseline.number != 0


def _ascending(row: Mapping[str, Any], baseline: Stated, target: Stated) -> bool | None:
    """The direction that is better: as stated, else the one from baseline to target; ``None`` where neither tells."""
    stated: bool | None = row.get("ascending")
    if stated is not None:
        return stated
    if baseline.number is None or target.number is None or baseline.number == target.number:
        return None
    return target.number > baseline.number


def _at_least(one: Stated, other: Stated, *, up: bool) -> bool:
    if one.number is None or other.number is None:
        return False
    return one.number >= other.number if up else one.number <= other.number


def _beyond(target: Stated, baseline: Stated, *, up: bool) -> bool:
    """Whether it stood past its target before it began."""
    return baseline.number != target.number and _at_least(baseline, target, up=up)


def _short(row: Mapping[str, Any], baseline: Stated, target: Stated, actual: Stated) -> tuple[Verdict, Said | None]:
    """Short of the target: part of the way, or none of it that is known."""
    if row.get("measure_code") == ORDINAL:
        return "not_reached", Said("ordinal")
    gone = _progress(baseline, target, actual)
    if gone is None:
        return "not_reached", Said("no_baseline") if baseline.number is None else Said("moved_back")
    return ("partly", None) if gone > 0 else ("not_reached", Said("moved_back"))


def _progress(baseline: Stated, target: Stated, actual: Stated) -> Fraction | None:
    if baseline.number is None or target.number is None or actual.number is None or baseline.number == target.number:
        return None
    begun = Fraction(baseline.number)
    return (Fraction(actual.number) - begun) / (Fraction(target.number) - begun)
