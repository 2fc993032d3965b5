"""Exchange rates and converted amounts, worked out by hand."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from forlik.core.errors import BadInput
from forlik.iati.flows import Rates, flows


def converted(tables, some_rates, how="rates", currency="USD", extension=(), **transaction):
    silver = tables(
        activity=[{"default_currency": transaction.pop("default", None)}],
        transaction=[{"value_amount": "100", **transaction}],
        extension=[{"parent": "transaction", "parent_ordinal": 1, **row} for row in extension],
    )
    [row] = flows(silver, currency=currency, rates=some_rates, how=how).to_pylist()
    return row


def test_the_mean_of_the_months_rates_crossed_through_the_euro(some_rates):
    # January: 1.10, 1.11, 1.12 dollars and 9.9, 10.1 crowns per euro: 1.11 / 10 dollars per crown.
    rate = some_rates.rate("NOK", "USD", date(2020, 1, 31))
    assert rate.value == Decimal("0.111")
    assert (rate.period, rate.source, rate.rule) == ("2020-01", "ecb_rates__daily", "ecb_month")
    assert some_rates.rate("EUR", "USD", date(2020, 1, 1)).value == Decimal("1.11")
    assert some_rates.rate("USD", "NOK", date(2020, 2, 29)).value == 9
    # 1 / 1.11 rounded half to even at the eighteenth digit.
    assert some_rates.rate("USD", "EUR", date(2020, 1, 1)).value == Decimal("0.900900900900900901")


def test_the_annual_average_where_the_other_has_nothing(some_rates):
    rate = some_rates.rate("KES", "USD", date(2020, 6, 1))
    assert rate.value == Decimal("0.009433962264150943")
    assert (rate.period, rate.source, rate.rule) == ("2020", "imf_rates__annual", "imf_year")
    assert some_rates.rate("NOK", "KES", date(2021, 1, 1)).value == Decimal("12.790697674418604651")
    # The euro and the dollar in January 2021 are only known by the year.
    assert some_rates.rate("EUR", "USD", date(2021, 1, 1)).rule == "imf_year"


def test_what_is_not_known_is_never_guessed(some_rates):
    assert some_rates.rate("KES", "NOK", date(2020, 6, 1)) is None, "the two sources are not mixed"
    assert some_rates.rate("KES", "USD", date(2022, 1, 1)) is None
    assert some_rates.rate("QQQ", "USD", date(2020, 1, 1)) is None


def test_countries_that_report_one_currency_a_little_apart_give_the_lower_median_and_far_apart_none(some_rates):
    assert some_rates.rate("USD", "XAF", date(2021, 1, 1)).value == 550
    assert some_rates.rate("USD", "YDD", date(2021, 1, 1)) is None
    assert some_rates.refused == {("YDD", 2021)}


def test_a_rate_that_is_not_above_0_is_refused():
    table = pa.table(
        {"currency": ["USD"], "year": [2020], "rate_per_usd": pa.array([Decimal(0)], pa.decimal128(28, 6))}
    )
    with pytest.raises(BadInput, match="USD is not above 0"):
        Rates.of(imf_annual=table)


def test_the_value_date_comes_first_then_the_transaction_date_then_none(tables, some_rates):
    row = converted(tables, some_rates, value_currency="NOK", value_date="2020-02-01", transaction_date="2020-01-01")
    assert (row["converted_amount"], row["rate_period"], row["date_rule"]) == (
        Decimal("11.111111"),
        "2020-02",
        "value_date",
    )
    assert row["rate"] == Decimal("0.111111111111111111")
    row = converted(tables, some_rates, value_currency="NOK", transaction_date="2020-01-01")
    assert (row["converted_amount"], row["rate_date"], row["date_rule"]) == (
        Decimal("11.1"),
        date(2020, 1, 1),
        "transaction_date",
    )
    row = converted(tables, some_rates, value_currency="NOK")
    assert (row["converted_amount"], row["rate_rule"], row["date_rule"]) == (None, "no_date", "none")


@pytest.mark.parametrize(
    ("transaction", "rule"),
    [
        ({"value_currency": "QQQ", "value_date": "2020-01-01"}, "no_rate"),
        ({"value_date": "2020-01-01"}, "no_currency"),
        ({"value_currency": "NOK", "value_amount": None, "value_date": "2020-01-01"}, "no_amount"),
        ({"value_currency": "USD", "value_amount": "9" * 32, "value_date": "2020-01-01"}, "too_large"),
    ],
)
def test_what_cannot_be_converted_is_unknown_with_its_reason_and_never_0(tables, some_rates, transaction, rule):
    row = converted(tables, some_rates, currency="NOK", **transaction)
    assert (row["converted_amount"], row["rate"], row["rate_rule"]) == (None, None, rule)
    assert row["amount"] == row["value_amount"], "the amount itself stays"


def test_an_amount_in_the_currency_asked_for_needs_no_rate_and_no_day(tables):
    row = converted(tables, None, default="usd")
    assert (row["converted_amount"], row["rate"], row["rate_rule"]) == (100, 1, "same_currency")
    assert row["rate_period"] is None


THEIRS = {"namespace": "http://reporting.unhcr.org/", "name": "value-USD", "text": "12.5"}


def test_a_publishers_own_figure_is_used_when_asked_for(tables, some_rates):
    given = {"value_currency": "NOK", "value_date": "2020-01-01", "extension": [THEIRS]}
    assert converted(tables, some_rates, **given)["converted_amount"] == Decimal("11.1")
    row = converted(tables, some_rates, "publisher", **given)
    assert (row["converted_amount"], row["rate_rule"], row["rate"]) == (Decimal("12.5"), "publisher", None)
    assert row["rate_source"] == "http://reporting.unhcr.org/value-USD"
    # It is in dollars: for other currencies it says nothing.
    assert converted(tables, some_rates, "publisher", "NOK", **given)["rate_rule"] == "same_currency"
    assert converted(tables, some_rates, "publisher_only", "NOK", **given)["converted_amount"] is None


def test_two_unlike_figures_of_a_publisher_are_none(tables, some_rates):
    twice = [THEIRS, THEIRS | {"text": "13"}]
    row = converted(tables, some_rates, "publisher_only", value_currency="NOK", extension=twice)
    assert row["rate_rule"] == "no_publisher_value"
    row = converted(tables, some_rates, "publisher_only", value_currency="NOK", extension=[THEIRS, THEIRS])
    assert row["converted_amount"] == Decimal("12.5")


def test_converted_parts_are_divided_like_the_amount(tables, some_rates):
    silver = tables(
        activity=[{}],
        sector=[{"sector_code": code} for code in ("11110", "15160", "72010")],
        transaction=[{"value_amount": "0.00001", "value_currency": "EUR", "value_date": "2020-01-01"}],
    )
    rows = flows(silver, currency="USD", rates=some_rates).to_pylist()
    # 10 millionths of a euro are 11.1 of a dollar, rounded to 11.
    assert [row["amount"] * 10**6 for row in rows] == [4, 3, 3]
    assert [row["converted_amount"] * 10**6 for row in rows] == [4, 4, 3]
