"""From a cell down to what was published: every flow in it, with its rate, its rules and its bytes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from forlik.core.errors import UsageError
from forlik.portfolio.cube import codes_of, cube, table_of
from forlik.portfolio.cube.marking import COUNTED, COUNTRY, FIRST_HAND, marked
from forlik.portfolio.cube.tables import money, snapshots
from forlik.portfolio.cube.versions import losers, standing_activities
from forlik.portfolio.definitions import pillar_of
from forlik.portfolio.matrix.cells import EVERY, Cell, Where
from forlik.sources._iati_rates import rates_until
from forlik.world import World

SAME, MONTHLY = "same_currency", "ecb_month"
ONE = Decimal(1)
LOST = "activities of which a later snapshot has another version"
FROM_FLOWS = (
    *("dataset", "activity_key", "activity_no", "transaction_no", "sector_no", "place_no"),
    *("reporting_org_ref", "hierarchy", "transaction_type_code", "transaction_date", "year"),
    *("period_end", "budget_type_code", "budget_status_code"),
    *("provider_org_ref", "provider_org_name", "receiver_org_ref", "receiver_org_name"),
    *("purpose", "humanitarian", "pillar", "place_kind", "place_code"),
    *("amount", "currency", "amount_usd", "rate_period", "rate_rule", "why", "basis"),
)
FROM_ACTIVITIES = ("title", "line", "byte_start", "byte_end", "file_sha256")


@dataclass(frozen=True, slots=True)
class Flow:
    """One part of a transaction, of a budget or of a planned disbursement that is in a cell.

    Args:
        about: Its columns as ``iati__flows`` has them (the number, kind and first day of planned money stand in
            ``transaction_no``, ``transaction_type_code`` and ``transaction_date``), with ``purpose`` and ``pillar`` by
            the cell's definition; and ``title``, ``line``, ``byte_start``, ``byte_end``, ``file_sha256`` of its
            activity.
        rate: US dollars for one unit of its currency; nothing where the publisher converted it or no rate is known.
    """

    about: Mapping[str, Any]
    rate: Decimal | None

    @property
    def amount(self) -> Decimal | None:
        """This part in its own currency."""
        value: Decimal | None = self.about["amount"]
        return value

    @property
    def currency(self) -> str | None:
        """Its currency."""
        value: str | None = self.about["currency"]
        return value

    @property
    def amount_usd(self) -> Decimal | None:
        """This part in US dollars; nothing where no rate is known, and then it is not in the total."""
        value: Decimal | None = self.about["amount_usd"]
        return value

    @property
    def why(self) -> str:
        """The rules that made it, in words."""
        return str(self.about["why"])

    @property
    def dataset(self) -> str:
        """The dataset that it stands in."""
        return str(self.about["dataset"])

    @property
    def bytes(self) -> tuple[int, int]:
        """First byte of its activity in the file as published, and the one after the last."""
        return self.about["byte_start"], self.about["byte_end"]


def drill_down(world: World, cell: Cell) -> tuple[Flow, ...]:
    """The flows that a cell is the sum of, those without a rate too: their dollars add up to it exactly.

    Args:
        world: The world that the matrix was made from.
        cell: A cell of it.

    Returns:
        The flows, in the order of dataset, activity and transaction.

    Raises:
        NoData: No IATI file was known on the day.
    """
    return drill_down_all(world, [cell])[0]


def drill_down_all(world: World, cells: Sequence[Cell]) -> tuple[tuple[Flow, ...], ...]:
    """The flows behind each of several cells, in one question.

    Args:
        world: The world that the matrix was made from.
        cells: Cells of one matrix: of one kind of flow and one definition.

    Returns:
        For each cell what :func:`drill_down` gives.

    Raises:
        NoData: No IATI file was known on the day.
        UsageError: The cells are of several matrices.
    """
    if not cells:
        return ()
    flow, said = cells[0].flow, cells[0].definition
    if any((one.flow, one.definition) != (flow, said) for one in cells):
        raise UsageError("the cells are of several matrices", remedy="ask of one kind of flow and definition at a time")
    wide = [one for one in cells if one.place_kind == EVERY]
    places = None if wide else {one.where for one in cells}
    rows = counted_rows(world, flow, {one.year for one in cells}, places)
    rows = pillar_of(said, rows)
    pillars = {one.pillar for one in cells}
    if EVERY not in pillars:
        rows = rows.filter(rows.pillar.isin(sorted(pillars)))
    found: dict[tuple[Where, int, str], list[Flow]] = {}
    for one in flows_of(world, with_activities(world, rows)):
        at = one.about
        for where in ((at["place_kind"], at["place_code"]), (EVERY, "")):
            for pillar in (at["pillar"], EVERY):
                found.setdefault((where, at["year"], pillar), []).append(one)
    return tuple(tuple(found.get((one.where, one.year, one.pillar), ())) for one in cells)


def counted_rows(world: World, flow: str, years: Collection[int], places: Collection[Where] | None) -> Any:
    """The rows of one kind of flow that are counted: first-hand, each activity once, on the level that counts.

    Args:
        world: What was known.
        flow: Kind of flow.
        years: The years.
        places: Places asked for, by kind and code; all when ``None``. Others may come with them.

    Returns:
        Ibis table of money as :func:`forlik.portfolio.cube.marking.marked` gives it.
    """
    then = world.then
    rows = money(then, snapshots(then), [table_of(flow)])
    rows = rows.filter(rows.year.isin(sorted(years)) & rows.transaction_type_code.isin(codes_of(flow)))
    if places is not None and {kind for kind, _ in places} == {COUNTRY}:
        rows = rows.filter(rows.country_iso3.isin(sorted(code for _, code in places)))
    rows = marked(standing(world), rows)
    rows = rows.filter(rows.standing == FIRST_HAND)
    if places is not None:
        kinds, codes = (sorted(set(names)) for names in zip(*places, strict=True))
        rows = rows.filter(rows.place_kind.isin(kinds) & rows.place_code.isin(codes))
    return rows.semi_join(counted_levels(world, flow), ["reporting_org_ref", "hierarchy"])


def standing(world: World) -> Any:
    """The activities that count, as an Ibis table with the columns of ``iati__activities``."""
    then = world.then
    if LOST not in then.shared:
        then.shared[LOST] = losers(then)
    return standing_activities(then, snapshots(then), then.shared[LOST])


def with_activities(world: World, rows: Any) -> pa.Table:
    """Rows with where their activity stands, in the order of dataset, activity, transaction, sector and place.

    Args:
        world: What was known.
        rows: Ibis table of money, as :func:`counted_rows` gives it, with its pillar.
    """
    rows = rows.select(*FROM_FLOWS)
    activities = standing(world)
    about = activities.filter(~activities.secondary_reporter).select("activity_key", "basis", *FROM_ACTIVITIES)
    joined = rows.left_join(about, ["activity_key", "basis"]).select(*FROM_FLOWS, *FROM_ACTIVITIES)
    keys = ("dataset", "activity_no", "transaction_no", "sector_no", "place_no")
    return world.then.engine.run(joined).sort_by([(key, "ascending") for key in keys])


def counted_levels(world: World, flow: str) -> Any:
    """The levels that count for a kind of flow, as the cube has them; a small table that is kept.

    Args:
        world: What was known.
        flow: The kind of flow.

    Returns:
        Ibis table with ``reporting_org_ref`` and ``hierarchy``.
    """
    then = world.then
    name = f"levels that count for {flow}"
    if name not in then.shared:
        rows = cube(then)
        counted = rows.filter((rows.flow == flow) & (rows.standing == COUNTED))
        levels = then.engine.run(counted.select("reporting_org_ref", "hierarchy").distinct())
        then.shared[name] = then.engine.memory(levels)
    return then.shared[name]


def flows_of(world: World, found: pa.Table) -> Iterator[Flow]:
    """Rows as flows, each with the rate that was used.

    Args:
        world: What was known.
        found: As :func:`with_activities` gives them.
    """
    published = {one.number: world.then.told(one).published for one in snapshots(world.then)}
    for row in found.to_pylist():
        yield Flow(row, _rate(row, published[row["basis"]]))


def _rate(row: Mapping[str, Any], published: str) -> Decimal | None:
    """The rate that was used: that of the month, as it was known when the file came out."""
    if row["rate_rule"] == SAME:
        return ONE
    if row["rate_rule"] != MONTHLY:
        return None
    found = rates_until(published).rate(row["currency"], "USD", date.fromisoformat(f"{row['rate_period']}-01"))
    return found.value if found else None
