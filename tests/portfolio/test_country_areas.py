"""A country's year by area: parts that are the total, and pillars that meet in areas, by hand and from real files."""

import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))
from made_up import activity, bring, planned, transaction

from forlik.core.errors import NoData, UsageError
from forlik.discover import source
from forlik.portfolio.areas import country_areas, meeting
from forlik.portfolio.areas.exported import shape
from forlik.portfolio.coordination.colocation import co_location
from forlik.portfolio.definitions import definition, pillar_of_one
from forlik.portfolio.matrix import Located, by_area, matrix
from forlik.store.intake import take_in
from forlik.world import world

PEACE = '<sector vocabulary="1" code="15220"/>'
SCHOOLS = '<sector vocabulary="1" code="11220"/>'
BOTH = '<sector vocabulary="1" code="15220" percentage="50"/><sector vocabulary="1" code="11220" percentage="50"/>'
TWO_COUNTRIES = '<recipient-country code="CO" percentage="40"/><recipient-country code="NA" percentage="60"/>'


@pytest.fixture
def taken(home, tmp_path):
    def take(*inside):
        bring(home, tmp_path, "a", "2024-06-01", *inside)
        return world("2026-01-31", home=home)

    return take


def at(code, level=1, vocabulary="A3", name=""):
    inside = f'<administrative vocabulary="{vocabulary}" level="{level}" code="{code}"/>'
    return f"<location><name><narrative>{name}</narrative></name>{inside}</location>"


def works(pillars, *codes, level=1, vocabulary="A3"):
    """An activity with money of pillars, in areas of one list."""
    return Located(2023, "A", tuple(pillars.split()), tuple((vocabulary, level, code) for code in codes), 0)


def pair(found, first, second):
    return next(one for one in found.pairs if {one.first, one.second} == {first, second})


# Co-location


def test_coverage_counts_an_activity_once_in_however_many_areas_it_is():
    where = {"peace": [["A", "B", "C", "D"], None], "development": ["A", ["B", " "], []]}
    found = co_location(where, "peace", "development")
    assert (found.both, found.only_first, found.only_second) == (("A", "B"), ("C", "D"), ())
    assert (found.share.value, found.share.coverage_percent) == (50, 50), "one of two; not four of five"
    assert found.placeless == {"peace": 1, "development": 1}


def test_pillars_meet_in_two_of_five_areas():
    found = meeting(
        [
            works("peace", "X", "Y"),
            works("peace", "Z"),
            works("peace"),
            works("development", "Y"),
            works("development no_pillar", "Y", "W"),
            works("development peace", "V"),
            works("humanitarian"),
            works("excluded_donor_side", "U"),
        ]
    )
    assert found.listed == ("A3", 1)
    one = pair(found, "peace", "development")
    assert (one.both, one.either, one.found.both) == (2, 5, ("V", "Y"))
    assert (one.found.share.value, one.found.share.coverage_percent) == (40, 75), "an area is known of 3 of 4 of peace"
    assert len(found.pairs) == 6
    at_peace = next(one for one in found.pillars if one.pillar == "peace")
    assert (at_peace.activities, at_peace.placed, at_peace.elsewhere, at_peace.placeless) == (4, 3, 0, 1)
    assert at_peace.areas == 4


def test_of_a_pillar_of_which_nothing_is_known_nothing_is_said():
    found = meeting([works("peace", "X"), works("humanitarian")])
    for other, why in (("humanitarian", "no_area"), ("rights_democracy", "no_activity")):
        one = pair(found, "peace", other)
        assert (one.both, one.either, one.found.share.value) == (None, None, None)
        assert one.found.share.reason.code == why
        assert one.found.share.coverage_percent == (None if why == "no_activity" else 0)
    assert {one.pillar: one.areas for one in found.pillars}["humanitarian"] is None
    assert meeting([]).listed is None
    assert all(one.both is None for one in meeting([]).pairs)


def test_areas_of_another_level_or_list_are_not_held_against_each_other():
    found = meeting(
        [
            works("peace", "X"),
            works("development", "X"),
            works("development", "X1", level=2),
            works("development", "X", vocabulary="A1"),
        ]
    )
    assert found.listed == ("A3", 1)
    one = pair(found, "peace", "development")
    assert (one.both, one.either, one.found.share.value) == (1, 1, 100), "X1 may lie in X, and X of A1 be another"
    assert one.found.share.coverage_percent == Decimal("33.33")
    grown = next(one for one in found.pillars if one.pillar == "development")
    assert (grown.activities, grown.placed, grown.elsewhere, grown.placeless) == (3, 1, 2, 0)
    even = meeting([works("peace", "X", level=2), works("peace", "X", vocabulary="G1", level=1)])
    assert even.listed == ("G1", 1), "of two lists as much used the one of larger areas"


PILLARS = ["peace", "development", "humanitarian", "no_pillar"]
LOCATED = st.builds(
    lambda pillars, codes, listed: Located(
        2023, "A", tuple(sorted(pillars)), tuple((*listed, code) for code in sorted(codes)), 0
    ),
    st.sets(st.sampled_from(PILLARS), min_size=1, max_size=2),
    st.sets(st.sampled_from("XYZ")),
    st.sampled_from([("A3", 1), ("A3", 2), ("G1", None)]),
)


@settings(deadline=None)
@given(st.lists(LOCATED, max_size=8))
def test_both_and_either_add_up_to_the_areas_of_the_two(located):
    found = meeting(located)
    areas = {one.pillar: one.areas for one in found.pillars}
    for one in found.pairs:
        if one.both is None:
            assert None in (areas[one.first], areas[one.second])
        else:
            assert one.both + one.either == areas[one.first] + areas[one.second]
    for each in found.pillars:
        assert each.activities == sum(each.pillar in one.pillars for one in located)
        assert min(each.placed, each.elsewhere, each.placeless) >= 0
    backwards = meeting(located[::-1])
    assert [(one.both, one.either) for one in found.pairs] == [(one.both, one.either) for one in backwards.pairs]


# The year of a country


def test_how_much_is_given_by_area_is_told_first_and_the_parts_are_the_total(taken):
    now = taken(
        activity("A-1", transaction(30), at("X", name="Town"), at("Y"), sectors=PEACE),
        activity("A-2", transaction(20), transaction(5, currency="AFN"), at("Y"), sectors=BOTH),
        activity("A-3", transaction(40), sectors=SCHOOLS),
        activity("A-4", transaction(25), at("X"), places=TWO_COUNTRIES),
        activity("A-5", transaction(7, day="2021-01-01"), at("Q")),
        activity("A-6", transaction(9000), at("Q"), level=2),
    )
    found = country_areas(now, "Colombia", year=2023)
    assert [(one.name, one.usd, one.percent) for one in found.parts] == [
        ("area", 50, 50),
        ("no_area", 40, 40),
        ("several_countries", 10, 10),
    ]
    assert (found.given.activities, found.given.without_rate, found.activities) == (2, 1, 4)
    assert [(one.code, one.usd, one.activities, one.without_rate) for one in found.areas] == [
        ("Y", 35, 2, 1),
        ("X", 15, 1, 0),
    ]
    assert found.cell == matrix(now, years=2023, place="COL").cell("COL", "all", 2023)
    rows = found.table().rows()
    assert sum(row["amount_usd"] for row in rows) == found.cell.usd == 100
    assert [row["given_by"] for row in rows] == ["area", "area", "no_area", "several_countries"]
    assert "the sharing is ours" in rows[0]["sharing_rule"]
    one = pair(found.meeting, "peace", "development")
    assert (one.both, one.either, one.found.share.coverage_percent) == (1, 2, 50)
    told = shape(found)
    assert (told["amount_usd"], told["parts"][0]["percent"], told["areas"][1]["names"]) == (100, 50, ["Town"])
    assert [one["percent"] for one in told["co_location"]["pairs"] if one["both"] is not None] == [50]


def test_the_newest_year_that_was_over_is_taken_and_another_currency_is_by_its_rate(taken):
    now = taken(
        activity("A-1", transaction(10, day="2022-03-01"), at("X")),
        activity("A-2", transaction(99, day="2024-03-01"), at("Y")),
    )
    found = country_areas(now, "CO", currency="nok")
    assert (found.year, found.currency) == (2022, "NOK")
    # The bank's mean of 2022: 10.1026 kroner and 1.0530 dollars a euro.
    assert abs(found.money(found.areas[0].usd).value - Decimal(10) * Decimal("10.1026") / Decimal("1.0530")) < Decimal(
        "0.01"
    )
    assert found.rate.rule == "ecb_year"
    assert {one.source for one in found.bases} == {"iati", "ecb_rates"}


def test_a_country_with_money_and_no_areas_has_none_given(taken):
    found = country_areas(taken(activity("A-1", transaction(10)), activity("A-2", transaction(4))), "CO")
    assert (found.given.usd, found.given.percent, found.areas) == (0, 0, ())
    assert found.parts[1].percent == 100
    assert found.meeting.listed is None


def test_shares_are_unknown_where_a_part_is_below_0_or_of_unknown_worth(taken):
    now = taken(
        activity("A-1", transaction(-10), at("X")),
        activity("A-2", transaction(30)),
        activity("A-3", transaction(30, day="2022-01-01")),
        activity("A-4", transaction(5, day="2022-01-01", currency="AFN"), at("X")),
        activity("A-5", transaction(5, day="2021-01-01", currency="AFN"), at("X")),
    )
    below = country_areas(now, "CO", year=2023)
    assert (below.given.percent, below.reason.code, below.reason.about) == (None, "negative", "area")
    assert below.given.usd == -10
    unknown = country_areas(now, "CO", year=2022)
    assert (unknown.given.usd, unknown.given.percent, unknown.reason.code) == (None, None, "no_amount")
    assert country_areas(now, "CO", year=2021).cell.usd is None


def test_a_year_without_data_is_no_data_and_planned_money_is_told_by_area_too(taken, home):
    now = taken(activity("A-1", transaction(10), planned(8), at("X")))
    with pytest.raises(NoData, match="nothing is published as paid for Colombia, 1999"):
        country_areas(now, "CO", year=1999)
    with pytest.raises(NoData, match="nothing is published as committed for Colombia →"):
        country_areas(now, "CO", flow="committed")
    with pytest.raises(UsageError):
        country_areas(now, "CO", currency="XQQ")
    assert country_areas(now, "CO", flow="budgeted").areas[0].usd == 8
    with pytest.raises(NoData, match="no rows of aid data"):
        country_areas(world(home=home / "other"), "CO")


def test_another_definition_changes_where_pillars_meet_and_no_money(taken):
    relief = activity("A-1", transaction(10), at("X"), sectors=PEACE, humanitarian=True)
    now = taken(relief, activity("A-2", transaction(5), at("X"), sectors=PEACE))
    usual, marked = (by_area(now, "CO", definition=name) for name in ("purpose", "humanitarian_flag"))
    assert usual.areas == marked.areas
    assert [one.pillars for one in usual.located] == [("peace",), ("peace",)]
    assert [one.pillars for one in marked.located] == [("humanitarian",), ("peace",)]


# Real files

FILE = "worldbank/worldbank-sv.xml"
MILLION = 10**6


def recomputed(path):
    """Year and area code → millionths of dollars; year → those of no area; year and pillar → areas of each activity."""
    areas, rest, where = defaultdict(int), defaultdict(int), defaultdict(list)
    for one in etree.parse(path).getroot().iterfind("iati-activity"):
        regions = [place for place in one.iterfind("location") if place.find("location-class[@code='1']") is not None]
        assert one.find("location/administrative") is None, "regions are told by their class alone"
        codes = sorted({place.find("location-id").get("code") for place in regions})
        paid = defaultdict(int)
        for flow in one.iterfind("transaction"):
            if flow.find("transaction-type").get("code") in {"3", "4"}:
                paid[flow.find("transaction-date").get("iso-date")[:4]] += int(
                    Decimal(flow.findtext("value")) * MILLION
                )
        sectors = [sector.get("code") for sector in one.iterfind("sector") if sector.get("vocabulary") in {None, "1"}]
        pillars = {pillar_of_one(definition("purpose"), code, None) for code in sectors}
        for year, amount in paid.items():
            for pillar in pillars:
                where[int(year), pillar].append(set(codes))
            if not codes:
                rest[int(year)] += amount
            # Rounded towards zero, and what is left a millionth each to the first.
            share, left = divmod(abs(amount), len(codes)) if codes else (0, 0)
            for number, code in enumerate(codes):
                areas[int(year), code] += (share + (number < left)) * (1 if amount > 0 else -1)
    return areas, rest, where


@pytest.mark.real
def test_a_real_country_by_area_is_what_its_xml_says(shared, home):
    path = shared / "iati" / "activities" / FILE
    assert take_in(home, source("iati"), [path])[1] == []
    areas, rest, where = recomputed(path)
    now = world(home=home)
    for year in sorted({year for year, _ in areas}):
        found = country_areas(now, "El Salvador", year=year)
        assert {one.code: one.usd * MILLION for one in found.areas} == {
            code: amount for (when, code), amount in areas.items() if when == year
        }
        assert {(one.vocabulary, one.level) for one in found.areas} == {("G1", None)}
        assert found.parts[1].usd * MILLION == rest[year]
        assert found.parts[2].activities == 0
        whole = sum(amount for (when, _), amount in areas.items() if when == year) + rest[year]
        assert found.cell.usd * MILLION == whole
        for each in found.meeting.pillars:
            mine = where[year, each.pillar]
            assert each.activities == len(mine)
            assert each.placed == sum(map(bool, mine))
            assert (each.areas or 0) == len(set().union(*mine))
        for one in found.meeting.pairs:
            here, there = (set().union(*where[year, name]) for name in (one.first, one.second))
            assert one.both == (len(here & there) if here and there else None)
