"""The flows of an IATI file: transactions by sector and place, exact, in US dollars where a rate is known."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.schema import Column, Schema
from forlik.sources._iati_file import Dataset
from forlik.sources._iati_tables import DATASET, countries, money, shaped, year_of

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
ORDINALS = {"transaction_no": "transaction_ordinal", "sector_no": "sector_ordinal", "place_no": "place_ordinal"}
MONEY = {name: name for name in ("amount", "sector_percentage", "place_percentage")} | {
    "amount_usd": "converted_amount"
}


def flow_rows(
    whose: Dataset, made: pa.Table, silver: Mapping[str, pa.Table], stand: pa.Table
) -> tuple[pa.Table, dict[str, int]]:
    """The flows of the activities that stand.

    Args:
        whose: The dataset.
        made: What ``forlik.iati.flows`` made of the file's transactions.
        silver: The reader's tables.
        stand: The activities that stand.

    Returns:
        The rows, and codes of countries that are none with how often they stand.
    """
    rows = _joined(made, silver["transaction"], stand)
    # The day whose rate was used is the value date, when one is stated.
    years = year_of(pc.coalesce(rows["transaction_date"], rows["rate_date"]))
    country = pc.equal(rows["place_kind"].cast(pa.string()), "country")
    codes = pc.if_else(country, rows["place_code"].cast(pa.string()), pa.scalar(None, pa.string()))
    iso3, strange = countries(codes, years)
    columns: dict[str, Any] = {name: rows[name] for name in FLOWS.columns if name in rows.column_names}
    columns |= {name: pc.fill_null(rows[ordinal], 0) for name, ordinal in ORDINALS.items()}
    columns |= {name: money(rows[given]) for name, given in MONEY.items()}
    columns |= {"dataset": whose.part, "year": years, "country_iso3": iso3}
    return shaped(FLOWS, columns, rows.num_rows), strange


def _joined(made: pa.Table, transaction: pa.Table, stand: pa.Table) -> pa.Table:
    """Flows of standing activities with their key, and with the names of who gives and who receives."""
    keys = stand.select(["activity_no", "activity_key"])
    names = transaction.select(["activity_no", "ordinal", *NAMES]).rename_columns(
        ["activity_no", "transaction_ordinal", *NAMES]
    )
    needed = {*FLOWS.columns, *ORDINALS.values(), *MONEY.values(), "rate_date"}
    # Only what is needed: a join writes the short texts of dictionaries out in full.
    plain = _undictionaried(made.select([name for name in made.column_names if name in needed]))
    plain = plain.join(_undictionaried(keys), "activity_no", join_type="inner")
    joined = plain.join(_undictionaried(names), ["activity_no", "transaction_ordinal"], join_type="left outer")
    order = ("activity_no", "transaction_ordinal", "sector_ordinal", "place_ordinal")
    return joined.sort_by([(name, "ascending") for name in order])


def _undictionaried(table: pa.Table) -> pa.Table:
    fields = [
        pa.field(field.name, field.type.value_type if pa.types.is_dictionary(field.type) else field.type)
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def not_in_dollars(rows: pa.Table) -> int:
    """How many transactions have no amount in US dollars."""
    return _transactions_without(rows, "amount_usd")


def undated(rows: pa.Table) -> int:
    """How many transactions have no day of which a year could be taken."""
    return _transactions_without(rows, "year")


def _transactions_without(rows: pa.Table, column: str) -> int:
    without = rows.filter(rows[column].is_null())
    return int(without.group_by(["activity_no", "transaction_no"]).aggregate([]).num_rows)
