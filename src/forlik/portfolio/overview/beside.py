"""What stands beside the matrix: the same totals under each definition, and what carries a tag across the pillars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forlik.portfolio.cube import codes_of, cube, parts_of
from forlik.portfolio.cube.marking import COUNTED, COUNTRY
from forlik.portfolio.cube.years import up_to_the_day
from forlik.portfolio.definitions import TAGS, definition, definition_names, tags
from forlik.portfolio.definitions.said import Definition
from forlik.portfolio.matrix import kept_matrix, matrix
from forlik.portfolio.matrix.cells import EVERY
from forlik.portfolio.overview.rows import Row
from forlik.world import World


@dataclass(frozen=True, slots=True)
class TagSum:
    """Money whose purpose has a tag, whatever its pillar; a part of the totals and never added to them.

    Args:
        tag: One of ``forlik.portfolio.definitions.TAGS``.
        flow: Kind of flow.
        year: The year.
        usd: US dollars, exact; nothing where nothing is known, which is not 0.
        flows: Parts of transactions, or of what is planned.
        without_rate: How many of them have no amount in US dollars.
    """

    tag: str
    flow: str
    year: int
    usd: Decimal | None
    flows: int
    without_rate: int

    @property
    def reason(self) -> str:
        """Why it is unknown, or what is not in it; empty otherwise."""
        if self.usd is None:
            return "no rate is known" if self.flows else "nothing is published"
        return f"{self.without_rate} of {self.flows} {parts_of(self.flow)} have no rate" if self.without_rate else ""


def by_definition(
    world: World, *, flow: str, year: int, place: str | None = None
) -> Sequence[tuple[Definition, Row | None]]:
    """The totals of a year under each definition that comes with Forlik; nothing where nothing is published.

    Args:
        world: What was known.
        flow: Kind of flow.
        year: The year.
        place: ISO code of one country; all places when not given.

    Raises:
        UsageError: There is no such kind of flow.
        NoData: No IATI file was known on the day.
    """
    found = []
    for name in definition_names():
        # Of one country all years are asked for at once, since its page shows them all.
        made = (
            kept_matrix(world, definition=name, flow=flow, place=place)
            if place
            else matrix(world, definition=name, flow=flow, years=year)
        )
        kind, code = (COUNTRY, world.place(place).iso3) if place else (EVERY, "")
        mine = made.cells if place else made.totals
        cells = {cell.pillar: cell for cell in mine if cell.place_code == code and cell.year == year}
        found.append((definition(name), Row(kind, code, year, cells) if cells else None))
    return found


def tag_sums(world: World, *, flow: str, year: int, place: str | None = None) -> tuple[TagSum, ...]:
    """What of a year's money has each tag: counted by the rules of the matrix.

    Args:
        world: What was known.
        flow: Kind of flow.
        year: The year.
        place: ISO code of one country; all places when not given.

    Raises:
        UsageError: There is no such kind of flow.
        NoData: No IATI file was known on the day.
    """
    codes_of(flow)
    rows = up_to_the_day(world.then, cube(world.then))
    rows = rows.filter((rows.standing == COUNTED) & (rows.flow == flow) & (rows.year == year))
    if place is not None:
        rows = rows.filter((rows.place_kind == COUNTRY) & (rows.place_code == world.place(place).iso3))
    sums = rows.group_by("purpose").aggregate(
        usd=rows.usd.sum(), flows=rows.flows.sum().cast("int64"), without=rows.without_rate.sum().cast("int64")
    )
    found = world.then.engine.run(sums).to_pylist()
    return tuple(_sum([row for row in found if tag in tags(row["purpose"])], tag, flow, year) for tag in TAGS)


def _sum(rows: Sequence[Mapping[str, Any]], tag: str, flow: str, year: int) -> TagSum:
    known = [row["usd"] for row in rows if row["usd"] is not None]
    usd = sum(known, Decimal(0)) if known else None
    return TagSum(tag, flow, year, usd, sum(row["flows"] for row in rows), sum(row["without"] for row in rows))
