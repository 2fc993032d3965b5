"""Matrices of all years, kept with their world: pages, flags and figures of one place ask the cubes once together."""

from collections.abc import Sequence

from forlik.portfolio.definitions import Definition
from forlik.portfolio.definitions import definition as defined
from forlik.portfolio.matrix.cells import Matrix
from forlik.portfolio.matrix.country_pillar_year import matrices
from forlik.world import World

ONE_PLACE = "matrices of the country that was asked for last"
ALL_PLACES = "matrices of all countries that were asked for last"


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

    What is kept is all of one country, the last one asked for; of all countries, which are many, the last answer alone.

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
        made = matrices(world, missing, definition=said, place=iso3)
        held.update({(named, flow): found for flow, found in made.items()})
    return {flow: held[named, flow] for flow in flows}


def _held(world: World, iso3: str | None) -> dict[tuple[str, str], Matrix]:
    """Definition and kind of flow → what is kept of a place; nothing yet of another than the last."""
    memory = world.then.memory
    if iso3 is None:
        every: dict[tuple[str, str], Matrix] = memory.setdefault(ALL_PLACES, {})
        return every
    if ONE_PLACE not in memory or memory[ONE_PLACE][0] != iso3:
        memory[ONE_PLACE] = (iso3, {})
    found: dict[tuple[str, str], Matrix] = memory[ONE_PLACE][1]
    return found
