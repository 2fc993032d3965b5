"""The flows of an IATI file: transactions by sector and place, exact, in US dollars where a rate is known."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.schema import Column, Schema
from forlik.sources._iati_file import Dataset
from forlik.sources._iati_tables import DATASET, countries, money, of_standing, row_keys, shaped, year_of

FLOWS = Schema(
    grain="one transaction's part for one sector and one place; the parts of a transaction add up to it exactly",
    key=("dataset", "activity_no", "transaction_no", "sector_no", "place_no"),
    columns={
        "dataset": DATASET,
        "activity_key": Column("text", "the activity, as in iati__activities", required=True),
        "activity_no": Column("int", "number of the activity in the file, from 0", required=True),
        "transaction_no": Column("int", "which of the activity's transactions, from 1", required=True),
        "sector_no": Column("int", "which of its sectors, from 1; 0 for none", required=True),
        "place_no": Column("int", "which of its countries and regions, from 1; 0 for none", required=True),
        "reporting_org_ref": Column("text", "who reports"),
        "secondary_reporter": Column("flag", "whether somebody else's activity is reported on", required=True),
        "hierarchy": Column("int", "level among the publisher's activities; 1 when none is stated", required=True),
        "transaction_type_code": Column(
            "text", "IATI code (TransactionType): 2 commitment, 3 disbursement, 4 expenditure"
        ),
        "transaction_date": Column("date", "day of the transaction"),
        "year": Column("int", "year of the transaction's day, or of its value date when it states no day"),
        "provider_org_ref": Column("text", "who gives"),
        "provider_org_name": Column("text", "their name, as the transaction has it"),
        "receiver_org_ref": Column("text", "who receives"),
        "receiver_org_name": Column("text", "their name, as the transaction has it"),
        "humanitarian": Column("flag", "marked humanitarian, the transaction or else the activity"),
        "sector_vocabulary": Column("text", "IATI code (SectorVocabulary): 1 DAC purposes"),
        "sector_code": Column("text", "sector"),
        "sector_percentage": Column("decimal", "its percentage as stated"),
        "pillar": Column(
            "text", "development, humanitarian, peace, rights_democracy, excluded_donor_side; empty: unknown"
        ),
        "place_kind": Column("text", "country or region"),
        "place_code": Column("text", "country or region as stated"),
        "country_iso3": Column("text", "the country, when it is one"),
        "place_percentage": Column("decimal", "its percentage as stated"),
        "amount": Column("decimal", "this part, in the currency"),
        "currency": Column("text", "ISO 4217 code, of the value or else the activity's default"),
        "amount_usd": Column("decimal", "this part in US dollars; empty when there is no rate"),
        "rate_period": Column("text", "month or year whose mean rate was used"),
        "rate_rule": Column("text", "how it was converted, or why it was not", required=True),
        "why": Column("text", "the rules that made this row, in words", required=True),
    },
)
NAMES = ("provider_org_name", "receiver_org_name")
ASKED = (
    *("activity_no", "kind", "transaction_ordinal", "sector_ordinal", "place_ordinal"),
    *("reporting_org_ref", "secondary_reporter", "hierarchy", "transaction_type_code", "budget_type_code"),
    *("transaction_date", "rate_date", "period_end", "provider_org_ref", "receiver_org_ref", "humanitarian"),
    *("sector_vocabulary", "sector_code", "sector_percentage", "pillar"),
    *("place_kind", "place_code", "place_percentage"),
    *("amount", "currency", "converted_amount", "rate_period", "rate_rule", "why"),
)
"""Columns of ``forlik.iati.flows`` that the tables of flows and of planned money are made from."""
ORDINALS = {"sector_no": "sector_ordinal", "place_no": "place_ordinal"}
MONEY = {name: name for name in ("amount", "sector_percentage", "place_percentage")} | {
    "amount_usd": "converted_amount"
}


def flow_rows(
    whose: Dataset, made: pa.Table, silver: Mapping[str, pa.Table], stand: pa.Table
) -> tuple[pa.Table, dict[str, int]]:
    """The flows of the activities that stand.

    Args:
        whose: The dataset.
        made: What ``forlik.iati.flows`` made of the file, with the columns ``ASKED``.
        silver: The reader's tables.
        stand: The activities that stand.

    Returns:
        The rows, and codes of countries that are none with how often they stand.
    """
    rows = of_kind("transaction", made, stand)
    rows = beside(rows, silver["transaction"], NAMES)
    # The day whose rate was used is the value date, when one is stated.
    years = year_of(pc.coalesce(rows["transaction_date"], rows["rate_date"]))
    return parts(FLOWS, whose, rows, {"year": years, "transaction_no": rows["transaction_ordinal"]})


def of_kind(kind: str, made: pa.Table, stand: pa.Table) -> pa.Table:
    """The flows of one kind that belong to activities that stand, with their ``activity_key``; in their order."""
    return of_standing(made.filter(pc.equal(made["kind"].cast(pa.string()), kind)), stand)


def beside(rows: pa.Table, table: pa.Table, names: Iterable[str]) -> pa.Table:
    """Flows with further columns of the reader's table that their amounts stand in, each under its own name."""
    at = pc.index_in(row_keys(rows, "transaction_ordinal"), row_keys(table))
    for name in names:
        rows = rows.append_column(name, table[name].take(at))
    return rows


def parts(schema: Schema, whose: Dataset, rows: pa.Table, own: Mapping[str, Any]) -> tuple[pa.Table, dict[str, int]]:
    """Flows in a declared schema.

    Args:
        schema: The declaration.
        whose: The dataset.
        rows: The flows.
        own: Columns that are not named in them as in the schema; ``year`` among them.

    Returns:
        The rows, and codes of countries that are none with how often they stand.
    """
    country = pc.equal(rows["place_kind"].cast(pa.string()), "country")
    codes = pc.if_else(country, rows["place_code"].cast(pa.string()), pa.scalar(None, pa.string()))
    iso3, strange = countries(codes, own["year"])
    columns: dict[str, Any] = {name: rows[name] for name in schema.columns if name in rows.column_names}
    columns |= {name: pc.fill_null(rows[ordinal], 0) for name, ordinal in ORDINALS.items()}
    columns |= {name: money(rows[given]) for name, given in MONEY.items()}
    return shaped(schema, columns | {"dataset": whose.part, "country_iso3": iso3} | dict(own), rows.num_rows), strange


def lacking(rows: pa.Table, column: str) -> int:
    """How many transactions, budgets or planned disbursements have parts without a value in a column."""
    without = rows.filter(rows[column].is_null())
    whole = [name for name in ("activity_no", "kind", "transaction_no", "planned_no") if name in rows.column_names]
    return int(without.group_by(whole).aggregate([]).num_rows)
