"""Money of an IATI file in one shape: transactions and what is planned, so that both go one way from here on."""

from collections.abc import Sequence
from typing import Any

from forlik.core.snapshot import Snapshot
from forlik.portfolio.cube.versions import ACTIVITIES, paths
from forlik.standing import Standing

FLOWS, PLANNED = "iati__flows", "iati__planned"
MONEY = (FLOWS, PLANNED)
COLUMNS = (
    *("dataset", "activity_key", "activity_no", "transaction_no", "sector_no", "place_no"),
    *("reporting_org_ref", "secondary_reporter", "hierarchy", "replaced"),
    *("transaction_type_code", "transaction_date", "period_end", "budget_type_code", "budget_status_code", "year"),
    *("provider_org_ref", "provider_org_name", "receiver_org_ref", "receiver_org_name"),
    *("humanitarian", "sector_vocabulary", "sector_code", "place_kind", "place_code", "country_iso3"),
    *("amount", "currency", "amount_usd", "rate_period", "rate_rule", "why", "basis"),
)
"""Columns that both tables have here, in the words of ``iati__flows``."""


def snapshots(then: Standing) -> tuple[Snapshot, ...]:
    """The files of activities that stand, the latest known last."""
    return then.with_table(ACTIVITIES)


def money(then: Standing, some: Sequence[Snapshot], tables: Sequence[str] = MONEY) -> Any:
    """Money of some snapshots, as an Ibis table with ``COLUMNS``.

    Args:
        then: What stands.
        some: The snapshots.
        tables: Which tables: ``iati__flows``, ``iati__planned`` or both.
    """
    import ibis

    return (
        ibis.union(*parts, distinct=False) if len(parts := [_one(then, some, one) for one in tables]) > 1 else parts[0]
    )


def _one(then: Standing, some: Sequence[Snapshot], table: str) -> Any:
    import pyarrow as pa

    from forlik.core.schema import BASIS
    from forlik.discover import source

    held = [one for one in some if table in then.told(one).tables]
    schema = pa.schema([*source("iati").schemas[table].arrow(), BASIS])
    rows = then.engine.read(paths(then, held, table), schema)
    return (as_planned if table == PLANNED else as_flows)(rows).select(*COLUMNS)


def as_flows(flows: Any) -> Any:
    """``iati__flows`` with the columns that only planned money fills."""
    import ibis

    nothing = ibis.null("string")
    return flows.mutate(
        replaced=ibis.literal(False),
        period_end=ibis.null("date"),
        budget_type_code=nothing,
        budget_status_code=nothing,
    )


def as_planned(planned: Any) -> Any:
    """``iati__planned`` in the words of flows: its kind is the type, and its period begins on the day."""
    return planned.mutate(
        transaction_type_code=planned.kind, transaction_no=planned.planned_no, transaction_date=planned.period_start
    )
