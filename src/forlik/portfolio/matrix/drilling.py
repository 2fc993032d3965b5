"""From a cell down to what was published: every flow in it, with its rate, its rules and its bytes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from forlik.core.schema import BASIS
from forlik.discover import source
from forlik.portfolio.cube import codes_of, cube
from forlik.portfolio.cube.marking import COUNTED, FIRST_HAND, marked
from forlik.portfolio.cube.pieces import FLOWS_TABLE
from forlik.portfolio.cube.versions import losers, paths, standing_activities
from forlik.portfolio.definitions import pillar_of
from forlik.portfolio.matrix.cells import EVERY, Cell
from forlik.sources._iati_rates import rates_until
from forlik.world import World

SAME, MONTHLY = "same_currency", "ecb_month"
ONE = Decimal(1)
LOST = "activities of which a later snapshot has another version"
FROM_FLOWS = (
    *("dataset", "activity_key", "activity_no", "transaction_no", "sector_no", "place_no"),
    *("reporting_org_ref", "hierarchy", "transaction_type_code", "transaction_date", "year"),
    *("provider_org_ref", "provider_org_name", "receiver_org_ref", "receiver_org_name"),
    *("purpose", "humanitarian", "pillar", "place_kind", "place_code"),
    *("amount", "currency", "amount_usd", "rate_period", "rate_rule", "why", "basis"),
)
FROM_ACTIVITIES = ("title", "line", "byte_start", "byte_end", "file_sha256")


@dataclass(frozen=True, slots=True)
class Flow:
    """One part of a transaction that is in a cell.

    Args:
        about: Its columns as ``iati__flows`` has them, with ``purpose`` and with ``pillar`` by the cell's definition;
            and ``title``, ``line``, ``byte_start``, ``byte_end``, ``file_sha256`` of its activity.
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
    then = world.then
    snapshots = then.with_table(FLOWS_TABLE)
    if LOST not in then.memory:
        then.memory[LOST] = losers(then)
    schema = pa.schema([*source("iati").schemas[FLOWS_TABLE].arrow(), BASIS])
    flows = then.engine.read(paths(then, snapshots, FLOWS_TABLE), schema)
    flows = flows.filter((flows.year == cell.year) & flows.transaction_type_code.isin(codes_of(cell.flow)))
    if cell.place_kind == "country":
        flows = flows.filter(flows.country_iso3 == cell.place_code)
    activities = standing_activities(then, snapshots, then.memory[LOST])
    rows = _of_cell(marked(activities, flows), cell)
    levels = _levels(world, cell)
    rows = rows.semi_join(levels, ["reporting_org_ref", "hierarchy"])
    rows = rows.select(*FROM_FLOWS)
    about = activities.filter(~activities.secondary_reporter).select("activity_key", "basis", *FROM_ACTIVITIES)
    found = then.engine.run(rows.left_join(about, ["activity_key", "basis"]).select(*FROM_FLOWS, *FROM_ACTIVITIES))
    keys = ("dataset", "activity_no", "transaction_no", "sector_no", "place_no")
    return tuple(_flows(world, found.sort_by([(key, "ascending") for key in keys])))


def _of_cell(rows: Any, cell: Cell) -> Any:
    rows = pillar_of(cell.definition, rows.filter(rows.standing == FIRST_HAND))
    if cell.place_kind != EVERY:
        rows = rows.filter((rows.place_kind == cell.place_kind) & (rows.place_code == cell.place_code))
    return rows if cell.pillar == EVERY else rows.filter(rows.pillar == cell.pillar)


def _levels(world: World, cell: Cell) -> Any:
    """The levels that count, as the cube has them."""
    rows = cube(world.then)
    counted = rows.filter((rows.flow == cell.flow) & (rows.standing == COUNTED) & (rows.year == cell.year))
    return counted.select("reporting_org_ref", "hierarchy").distinct()


def _flows(world: World, found: pa.Table) -> Iterator[Flow]:
    published = {one.number: world.then.told(one).published for one in world.then.with_table(FLOWS_TABLE)}
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
