"""Sums of the cube by place, year and pillar, in one question to the engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pyarrow as pa

from forlik.portfolio.cube.marking import COUNTED, COUNTRY, OTHER_LEVEL
from forlik.portfolio.definitions.by_code import NO_PILLAR
from forlik.portfolio.matrix.cells import EVERY, Money, Where
from forlik.world import World

ALL_PLACES: Where = (EVERY, "")
ALL_COUNTRIES: Where = (COUNTRY, EVERY)
OTHERS = "others"
"""In place of a code: every country but the one that is asked for."""
UNDATED = "undated"


BY = ("flow", "standing", "place_kind", "place_code", "year", "pillar", "hierarchy")
SUMS = ("usd", "moved_usd", "flows", "without_rate", "recency")


@dataclass(slots=True)
class Sum:
    """What is added up of some rows; dollars stay unknown until one is known."""

    usd: Decimal | None = None
    moved: Decimal = Decimal(0)
    flows: int = 0
    without_rate: int = 0
    recency: int = -1
    levels: tuple[int, ...] = ()

    def add(self, other: "Sum") -> None:
        """Add another sum."""
        if other.usd is not None:
            self.usd = other.usd if self.usd is None else self.usd + other.usd
            self.moved += other.moved
        self.flows += other.flows
        self.without_rate += other.without_rate
        self.recency = max(self.recency, other.recency)
        if self.levels != other.levels:
            self.levels = tuple(sorted({*self.levels, *other.levels}))


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums by place and year and, in them, by pillar; and of what is not counted by reason, year and level."""

    by_place: dict[tuple[Where, int], dict[str, Sum]] = field(default_factory=dict)
    left_out: dict[tuple[str, int | None, int | None], Sum] = field(default_factory=dict)

    def money(self, where: Where, year: int) -> Money:
        """Money of a place and year, and of all places, as coverage is told by."""
        here, everywhere = self.by_place.get((where, year), {}), self.by_place.get((ALL_PLACES, year), {})
        countries = self.by_place.get((ALL_COUNTRIES, year), {})
        return Money(
            here=_moved(here, EVERY),
            no_pillar=_moved(here, NO_PILLAR),
            everywhere=_moved(everywhere, EVERY),
            countries=_moved(countries, EVERY),
        )


def _moved(sums: dict[str, Sum], pillar: str) -> Decimal:
    return sums[pillar].moved if pillar in sums else Decimal(0)


def added(world: World, rows: Any, iso3: str | None) -> dict[str, Sums]:
    """Sums by place, year and pillar, and those of all pillars, all countries and all places.

    Args:
        world: What was known.
        rows: Rows of a cube with their pillar, of the kinds of flow and the years asked for or of none.
        iso3: One country; the others are then only part of the sums of all. Empty for no country.

    Returns:
        Kind of flow → its sums; one without rows is not in it.
    """
    found = _gathered(world.then.engine.run(_grouped(_collapsed(rows, iso3))), iso3)
    for one_flow in found.values():
        _with_wider(one_flow.by_place)
    return found


def by_country(rows: Any) -> Any:
    """Rows of a cube as they are added up of each country, as an Ibis table; :func:`of_country` reads those of one.

    Args:
        rows: As for :func:`added`.
    """
    mine = rows.filter(rows.place_kind == COUNTRY)
    return _grouped(mine.mutate(pillar=(mine.standing == COUNTED).ifelse(mine.pillar, "")))


def of_country(found: pa.Table, iso3: str, beside: Mapping[str, Sums]) -> dict[str, Sums]:
    """What :func:`added` gives of one country, from its own rows and what is the same beside every country.

    Args:
        found: The country's rows of :func:`by_country`.
        iso3: The country.
        beside: What :func:`added` gives of no country.
    """
    own = _gathered(found, iso3)
    for one_flow in own.values():
        _with_every_pillar(one_flow.by_place)
    none = Sums()
    return {
        flow: Sums({**beside.get(flow, none).by_place, **own.get(flow, none).by_place}, own.get(flow, none).left_out)
        for flow in {**beside, **own}
    }


def _gathered(table: pa.Table, iso3: str | None) -> dict[str, Sums]:
    """Sums by place, year and pillar, and what is left out of those asked for."""
    found: dict[str, Sums] = {}
    for flow, standing, where, year, pillar, one in _read(table):
        sums = found.get(flow) or found.setdefault(flow, Sums())
        if standing == COUNTED and year is not None:
            mine = sums.by_place.setdefault((where, year), {})
            if pillar in mine:
                mine[pillar].add(one)
            else:
                mine[pillar] = one
        elif iso3 is None or where == (COUNTRY, iso3):
            why = UNDATED if standing == COUNTED else standing
            # Levels repeat one another's money, so that what is on each is told by itself.
            level = one.levels[0] if standing == OTHER_LEVEL else None
            _into(sums.left_out, (why, year, level), one)
    return found


def _with_wider(by_place: dict[tuple[Where, int], dict[str, Sum]]) -> None:
    """What is in a place is added to its all, and that of each place to all places: every row is looked at once."""
    for (where, year), sums in list(by_place.items()):
        for wider in (ALL_PLACES, *((ALL_COUNTRIES,) if where[0] == COUNTRY else ())):
            every = by_place.setdefault((wider, year), {})
            for pillar, one in sums.items():
                _into(every, pillar, one)
    _with_every_pillar(by_place)


def _with_every_pillar(by_place: dict[tuple[Where, int], dict[str, Sum]]) -> None:
    for sums in by_place.values():
        every_pillar = Sum()
        for one in sums.values():
            every_pillar.add(one)
        sums[EVERY] = every_pillar


def _into(sums: dict[Any, Sum], key: Any, one: Sum) -> None:
    held = sums.get(key)
    if held is None:
        held = sums[key] = Sum()
    held.add(one)


def _collapsed(rows: Any, iso3: str | None) -> Any:
    """Rows told apart only as far as anybody asks: what is not counted by its place alone, or not even by that."""
    import ibis

    counted = rows.standing == COUNTED
    code = rows.place_code
    if iso3 is not None:
        code = ((rows.place_kind == COUNTRY) & (rows.place_code != iso3)).ifelse(OTHERS, code)
    else:
        code = counted.ifelse(code, ibis.literal(""))
    return rows.mutate(place_code=code, pillar=counted.ifelse(rows.pillar, ibis.literal("")))


def _grouped(rows: Any) -> Any:
    return rows.group_by(list(BY)).aggregate(
        usd=rows.usd.sum(),
        moved_usd=rows.moved_usd.sum(),
        flows=rows.flows.sum(),
        without_rate=rows.without_rate.sum(),
        recency=rows.recency.max(),
    )


def _read(found: pa.Table) -> Iterator[tuple[str, str, Where, int | None, str, Sum]]:
    columns = (found[name].to_pylist() for name in (*BY, *SUMS))
    for flow, standing, kind, code, year, pillar, level, *sums in zip(*columns, strict=True):
        usd, moved, flows, without, recency = sums
        one = Sum(usd, moved or Decimal(0), flows, without, recency, (level,))
        yield flow, standing, (kind, code), year, pillar, one
