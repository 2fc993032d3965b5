"""Where a figure of a brief is found again: an address of the desk with its day, and the way back from it."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from forlik.briefs.activities import AID, activity_again
from forlik.briefs.courses import MEASURE, MONEY, figure_of
from forlik.briefs.dated import Worlds, asked_again, dated
from forlik.briefs.document import Value
from forlik.briefs.donated import DONOR, kind_again
from forlik.briefs.interested import OWN, tie_again
from forlik.briefs.screened import DECIDE, shown_again
from forlik.charts.figure_rows import figure_rows
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Figure, made_of
from forlik.discover import measure
from forlik.portfolio.flags import NamedFigure, figures_of
from forlik.portfolio.matrix import Cell, kept_matrix
from forlik.portfolio.overview import read_slug, slug_of
from forlik.watch import added_up
from forlik.world import World

CELL = re.compile(r"/portfolio/(?P<slug>[^/]+)/(?P<pillar>[a-z_]+)/(?P<year>\d{4})")


def of_measure(world: World, figure: Figure, text: str = "") -> Value:
    """A figure of a measure, with its address.

    Args:
        world: What was known.
        figure: The figure, of one place and period.
        text: How it is written; as figures are when not given.
    """
    fields = {"country": figure.country_iso3, "period": figure.period, **dated(world)}
    return Value(figure, f"/measure/{figure.measure}?{urlencode(fields)}", text)


def of_cell(world: World, cell: Cell, label: str, language: str) -> Value:
    """A total of the portfolio in whole US dollars, with the address of what it is the sum of.

    Args:
        world: What was known.
        cell: The cell.
        label: What it is called.
        language: Language of the place's name.
    """
    return Value(
        figure_of(world, cell, label, language),
        f"/portfolio/{slug_of(cell.where)}/{cell.pillar}/{cell.year}?{urlencode(dated(world))}",
    )


def of_flag(world: World, place: str, year: int, label: str, found: NamedFigure, text: str = "") -> Value:
    """A figure that a rule of flags looked at, with its address.

    Args:
        world: What was known.
        place: ISO3 of the country.
        year: The year that was asked for.
        label: What it is called.
        found: The figure.
        text: How it is written; as figures are when not given.
    """
    fields = {"country": place, "year": str(year), **dated(world)}
    return Value(_named(place, label, found), f"{MONEY}?{urlencode(fields)}#{found.name}", text)


def found_again(worlds: Worlds, address: str) -> Figure:
    """The figure that an address leads to, asked of the store anew.

    Args:
        worlds: Gives what was known on a day.
        address: An address as footnotes have it.

    Raises:
        UsageError: It is no address of a figure.
        NoData: There is no such figure.
    """
    parts = urlsplit(address)
    fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
    world = asked_again(worlds, address)
    if found := MEASURE.fullmatch(parts.path):
        return _of_measure(world, found["name"], fields)
    if found := CELL.fullmatch(parts.path):
        return _of_cell(world, unquote(found["slug"]), found["pillar"], int(found["year"]))
    if parts.path == MONEY and parts.fragment:
        made = figures_of(world, fields["country"], int(fields["year"]))
        if parts.fragment in made:
            return _named(fields["country"], parts.fragment, made[parts.fragment])
    found_beside = _beside(world, parts.path, fields, parts.fragment)
    if found_beside is None:
        raise UsageError("this is no address of a figure", where=address)
    return found_beside


def _beside(world: World, path: str, fields: Mapping[str, str], fragment: str) -> Figure | None:
    """A figure that the last part of its address names, of whichever kind; nothing where it is of none."""
    if not fragment:
        return None
    if path == DONOR:
        return kind_again(world, fields, fragment)
    if path == DECIDE:
        return shown_again(world, fields, fragment)
    if fragment.startswith(OWN):
        return tie_again(world, fields, fragment)
    if fragment.startswith(AID):
        return activity_again(world, fragment)
    return None


def _of_measure(world: World, name: str, fields: Mapping[str, str]) -> Figure:
    """The figure of one place and period, or of the sum of some months."""
    if "/" in (span := fields.get("period", "")):
        return added_up(world, name, fields["country"], span)
    what = measure(name)
    for one in figure_rows(world.measure(name, fields["country"]), what):
        if one.period == fields.get("period"):
            return world.behind([one])[0]
    raise NoData(f"there is no {name} of {fields['country']} for {fields.get('period')}")


def _of_cell(world: World, slug: str, pillar: str, year: int) -> Figure:
    where = read_slug(slug)
    made = kept_matrix(world, place=where[1] if where[0] == "country" else None)
    cell = made.cell(where[1], pillar, year, place_kind=where[0])
    if cell is None:
        raise NoData(f"nothing is published for {slug}, {pillar}, {year}")
    return figure_of(world, cell, pillar, "en")


def _named(place: str, label: str, found: NamedFigure) -> Figure:
    figure = Figure(
        measure=found.name,
        label=label,
        country="",
        country_iso3=place,
        period=found.period,
        value=found.value,
        unit=found.unit,
        status=found.status,
        reason=found.reason.en if found.reason else "",
        low=found.low,
        high=found.high,
    )
    return made_of(figure, found.sources)
