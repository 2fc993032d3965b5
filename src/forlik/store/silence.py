"""What silence means: inside what a source speaks for, an absent event is zero; outside, it is unknown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from forlik.core.figure import Status
from forlik.core.measure import WORLD, Grain
from forlik.core.source import Coverage
from forlik.places import spoken_for

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Speech:
    """What one snapshot speaks for, and the number by which rows name it."""

    basis: int
    coverage: Coverage


class Silent(NamedTuple):
    """The snapshot by whose silence a figure is zero, and whether a later edition may break that silence."""

    basis: int
    provisional: bool

    @property
    def status(self) -> Status:
        """What the zero is: a provisional silence is an estimate, as the figures beside it are."""
        return "estimated" if self.provisional else "reported"


@lru_cache(maxsize=4096)
def months_of(coverage: Coverage) -> tuple[tuple[int, int], ...]:
    """Every (year, month) of a coverage; a yearly one has all twelve."""
    first, last = _month(coverage.first, 1), _month(coverage.last, MONTHS)
    return tuple((count // MONTHS, count % MONTHS + 1) for count in range(first, last + 1))


def _month(period: str, default: int) -> int:
    year, _, month = period.partition("-")
    return int(year) * MONTHS + (int(month) if month else default) - 1


def speaks_for(coverage: Coverage, place: str, year: int, month: int | None) -> bool:
    """Whether a coverage's places include one in a year or month (its periods are not looked at)."""
    if isinstance(coverage.places, tuple):
        return place in coverage.places
    return place == WORLD or place in spoken_for(coverage.places, year, month)


@lru_cache(maxsize=65536)
def spoken_months(coverage: Coverage, place: str) -> frozenset[tuple[int, int]]:
    """The months in which a coverage speaks for a place; a yearly one speaks for whole years or not at all."""
    months = months_of(coverage)
    if "-" not in coverage.first:
        years = {year for year in {year for year, _ in months} if speaks_for(coverage, place, year, None)}
        return frozenset((year, month) for year, month in months if year in years)
    return frozenset((year, month) for year, month in months if speaks_for(coverage, place, year, month))


def whole_years(speeches: Iterable[Speech], place: str = "") -> frozenset[int]:
    """Years of which every month is spoken for, for one place or at all."""
    months = {
        month
        for speech in speeches
        for month in (spoken_months(speech.coverage, place) if place else months_of(speech.coverage))
    }
    years = {year for year, _ in months}
    return frozenset(year for year in years if all((year, month) in months for month in range(1, MONTHS + 1)))


def known_years(speeches: Sequence[Speech], place: str) -> frozenset[int]:
    """Years that have a yearly figure; one of which a place is spoken for in some months only has none for it."""
    partly = {year for speech in speeches for year in _years(speech.coverage, place)} - whole_years(speeches, place)
    return whole_years(speeches) - partly


def spoken_periods(
    speeches: Sequence[Speech], grain: Grain, place: str
) -> Iterator[tuple[tuple[int, int | None], Silent]]:
    """Every period of a grain in which silence about a place means zero, with the snapshot that says so."""
    if grain == "country-year":
        settled = whole_years((speech for speech in speeches if not speech.coverage.provisional), place)
        for year in sorted(whole_years(speeches, place)):
            newest = next(speech for speech in reversed(speeches) if year in _years(speech.coverage, place))
            yield (year, None), Silent(newest.basis, year not in settled)
        return
    seen: set[tuple[int, int]] = set()
    for speech in reversed(speeches):
        for year, month in months_of(speech.coverage):
            if (year, month) not in seen and speaks_for(speech.coverage, place, year, month):
                seen.add((year, month))
                yield (year, month), Silent(speech.basis, speech.coverage.provisional)


@lru_cache(maxsize=65536)
def _years(coverage: Coverage, place: str) -> frozenset[int]:
    return frozenset(year for year, _ in spoken_months(coverage, place))
