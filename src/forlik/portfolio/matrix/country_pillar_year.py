"""Country × pillar × year, made from the cube."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from forlik.portfolio.cube import codes_of, cube, order, pillar_cube
from forlik.portfolio.cube.marking import COUNTED, COUNTRY, OTHER_LEVEL
from forlik.portfolio.cube.years import Years, first_and_last, up_to_the_day
from forlik.portfolio.definitions import Definition, pillar_of
from forlik.portfolio.definitions import definition as defined
from forlik.portfolio.definitions.by_code import with_mark
from forlik.portfolio.matrix.adding import ALL_COUNTRIES, OTHERS, Sum, Sums, added, by_country, of_country
from forlik.portfolio.matrix.cells import COLUMNS, EVERY, Cell, LeftOut, Level, Matrix, Where
from forlik.store.engine import Prepared
from forlik.world import World

IN_ROW = (*COLUMNS, EVERY)
BESIDE = "what stands beside a country in the matrix"
NO_COUNTRY = ""
DEFINITIONS = 8
"""Definitions of which that is kept: one may bring one's own."""


def matrix(
    world: World,
    *,
    definition: Definition | str = "purpose",
    flow: str = "paid",
    years: Years = None,
    place: str | None = None,
) -> Matrix:
    """Aid by country, pillar and year, with all that stands beside it.

    Money is added by the rules of the measures of aid: first-hand reports, each activity once, one level of each
    publisher. What is not counted is told in ``left_out``.

    Args:
        world: What was known.
        definition: Which money is of which pillar: a name, or a definition of one's own.
        flow: Kind of flow; one of ``forlik.portfolio.cube.FLOWS``.
        years: One year, or first and last; all when not given.
        place: Any name or code of one country; all when not given. What has no country stands beside it all the same.

    Returns:
        The matrix. A cell is there only where something is published. With a place and years, the ``all`` of each year
        without anything is there too, unknown.

    Raises:
        UsageError: There is no such definition or kind of flow, or the years run backwards.
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file was known on the day.
    """
    return matrices(world, (flow,), definition=definition, years=years, place=place)[flow]


def matrices(
    world: World,
    flows: Sequence[str],
    *,
    definition: Definition | str = "purpose",
    years: Years = None,
    place: str | None = None,
) -> dict[str, Matrix]:
    """Several kinds of flow side by side, in one question: no two of them are added.

    Args:
        world: What was known.
        flows: Kinds of flow, of ``forlik.portfolio.cube.FLOWS``.
        definition: As in :func:`matrix`.
        years: As in :func:`matrix`.
        place: As in :func:`matrix`.

    Returns:
        Kind of flow → its matrix, in the order asked for; one of which nothing is published has no cells but those that
        say so.

    Raises:
        UsageError: There is no such definition or kind of flow, or the years run backwards.
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file was known on the day.
    """
    said = defined(definition) if isinstance(definition, str) else definition
    for flow in flows:
        codes_of(flow)
    asked = first_and_last(years)
    iso3 = None if place is None else world.place(place).iso3
    rows = _pillared(world, said)
    found = added(world, _within(world, rows.filter(rows.flow.isin(flows)), asked), iso3)
    numbers = order(world.then)
    silent = [((COUNTRY, iso3), year) for year in range(asked[0], asked[1] + 1)] if iso3 and asked else []
    made: dict[str, Matrix] = {}
    for flow in flows:
        sums = found.get(flow) or Sums()
        made[flow] = _matrix(world, sums, tuple(_cells(sums, numbers, said, flow, silent)), (said, flow, asked))
    return made


def matrices_of_country(world: World, flows: Sequence[str], *, definition: Definition, iso3: str) -> dict[str, Matrix]:
    """Matrices of all years of one country, as :func:`matrices` gives them.

    What stands beside is the same whichever country is asked for, so that it is added up once; of the country only its
    own rows are read.

    Args:
        world: What was known.
        flows: Kinds of flow.
        definition: Which money is of which pillar.
        iso3: The country.

    Raises:
        UsageError: There is no such kind of flow.
        NoData: No IATI file was known on the day.
    """
    for flow in flows:
        codes_of(flow)
    beside = _beside(world, definition)
    if missing := [flow for flow in flows if flow not in beside.sums]:
        rows = _within(world, _pillared(world, definition), None)
        found = added(world, rows.filter(rows.flow.isin(missing)), NO_COUNTRY)
        beside.sums.update({flow: found.get(flow) or Sums() for flow in missing})
    own = of_country(beside.rows.rows(place_code=[iso3], flow=flows), iso3, {flow: beside.sums[flow] for flow in flows})
    numbers = order(world.then)
    made: dict[str, Matrix] = {}
    for flow in flows:
        if flow not in beside.cells:
            beside.cells[flow] = tuple(_cells(beside.sums[flow], numbers, definition, flow, ()))
        mine = [key for key in own[flow].by_place if key[0] == (COUNTRY, iso3)]
        cells = _cells(own[flow], numbers, definition, flow, (), mine)
        made[flow] = _matrix(world, own[flow], (*cells, *beside.cells[flow]), (definition, flow, None))
    return made


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is the same whichever country is asked for.

    Args:
        rows: Rows of each country.
        sums: Kind of flow → the sums of no country, of all countries and of all places.
        cells: Kind of flow → their cells.
    """

    rows: Prepared
    sums: dict[str, Sums]
    cells: dict[str, tuple[Cell, ...]]


def _beside(world: World, said: Definition) -> _Beside:
    kept: dict[str, _Beside] = world.then.shared.setdefault(BESIDE, {})
    named = said.model_dump_json()
    if named not in kept:
        if len(kept) >= DEFINITIONS:
            kept.clear()
        rows = by_country(_within(world, _pillared(world, said), None))
        kept[named] = _Beside(world.then.engine.prepared(rows), {}, {})
    return kept[named]


def _matrix(
    world: World, sums: Sums, every: Sequence[Cell], asked_for: tuple[Definition, str, tuple[int, int] | None]
) -> Matrix:
    said, flow, asked = asked_for
    made = tuple(one for one in every if one.place_code != OTHERS)
    spoken = [year for _, year in sums.by_place]
    return Matrix(
        definition=said,
        flow=flow,
        day=world.day,
        years=asked or ((min(spoken), max(spoken)) if spoken else None),
        cells=tuple(one for one in made if one.place_kind == COUNTRY),
        unallocated=tuple(one for one in made if one.place_kind not in {COUNTRY, EVERY}),
        totals=tuple(one for one in made if one.place_kind == EVERY),
        left_out=tuple(_left_out(sums)),
        _found={(one.where, one.year, one.pillar): one for one in made},
    )


def levels_of(world: World, *, flow: str = "paid", place: str | None = None) -> tuple[Level, ...]:
    """The level on which each publisher is counted, in the order of their references.

    Args:
        world: What was known.
        flow: Kind of flow.
        place: Only publishers with money for this country.

    Raises:
        UsageError: There is no such kind of flow.
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file was known on the day.
    """
    codes_of(flow)
    rows = cube(world.then)
    rows = rows.filter((rows.flow == flow) & rows.standing.isin([COUNTED, OTHER_LEVEL]))
    if place is not None:
        rows = rows.filter((rows.place_kind == COUNTRY) & (rows.place_code == world.place(place).iso3))
    found: dict[str, tuple[set[int], set[int]]] = {}
    apart = rows.select("reporting_org_ref", "hierarchy", "standing").distinct()
    for row in world.then.engine.run(apart).to_pylist():
        counts, others = found.setdefault(row["reporting_org_ref"], (set(), set()))
        (counts if row["standing"] == COUNTED else others).add(row["hierarchy"])
    return tuple(
        Level(ref, next(iter(counts), None), tuple(sorted(others))) for ref, (counts, others) in sorted(found.items())
    )


def _pillared(world: World, said: Definition) -> Any:
    """The cube with its pillars; the small one, unless codes have moved to other pillars."""
    if said.moved:
        return pillar_of(said, cube(world.then))
    return with_mark(said, pillar_cube(world.then))


def _within(world: World, rows: Any, asked: tuple[int, int] | None) -> Any:
    """Rows of a year that is asked for, and of none: those are told beside."""
    if asked is not None:
        rows = rows.filter(rows.year.isnull() | rows.year.between(*asked))
    return up_to_the_day(world.then, rows)


def _cells(
    sums: Sums,
    numbers: Sequence[int],
    said: Definition,
    flow: str,
    silent: Iterable[tuple[Where, int]],
    only: Collection[tuple[Where, int]] | None = None,
) -> Iterator[Cell]:
    """Every cell, or those of some places and years, places in order; and the unknown ones of years that are silent."""
    by_place = {key: found for key, found in sums.by_place.items() if key[0] != ALL_COUNTRIES}
    for where, year in sorted({*by_place, *silent} if only is None else only):
        money = sums.money(where, year)
        found = by_place.get((where, year)) or {EVERY: Sum()}
        for pillar in IN_ROW:
            if one := found.get(pillar):
                yield Cell(
                    place_kind=where[0],
                    place_code=where[1],
                    year=year,
                    pillar=pillar,
                    flow=flow,
                    definition=said,
                    usd=one.usd,
                    flows=one.flows,
                    without_rate=one.without_rate,
                    levels=one.levels,
                    basis=numbers[one.recency] if one.recency >= 0 else None,
                    money=money,
                )


def _left_out(sums: Sums) -> Iterator[LeftOut]:
    for why, year, level in sorted(sums.left_out, key=lambda key: (key[0], key[1] or 0, key[2] or 0)):
        one = sums.left_out[why, year, level]
        yield LeftOut(why, year, one.usd, one.flows, one.without_rate, level)
