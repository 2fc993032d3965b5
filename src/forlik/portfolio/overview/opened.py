"""A cell opened: every flow that it is the sum of, down to the bytes, in its own currency and in the one asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

import pyarrow as pa

from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Basis
from forlik.core.table import Table, json_number
from forlik.portfolio.coordination.amounts import added
from forlik.portfolio.currency import PRICE_BASIS, InCurrency, in_currency
from forlik.portfolio.matrix import Cell, Flow, kept_flows
from forlik.portfolio.matrix.cells import COLUMNS, EVERY, RULE, Where
from forlik.portfolio.overview.places_named import place_name
from forlik.portfolio.overview.rows import Overview, coverage_percent, overview
from forlik.world import World, manifest_of

GRAIN = "One row: one part of one transaction, shared out by sector and place; together they are the cell."
EXACT = pa.decimal128(38, 6)
AS_IS = (
    *("dataset", "activity_key", "title", "transaction_no", "transaction_type_code", "transaction_date"),
    *("reporting_org_ref", "hierarchy", "provider_org_ref", "provider_org_name"),
    *("receiver_org_ref", "receiver_org_name", "purpose", "humanitarian", "pillar"),
)
KINDS = {
    "transaction_no": pa.int64(),
    "hierarchy": pa.int64(),
    "transaction_date": pa.date32(),
    "humanitarian": pa.bool_(),
}
SHAPE = pa.schema(
    [
        *((name, KINDS.get(name, pa.string())) for name in AS_IS),
        ("amount", EXACT),
        ("currency", pa.string()),
        ("amount_usd", EXACT),
        ("rate", pa.decimal128(38, 18)),
        ("rate_period", pa.string()),
        ("rate_rule", pa.string()),
        ("why", pa.string()),
        ("line", pa.int64()),
        ("byte_start", pa.int64()),
        ("byte_end", pa.int64()),
        ("file_sha256", pa.string()),
        ("known_at", pa.string()),
        ("basis", pa.int32()),
    ]
)


@dataclass(frozen=True)
class Opened:
    """A cell and its flows.

    Args:
        world: What was known.
        cell: The cell.
        flows: Its flows, those without a rate too, in the order of dataset, activity and transaction.
        currency: The currency asked for.
    """

    world: World = field(repr=False)
    cell: Cell
    flows: tuple[Flow, ...] = field(repr=False)
    currency: str

    @cached_property
    def usd(self) -> Decimal | None:
        """What the flows add up to in US dollars; nothing where none has a rate. It is the cell's."""
        known = [one.amount_usd for one in self.flows if one.amount_usd is not None]
        return added(known) if known else None

    @property
    def money(self) -> InCurrency:
        """The cell in the currency asked for."""
        return in_currency(self.world, self.cell, self.cell.year, self.currency)

    @cached_property
    def as_published(self) -> Mapping[str, Decimal]:
        """Currency → what its flows add up to as they were published; currencies are never added to each other."""
        found: dict[str, list[Decimal]] = {}
        for one in self.flows:
            if one.amount is not None:
                found.setdefault(one.currency or "", []).append(one.amount)
        return {name: added(parts) for name, parts in sorted(found.items())}

    @cached_property
    def bases(self) -> tuple[Basis, ...]:
        """The files that the flows stand in, and the rate."""
        return (*(self.world.then.bases[number] for number in self.files), *self.money.rate.bases)

    @cached_property
    def files(self) -> tuple[int, ...]:
        """Numbers of the files that the flows stand in."""
        return tuple(sorted({one.about["basis"] for one in self.flows}))

    def table(self) -> Table:
        """The flows as a table, one row a part of a transaction."""
        manifest = manifest_of(
            self.world,
            f"portfolio_flows_{self.cell.place_code or self.cell.place_kind}_{self.cell.pillar}_{self.cell.year}",
            grain=GRAIN,
            sources=self.bases,
            remarks=(RULE,),
        )
        return Table(manifest, lambda: pa.Table.from_pylist(list(self._rows()), schema=SHAPE))

    def _rows(self) -> Iterator[dict[str, Any]]:
        for one in self.flows:
            yield flow_row(self, one)


def opened(
    world: World,
    where: Where,
    pillar: str,
    year: int,
    *,
    definition: str = "purpose",
    flow: str = "paid",
    currency: str = "USD",
) -> Opened:
    """A cell with the flows that it is the sum of.

    Args:
        world: What was known.
        where: Kind of place and its code.
        pillar: A pillar, ``excluded_donor_side``, ``no_pillar``, or ``all``.
        year: The year.
        definition: Name of the definition of pillars.
        flow: Kind of flow.
        currency: Code of the currency.

    Raises:
        UsageError: There is no such pillar, definition, kind of flow or currency.
        NoData: Nothing is published there, which is unknown and not 0; or no IATI file was known on the day.
    """
    if pillar not in {*COLUMNS, EVERY}:
        raise UsageError(
            f"there is no pillar “{pillar:.40}”",
            remedy=f"there are {', '.join(COLUMNS)} and {EVERY}",
        )
    found = overview(world, definition=definition, flow=flow, years=year, currency=currency)
    cell = cell_of(found, where, pillar, year)
    if cell is None:
        raise NoData(
            f"nothing is published as {flow} for {place_name(where) or where[0]}, {pillar}, {year}",
            remedy="that is unknown, not 0; another year, kind of flow or definition may have something",
        )
    return Opened(world, cell, kept_flows(world, cell), found.currency)


def cell_of(found: Overview, where: Where, pillar: str, year: int) -> Cell | None:
    """A cell of an overview; nothing where nothing is published."""
    return found.matrix.cell(where[1], pillar, year, place_kind=where[0])


def flow_row(found: Opened, one: Flow) -> dict[str, Any]:
    """A flow as a row of the table."""
    about = one.about
    return {
        **{name: about[name] for name in AS_IS},
        "amount": one.amount,
        "currency": one.currency,
        "amount_usd": one.amount_usd,
        "rate": one.rate,
        "rate_period": about["rate_period"],
        "rate_rule": about["rate_rule"],
        "why": one.why,
        "line": about["line"],
        "byte_start": about["byte_start"],
        "byte_end": about["byte_end"],
        "file_sha256": about["file_sha256"],
        "known_at": found.world.then.bases[about["basis"]].known_at,
        "basis": about["basis"],
    }


def opened_shape(found: Opened) -> dict[str, Any]:
    """The cell and its flows as JSON; ``sum_usd`` is what the flows add up to, and equals the cell's ``amount_usd``."""
    cell, money = found.cell, found.money
    return {
        "as_of": found.world.day.isoformat(),
        "place_kind": cell.place_kind,
        "place_code": cell.place_code,
        "place": place_name(cell.where),
        "pillar": cell.pillar,
        "year": cell.year,
        "flow": cell.flow,
        "definition": cell.definition.name,
        "amount": json_number(money.value),
        "currency": money.currency,
        "rate": {"value": str(money.rate.value) if money.rate.rate else None}
        | {"rule": money.rate.rule, "period": money.rate.period, "reason": money.rate.reason},
        "price_basis": PRICE_BASIS.text,
        "amount_usd": json_number(cell.usd),
        "sum_usd": json_number(found.usd),
        "as_published": {name: json_number(amount) for name, amount in found.as_published.items()},
        "status": money.status,
        "reason": money.reason,
        "coverage": json_number(coverage_percent(cell)),
        "levels": list(cell.levels),
        "level_rule": RULE,
        "basis": cell.basis,
        "bases": list(found.files),
        "flows": [_plain(flow_row(found, one)) for one in found.flows],
    }


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    day, rate = row["transaction_date"], row["rate"]
    return {
        **row,
        "transaction_date": day and day.isoformat(),
        "amount": json_number(row["amount"]),
        "amount_usd": json_number(row["amount_usd"]),
        "rate": None if rate is None else str(rate),
    }
