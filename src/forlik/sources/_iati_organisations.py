"""What an IATI organisation file gives: the budgets and expenditures of organisations."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.schema import Column, Schema
from forlik.sources._iati_file import Dataset
from forlik.sources._iati_tables import DATASET, countries, money, shaped, year_of

BUDGETS = Schema(
    grain="one budget or expenditure of an organisation, one period, as its organisation file gives it",
    key=("dataset", "organisation_no", "kind", "ordinal"),
    columns={
        "dataset": DATASET,
        "organisation_no": Column("int", "its number in the file, from 0", required=True),
        "kind": Column("text", "total-budget, recipient-country-budget … or total-expenditure", required=True),
        "ordinal": Column("int", "number among the organisation's budgets or expenditures, from 1", required=True),
        "organisation_id": Column("text", "identifier of the organisation"),
        "organisation_name": Column("text", "its name"),
        "country_iso3": Column("text", "recipient country, when it is for one"),
        "recipient_org_ref": Column("text", "recipient organisation, when it is for one"),
        "year": Column("int", "year in which the period begins"),
        "period_start": Column("date", "first day"),
        "period_end": Column("date", "last day"),
        "amount": Column("decimal", "amount in its currency"),
        "currency": Column("text", "ISO 4217 code as stated with the amount, else the organisation's default"),
        "status_code": Column("text", "IATI code (BudgetStatus): 1 indicative, 2 committed"),
    },
)
TABLES = ("organisation_budget", "organisation_expenditure")
COMMON = ("activity_no", "ordinal", "period_start", "period_end", "value_amount", "value_currency")
OWN = ("kind", "status_code", "recipient_org_ref", "recipient_country_code")


def budgets(whose: Dataset, silver: Mapping[str, pa.Table]) -> tuple[pa.Table, dict[str, int]]:
    """The budgets and expenditures of a file.

    Returns:
        The rows, and codes of countries that are none with how often they stand.
    """
    rows = pa.concat_tables([_rows(silver[name]) for name in TABLES])
    organisation = silver["organisation"]
    at = pc.index_in(rows["activity_no"], organisation["activity_no"].combine_chunks())
    theirs = {
        name: organisation[name].cast(pa.string()).take(at) for name in ("organisation_id", "name", "default_currency")
    }
    years = year_of(rows["period_start"])
    iso3, strange = countries(rows["recipient_country_code"], years)
    columns = {name: rows[name] for name in ("kind", "ordinal", "recipient_org_ref", "period_start", "period_end")} | {
        "dataset": whose.part,
        "organisation_no": rows["activity_no"],
        "organisation_id": theirs["organisation_id"],
        "organisation_name": theirs["name"],
        "country_iso3": iso3,
        "year": years,
        "amount": money(rows["value_amount"]),
        "currency": pc.coalesce(rows["value_currency"], theirs["default_currency"]),
        "status_code": rows["status_code"],
    }
    return shaped(BUDGETS, columns, rows.num_rows), strange


def _rows(table: pa.Table) -> pa.Table:
    """Rows of one of the two tables with the columns of both, as texts."""
    columns = {name: table[name] for name in COMMON} | {
        name: table[name].cast(pa.string()) if name in table.column_names else pa.nulls(table.num_rows, pa.string())
        for name in OWN
    }
    if "kind" not in table.column_names:
        columns["kind"] = pa.repeat(pa.scalar("total-expenditure"), table.num_rows)
    columns["value_currency"] = columns["value_currency"].cast(pa.string())
    return pa.table(columns)
