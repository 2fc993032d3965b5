"""Years of humanitarian aid without development entry: relief that nothing takes over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.amounts import Money, checked
from forlik.portfolio.coordination.measured import LeftOut, Measured, Reason, coverage, told

YEARS = "years"
LONGEST = 1_000
"""Years that are looked at, at most; more is a slip."""
Year = Literal["relief_alone", "ends", "unknown"]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of years with humanitarian aid and no development aid.

    Args:
        first: Its first such year.
        last: Its last.
        years: How many such years are in it.
        unknown: How many years in it are unknown.
    """

    first: int
    last: int
    years: int
    unknown: int


@dataclass(frozen=True, slots=True)
class ReliefYears:
    """Years of relief alone.

    Args:
        longest: Years of the longest run, without those that are unknown: it is at least that long.
        runs: All runs, in order of time.
        current: The run that no later year has ended; ``None`` when there is none.
        unknown: The years of which it is unknown.
    """

    longest: Measured
    runs: tuple[Run, ...]
    current: Run | None
    unknown: tuple[int, ...]


def relief_without_development(
    humanitarian: Mapping[int, Money | None], development: Mapping[int, Money | None], *, first: int, last: int
) -> ReliefYears:
    """Runs of years in which a country had humanitarian aid and no development aid.

    A year belongs to a run when its humanitarian money is above 0 and its development money is known to be 0. A year
    with development money, or known to be without humanitarian money, ends a run. A year without data of either does
    neither: it breaks nothing, is not counted, and is told of (OECD 2019, *DAC Recommendation on the
    humanitarian–development–peace nexus*, asks for development wherever possible; the measure is ours).

    Args:
        humanitarian: Year → money in that pillar, net, of one currency; ``None``, or no such year, where unknown.
            Negative in total is unknown too.
        development: Year → money in that pillar, likewise. Give 0 where what is published covers the year and has
            none: a year that is not there is unknown.
        first: First year that is looked at.
        last: Last year.

    Returns:
        The runs, and years of the longest; unknown when no year is known. Coverage is the share of years known.

    Raises:
        UsageError: The years are in the wrong order, more than 1,000, or an amount is not exact, finite and of at most
            40 digits on either side.
    """
    if not first <= last < first + LONGEST:
        raise UsageError(f"years from {first} to {last}", where="years")
    years = {year: _year(humanitarian.get(year), development.get(year), year) for year in range(first, last + 1)}
    unknown = tuple(year for year, found in years.items() if found == "unknown")
    runs = tuple(_runs(years))
    known = len(years) - len(unknown)
    value = Decimal(max((run.years for run in runs), default=0)) if known else None
    longest = Measured(
        value,
        YEARS,
        coverage((known, len(years))),
        told(LeftOut(Reason("year_unknown"), len(unknown))),
        None if known else Reason("nothing"),
    )
    ended = max((year for year, found in years.items() if found == "ends"), default=first - 1)
    return ReliefYears(longest, runs, runs[-1] if runs and runs[-1].last > ended else None, unknown)


def _year(humanitarian: Money | None, development: Money | None, year: int) -> Year:
    relief, entry = checked(humanitarian, str(year)), checked(development, str(year))
    # One of the two is enough to know that the year ends a run; both are needed to know that it belongs to one.
    if relief == 0 or (entry is not None and entry > 0):
        return "ends"
    if relief is None or relief < 0 or entry is None or entry < 0:
        return "unknown"
    return "relief_alone"


def _runs(years: Mapping[int, Year]) -> Iterator[Run]:
    inside: list[int] = []
    for year, found in years.items():
        if found == "relief_alone":
            inside.append(year)
        elif found == "ends" and inside:
            yield _run(inside)
            inside = []
    if inside:
        yield _run(inside)


def _run(inside: list[int]) -> Run:
    first, last = inside[0], inside[-1]
    return Run(first, last, len(inside), last - first + 1 - len(inside))
