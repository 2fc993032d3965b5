"""By area: shared as the rule says, the rest not given, and exactly the country's total together."""

import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from made_up import activity, bring, planned, transaction

from forlik.core.errors import NoData, UsageError
from forlik.portfolio.matrix import by_area, matrix
from forlik.store.intake import take_in
from forlik.world import world


@pytest.fixture
def taken(home, tmp_path):
    def take(*inside):
        bring(home, tmp_path, "a", "2024-06-01", *inside)
        return world("2026-01-31", home=home)

    return take


def at(*areas, name="", percentage=None):
    """A location in areas, each a level and a code, or a vocabulary, a level and a code."""
    stated = "" if percentage is None else f' percentage="{percentage}"'
    each = (("A3", *one) if len(one) == 2 else one for one in areas)
    inside = "".join(
        f'<administrative vocabulary="{vocabulary}" level="{level}" code="{code}"/>' for vocabulary, level, code in each
    )
    return f"<location{stated}><name><narrative>{name}</narrative></name>{inside}</location>"


def areas_of(made):
    return {(one.level, one.code): one.usd for one in made.areas}


def not_given(made):
    return {one.why: one.usd for one in made.not_given}


def whole(made):
    """Areas and what is not given are the total, year by year."""
    for cell in made.totals:
        parts = [one.usd for one in (*made.areas, *made.not_given) if one.year == cell.year and one.usd is not None]
        assert (sum(parts, Decimal(0)) if parts else None) == cell.usd
    assert {one.year for one in (*made.areas, *made.not_given)} <= {one.year for one in made.totals}


def test_an_activity_is_shared_equally_among_its_areas_of_level_one(taken):
    now = taken(
        activity(
            "A-1", transaction(100), at((1, "X"), (2, "X1"), name="Town"), at((1, "Y")), at((1, "X"), name="Town")
        ),
        activity("A-2", transaction(7), at((2, "X2"))),
        activity("A-3", transaction(5)),
        activity("A-4", transaction(4), at((1, "Y")), at((2, "X2")), at(("A3", "", "Z"))),
    )
    made = by_area(now, "Colombia")
    assert areas_of(made) == {(1, "X"): 50, (1, "Y"): 54, (2, "X2"): 7}, "once an area, however many places are in it"
    assert not_given(made) == {"no_area": 5}
    assert [one.names for one in made.areas if one.code == "X"] == [("Town",)]
    assert "the sharing is ours" in made.rule
    whole(made)


def test_what_cannot_be_divided_goes_a_millionth_each_to_the_first(taken):
    made = by_area(taken(activity("A-1", transaction("-0.000005"), at((1, "Y")), at((1, "X")))), "CO")
    assert areas_of(made) == {(1, "X"): Decimal("-0.000003"), (1, "Y"): Decimal("-0.000002")}
    whole(made)


def test_percentages_of_every_location_share_the_money_and_those_without_an_area_are_not_given(taken):
    now = taken(
        activity("A-1", transaction(100), at((1, "X"), percentage=60), at((1, "Y"), percentage=30), at(percentage=10)),
        activity("A-2", transaction(10), at((1, "X"), percentage=60), at((1, "Y"))),
        activity("A-3", transaction(4), at((1, "X"), percentage=0), at((1, "Y"), percentage=-5)),
        activity("A-4", transaction(30), at((1, "X"), percentage=50), at((1, "Y"), percentage=100)),
    )
    made = by_area(now, "CO")
    assert areas_of(made) == {(1, "X"): 60 + 5 + 2 + 10, (1, "Y"): 30 + 5 + 2 + 20}
    assert not_given(made) == {"no_area": 10}
    whole(made)


def test_money_of_several_countries_is_not_given_and_the_country_is_no_area_of_itself(taken):
    both = '<recipient-country code="CO" percentage="40"/><recipient-country code="NA" percentage="60"/>'
    now = taken(
        activity("A-1", transaction(100), at((1, "X")), places=both),
        activity("A-2", transaction(3), at((0, "CO"))),
        activity("A-3", transaction(8), at(("A3", "", "Z"))),
    )
    made = by_area(now, "CO")
    assert (areas_of(made), not_given(made)) == ({(None, "Z"): 8}, {"several_countries": 40, "no_area": 3})
    whole(made)


def test_a_location_that_is_a_region_itself_is_an_area_and_a_town_is_none(taken):
    def place(code, kind):
        return f'<location><location-id vocabulary="G1" code="{code}"/><location-class code="{kind}"/></location>'

    made = by_area(taken(activity("A-1", transaction(10), place("R", 1), place("T", 2))), "CO")
    assert [(one.vocabulary, one.level, one.code, one.usd) for one in made.areas] == [("G1", None, "R", 10)]


def test_of_two_lists_of_areas_the_one_that_most_locations_use_counts(taken):
    places = (at(("A1", 1, "7")), at(("A3", 1, "X")), at(("A3", 1, "Y")))
    made = by_area(taken(activity("A-1", transaction(10), *places)), "CO")
    assert {(one.vocabulary, one.code): one.usd for one in made.areas} == {("A3", "X"): 5, ("A3", "Y"): 5}


def test_what_is_planned_is_told_by_area_too_and_what_has_no_rate_is_unknown(taken):
    now = taken(
        activity("A-1", planned(30), at((1, "X")), at((1, "Y"))),
        activity("A-2", planned(9, currency="AFN"), at((1, "Z"))),
        activity("A-3", planned(9_000), at((1, "X")), level=2),
    )
    made = by_area(now, "CO", flow="budgeted", years=2023)
    assert areas_of(made) == {(1, "X"): 15, (1, "Y"): 15, (1, "Z"): None}
    assert {one.code: one.without_rate for one in made.areas} == {"X": 0, "Y": 0, "Z": 1}
    assert by_area(now, "CO", years=2023).areas == ()
    whole(made)


def test_wrong_questions_are_refused(home, taken):
    with pytest.raises(NoData, match="no rows of aid data"):
        by_area(world(home=home), "CO")
    now = taken(activity("A-1", transaction(10)))
    with pytest.raises(UsageError, match="no kind of flow “spent”"):
        by_area(now, "CO", flow="spent")


COLOMBIA = '<recipient-country code="CO"/>'
LEVELS = st.sampled_from([(1, "X"), (1, "Y"), (2, "X1"), (0, "CO"), ("A1", 1, "7"), ("A1", "", "q")])
PLACES = st.lists(
    st.builds(
        lambda areas, percentage: at(*areas, percentage=percentage),
        st.lists(LEVELS, max_size=2),
        st.sampled_from([None, None, 0, 33, 50, 100]),
    ),
    max_size=4,
)
MADE_UP = st.lists(
    st.builds(
        lambda inside, values, where: (inside, values, where),
        PLACES,
        st.lists(st.decimals(-99, 99, places=3).map(str), max_size=2),
        st.sampled_from([COLOMBIA, f'{COLOMBIA}<recipient-country code="NA"/>']),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MADE_UP)
def test_areas_and_what_is_not_given_are_always_the_total(made_up):
    with tempfile.TemporaryDirectory() as room:
        inside = [
            activity(f"A-{number}", *map(transaction, values), *places, places=where)
            for number, (places, values, where) in enumerate(made_up)
        ]
        bring(Path(room) / "home", Path(room), "a", "2024-06-01", *inside)
        whole(by_area(world("2026-01-31", home=Path(room) / "home"), "CO"))


@pytest.mark.real
def test_real_files_by_area_are_the_total(shared, home):
    folder = shared / "iati" / "activities"
    names = ("worldbank/worldbank-sv.xml", "unhcr/UNHCR-Activities-2023.xml")
    from forlik.discover import source

    assert take_in(home, source("iati"), [folder / name for name in names])[1] == []
    now = world(home=home)
    for flow in ("paid", "budgeted"):
        made = by_area(now, "El Salvador", flow=flow)
        assert made.totals == tuple(one for one in matrix(now, flow=flow, place="SLV").cells if one.pillar == "all")
        assert made.areas, "regions that the World Bank names"
        whole(made)
