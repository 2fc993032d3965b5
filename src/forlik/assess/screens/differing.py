"""What differs between what was known of a value on two days: every figure and every method behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forlik.assess.screens.observed import Seen, Series
from forlik.assess.screens.question import Indicator
from forlik.core.figure import Figure

Pair = tuple[Figure | None, Figure | None]
All = Mapping[str, Series]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.

    Args:
        measure: The measure whose figure or method it is.
        cause: ``method``, ``new figure``, ``revised figure``, ``now known`` or ``no longer known``.
        figures: The figure on the first day and that on the second.
        known: Whether the value was known on each of the days.
    """

    measure: str
    cause: str
    figures: Pair
    known: tuple[bool, bool] = (True, True)


def differences(
    indicator: Indicator, iso3: str, seen: tuple[Seen, Seen], series: tuple[All, All]
) -> Iterator[Difference]:
    """What differs behind the value of an indicator of a place; nothing where it is the same, or unknown on both days.

    Args:
        indicator: The indicator.
        iso3: Code of the place.
        seen: What was known of it on the first day and on the second.
        series: The measures as they were known on each.
    """
    known = seen[0].value is not None, seen[1].value is not None
    if not any(known):
        return
    names = [indicator.measure, *([indicator.per.measure] if indicator.per else [])]
    found = {name: pair for name in names if (pair := _pair(indicator, name, iso3, seen, series))}
    if not found and (seen[0].value, seen[0].bounds) != (seen[1].value, seen[1].bounds):
        # Grown too old, or sums that are apart by less than is printed: the figures look the same.
        found = {indicator.measure: (_first(seen[0]), _first(seen[1]))}
    for name, pair in found.items():
        for cause in causes(pair, known, (series[0][name], series[1][name])):
            yield Difference(name, cause, pair, known)


def causes(figures: Pair, known: tuple[bool, bool], series: tuple[Series, Series]) -> Iterator[str]:
    """Why two figures of a measure differ: all that can have done it.

    Args:
        figures: The figure on the first day and that on the second.
        known: Whether the value was known on each of the days.
        series: The measure as it was known on each.
    """
    method = series[0].method != series[1].method
    if method:
        yield "method"
    one, two = figures
    if known != (True, True):
        yield "no longer known" if known[0] else "now known"
    elif one and two and one.period != two.period:
        yield "new figure"
    elif not method or _origin(one) != _origin(two):
        yield "revised figure"


def _pair(indicator: Indicator, name: str, iso3: str, seen: tuple[Seen, Seen], series: tuple[All, All]) -> Pair | None:
    """The first figures of a measure that differ between the days; nothing where none does."""
    if name != indicator.measure:
        for one, of in zip(seen, series, strict=True):
            # Where nothing was divided the divisor was not looked up: it came or went only if there was none at all.
            if not one.figures and of[name].by_place.get(iso3):
                return None
    bounds = name == indicator.measure and indicator.change is None
    both = [[figure for figure in day.figures if figure.measure == name] for day in seen]
    for number in range(max(map(len, both))):
        first, second = (figures[number] if number < len(figures) else None for figures in both)
        if _said(first, series[0][name], bounds) != _said(second, series[1][name], bounds):
            return first, second
    return None


def _said(figure: Figure | None, series: Series, bounds: bool) -> tuple[object, ...]:
    """What a figure says, as it is held and not as it is printed; by whom it was stated is no part of it."""
    if figure is None:
        return ()
    if "/" in figure.period:  # what is added up is held nowhere
        return figure.period, figure.value
    year, _, month = figure.period.partition("-")
    held = series.by_place[figure.country_iso3][int(year), int(month) if month else None]
    return (figure.period, held.value, *((held.low, held.high) if bounds else ()))


def _first(seen: Seen) -> Figure | None:
    return seen.figures[0] if seen.figures else None


def _origin(figure: Figure | None) -> tuple[str, str, str] | None:
    basis = figure.basis if figure else None
    return (basis.source, basis.part, basis.sha256) if basis else None
