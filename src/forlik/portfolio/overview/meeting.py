"""How the pillars and donors of one country and year meet, from the cubes; and whether its plans were kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from forlik.places import Place
from forlik.portfolio.coordination.amounts import Amounts
from forlik.portfolio.coordination.concentration import Concentration, donor_concentration
from forlik.portfolio.coordination.evenness import evenness
from forlik.portfolio.coordination.localisation import Localisation, hands, localisation
from forlik.portfolio.coordination.measured import LeftOut, Measured, Reason
from forlik.portfolio.coordination.predictability import Predictability, predictability
from forlik.portfolio.coordination.shares import PILLARS, Shares, pillar_shares
from forlik.portfolio.cube import cube, partner_cube
from forlik.portfolio.cube.marking import COUNTED, COUNTRY
from forlik.portfolio.definitions.by_code import NO_PILLAR
from forlik.portfolio.flags.of_partners import is_local
from forlik.portfolio.flags.of_plans import paid_of, planned_of
from forlik.portfolio.flags.rows import paid_rows, planned_rows
from forlik.portfolio.matrix import Cell
from forlik.portfolio.matrix.cells import EVERY
from forlik.world import World

ALL_FOUR = len(PILLARS)


@dataclass(frozen=True, slots=True)
class Meeting:
    """How the money of a country and year is shared out, and who shares it out.

    Args:
        year: The year.
        shares: Each pillar's part.
        evenness: Of the pillars with money.
        even_of_four: Among all four pillars.
        concentration: Of the organisations that report the money.
        localisation: Through how many hands, counted from the organisation that reports the money: ``direct`` where the
            receiver is registered in the country, ``unknown`` otherwise, since its reference tells no more.
    """

    year: int
    shares: Shares
    evenness: Measured
    even_of_four: Measured
    concentration: Concentration
    localisation: Localisation


def meeting(world: World, place: Place, cells: Mapping[str, Cell], *, flow: str, year: int) -> Meeting:
    """The measures of coordination of one country and year.

    Args:
        world: What was known.
        place: The country.
        cells: Pillar → cell of the country and year, as a row of the overview has them.
        flow: Kind of flow.
        year: The year.

    Raises:
        NoData: No IATI file was known on the day.
    """
    pillars = by_pillar(cells.values())
    reported = _sums(world, cube(world.then), place, {flow}, year)[flow]
    donors = _amounts((row["name"], row["usd"], int(row["flows"]), int(row["without_rate"])) for row in reported)
    hands_of = [
        (_hands(place, row["name"]), amount)
        for row in _sums(world, partner_cube(world.then), place, {flow}, year, "receiver_org_ref")[flow]
        for amount in _parts(row)
    ]
    return Meeting(
        year=year,
        shares=pillar_shares(pillars),
        evenness=evenness(pillars),
        even_of_four=evenness(pillars, among=ALL_FOUR),
        concentration=donor_concentration(donors),
        localisation=localisation(hands_of),
    )


def by_pillar(cells: Iterable[Cell]) -> Amounts:
    """Cells of one place and year as amounts: what is in no pillar has no name.

    Args:
        cells: Its cells, one a pillar; ``all`` of them together is passed over.
    """
    return _amounts(
        ("" if one.pillar == NO_PILLAR else one.pillar, one.usd, one.flows, one.without_rate)
        for one in cells
        if one.pillar != EVERY
    )


def _amounts(sums: Iterable[tuple[str, Decimal | None, int, int]]) -> Amounts:
    """Sums as amounts, whose entries are the parts of transactions behind them.

    Args:
        sums: Name, empty where it is not said; dollars; parts; parts without a rate.
    """
    net: dict[str, Decimal] = {}
    entries = nameless = without = 0
    unnamed = Decimal(0)
    for name, usd, flows, lacking in sums:
        without += lacking
        if usd is None:
            continue
        if name:
            net[name] = usd
            entries += flows - lacking
        else:
            unnamed += usd
            nameless += flows - lacking
    return Amounts(
        dict(sorted(net.items())),
        entries,
        LeftOut(Reason("no_name"), nameless, unnamed),
        LeftOut(Reason("no_amount"), without),
    )


def _sums(
    world: World, rows: Any, place: Place, flows: Iterable[str], year: int, by: str = "reporting_org_ref"
) -> Mapping[str, list[dict[str, Any]]]:
    """What is counted of a country and year by kind of flow and a column; ``name`` is empty where it is not said."""
    found: dict[str, list[dict[str, Any]]] = {flow: [] for flow in flows}
    mine = rows.filter((rows.place_kind == COUNTRY) & (rows.place_code == place.iso3))
    mine = mine.filter((mine.standing == COUNTED) & mine.flow.isin(sorted(found)) & (mine.year == year))
    sums = mine.group_by("flow", name=mine[by].fill_null("")).aggregate(
        usd=mine.usd.sum(), flows=mine.flows.sum(), without_rate=mine.without_rate.sum()
    )
    for row in world.then.engine.run(sums.order_by("flow", "name")).to_pylist():
        found[row["flow"]].append(row)
    return found


def _parts(row: Mapping[str, Any]) -> list[Decimal | None]:
    """The known sum of a row, and an unknown one where parts of it have no rate."""
    return [*([] if row["usd"] is None else [row["usd"]]), *([None] if row["without_rate"] else [])]


def _hands(place: Place, ref: str) -> str:
    """Directly, where a receiver is of the country; of any other, nobody can tell where the money went on to."""
    return hands([is_local(ref or None, place.code("iso2") or "") or None])


def plans_kept(world: World, place: Place, year: int) -> Predictability | None:
    """What was paid of what each activity planned for a year; read from the activities, and slower than a cube.

    Args:
        world: What was known.
        place: The country.
        year: The year.

    Returns:
        Paid of planned: of an activity its planned disbursements, or where it has none its budgets; nothing where no
        plans are published.

    Raises:
        NoData: No IATI file was known on the day.
    """
    plans = planned_rows(world, place.iso3, year)
    if not plans:
        return None
    payments = paid_rows(world, place.iso3, year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    return predictability(planned_of(plans), paid_of(payments, year), first=first, last=last)
