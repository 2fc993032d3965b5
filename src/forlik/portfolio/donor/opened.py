"""A sum of a donor's money in others' reports opened: every transaction that it is the sum of, down to the bytes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

import pyarrow as pa

from forlik.core.figure import Basis
from forlik.core.table import Table, json_number
from forlik.portfolio.donor.added import Added, one_by_one
from forlik.portfolio.donor.giving import ACTIVITIES, ONE, RATE, SUM, TOLD, checked_prefixes, transactions
from forlik.portfolio.donor.tracing import ALL, UNDATED, Traced, Year, traced
from forlik.portfolio.last_answer import last_answer
from forlik.world import World, manifest_of

LAST = "the sums of a donor that were opened last"
GRAIN = "One row: one transaction. Of one level, kind and currency they add up to one sum."
RULE = "Levels repeat each other's money and currencies have no sum: sums of different ones are never added."
FROM_ACTIVITIES = ("title", "line", "byte_start", "byte_end", "file_sha256")
EXACT = pa.decimal128(38, 6)
SHAPE = pa.schema(
    [
        *((name, pa.string()) for name in ("dataset", "activity_key", "title")),
        ("transaction_no", pa.int64()),
        ("transaction_type_code", pa.string()),
        ("transaction_date", pa.date32()),
        ("year", pa.int64()),
        ("reporting_org_ref", pa.string()),
        ("hierarchy", pa.int64()),
        *((f"{who}_org_{what}", pa.string()) for who in ("provider", "receiver") for what in ("ref", "name")),
        ("amount", EXACT),
        ("currency", pa.string()),
        ("amount_usd", EXACT),
        ("rate_period", pa.string()),
        ("rate_rule", pa.string()),
        ("parts", pa.int64()),
        ("line", pa.int64()),
        ("byte_start", pa.int64()),
        ("byte_end", pa.int64()),
        ("file_sha256", pa.string()),
        ("known_at", pa.string()),
        ("basis", pa.int32()),
    ]
)


@dataclass(frozen=True, slots=True)
class Which:
    """Which of a donor's money in others' reports is asked for.

    Args:
        publisher: Reference of who reports; empty for those who state none.
        level: Level of the activities.
        year: One year, ``all``, or ``undated``.
        kind: IATI code of the kind of transaction; every kind when ``None``.
        currency: Code of the currency as published, empty for none stated; every currency when ``None``.
        provider: The provider's reference as published; every provider when empty.
    """

    publisher: str
    level: int
    year: Year = ALL
    kind: str | None = None
    currency: str | None = None
    provider: str = ""

    def holds(self, one: Traced) -> bool:
        """Whether a sum is among those that are asked for."""
        return (
            (one.publisher, one.level) == (self.publisher, self.level)
            and self.kind in {None, one.kind}
            and self.currency in {None, one.currency}
            and one.of(self.year, self.provider).transactions > 0
        )


@dataclass(frozen=True)
class OpenedTraces:
    """Sums of a donor's money in others' reports, and the transactions behind them.

    Args:
        world: What was known.
        which: What was asked for.
        sums: The sums, one a kind and currency; they are not added.
        rows: The transactions, those without an amount too, in the order of dataset, activity and transaction: the
            columns of the table.
    """

    world: World = field(repr=False)
    which: Which
    sums: tuple[Traced, ...]
    rows: tuple[Mapping[str, Any], ...] = field(repr=False)

    def stated(self, one: Traced) -> Added:
        """A sum as the tracing has it."""
        return one.of(self.which.year, self.which.provider)

    def behind(self, one: Traced) -> Added:
        """What the transactions behind a sum add up to, one by one: it is the sum."""
        return one_by_one(
            (row["amount"], row["amount_usd"]) for row in self.rows if _of(row) == (one.kind, one.currency)
        )

    @cached_property
    def bases(self) -> tuple[Basis, ...]:
        """The files that the transactions stand in."""
        return tuple(self.world.then.bases[number] for number in sorted({row["basis"] for row in self.rows}))

    def table(self) -> Table:
        """The transactions as a table."""
        manifest = manifest_of(
            self.world,
            f"donor_flows_{self.which.publisher or 'nobody'}_{self.which.level}_{self.which.year}",
            grain=GRAIN,
            sources=self.bases,
            remarks=(RULE,),
        )
        return Table(manifest, lambda: pa.Table.from_pylist([dict(row) for row in self.rows], schema=SHAPE))


def opened_traces(world: World, provider_prefixes: Sequence[str], which: Which) -> OpenedTraces:
    """The transactions behind what :func:`forlik.portfolio.donor.traced` tells.

    Args:
        world: What was known.
        provider_prefixes: How the references of the donor's organisations begin, such as ``NO-``.
        which: Whose report, of which level and year; where asked, of which kind, currency and provider.

    Returns:
        The sums and their transactions; none of either where nothing is published, which is unknown and not 0.

    Raises:
        UsageError: No prefix, or one of fewer than three signs.
        NoData: No IATI file was known on the day.
    """
    return last_answer(
        world, LAST, (checked_prefixes(provider_prefixes), which), lambda: _opened(world, provider_prefixes, which)
    )


def _opened(world: World, provider_prefixes: Sequence[str], which: Which) -> OpenedTraces:
    sums = tuple(one for one in traced(world, provider_prefixes) if which.holds(one))
    return OpenedTraces(world, which, sums, tuple(_rows(world, provider_prefixes, which)) if sums else ())


def opened_traces_shape(found: OpenedTraces) -> dict[str, Any]:
    """The sums and their transactions as JSON; ``behind`` is what these add up to, and equals the sum."""
    return {
        "as_of": found.world.day.isoformat(),
        "publisher": found.which.publisher,
        "level": found.which.level,
        "year": found.which.year,
        "level_rule": RULE,
        "sums": [
            {"kind": one.kind, "kind_name": one.kind_name, "currency": one.currency}
            | _said(found.stated(one))
            | {"behind": _said(found.behind(one))}
            for one in found.sums
        ],
        "flows": [{name: _plain(value) for name, value in row.items()} for row in found.rows],
    }


def _of(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["transaction_type_code"], row["currency"] or ""


def _said(one: Added) -> dict[str, Any]:
    return {
        "amount": json_number(one.amount),
        "amount_usd": json_number(one.usd),
        "transactions": one.transactions,
        "without_amount": one.without_amount,
        "without_rate": one.without_rate,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return json_number(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _rows(world: World, prefixes: Sequence[str], which: Which) -> Iterator[Mapping[str, Any]]:
    rows = _asked(transactions(world, checked_prefixes(prefixes)), which)
    activities = world.table(ACTIVITIES).to_ibis()
    about = activities.filter(~activities.secondary_reporter).select("activity_key", "dataset", *FROM_ACTIVITIES)
    own = (*ONE, *SUM, *TOLD, *RATE, "parts", "amount", "amount_usd")
    joined = rows.left_join(about, ["activity_key", "dataset"]).select(*own, *FROM_ACTIVITIES)
    order = [(name, "ascending") for name in ("dataset", "activity_no", "transaction_no")]
    for row in world.then.engine.run(joined).sort_by(order).to_pylist():
        told = row | {"known_at": world.then.bases[row["basis"]].known_at}
        yield {name: told[name] for name in SHAPE.names}


def _asked(rows: Any, which: Which) -> Any:
    """The rows of one level of one publisher, narrowed as asked."""
    rows = rows.filter((rows.reporting_org_ref == which.publisher) & (rows.hierarchy == which.level))
    if which.year == UNDATED:
        rows = rows.filter(rows.year.isnull())
    elif which.year != ALL:
        rows = rows.filter(rows.year == which.year)
    if which.kind is not None:
        rows = rows.filter(rows.transaction_type_code == which.kind)
    if which.currency is not None:
        rows = rows.filter(rows.currency.fill_null("") == which.currency)
    return rows.filter(rows.provider_org_ref == which.provider) if which.provider else rows
