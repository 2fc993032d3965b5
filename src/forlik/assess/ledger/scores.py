"""How good expectations were: Brier score with its parts, calibration, and what base rates would have scored.

Brier (1950), Monthly Weather Review 78(1), 1–3, in the form for two outcomes: the mean of (p − o)², 0 best, 1 worst.
Parts: Murphy (1973), Journal of Applied Meteorology 12(4), 595–600: score = reliability − resolution + uncertainty.
They are reckoned over the probabilities that were given, not over bins of them, so that they add up exactly (with bins
two more parts are needed: Stephenson, Coelho & Jolliffe 2008, Weather and Forecasting 23(4), 752–757). In small samples
the reliability part is too great (Ferro & Fricker 2012, Quarterly Journal of the Royal Meteorological Society 138(668),
1954–1960).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from forlik.assess.ledger.ledger import Entry
from forlik.core.errors import UsageError
from forlik.core.interval import wilson

Forecast = tuple[int, bool]
"""Probability in percent, and whether it happened."""
PERCENT = 100
EDGES = (0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)
"""Edges of the bins of a calibration table, in percent; the last bin has its upper edge, too."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How good expectations were.

    Args:
        n: How many are resolved.
        brier: Their Brier score; nothing without any.
        reliability: How far what was said lies from what came, 0 best.
        resolution: How far what came differs between what was said, the more the better.
        uncertainty: The score of always saying how often it happened in all.
        happened: How often it happened in all.
        skill: 1 − score ÷ uncertainty; nothing where all came or none.
    """

    n: int
    brier: float | None
    reliability: float | None
    resolution: float | None
    uncertainty: float | None
    happened: float | None
    skill: float | None


@dataclass(frozen=True, slots=True)
class AgainstBaseRates:
    """Expectations held against the base rates that were stated with them.

    Args:
        n: How many are resolved and have a base rate.
        brier: Their Brier score.
        base: The Brier score of the base rates, on the same.
        skill: 1 − score ÷ that of the base rates; nothing where these have 0.
    """

    n: int
    brier: float | None
    base: float | None
    skill: float | None


@dataclass(frozen=True, slots=True)
class Bin:
    """One row of a calibration table.

    Args:
        low: Lower edge, in percent, in the bin.
        high: Upper edge, in percent, in the next bin.
        n: How many expectations.
        said: The mean probability, 0 to 1; nothing without any.
        came: The share that happened.
        came_low: Lower end of its 95 % interval.
        came_high: Upper end.
    """

    low: int
    high: int
    n: int
    said: float | None
    came: float | None
    came_low: float | None
    came_high: float | None


def brier(forecasts: Iterable[Forecast]) -> Scores:
    """The Brier score of expectations, with its parts.

    Args:
        forecasts: Probabilities in percent, and what happened.

    Raises:
        UsageError: A probability is not from 0 to 100.
    """
    given = _checked(forecasts)
    if not given:
        return Scores(0, None, None, None, None, None, None)
    n, all_came = len(given), _mean([Fraction(came) for _, came in given])
    groups: dict[int, list[Fraction]] = {}
    for percent, came in given:
        groups.setdefault(percent, []).append(Fraction(came))
    apart = sum(
        (len(came) * (Fraction(percent, PERCENT) - _mean(came)) ** 2 for percent, came in groups.items()), Fraction()
    )
    told = sum((len(came) * (_mean(came) - all_came) ** 2 for came in groups.values()), Fraction())
    uncertain = all_came * (1 - all_came)
    score = _score(given)
    return Scores(
        n, float(score), float(apart / n), float(told / n), float(uncertain), float(all_came),
        float(1 - score / uncertain) if uncertain else None,
    )  # fmt: skip


def against_base_rates(entries: Iterable[Entry]) -> AgainstBaseRates:
    """Expectations held against the base rates stated with them; those without one, or not resolved, are left out."""
    found = [one for one in entries if one.resolved and one.base_rate is not None]
    if not found:
        return AgainstBaseRates(0, None, None, None)
    said = _score(_checked((one.probability, one.outcome == "happened") for one in found))
    base = _score(_checked((one.base_rate or 0, one.outcome == "happened") for one in found))
    return AgainstBaseRates(len(found), float(said), float(base), float(1 - said / base) if base else None)


def calibration(forecasts: Iterable[Forecast], edges: Sequence[int] = EDGES) -> tuple[Bin, ...]:
    """How often what was said with a probability came.

    Args:
        forecasts: Probabilities in percent, and what happened.
        edges: Edges of the bins, in percent, from 0 to 100.

    Returns:
        Every bin, empty ones too; the interval is Wilson's, which holds for few expectations as well.

    Raises:
        UsageError: A probability is not from 0 to 100, or the edges do not rise from 0 to 100.
    """
    if len(edges) < 2 or edges[0] != 0 or edges[-1] != PERCENT or list(edges) != sorted(set(edges)):  # noqa: PLR2004 - two edges make a bin
        raise UsageError(f"bins with the edges {list(edges)}", where="edges", remedy="let them rise from 0 to 100")
    given = _checked(forecasts)
    rows = []
    for low, high in pairwise(edges):
        mine = [one for one in given if low <= one[0] < high or one[0] == high == PERCENT]
        if not mine:
            rows.append(Bin(low, high, 0, None, None, None, None))
            continue
        came = sum(happened for _, happened in mine)
        said = Fraction(sum(percent for percent, _ in mine), PERCENT * len(mine))
        rows.append(Bin(low, high, len(mine), float(said), came / len(mine), *map(float, wilson(came, len(mine)))))
    return tuple(rows)


def _checked(forecasts: Iterable[Forecast]) -> list[Forecast]:
    given = list(forecasts)
    for percent, _ in given:
        if isinstance(percent, bool) or not isinstance(percent, int) or not 0 <= percent <= PERCENT:
            raise UsageError(f"“{percent}” is no probability", where="forecasts", remedy="give 0 to 100 percent")
    return given


def _score(given: Sequence[Forecast]) -> Fraction:
    return _mean([(Fraction(percent, PERCENT) - came) ** 2 for percent, came in given])


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction()) / len(numbers)
