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


def whole_years(speeches: Iterable[Speech]) -> frozenset[int]:
    """Years of which every month is spoken for; a year known in part has no yearly figure."""
    months = {month for speech in speeches for month in months_of(speech.coverage)}
    years = {year for year, _ in months}
    return frozenset(year for year in years if all((year, month) in months for month in range(1, MONTHS + 1)))


def speaks_for(coverage: Coverage, place: str, year: int, month: int | None) -> bool:
    """Whether a coverage's places include one in a year or month (its periods are not looked at)."""
    if isinstance(coverage.places, tuple):
        return place in coverage.places
    return place == WORLD or place in spoken_for(coverage.places, year, month)


def spoken_periods(
    speeches: Sequence[Speech], grain: Grain, place: str
) -> Iterator[tuple[tuple[int, int | None], Silent]]:
    """Every period of a grain in which silence about a place means zero, with the snapshot that says so."""
    if grain == "country-year":
        whole: dict[tuple[Speech, ...], frozenset[int]] = {}
        for year in sorted(whole_years(speeches)):
            # The months may come from several snapshots, but each of them must speak of this very place.
            theirs = tuple(speech for speech in speeches if speaks_for(speech.coverage, place, year, None))
            if theirs not in whole:
                whole[theirs] = whole_years(theirs)
            if year in whole[theirs]:
                newest = next(speech for speech in reversed(theirs) if year in _years(speech.coverage))
                settled = whole_years(speech for speech in theirs if not speech.coverage.provisional)
                yield (year, None), Silent(newest.basis, year not in settled)
        return
    seen: set[tuple[int, int]] = set()
    for speech in reversed(speeches):
        for year, month in months_of(speech.coverage):
            if (year, month) not in seen and speaks_for(speech.coverage, place, year, month):
                seen.add((year, month))
                yield (year, month), Silent(speech.basis, speech.coverage.provisional)


@lru_cache(maxsize=4096)
def _years(coverage: Coverage) -> frozenset[int]:
    return frozenset(year for year, _ in months_of(coverage))
