"""Silence worked out once for all places that are spoken for alike, and kept: most of two hundred are."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from forlik.core.measure import Grain
from forlik.store.results import Cell, Period
from forlik.store.silence import Speech, known_years, months_of, speaks_for, spoken_months, spoken_periods

Spoken = tuple[frozenset[tuple[int, int]], ...]
ZERO = Decimal(0)


class Silence:
    """What the silence of some speeches means, by place.

    It says what :func:`forlik.store.silence.spoken_periods` and :func:`~forlik.store.silence.known_years` say; of a
    place they ask nothing but the months in which each speech speaks for it.

    Args:
        speeches: The speeches, the last word last.
        grain: Whether periods are years or months.
    """

    def __init__(self, speeches: tuple[Speech, ...], grain: Grain) -> None:
        self._speeches, self._grain = speeches, grain
        self._zeros: dict[Spoken, Mapping[Period, Cell]] = {}
        self._of: dict[str, Mapping[Period, Cell]] = {}
        self._years: dict[Spoken, frozenset[int]] = {}

    def zeros(self, place: str) -> Mapping[Period, Cell]:
        """Period → the zero that silence about a place means; one object for all places that are spoken for alike.

        Args:
            place: ISO3 code or ``WLD``.
        """
        if place not in self._of:
            spoken = self._spoken(place)
            if spoken not in self._zeros:
                self._zeros[spoken] = {
                    period: Cell(ZERO, None, None, silent.status, silent.basis)
                    for period, silent in spoken_periods(self._speeches, self._grain, place)
                }
            self._of[place] = self._zeros[spoken]
        return self._of[place]

    def known_years(self, place: str) -> frozenset[int]:
        """Years that have a yearly figure.

        Args:
            place: ISO3 code or ``WLD``.
        """
        spoken = tuple(spoken_months(speech.coverage, place) for speech in self._speeches)
        if spoken not in self._years:
            self._years[spoken] = known_years(self._speeches, place)
        return self._years[spoken]

    def _spoken(self, place: str) -> Spoken:
        if self._grain == "country-year":
            return tuple(spoken_months(speech.coverage, place) for speech in self._speeches)
        # A yearly speech speaks for whole years or not at all, but of months for each by itself.
        return tuple(
            frozenset(month for month in months_of(speech.coverage) if speaks_for(speech.coverage, place, *month))
            for speech in self._speeches
        )


@lru_cache(maxsize=512)
def silence(speeches: tuple[Speech, ...], grain: Grain) -> Silence:
    """What the silence of some speeches means; the same on every day on which the same ones stand.

    Args:
        speeches: The speeches, the last word last.
        grain: Whether periods are years or months.
    """
    return Silence(speeches, grain)
