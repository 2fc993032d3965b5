"""Flags of three countries from real files, their figures counted a second time from the reference reader's tables."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest

from forlik.discover import source
from forlik.iati.flows.reference import flow_rows
from forlik.iati.read import read
from forlik.portfolio.definitions import definition, pillar_of_one
from forlik.portfolio.flags import Engaged, countries_with_aid, flags
from forlik.portfolio.results import covered
from forlik.sources._iati_rates import rates_until
from forlik.store.intake import take_in
from forlik.world import world

pytestmark = pytest.mark.real
FILES = {
    "ARM": "adb/iati-activities-am-armenia.xml",
    "SLV": "worldbank/worldbank-sv.xml",
    "COD": "dfid_1x/CD.xml",
    "ARG": "who/who-arg.xml",
    "": "unhcr/UNHCR-Activities-2023.xml",
}
ENGAGED = Engaged(frozenset({"peace", "humanitarian"}), 2)
YEARS = {"ARM": 2024, "SLV": 2024, "COD": 2012}


@pytest.fixture(scope="module")
def folder(shared):
    return shared / "iati" / "activities"


@pytest.fixture(scope="module")
def now(folder, tmp_path_factory):
    home = tmp_path_factory.mktemp("flags") / "home"
    _, errors = take_in(home, source("iati"), [folder / name for name in FILES.values()])
    assert errors == []
    return world("2026-01-02", home=home)


@pytest.fixture(scope="module")
def told(now):
    return {place: flags(now, place, engaged=ENGAGED) for place in YEARS}


@pytest.fixture(scope="module")
def tables(folder):
    return {place: read(folder / FILES[place], reader="reference").tables for place in YEARS}


def figure(found, name):
    every = (*found.raised, *found.silent, *found.untold)
    return next(one for flag in every for one in flag.figures if one.name == name)


def paid(tables, place, year):
    """Payments of the level with most of them, in dollars, by the reference."""
    published = {"ARM": "2025-09-30", "SLV": "2025-04-14", "COD": "2013-04-30"}[place]
    rows = [
        one
        for one in flow_rows(tables[place], currency="USD", rates=rates_until(published), how="publisher")
        if one["kind"] == "transaction" and one["transaction_type_code"] in ("3", "4")
    ]
    made = Counter(one["hierarchy"] for one in rows)
    level = max(made, key=lambda one: (made[one], one))
    days = [(one, one["transaction_date"] or one["rate_date"]) for one in rows if one["hierarchy"] == level]
    return [one for one, day in days if day and day.year == year]


def test_three_countries_and_what_is_raised_in_each(told):
    for place, found in told.items():
        for one in found.raised:
            print(f"{place} {one.year} {one.rule}, due {one.due}: {one.seen.en}")  # noqa: T201 - what was raised is printed
        assert found.year == YEARS[place]
    raised = {place: {one.rule for one in found.raised} for place, found in told.items()}
    alone = {"too_few_publishers", "localisation_unknown"}
    assert raised["ARM"] == alone | {
        *("engagement_without_money", "money_without_engagement", "results_missing", "unpredictable")
    }
    assert raised["SLV"] == alone | {
        *("money_without_engagement", "pillar_coverage_low", "results_missing", "unpredictable")
    }
    assert raised["COD"] == alone | {"money_without_engagement", "results_missing"}
    # One organisation's shares are not the country's.
    for found in told.values():
        assert {one.rule for one in found.untold} >= {"development_thin", "donor_concentration", "relief_alone"}


@pytest.mark.parametrize("place", YEARS)
def test_money_and_its_pillars_are_what_the_reference_counts(place, told, tables):
    rows = paid(tables, place, YEARS[place])
    money = defaultdict(Decimal)
    for one in rows:
        purpose = one["sector_code"] if one["sector_vocabulary"] == "1" else None
        money[pillar_of_one(definition("purpose"), purpose, one["humanitarian"])] += one["converted_amount"]
    whole = sum(money.values())
    moved = sum(abs(one["converted_amount"]) for one in rows)
    hidden = sum(
        abs(one["converted_amount"])
        for one in rows
        if pillar_of_one(
            definition("purpose"), one["sector_code"] if one["sector_vocabulary"] == "1" else None, one["humanitarian"]
        )
        == "no_pillar"
    )
    covered = figure(told[place], "pillar_coverage_percent").value
    assert abs(covered - 100 * (moved - hidden) / moved) < Decimal("0.01")
    share = figure(told[place], "rights_percent")
    assert abs(share.low - 100 * money["rights_democracy"] / (whole - money["excluded_donor_side"])) < Decimal("0.01")
    growth = figure(told[place], "development_percent")
    assert abs(growth.low - 100 * money["development"] / (whole - money["excluded_donor_side"])) < Decimal("0.01")
    assert growth.high - growth.low == pytest.approx(100 * money["no_pillar"] / whole, abs=Decimal("0.02"))


@pytest.mark.parametrize("place", YEARS)
def test_missing_results_are_those_of_the_page_on_results_and_none_of_the_tables(place, now, told, tables):
    page = covered(now, place=place).whole
    expected, missing = (figure(told[place], name).value for name in ("results_expected", "results_missing"))
    assert (expected, missing) == (page.activities, page.activities - page.having["actual"])
    reached = {one["activity_no"] for one in tables[place]["actual"].to_pylist() if one["value"]}
    assert expected > 0
    assert expected - missing <= len(reached)


@pytest.mark.parametrize("place", ["ARM", "SLV"])
def test_plans_and_payments_are_what_the_tables_say_by_days(place, told, tables):
    """Budgets in dollars that touch the year, by their days in it, of activities with payments in it."""
    year = YEARS[place]
    first, last = date(year, 1, 1), date(year, 12, 31)
    payments = defaultdict(Decimal)
    for one in paid(tables, place, year):
        payments[one["activity_no"]] += one["converted_amount"]
    budgets = [one for one in tables[place]["budget"].to_pylist() if one["period_start"] <= last]
    budgets = [one for one in budgets if one["period_end"] >= first]
    revised = {(one["activity_no"], one["period_start"]) for one in budgets if one["type_code"] == "2"}
    plans = defaultdict(Decimal)
    for one in budgets:
        if one["type_code"] == "2" or (one["activity_no"], one["period_start"]) not in revised:
            days = (min(one["period_end"], last) - max(one["period_start"], first)).days + 1
            plans[one["activity_no"]] += (
                one["value_amount"] * days / ((one["period_end"] - one["period_start"]).days + 1)
            )
    both = [one for one in payments if plans.get(one, 0) > 0]
    planned, given = sum(plans[one] for one in both), sum(payments[one] for one in both)
    assert figure(told[place], "planned_usd").value == pytest.approx(planned, abs=Decimal("0.01"))
    assert figure(told[place], "paid_of_planned_percent").value == pytest.approx(
        100 * given / planned, abs=Decimal("0.01")
    )


def test_every_country_with_aid_is_judged(now):
    begun = perf_counter()
    every = [flags(now, place) for place in countries_with_aid(now)]
    print(f"{len(every)} countries, {round((perf_counter() - begun) * 1000 / len(every))} ms each")  # noqa: T201 - counted
    assert [one.place for one in every] == ["ARG", "ARM", "COD", "SLV"]
