"""Matrices, kept with what is known: pages, flags and figures of one place ask the cubes once together."""

from collections.abc import Sequence
from dataclasses import replace

from forlik.portfolio.cube.years import Years
from forlik.portfolio.definitions import Definition
from forlik.portfolio.definitions import definition as defined
from forlik.portfolio.matrix.cells import Cell, Matrix
from forlik.portfolio.matrix.country_pillar_year import matrices, matrices_of_country, matrix
from forlik.portfolio.matrix.drilling import Flow, drill_down
from forlik.world import World

FEW_PLACES = "matrices of the countries that were asked for last"
ALL_PLACES = "matrices of all countries that were asked for last"
SOME_YEARS, FLOWS = "matrices of some years that were asked for last", "flows of the cells that were asked for last"


def kept_matrix(
    world: World, *, definition: Definition | str = "purpose", flow: str = "paid", place: str | None = None
) -> Matrix:
    """One kind of flow of all years, as :func:`forlik.portfolio.matrix.matrix` gives it.

    Args:
        world: What was known.
        definition: Which money is of which pillar.
        flow: Kind of flow.
        place: Any name or code of one country; all when not given.

    Raises:
        UsageError: There is no such definition or kind of flow.
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file was known on the day.
    """
    return kept_matrices(world, (flow,), definition=definition, place=place)[flow]


def kept_matrices(
    world: World, flows: Sequence[str], *, definition: Definition | str = "purpose", place: str | None = None
) -> dict[str, Matrix]:
    """Several kinds of flow of all years; those that were not asked for before in one question.

    What is kept is all of a few countries, the last asked for; of all countries, which are many, the last answer alone.

    Args:
        world: What was known.
        flows: Kinds of flow.
        definition: Which money is of which pillar.
        place: Any name or code of one country; all when not given.

    Raises:
        UsageError: There is no such definition or kind of flow.
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file was known on the day.
    """
    said = defined(definition) if isinstance(definition, str) else definition
    iso3 = None if place is None else world.place(place).iso3
    named = said.model_dump_json()
    held = _held(world, iso3)
    missing = [flow for flow in flows if (named, flow) not in held]
    if missing and iso3 is None:
        held.clear()
        missing = list(flows)
    if missing:
        made = (
            matrices(world, missing, definition=said)
            if iso3 is None
            else matrices_of_country(world, missing, definition=said, iso3=iso3)
        )
        held.update({(named, flow): found for flow, found in made.items()})
    return {flow: _of_day(held[named, flow], world) for flow in flows}


def matrix_of_years(world: World, *, definition: Definition, flow: str, years: Years, place: str | None) -> Matrix:
    """A matrix of some years, as :func:`forlik.portfolio.matrix.matrix` gives it; the last few asked for are kept.

    Args:
        world: What was known.
        definition: Which money is of which pillar.
        flow: Kind of flow.
        years: One year, or first and last.
        place: ISO code of one country; all when not given.

    Raises:
        UsageError: There is no such kind of flow, or the years run backwards.
        NoData: No IATI file was known on the day.
    """
    asked = (definition.model_dump_json(), flow, years, place)
    found = world.then.one_of_few(
        SOME_YEARS, asked, lambda: matrix(world, definition=definition, flow=flow, years=years, place=place)
    )
    return _of_day(found, world)


def kept_flows(world: World, cell: Cell) -> tuple[Flow, ...]:
    """The flows that a cell is the sum of, as :func:`forlik.portfolio.matrix.drill_down` gives them.

    Args:
        world: The world that the matrix was made from.
        cell: A cell of it.

    Raises:
        NoData: No IATI file was known on the day.
    """
    asked = (cell.where, cell.year, cell.pillar, cell.flow, cell.definition.model_dump_json())
    return world.then.one_of_few(FLOWS, asked, lambda: drill_down(world, cell))


def _of_day(found: Matrix, world: World) -> Matrix:
    """A matrix as that of a world's own day: it may have been made for another on which the same is known."""
    return found if found.day == world.day else replace(found, day=world.day)


def _held(world: World, iso3: str | None) -> dict[tuple[str, str], Matrix]:
    """Definition and kind of flow → what is kept of a place; nothing yet of another than the last few."""
    if iso3 is None:
        every: dict[tuple[str, str], Matrix] = world.then.shared.setdefault(ALL_PLACES, {})
        return every
    return world.then.one_of_few(FEW_PLACES, iso3, dict)
