"""By one weighting alone: what is observed, missing, old and withheld is reckoned on the weights that are in force."""

import math

import asked
import pytest

import forlik
from forlik import shapes
from forlik.assess.screens.asking import ask, by_weights, enough
from forlik.assess.screens.deciding import again, analysed, decide
from forlik.core.errors import NoData, UsageError
from forlik.world import world

DAY = "2026-11-27"
FEW = {"draws": 300, "seed": 7}
REFUGEES = {"AFG": 80, "COL": 10, "MLI": 30, "NOR": 0, "SDN": 90}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """A folder without a store: the starter pack answers."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="module")
def by_violence(elsewhere):
    return decide(world(DAY, home=elsewhere), "need-top-20", weights={"violence": 1}, **FEW)


def test_a_place_of_which_nothing_that_counts_is_observed_is_not_ranked(by_violence):
    """UCDP counts deaths in Palestine under Israel: by violence alone all of it would be drawn from others."""
    assert "PSE" not in {row.country_iso3 for row in by_violence.rows}
    [held] = [row for row in by_violence.withheld if row.country_iso3 == "PSE"]
    assert (held.observed, held.missing) == (0, ("deaths", "death_rate"))
    assert held.reason.startswith("0% of the weight is observed, 67% is needed; missing: deaths (")
    assert "Palestine is withheld: 0% of the weight is observed" in by_violence.explain("Palestine")
    shape = shapes.decide(by_violence)
    assert {row["country_iso3"]: row["observed_share"] for row in shape["withheld"]}["PSE"] == 0
    assert {row["observed_share"] for row in shape["rows"]} == {1.0}


def test_by_all_weightings_it_is_ranked_by_the_two_thirds_that_are_observed(elsewhere):
    every = again(ask(world(DAY, home=elsewhere), "need-top-20"), **FEW)
    [palestine] = [row for row in every.rows if row.country_iso3 == "PSE"]
    assert palestine.observed == pytest.approx(2 / 3, abs=0.01)
    assert {"deaths", "death_rate"} <= set(palestine.missing)


def test_what_weighs_nothing_is_neither_missing_nor_old_and_is_drawn_for_nobody(by_violence):
    counts = {"deaths", "death_rate"}
    for row in (*by_violence.rows, *by_violence.withheld):
        assert set(row.missing) <= counts
    assert all(set(row.stale) <= counts for row in by_violence.rows)
    assert {gap.criterion for gap in by_violence.analysis.gaps} <= counts
    assert "displacement" in by_violence.rows[0].dimensions, "its score is shown all the same"


def test_a_place_that_is_withheld_by_all_weightings_is_ranked_where_all_that_counts_is_observed():
    put = asked.put(asked.question(), asked.world_of({"AFG": 90, "MLI": 60, "SDN": 100, "COL": 7}, REFUGEES))
    assert set(put.withheld) == {"NOR"}
    assert dict(by_weights(put, {"flight": 1}).withheld) == {}
    assert by_weights(put, {"violence": 0, "flight": 5}).observed["NOR"] == 1
    assert set(by_weights(put, {"violence": 9, "flight": 1}).withheld) == {"NOR"}
    # Two thirds and more of the weight in force are observed: ranked, though one dimension is wholly unknown.
    third = by_weights(put, {"violence": 1, "flight": 3})
    assert third.observed["NOR"] == pytest.approx(0.75)
    assert (dict(third.withheld), enough(third.question, third.observed["NOR"])) == ({}, True)
    found = analysed(put, draws=100, seed=1, weights={"violence": 1, "flight": 3})
    assert [(gap.alternative, gap.criterion) for gap in found.gaps] == [("NOR", "deaths")], (
        "and it is said who is drawn"
    )


def test_an_indicator_without_which_nobody_is_ranked_withholds_only_where_it_counts():
    one = asked.question(
        ("known_weight: 0.6667", "known_weight: 0.4"),
        ("        max_age: 3\n", "        max_age: 3\n        missing: withhold\n"),
    )
    put = asked.put(one, asked.world_of({"AFG": 90, "MLI": 60, "SDN": 100, "COL": 7}, REFUGEES))
    assert set(put.withheld) == {"NOR"}
    assert set(by_weights(put, {"violence": 1, "flight": 1}).withheld) == {"NOR"}
    assert dict(by_weights(put, {"flight": 1}).withheld) == {}


def test_weights_that_leave_too_few_places_are_refused_with_what_is_observed_of_them():
    put = asked.put(asked.question(), asked.world_of({"AFG": 90, "MLI": 60}, REFUGEES))
    with pytest.raises(NoData, match=r"of 5 places 2 can be ranked.*0% of the weight is observed"):
        again(put, weights={"violence": 1}, **FEW)


def test_proportions_alone_count_however_large_the_numbers_are():
    put = asked.put(asked.question(), asked.world_of({"AFG": 90, "MLI": 60, "SDN": 100, "COL": 7}, REFUGEES))
    for weights in ({"violence": 1, "flight": 3}, {"violence": 1e307, "flight": 3e307}):
        assert by_weights(put, weights).observed["NOR"] == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        ({"violence": "x"}, "weights, violence: “x” is no number"),
        ({"violence": None}, "weights, violence: “None” is no number"),
        ({"violence": True}, "weights, violence: “True” is no number"),
        ([1, 2], "are no weights"),
        ({3: 1}, "has no dimension “3”"),
        ({"hunger": 1}, "has no dimension “hunger”"),
        ({"violence": 0}, "sum to 0"),
        ({"violence": math.inf}, "inf"),
        ({"violence": -1, "flight": 1}, "-1"),
    ],
)
def test_weights_that_are_none_are_refused_by_name(weights, told):
    put = asked.put(asked.question(), asked.world_of(dict.fromkeys(asked.CODES, 1), REFUGEES))
    with pytest.raises(UsageError, match=told):
        again(put, weights=weights, **FEW)


@pytest.mark.parametrize(
    ("of", "question", "told"),
    [("x", "need-top-20", "“x” is no world"), (None, "need-top-20", "is no world"), ("real", None, "is no question")],
)
def test_what_is_no_world_or_no_question_is_said(elsewhere, of, question, told):
    with pytest.raises(UsageError, match=told):
        forlik.decide(world(DAY, home=elsewhere) if of == "real" else of, question)
