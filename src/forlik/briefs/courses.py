"""Courses of figures: a measure over its periods, a pillar's aid over years, each with its address and the way back."""

import re
import warnings
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

from forlik.briefs.dated import dated
from forlik.briefs.document import Series
from forlik.charts.figure_rows import figure_rows
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.core.measure import Measure
from forlik.core.translated import translated
from forlik.core.warnings import ForlikWarning
from forlik.discover import measure
from forlik.places import Place, by_code
from forlik.portfolio.matrix import Cell, behind, kept_matrix
from forlik.portfolio.overview import place_name, total, whole_units
from forlik.reasons import reason
from forlik.world import World

MEASURE = re.compile(r"/measure/(?P<name>[a-z0-9_]+)")
MONEY, MATRIX = "/portfolio", "matrix"
"""Page of aid, and the part of it that has years by pillar."""
ENDS = ("from", "to")


def called(figure: Figure, place: Place, language: str) -> Figure:
    """A figure with its label, unit, place and reason in a language.

    Args:
        figure: The figure.
        place: Its place.
        language: Language.
    """
    return replace(
        figure,
        label=translated(figure.label, language),
        unit=translated(figure.unit, language),
        country=place.name(language),
        reason=figure.reason if language == "en" else reason(figure.reason, language),
    )


def known_of(world: World, what: Measure, place: Place, language: str) -> tuple[Figure, ...]:
    """Every known figure of a measure in a place, oldest first; none where nothing is known.

    Args:
        world: What was known.
        what: The measure.
        place: The place.
        language: Language of their labels and units.
    """
    try:
        with warnings.catch_warnings():
            # How old a figure is, and of which edition, whoever prints it says.
            warnings.simplefilter("ignore", ForlikWarning)
            rows = figure_rows(world.measure(what.name, place.iso3), what)
    except NoData:
        return ()
    return tuple(called(one, place, language) for one in world.behind(rows) if one.value is not None)


def of_course(world: World, what: Measure, place: Place, ends: tuple[str, str], language: str, text: str) -> Series:
    """A measure from one period to another, with its address; periods without a figure are among them.

    Args:
        world: What was known.
        what: The measure.
        place: The place.
        ends: First and last period.
        language: Language of its labels and units.
        text: What it is called in the text.
    """
    fields = {"country": place.iso3, "from": ends[0], "to": ends[1], **dated(world)}
    figures = tuple(called(one, place, language) for one in _between(world, what.name, place.iso3, ends))
    return Series(figures, f"/measure/{what.name}?{urlencode(fields)}", text)


def of_money(
    world: World, place: Place, pillar: str, years: tuple[int, int], *, label: str, text: str, language: str
) -> Series:
    """A pillar's aid in a country over some years, with its address.

    Args:
        world: What was known.
        place: The country.
        pillar: The pillar as the portfolio calls it.
        years: First and last year.
        label: What is counted.
        text: What it is called in the text.
        language: Language of the place's name.
    """
    first, last = map(str, years)
    fields = {"country": place.iso3, "pillar": pillar, "from": first, "to": last, **dated(world)}
    figures = tuple(replace(one, label=label, country=place.name(language)) for one in _paid(world, fields))
    return Series(figures, f"{MONEY}?{urlencode(fields)}#{MATRIX}", text)


def course_again(world: World, address: str) -> tuple[Figure, ...] | None:
    """The course that an address leads to, asked of the store anew; nothing where it is no address of a course.

    Args:
        world: What was known.
        address: An address as footnotes have it.

    Raises:
        NoData: Nothing is known of it any more.
        UsageError: There is no such measure.
    """
    if not of_a_course(address):
        return None
    parts = urlsplit(address)
    fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
    found = MEASURE.fullmatch(parts.path)
    ends = (fields["from"], fields["to"])
    return _between(world, found["name"], fields["country"], ends) if found else _paid(world, fields)


def of_a_course(address: str) -> bool:
    """Whether an address leads to a course, and not to one figure.

    Args:
        address: An address as footnotes have it.
    """
    parts = urlsplit(address)
    fields = parse_qs(parts.query)
    path = MEASURE.fullmatch(parts.path) or (parts.path == MONEY and parts.fragment == MATRIX and "pillar" in fields)
    return bool(path) and {*ENDS, "country", "as_of"} <= set(fields)


def _between(world: World, name: str, iso3: str, ends: tuple[str, str]) -> tuple[Figure, ...]:
    what = measure(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ForlikWarning)
        return world.behind(figure_rows(world.measure(name, iso3, start=ends[0], end=ends[1]), what))


def _paid(world: World, fields: Mapping[str, str]) -> tuple[Figure, ...]:
    iso3, pillar = fields["country"], fields["pillar"]
    made = kept_matrix(world, place=iso3)
    years = range(int(fields["from"]), int(fields["to"]) + 1)
    cells = {year: made.cell(iso3, pillar, year) for year in years}
    if not any(cells.values()):
        raise NoData(f"nothing is published for {iso3}, {pillar}")
    return tuple(
        figure_of(world, one, pillar, "en") if one else _unpublished(iso3, pillar, year) for year, one in cells.items()
    )


def figure_of(world: World, cell: Cell, label: str, language: str) -> Figure:
    """A total of the portfolio in whole US dollars.

    Args:
        world: What was known.
        cell: The cell.
        label: What it is called.
        language: Language of the place's name.
    """
    return total(
        (label, place_name(cell.where, language)),
        cell.place_code,
        cell.year,
        None if cell.usd is None else whole_units(cell.usd),
        status=cell.status,
        reason=cell.reason,
        files=behind(world, cell),
    )


def _unpublished(iso3: str, pillar: str, year: int) -> Figure:
    country = by_code("iso3", iso3).name()
    return total((pillar, country), iso3, year, None, status="unknown", reason="nothing is published")


def when(period: str) -> float:
    """When a period begins, in years.

    Args:
        period: ``YYYY`` or ``YYYY-MM``.
    """
    year, _, month = period.partition("-")
    return int(year) + (int(month) - 1) / 12 if month else float(year)
