"""Which files a cell is made of: every one of them, and not the newest alone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forlik.core.figure import Basis
from forlik.portfolio.cube import parts_cube
from forlik.portfolio.cube.marking import COUNTRY
from forlik.portfolio.definitions import Definition, pillar_of_one
from forlik.portfolio.matrix.cells import EVERY, Cell, Where
from forlik.world import World

LAST_PLACE = "files behind the cells of the country that was asked for last"
MANY_PLACES = "files behind the cells of several places that were asked for last"
Key = tuple[Where, int, str]
"""Place, year and pillar of a cell."""
Files = Mapping[Key, tuple[int, ...]]


def behind(world: World, cell: Cell) -> tuple[Basis, ...]:
    """Every file that a cell is made of, its own basis first and the others from the newest known on.

    The cells of one country are asked for in one question, and kept until another is asked for.

    Args:
        world: The world that the matrix was made from.
        cell: A cell of it; of one of which nothing is published there are none.
    """
    found = (world.then.bases[number] for number in behind_all(world, [cell])[key_of(cell)])
    return tuple(sorted(found, key=lambda one: (one.number == cell.basis, one.known_at, one.number), reverse=True))


def behind_all(world: World, cells: Sequence[Cell]) -> Files:
    """The numbers of all files behind each of several cells, in one question.

    Args:
        world: The world that the matrix was made from.
        cells: Cells of one matrix: of one kind of flow and one definition.

    Returns:
        Place, year and pillar of each → the numbers, in their order; none where nothing is published.
    """
    if not cells:
        return {}
    flow, said = cells[0].flow, cells[0].definition
    places = {one.where for one in cells}
    if [kind for kind, _ in places] == [COUNTRY]:
        found = _of_country(world, flow, said, *places)
    else:
        found = _of_many(world, flow, said, places, {one.year for one in cells})
    return {key: found.get(key, ()) for key in map(key_of, cells)}


def key_of(cell: Cell) -> Key:
    """By what a cell's files are found."""
    return cell.where, cell.year, cell.pillar


def _of_country(world: World, flow: str, said: Definition, where: Where) -> Files:
    """Of all years and pillars of a country: a page, or a brief, asks for its cells one after the other."""
    memory = world.then.memory
    if LAST_PLACE not in memory or memory[LAST_PLACE][0] != where:
        memory[LAST_PLACE] = (where, {})
    kept: dict[tuple[str, str], Files] = memory[LAST_PLACE][1]
    name = (flow, said.model_dump_json())
    if name not in kept:
        kept[name] = _asked(world, flow, said, {where}, None)
    return kept[name]


def _of_many(world: World, flow: str, said: Definition, places: set[Where], years: set[int]) -> Files:
    """Of several places, which may be all of them: the last answer alone is kept."""
    memory, asked = world.then.memory, (flow, said.model_dump_json(), places, years)
    if MANY_PLACES not in memory or memory[MANY_PLACES][0] != asked:
        memory[MANY_PLACES] = (asked, _asked(world, flow, said, places, years))
    found: Files = memory[MANY_PLACES][1]
    return found


def _asked(world: World, flow: str, said: Definition, places: set[Where], years: set[int] | None) -> Files:
    rows = parts_cube(world.then)
    rows = rows.filter(rows.flow == flow)
    if years is not None:
        rows = rows.filter(rows.year.isin(sorted(years)))
    if (EVERY, "") not in places:
        kinds, codes = (sorted(set(names)) for names in zip(*places, strict=True))
        rows = rows.filter(rows.place_kind.isin(kinds) & rows.place_code.isin(codes))
    found: dict[Key, set[int]] = {}
    pillars: dict[tuple[str | None, bool | None], str] = {}
    for kind, code, year, purpose, mark, number in _columns(world.then.engine.run(rows)):
        pillar = pillars.get((purpose, mark)) or pillars.setdefault((purpose, mark), pillar_of_one(said, purpose, mark))
        for where in places & {(kind, code), (EVERY, "")}:
            for one in (pillar, EVERY):
                found.setdefault((where, year, one), set()).add(number)
    return {key: tuple(sorted(numbers)) for key, numbers in found.items()}


def _columns(found: Any) -> Iterator[tuple[Any, ...]]:
    # Pillars are looked up here: a long question costs more to put than to answer.
    wanted = ("place_kind", "place_code", "year", "purpose", "humanitarian", "basis")
    return zip(*(found[name].to_pylist() for name in wanted), strict=True)
