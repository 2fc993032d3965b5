"""Totals in another currency: the mean rate of a year as it was known, what the bank itself published, and no rate."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forlik.core.errors import UsageError
from forlik.discover import source
from forlik.portfolio.currency import PRICE_BASIS, currency_of, in_currency, yearly_rate
from forlik.standing import Standing
from forlik.store.intake import take_in
from forlik.world import World, world

AMOUNTS = st.decimals(-(10**15), 10**15, places=6)
FOUR = Decimal("0.0001")
EMPTY = pytest.mark.usefixtures("home")


@pytest.mark.parametrize(
    ("currency", "year", "published"),
    [("USD", 2023, "1.0813"), ("NOK", 2023, "11.4248"), ("USD", 2022, "1.0530"), ("NOK", 2022, "10.1026")],
)
@EMPTY
def test_the_mean_of_a_year_is_the_average_that_the_bank_publishes(currency, year, published):
    found = yearly_rate(world("2025-01-01"), "EUR", currency, year)
    assert found.value.quantize(FOUR) == Decimal(published)
    assert (found.rule, found.whole, found.reason) == ("ecb_year", True, "")
    assert [basis.source for basis in found.bases] == ["ecb_rates"]


@EMPTY
def test_two_currencies_are_crossed_through_the_euro_and_the_amount_says_how():
    found = in_currency(world("2025-01-01"), Decimal(100), 2023, "nok")
    assert found.value.quantize(Decimal("0.01")) == Decimal("1056.61"), "100 · 11.4248 / 1.0813"
    assert (found.currency, found.original, found.original_currency) == ("NOK", 100, "USD")
    assert (found.rate.period, found.rate.days, found.status) == ("2023-01-02/2023-12-29", 255, "reported")
    assert found.price_basis == PRICE_BASIS
    assert found.price_basis.text == "current prices"


@EMPTY
def test_what_came_after_the_day_is_not_in_the_rate():
    june = yearly_rate(world("2023-06-30"), "USD", "NOK", 2023)
    assert june.last == date(2023, 6, 30)
    assert june.value != yearly_rate(world("2025-01-01"), "USD", "NOK", 2023).value
    found = in_currency(world("2023-06-30"), Decimal(1), 2023, "NOK")
    assert found.status == "estimated"
    assert found.reason == "rates of 2023 are known from 2023-01-02 to 2023-06-30 only"
    before = in_currency(world("2022-12-31"), Decimal(1), 2023, "NOK")
    assert (before.value, before.status) == (None, "unknown")
    assert before.reason == "no rate of USD in NOK is known for 2023"


@EMPTY
def test_a_currency_without_a_rate_is_unknown_with_its_reason_and_never_0():
    found = in_currency(world(), Decimal(100), 2023, "AFN")
    assert (found.value, found.status, found.reason) == (None, "unknown", "no rate of USD in AFN is known for 2023")
    nothing = in_currency(world(), None, 2023, "NOK")
    assert (nothing.value, nothing.status, nothing.reason) == (None, "unknown", "the amount is unknown")


@EMPTY
def test_a_currency_that_is_quoted_for_a_part_of_the_year_is_taken_on_days_that_both_have():
    found = yearly_rate(world(), "USD", "RUB", 2022)
    assert (found.last, found.whole) == (date(2022, 3, 1), False), "the bank suspended the rouble on 2 March 2022"


@pytest.mark.parametrize("code", ["XQQ", "", "dollars", "NO", "\u039d\u039f\u039a", "U$D"])
@EMPTY
def test_what_is_no_currency_is_refused(code):
    with pytest.raises(UsageError, match="there is no currency"):
        in_currency(world(), Decimal(1), 2023, code)


@EMPTY
def test_an_amount_that_is_not_exact_or_has_no_year_is_refused():
    with pytest.raises(UsageError, match="no exact amount"):
        in_currency(world(), 1.5, 2023, "NOK")
    with pytest.raises(UsageError, match="no rate of a year"):
        in_currency(world(), Decimal(1), None, "NOK")
    with pytest.raises(UsageError, match="is no year"):
        in_currency(world(), Decimal(1), 0, "NOK")


@settings(max_examples=200, deadline=None)
@given(AMOUNTS)
def test_an_amount_is_the_product_with_the_stated_rate_to_six_digits_a_half_going_to_the_even_one(amount):
    now = RATES[0]
    found = in_currency(now, amount, 2023, "NOK")
    exact = Fraction(amount) * Fraction(found.rate.value)
    assert Fraction(found.value) * 10**6 == round(exact * 10**6), "Python rounds a half to the even one, too"
    assert abs(Fraction(found.value) - exact) <= Fraction(1, 2 * 10**6)
    assert in_currency(now, -amount, 2023, "NOK").value == -found.value
    assert in_currency(now, amount, 2023, "USD").value == amount, "what needs no rate is not touched"


RATES = [World(Standing(day=date(2025, 1, 1), home=Path("no store is here")))]


def test_the_rates_of_the_store_come_before_those_of_the_package_from_when_they_were_known(home, tmp_path):
    path = tmp_path / "eurofxref-hist.csv"
    path.write_text("Date,USD,JPY,NOK,\n2021-01-05,2,100,30,\n2021-01-04,1,100,10,\n")
    _, errors = take_in(home, source("ecb_rates"), [path], published="2021-01-05")
    assert errors == []
    found = yearly_rate(world("2021-01-05"), "USD", "NOK", 2021)
    assert found.value.quantize(FOUR) == Decimal("13.3333"), "(10 + 30) / (1 + 2)"
    assert {basis.number > 0 for basis in found.bases} == {True}
    earlier = yearly_rate(world("2021-01-04"), "USD", "NOK", 2021)
    assert [basis.number for basis in earlier.bases] == [0], "the file was not known then; what the bank said was"


def test_where_the_bank_has_none_the_funds_average_of_the_year_is_taken_and_said(home, tmp_path):
    path = tmp_path / "imf.csv"
    path.write_text(
        "Date,Rate,Currency,Frequency,Source,Country code,Country\n"
        "2023-12-31,80.5,AFN,A,IMF,512,Afghanistan\n2023-12-31,10,NOK,A,IMF,142,Norway\n"
    )
    _, errors = take_in(home, source("imf_rates"), [path], published="2024-02-01")
    assert errors == []
    found = in_currency(world("2024-03-01"), Decimal(2), 2023, "AFN")
    assert (found.value, found.rate.rule, found.rate.period) == (Decimal(161), "imf_year", "2023")
    assert found.status == "reported"
    assert [basis.source for basis in found.rate.bases] == ["imf_rates"]
    assert yearly_rate(world("2024-03-01"), "USD", "NOK", 2023).rule == "ecb_year", "the two are never mixed"
    assert in_currency(world("2024-01-01"), Decimal(2), 2023, "AFN").value is None, "not known on that day"


@pytest.mark.parametrize(
    ("iso2", "year", "currency"), [("NO", 2023, "NOK"), ("SE", 2023, "SEK"), ("DE", 1995, "DEM"), ("DE", 2005, "EUR")]
)
def test_a_donor_reckons_in_its_countrys_legal_tender_of_that_year(iso2, year, currency):
    assert currency_of(iso2, year) == currency


def test_where_there_is_no_or_more_than_one_legal_tender_none_is_said():
    assert currency_of("ZZ", 2023) is None
    assert currency_of("PA", 2023) is None
