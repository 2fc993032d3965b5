"""Figures of need and violence, beside what is given for them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from forlik.cells import cells
from forlik.core.figure import Basis
from forlik.core.measure import WORLD
from forlik.discover import measure
from forlik.portfolio.coordination.amounts import Money
from forlik.portfolio.coordination.gaps import Gaps, need_funding_gap, peace_gap
from forlik.portfolio.coordination.measured import rounded
from forlik.portfolio.flags.evidence import Evidence
from forlik.portfolio.flags.named import NamedFigure, known, unknown
from forlik.portfolio.flags.reasons import because, of_measure
from forlik.portfolio.matrix.cells import EVERY
from forlik.store.results import Cell

NEAR = 2
"""Years before or after, within which a figure of another year is taken for need; it always says which."""
BARE = ("people_in_need", "need_percent", "plan_coverage_percent", "deaths")
NEED_GAP = ("need_gap_points", "need_gap_places")
PEACE_GAP = ("peace_gap_points", "peace_gap_places")
NAMES = (*BARE, *NEED_GAP, *PEACE_GAP)
OF_ALL = "measures of every country, as flags compare them"


def of_need(found: Evidence) -> Iterator[NamedFigure]:
    """People in need, what their plan gets, deaths: known whether or not aid data are.

    Args:
        found: What is known.
    """
    need = _near(found, "people_in_need")
    yield _named(found, "people_in_need", need)
    yield _of_people(found, need)
    yield _named(found, "plan_coverage_percent", _near(found, "plan_coverage"))
    yield _named(found, "deaths", _at(found, "deaths_state_based", found.year))


def of_gaps(found: Evidence) -> Iterator[NamedFigure]:
    """What part of need, and of deaths, is here, less what part of the money is.

    Args:
        found: What is known.
    """
    relief, peace = (_by_country(found, pillar) for pillar in ("humanitarian", "peace"))
    yield from _gap(found, NEED_GAP, "people_in_need", relief)
    yield from _gap(found, PEACE_GAP, "deaths_state_based", peace)


Dated = tuple[int, Cell]


def _cells_here(found: Evidence, name: str) -> Mapping[int, Cell]:
    """Year → the figure of a measure here; nothing beyond the day where a past world is reconstructed."""
    every = cells(found.world.then, measure(name), found.iso3).get(found.iso3, {})
    last = found.world.day.year if found.world.then.mode == "reconstructed" else max([year for year, _ in every] or [0])
    return {year: cell for (year, month), cell in every.items() if month is None and year <= last}


def _at(found: Evidence, name: str, year: int) -> Dated | None:
    here = _cells_here(found, name)
    return (year, here[year]) if year in here else None


def _near(found: Evidence, name: str) -> Dated | None:
    """The figure of the year, else of the nearest within two years, of two as near the later."""
    here = _cells_here(found, name)
    near = [year for year in here if abs(year - found.year) <= NEAR]
    if not near:
        return None
    year = min(near, key=lambda one: (abs(one - found.year), -one))
    return year, here[year]


def _named(found: Evidence, name: str, dated: Dated | None) -> NamedFigure:
    if dated is None:
        code = "no_figure_of" if name == "deaths" else "no_figure_near"
        return unknown(name, found.period, because(code, found.year))
    year, cell = dated
    return known(
        name,
        cell.value,
        str(year),
        estimated=cell.status == "estimated",
        sources=_bases(found, [cell]),
    )


def _bases(found: Evidence, some: list[Cell]) -> tuple[Basis, ...]:
    return found.bases(one.basis for one in some)


def _of_people(found: Evidence, need: Dated | None) -> NamedFigure:
    name = "need_percent"
    if need is None:
        return unknown(name, found.period, because("no_figure_near", found.year))
    year, people = need
    population = _cells_here(found, "population")
    near = [one for one in population if abs(one - year) <= NEAR and population[one].value]
    if not near:
        return unknown(name, str(year), because("no_population", year), _bases(found, [people]))
    of = population[min(near, key=lambda one: (abs(one - year), -one))]
    share = rounded(Fraction(100 * people.value) / Fraction(of.value), 2)
    estimated = "estimated" in (people.status, of.status)
    return known(name, share, str(year), estimated=estimated, sources=_bases(found, [people, of]))


def _of_all(found: Evidence, name: str) -> Mapping[str, Cell]:
    """Country → its figure of the year; worked out once for every country."""
    memory = found.world.then.memory.setdefault(OF_ALL, {})
    if name not in memory:
        memory[name] = cells(found.world.then, measure(name), None)
    by_country: Mapping[str, Mapping[tuple[int, int | None], Cell]] = memory[name]
    period = (found.year, None)
    return {iso3: known_[period] for iso3, known_ in by_country.items() if iso3 != WORLD and period in known_}


def _by_country(found: Evidence, pillar: str) -> Mapping[str | None, Money | None]:
    """Country → what was paid in a pillar; 0 where all that is published is in others, unknown without a rate."""
    everywhere = found.everywhere
    money: dict[str | None, Money | None] = {}
    for one in everywhere.cells:
        if one.pillar == EVERY:
            cell = everywhere.cell(one.place_code, pillar, found.year)
            hidden = everywhere.cell(one.place_code, "no_pillar", found.year)
            usd = (None if hidden else Decimal(0)) if cell is None else cell.usd
            # Less than nothing says that money came back: no share can be told of it.
            money[one.place_code] = None if usd is None or usd < 0 else usd
    return money


def _gap(
    found: Evidence, names: tuple[str, str], of: str, money: Mapping[str | None, Money | None]
) -> Iterator[NamedFigure]:
    every = _of_all(found, of)
    claims: dict[str | None, Money | None] = {iso3: cell.value for iso3, cell in every.items()}
    gaps: Gaps = (need_funding_gap if of == "people_in_need" else peace_gap)(claims, money)
    compared = every.keys() & {iso3 for iso3, usd in money.items() if usd is not None}
    sources = found.bases([*{every[iso3].basis for iso3 in compared}, *_behind(found, compared)])
    points = gaps.points(found.iso3)
    if points is None:
        here = found.iso3 in compared and gaps.reason
        reason = of_measure(gaps.reason) if here and gaps.reason else because("not_compared", found.year)
        yield unknown(names[0], found.period, reason, sources)
    else:
        yield known(names[0], points, found.period, estimated=True, sources=sources)
    yield known(names[1], len(compared), found.period, sources=sources)


def _behind(found: Evidence, places: set[str]) -> set[int]:
    return {number for place in places for number in found.files_everywhere.get(place, ())}
