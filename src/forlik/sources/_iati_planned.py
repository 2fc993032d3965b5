"""Planned money of an IATI file: budgets and planned disbursements by sector and place, as exact as its flows."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.schema import Column, Schema
from forlik.sources._iati_file import Dataset
from forlik.sources._iati_flows import FLOWS, NAMES, beside, of_kind, parts
from forlik.sources._iati_tables import year_of

KINDS = ("budget", "planned_disbursement")
ORIGINAL, REVISED = "1", "2"
"""IATI's codes of budgets (BudgetType); one without a code is meant as first made."""
_WHOSE = ("dataset", "activity_key", "activity_no")
_REPORT = ("reporting_org_ref", "secondary_reporter", "hierarchy")
_REST = (
    *("provider_org_ref", "provider_org_name", "receiver_org_ref", "receiver_org_name", "humanitarian"),
    *("sector_vocabulary", "sector_code", "sector_percentage", "pillar"),
    *("place_kind", "place_code", "country_iso3", "place_percentage"),
    *("amount", "currency", "amount_usd", "rate_period", "rate_rule", "why"),
)
PLANNED = Schema(
    grain="the part of one budget or planned disbursement for one sector and one place; parts add up to it exactly",
    key=("dataset", "activity_no", "kind", "planned_no", "sector_no", "place_no"),
    columns={
        **{name: FLOWS.columns[name] for name in _WHOSE},
        "kind": Column("text", "budget or planned_disbursement", required=True),
        "planned_no": Column("int", "which of the activity's amounts of that kind, from 1", required=True),
        **{name: FLOWS.columns[name] for name in ("sector_no", "place_no", *_REPORT)},
        "budget_type_code": Column("text", "IATI code (BudgetType): 1 original, 2 revised; empty: none stated"),
        "budget_status_code": Column("text", "IATI code (BudgetStatus): 1 indicative, 2 committed; only of budgets"),
        "replaced": Column(
            "flag", "an original beside which a revised one of the same period stands: it is not added", required=True
        ),
        "period_start": Column("date", "first day of the period it is planned for"),
        "period_end": Column("date", "last day"),
        "year": Column("int", "year in which the period begins, however long it is"),
        **{name: FLOWS.columns[name] for name in _REST},
    },
)
TYPES = {
    ORIGINAL: "Original.",
    REVISED: "Revised.",
    "": "Taken as original as no type is stated.",
}
REPLACED = "Not added, for a revised one of the same period stands beside it."
SEVERAL_YEARS = "All of it counts in the year in which its period begins, though the period goes on beyond it."
SAME = ("activity_no", "period_start", "period_end")
ENDS = ("provider_org_ref", "provider_org_name", "receiver_org_ref", "receiver_org_name")


def planned_rows(
    whose: Dataset, made: pa.Table, silver: Mapping[str, pa.Table], stand: pa.Table
) -> tuple[pa.Table, dict[str, int]]:
    """What the activities that stand plan.

    Args:
        whose: The dataset.
        made: What ``forlik.iati.flows`` made of the file, with the columns ``ASKED``.
        silver: The reader's tables.
        stand: The activities that stand.

    Returns:
        The rows, and codes of countries that are none with how often they stand.
    """
    tables: list[pa.Table] = []
    told: dict[str, int] = {}
    for kind in KINDS:
        rows, strange = _of_one_kind(whose, of_kind(kind, made, stand), silver[kind])
        tables.append(rows)
        for code, times in strange.items():
            told[code] = told.get(code, 0) + times
    return pa.concat_tables(tables), told


def _of_one_kind(whose: Dataset, rows: pa.Table, table: pa.Table) -> tuple[pa.Table, dict[str, int]]:
    names = [name for name in NAMES if name in table.column_names]
    rows = beside(rows, table.append_column("replaced", replaced(table)), (*names, "replaced"))
    status = "status_code" in table.column_names
    rows = beside(rows, table, ("status_code",)) if status else rows
    nothing = pa.nulls(rows.num_rows, pa.string())
    own: dict[str, Any] = {name: nothing for name in NAMES if name not in names} | {
        "planned_no": rows["transaction_ordinal"],
        "period_start": rows["transaction_date"],
        "year": year_of(rows["transaction_date"]),
        "budget_status_code": rows["status_code"] if status else nothing,
        "why": _why(rows),
    }
    return parts(PLANNED, whose, rows, own)


def replaced(table: pa.Table) -> pa.Array:
    """Which budgets or planned disbursements are originals that a revised one of the same period stands beside.

    The same period is the same first and last day; planned disbursements are the same too only between the same two
    ends. Where a day is not stated nothing is replaced.

    Args:
        table: The reader's table ``budget`` or ``planned_disbursement``.

    Returns:
        n flags.
    """
    types = pc.fill_null(table["type_code"].cast(pa.string()), "")
    revised = pc.equal(types, REVISED)
    if not pc.any(revised).as_py():
        return pa.repeat(pa.scalar(False), table.num_rows)
    names = [*SAME, *(name for name in ENDS if name in table.column_names)]
    texts = [pc.fill_null(table[name].cast(pa.string()), "").combine_chunks() for name in names]
    period = pc.and_(table["period_start"].is_valid(), table["period_end"].is_valid())
    keys = pc.if_else(period, pc.binary_join_element_wise(*texts, "\n"), pa.scalar(None, pa.string()))
    there = keys.filter(pc.and_(revised, keys.is_valid())).combine_chunks()
    stands = pc.and_(keys.is_valid(), pc.is_in(keys, there))
    return pc.and_(stands, pc.is_in(types, pa.array(["", ORIGINAL]))).combine_chunks()


def _why(rows: pa.Table) -> pa.ChunkedArray:
    """The rules of each row in words, with those that only planned money has."""
    types = pc.fill_null(rows["budget_type_code"].cast(pa.string()), "")
    nothing = pa.scalar("")
    said = pa.repeat(nothing, rows.num_rows)
    for code, words in TYPES.items():
        said = pc.if_else(pc.equal(types, code), pa.scalar(f" {words}"), said)
    years = [pc.year(rows[name]) for name in ("transaction_date", "period_end")]
    longer = pc.fill_null(pc.less(*years), False)
    return pc.binary_join_element_wise(
        rows["why"].cast(pa.string()),
        said,
        pc.if_else(rows["replaced"], pa.scalar(f" {REPLACED}"), nothing),
        pc.if_else(longer, pa.scalar(f" {SEVERAL_YEARS}"), nothing),
        "",
    )
