"""Money of the activities that an engagement names: what is published of them, and what is not added."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_up import activity, bring, transaction

from forlik.portfolio.linked import linked, together
from forlik.world import world

DAY = "2022-01-10"


@pytest.fixture
def taken(home, tmp_path):
    return lambda name, day, *inside: bring(home, tmp_path, name, day, *inside)


def told(home, *named, day=None):
    now = world(day, home=home) if day else world(home=home)
    return {one.activity_id: one for one in linked(now, named)}


def test_what_was_paid_in_an_activity_is_told_by_year_and_summed(home, taken):
    paid = [transaction("10", day="2020-06-30"), transaction("4.5", day="2021-03-01"), transaction("7", kind="2")]
    taken("a", DAY, activity("A-1", *paid), activity("A-2", transaction("100")))
    [one] = told(home, "A-1").values()
    assert one.by_year == {2020: Decimal(10), 2021: Decimal("4.5")}, "a commitment is not paid out"
    assert (one.paid, one.status, one.title, one.reporting_org_name) == (
        Decimal("14.5"),
        "reported",
        "Work A-1",
        "Giver XM-A",
    )
    assert (one.dataset, one.countries_iso3) == ("XM-A/a", ("COL",))


def test_what_no_file_has_is_not_published_and_never_0(home, taken):
    taken("a", DAY, activity("A-1", transaction("10")))
    found = told(home, "A-1", "a-1", "B-9")
    assert [one.standing for one in found.values()] == ["counted", "not_published", "not_published"]
    assert found["B-9"].paid is None
    summed = together(tuple(found.values()))
    assert (summed.paid, summed.status, summed.unknown) == (Decimal(10), "estimated", ("a-1", "B-9"))


def test_without_any_file_nothing_is_known(home):
    [one] = told(home, "A-1").values()
    assert (one.standing, one.paid, one.status) == ("not_published", None, "unknown")


def test_money_that_stands_on_another_level_too_is_told_and_not_added(home, taken):
    deep = [activity(f"A-1-{n}", transaction("5"), level=2) for n in (1, 2)]
    taken("a", DAY, activity("A-1", transaction("10"), level=1), *deep)
    found = told(home, "A-1", "A-1-1", "A-1-2")
    assert [one.standing for one in found.values()] == ["other_level", "counted", "counted"]
    summed = together(tuple(found.values()))
    assert (summed.paid, summed.other_level, summed.status) == (Decimal(10), ("A-1",), "reported")


def test_what_has_no_rate_or_no_day_is_not_in_it_and_said(home, taken):
    rows = [transaction("10"), transaction("3", currency="AFN"), transaction("2", day="")]
    taken("a", DAY, activity("A-1", *rows))
    [one] = told(home, "A-1").values()
    assert (one.paid, one.without_rate, one.undated, one.status) == (Decimal(10), 1, 1, "estimated")


def test_what_another_reports_of_it_is_not_its_money(home, taken):
    taken("a", DAY, activity("A-1", transaction("99"), secondary=True))
    assert told(home, "A-1")["A-1"].standing == "not_published"


def test_a_past_day_knows_the_older_version(home, taken):
    taken("a", "2022-01-10", activity("A-1", transaction("10")))
    taken("a", "2022-03-10", activity("A-1", transaction("10"), transaction("5")))
    assert told(home, "A-1")["A-1"].paid == Decimal(15)
    assert told(home, "A-1", day=date(2022, 2, 1))["A-1"].paid == Decimal(10)


def test_one_named_twice_is_told_once(home, taken):
    taken("a", DAY, activity("A-1", transaction("10")))
    assert len(linked(world(home=home), ["A-1", "A-1"])) == 1


def test_of_an_activity_in_several_countries_only_the_share_of_the_place_is_its_own(home, taken):
    both = '<recipient-country code="SD" percentage="10"/><recipient-country code="TD" percentage="90"/>'
    taken("a", DAY, activity("A-1", transaction("100"), places=both))
    now = world(home=home)
    assert [one.paid for one in linked(now, ["A-1"], "SDN")] == [Decimal(10)]
    assert [one.paid for one in linked(now, ["A-1"], "TCD")] == [Decimal(90)]
    assert [one.paid for one in linked(now, ["A-1"], "COL")] == [None], "nothing is published there, which is not 0"
    assert [one.paid for one in linked(now, ["A-1"])] == [Decimal(100)]


def test_a_region_has_what_is_stated_for_it(home, taken):
    taken("a", DAY, activity("A-1", transaction("100"), places='<recipient-region code="1027"/>'))
    assert [one.paid for one in linked(world(home=home), ["A-1"], "1027")] == [Decimal(100)]
