"""From figures to scores and ranks: what is stale, missing, impossible or tied has a stated rule or a clear error."""

import importlib.util
import json
import math
import subprocess
import sys
from datetime import date
from decimal import Decimal

import asked
import numpy as np
import pytest

from forlik.assess.screens.asking import ranked
from forlik.assess.screens.deciding import analysed
from forlik.assess.screens.observed import Seen, seen
from forlik.assess.screens.peers import HIGH, LOW, band, groupings, regions
from forlik.assess.screens.scoring import error_of, score
from forlik.assess.screens.screening import Drawn, screen_of
from forlik.core.errors import NoData, UsageError
from forlik.places import all_places

DEATHS = {"AFG": 90, "COL": 40, "MLI": 60, "NOR": 0, "SDN": 100}
REFUGEES = {"AFG": 80, "COL": 10, "MLI": 30, "NOR": 0, "SDN": 90}


def drawn(found, **options):
    return analysed(found, draws=500, seed=1, **options)


# --- what is seen


def test_a_share_is_the_figure_over_the_size_of_the_same_year():
    one = asked.question().indicators["refugees"]
    known = asked.world_of({}, {"COL": 30}) | {
        "population": asked.series(
            "population", {("COL", 2023, None): 1, ("COL", 2024, None): 600, ("COL", 2025, None): 2}
        )
    }
    found = seen(one, "COL", known, asked.DAY)
    assert found.value == 100 * 30 / 600
    assert [figure.period for figure in found.figures] == ["2024", "2024"]
    assert [figure.basis.sha256 for figure in found.figures] == ["0" * 64] * 2, "every cell opens down to the bytes"


@pytest.mark.parametrize(
    ("years", "taken"), [({2022, 2023}, 2023), ({2025, 2026}, 2025), ({2023, 2025}, 2023), ({2018, 2030}, None)]
)
def test_without_it_the_newest_before_is_taken_then_the_oldest_after_and_none_from_afar(years, taken):
    one = asked.question().indicators["refugees"]
    sizes = asked.series("population", {("COL", year, None): year for year in years})
    found = seen(one, "COL", asked.world_of({}, {"COL": 30}) | {"population": sizes}, asked.DAY)
    if taken is None:
        assert (found.value, found.reason) == (None, "population: no figure near that year")
    else:
        assert found.value == pytest.approx(100 * 30 / taken)


@pytest.mark.parametrize(
    ("people", "value", "told"),
    [
        ({"COL": 0}, None, "population is 0"),
        ({}, None, "population: no figure near that year"),
        ({"COL": "NaN"}, None, "no finite number"),
    ],
)
def test_what_cannot_be_divided_is_unknown_and_says_why(people, value, told):
    one = asked.question().indicators["refugees"]
    found = seen(one, "COL", asked.world_of({}, {"COL": 30}, people), asked.DAY)
    assert (found.value, told in found.reason) == (value, True)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_no_number_and_infinity_are_unknown(value):
    found = seen(asked.question().indicators["deaths"], "COL", asked.world_of({"COL": value}, {}), asked.DAY)
    assert (found.value, found.reason) == (None, "the figure is no finite number")


def test_age_is_counted_from_the_end_of_the_period_and_widens_the_error_beyond_its_limit():
    one = asked.question().indicators["deaths"]
    ages = {
        year: seen(one, "COL", asked.world_of({"COL": 5}, {}, year=year), asked.DAY).age for year in (2024, 2021, 2020)
    }
    assert ages[2024] == 0
    assert ages[2021] == pytest.approx(3, abs=0.01)
    assert [error_of(one, Seen(5.0, age=age)) / one.error for age in (0, 2.9, 3, 4.5)] == [1, 1, 1, 1.5]


def test_a_publishers_own_bounds_widen_the_error_and_never_narrow_it():
    one = asked.question().indicators["deaths"]  # goalposts 0 and 100, error 0.5
    wide, narrow = Seen(40.0, age=0, bounds=(20.0, 60.0)), Seen(40.0, age=0, bounds=(39.0, 41.0))
    # From 2 to 6 on the scale is what 90 % of a normal error of 4 / (2 · 1.645) span.
    assert error_of(one, wide) == pytest.approx(4 / (2 * 1.6448536), rel=1e-6)
    assert error_of(one, narrow) == one.error
    beyond = Seen(90.0, age=0, bounds=(60.0, 500.0))
    assert error_of(one, beyond) == pytest.approx(4 / (2 * 1.6448536), rel=1e-6), "beyond the scale all is the same"


def test_bounds_are_read_with_the_figure_and_divided_as_it_is():
    known = asked.world_of({"COL": 40}, {"COL": 50})
    for row, (low, high) in {("deaths_state_based", 40): (20, 60), ("refugees_originating", 50): (40, 70)}.items():
        cells = known[row[0]].by_place["COL"]
        cells[2024, None] = cells[2024, None]._replace(low=Decimal(low), high=Decimal(high))
    questions = asked.question().indicators
    assert seen(questions["deaths"], "COL", known, asked.DAY).bounds == (20.0, 60.0)
    assert seen(questions["refugees"], "COL", known, asked.DAY).bounds == pytest.approx((4.0, 7.0))
    cells = known["deaths_state_based"].by_place["COL"]
    cells[2024, None] = cells[2024, None]._replace(low=Decimal(50))
    assert seen(questions["deaths"], "COL", known, asked.DAY).bounds is None, "bounds beside the figure are no bounds"


def test_a_stale_figure_is_unknown_and_its_period_is_told():
    one = asked.question().indicators["deaths"]
    known = asked.world_of({"COL": 5}, {}, year=2018)
    found = seen(one, "COL", known, asked.DAY)
    assert (found.value, found.reason) == (None, "stale: the newest figure is of 2018")
    assert found.figures[0].value == Decimal(5), "what there is can still be opened"
    assert seen(one, "COL", asked.world_of({"COL": 5}, {}, year=2019), asked.DAY).value == 5


def test_a_measure_of_another_unit_is_refused_even_when_the_file_was_never_read():
    one = asked.question().indicators["deaths"].model_copy(update={"unit": "bodies"})
    with pytest.raises(UsageError, match="is in deaths, not in bodies"):
        seen(one, "COL", asked.world_of({"COL": 5}, {}), asked.DAY)


def test_a_place_that_a_source_counts_under_another_says_so():
    known = asked.world_of({"COL": 5}, {})
    found = seen(asked.question().indicators["deaths"], "PSE", known, asked.DAY)
    assert (found.value, found.reason) == (None, "its sources count Palestine under Israel")


CHANGE = ("normalise: {lo: 0, hi: 100}", "change: {how: ratio, plus: 25}\n        normalise: {lo: 0, hi: 1}")
DIFFERENCE = ("normalise: {lo: 0, hi: 100}", "change: {how: difference}\n        normalise: {lo: 0, hi: 100}")


def test_a_change_is_of_a_year_against_the_one_before():
    known = {
        "deaths_state_based": asked.series("deaths_state_based", {("COL", 2023, None): 75, ("COL", 2024, None): 975})
    }
    ratio = seen(asked.question(CHANGE).indicators["deaths"], "COL", known, asked.DAY)
    assert ratio.value == pytest.approx(math.log10(1000 / 100))
    difference = seen(asked.question(DIFFERENCE).indicators["deaths"], "COL", known, asked.DAY)
    assert difference.value == 900


def test_a_change_by_months_is_of_twelve_against_the_twelve_before_and_needs_all_of_them():
    monthly = ("measure: deaths_state_based", "measure: deaths_all_violence_monthly")
    one = asked.question(DIFFERENCE, monthly).indicators["deaths"]
    cells = {("COL", 2023 + (month > 12), (month - 1) % 12 + 1): month for month in range(1, 25)}
    found = seen(one, "COL", {one.measure: asked.series(one.measure, cells)}, asked.DAY)
    assert found.value == sum(range(13, 25)) - sum(range(1, 13))
    # What is told is what was reckoned with: both sums, each with its span; age counts from the end of the newer.
    told = [(figure.value, figure.period, figure.basis.sha256) for figure in found.figures]
    assert told == [(222, "2024-01/2024-12", "0" * 64), (78, "2023-01/2023-12", "0" * 64)]
    assert (found.period, found.age) == ("2024-12", 0)
    del cells["COL", 2023, 5]
    gap = seen(one, "COL", {one.measure: asked.series(one.measure, cells)}, asked.DAY)
    assert (gap.value, gap.reason) == (None, "not known for the whole of the twelve months and the twelve before")


def test_a_sum_of_months_of_which_one_is_estimated_is_estimated():
    monthly = ("measure: deaths_state_based", "measure: deaths_all_violence_monthly")
    one = asked.question(DIFFERENCE, monthly).indicators["deaths"]
    cells = {("COL", 2023 + (month > 12), (month - 1) % 12 + 1): month for month in range(1, 25)}
    known = asked.series(one.measure, cells)
    cells = known.by_place["COL"]
    cells[2023, 5] = cells[2023, 5]._replace(status="estimated")
    found = seen(one, "COL", {one.measure: known}, asked.DAY)
    assert [figure.status for figure in found.figures] == ["reported", "estimated"]


# --- what is scored


def test_scores_stand_between_goalposts_and_may_lie_beyond_them_until_those_have_moved():
    one = asked.question().indicators["deaths"]
    np.testing.assert_allclose(score(one, [0, 50, 100, 200, None]), [0, 5, 10, 20, np.nan])


def test_nothing_at_all_is_below_every_goalpost_of_a_logarithm_and_refused_where_the_file_does_not_say_so():
    bend = ("normalise: {lo: 0, hi: 100}", "transform: {bend: log10}\n        normalise: {lo: 0, hi: 2}")
    silent = asked.question(bend).indicators["deaths"]
    with pytest.raises(UsageError, match="no logarithm of 0"):
        score(silent, [0, 10])
    told = silent.model_copy(update={"when_zero": "lowest"})
    np.testing.assert_allclose(score(told, [0, 10, 100]), [-10, 5, 10])
    down = told.model_copy(update={"normalise": told.normalise.model_copy(update={"direction": "down"})})
    np.testing.assert_allclose(score(down, [0, 10, 100]), [20, 5, 0])


def test_goalposts_reversed_are_refused_when_scored_too():
    one = asked.question().indicators["deaths"]
    turned = one.model_copy(update={"normalise": one.normalise.model_copy(update={"lo": 100.0, "hi": 0.0})})
    with pytest.raises(UsageError, match="reversed"):
        score(turned, [1])


# --- what is ranked


def test_a_place_that_is_worse_in_everything_is_first_under_every_weighting():
    found = drawn(asked.put(asked.question(), asked.world_of(DEATHS, REFUGEES)))
    shares = dict(zip(found.alternatives, found.share_top_k, strict=True))
    assert (shares["SDN"], shares["NOR"]) == (1.0, 0.0)


def test_a_place_of_which_too_little_is_observed_is_withheld_with_its_reasons():
    refugees = {iso3: one for iso3, one in REFUGEES.items() if iso3 != "COL"}
    found = asked.put(asked.question(), asked.world_of(DEATHS, refugees))
    assert found.observed["COL"] == 0.5
    assert found.withheld == {"COL": "50% of the weight is observed, 67% is needed; missing: refugees (no figure)"}
    assert "COL" not in drawn(found).alternatives


WITHHOLD = ("        max_age: 3\n", "        max_age: 3\n        missing: withhold\n")


def test_a_place_is_withheld_where_an_indicator_is_not_known_that_the_question_does_not_rank_without():
    deaths = {iso3: one for iso3, one in DEATHS.items() if iso3 != "COL"}
    enough = ("known_weight: 0.6667", "known_weight: 0.5")
    drawn_for = asked.put(asked.question(enough), asked.world_of(deaths, REFUGEES))
    assert "COL" in drawn(drawn_for).alternatives, "by peers, as long as the question does not say otherwise"
    found = asked.put(asked.question(enough, WITHHOLD), asked.world_of(deaths, REFUGEES))
    assert found.withheld == {"COL": "not ranked where this is not known: deaths (no figure)"}
    assert found.observed["COL"] == 0.5
    assert not drawn(found).gaps
    # Of which nothing at all is known is left out for all, and so withholds none.
    none = asked.put(asked.question(enough, WITHHOLD), asked.world_of({}, REFUGEES))
    assert not none.withheld
    assert none.scores.indicators == ("refugees",)


RATE = """\
      rate:
        title: {en: Rate, nb: Rate}
        measure: deaths_state_based
        unit: deaths
        per: {measure: population, unit: people, times: 100}
        normalise: {lo: 0, hi: 10}
        error: 0.5
        max_age: 3
        licence: CC BY 4.0
        citation: somebody
  flight:
"""


def test_a_dimension_of_which_less_than_two_thirds_are_observed_has_no_score_of_its_own():
    people = dict.fromkeys(asked.CODES, 1000)
    known = asked.world_of(DEATHS, REFUGEES, people) | {
        "refugees_originating": asked.series("refugees_originating", {(one, 2024, None): 9 for one in asked.CODES})
    }
    one = asked.question(("  flight:\n", RATE), ("known_weight: 0.6667", "known_weight: 0.6"))
    found = asked.put(one, known)
    cells = {**found.found, "rate": {**found.found["rate"], "COL": Seen(None, reason="no figure")}}
    half = ranked(one, asked.DAY, known, asked.CODES, cells)
    assert half.observed["COL"] == 0.75
    screen = screen_of(half, Drawn(drawn(half), {}, 500, 1, {}))
    scores = {row.country_iso3: row.dimensions for row in screen.rows}
    assert scores["COL"]["violence"] is None
    # 60 of 100 deaths is 6, and 6 of 10 percent is 6.
    assert scores["MLI"]["violence"] == 6
    assert "COL" in {gap.alternative for gap in screen.analysis.gaps}


def test_by_an_order_of_importance_the_observed_share_is_by_its_mean_weights():
    # Rank-order centroids of two: 3/4 and 1/4. Violence alone is then 3/4 of the weight, which is enough.
    order = ("weights: {kind: uniform}", "weights: {kind: ordinal, order: {violence: 1, flight: 2}}")
    refugees = {iso3: one for iso3, one in REFUGEES.items() if iso3 != "COL"}
    found = asked.put(asked.question(order), asked.world_of(DEATHS, refugees))
    assert found.observed["COL"] == 0.75
    assert not found.withheld


def test_what_is_not_known_is_drawn_and_never_filled_in_and_its_interval_is_wider():
    lenient = asked.question(("known_weight: 0.6667", "known_weight: 0.5"))
    refugees = {iso3: one for iso3, one in REFUGEES.items() if iso3 != "COL"}
    whole = drawn(asked.put(lenient, asked.world_of(DEATHS, REFUGEES)))
    gap = drawn(asked.put(lenient, asked.world_of(DEATHS, refugees)))
    place = gap.alternatives.index("COL")
    assert np.diff(gap.spread["data"][place])[0] > np.diff(whole.spread["data"][place])[0]
    assert [(one.alternative, one.criterion) for one in gap.gaps] == [("COL", "refugees")]


@pytest.mark.parametrize(
    ("deaths", "refugees", "codes", "told"),
    [
        ({}, {}, asked.CODES, "of 5 places 0 can be ranked"),
        ({"COL": 1}, {"COL": 1}, ("COL",), "of 1 places 1 can be ranked, and the question asks for the first 2"),
        (dict.fromkeys(asked.CODES, 7), dict.fromkeys(asked.CODES, 7), asked.CODES, "nothing to rank by"),
    ],
    ids=["all missing", "one country", "ties everywhere"],
)
def test_where_there_is_nothing_to_rank_there_is_no_silent_number(deaths, refugees, codes, told):
    with pytest.raises(NoData, match=told):
        drawn(asked.put(asked.question(), asked.world_of(deaths, refugees), codes))


def test_an_indicator_without_variance_tells_no_two_apart_and_is_named():
    found = drawn(asked.put(asked.question(), asked.world_of(dict.fromkeys(asked.CODES, 7), REFUGEES)))
    assert found.flat == ("violence",)


def test_a_dimension_of_which_nothing_is_known_is_left_out_and_not_made_up():
    lenient = asked.question(("known_weight: 0.6667", "known_weight: 0.5"))
    found = asked.put(lenient, asked.world_of(DEATHS, {}))
    assert tuple(found.scores.dimensions) == ("violence",)
    assert drawn(found).criteria == ("violence",)


def test_weights_of_ones_own_are_one_weighting_and_bad_ones_are_refused():
    found = asked.put(asked.question(), asked.world_of(DEATHS | {"COL": 101}, REFUGEES))
    shares = drawn(found, weights={"violence": 1}).share_top_k
    assert dict(zip(found.scores.places, shares, strict=True))["COL"] > 0.5
    with pytest.raises(UsageError, match="has no dimension “hunger” → it has violence, flight"):
        drawn(found, weights={"hunger": 1})
    for bad, told in (
        ({"violence": 0}, "sum to 0"),
        ({"violence": -1, "flight": 2}, "-1"),
        ({"flight": math.nan}, "nan"),
    ):
        with pytest.raises(UsageError, match=told):
            drawn(found, weights=bad)


# --- peers

OCHA = """
import json
from hdx.location.country import Country
print(json.dumps(Country.countriesdata(use_live=False)["countries"]))
"""


def test_every_state_has_a_region_of_the_united_nations():
    if importlib.util.find_spec("hdx") is None:
        pytest.skip("hdx-python-country is not installed")
    states = {place.iso3 for place in all_places(kind="state")}
    assert states <= set(regions())
    # In a process of its own: the package leaves files open.
    theirs = json.loads(subprocess.run([sys.executable, "-c", OCHA], capture_output=True, check=True).stdout)
    for iso3 in states - {"XKX", "TWN"}:
        row = theirs[iso3]
        assert regions()[iso3] == (row["Intermediate Region Name"] or row["Sub-region Name"])


def test_peers_are_of_the_same_region_and_income_and_unknown_belongs_to_nobody():
    assert [band(one) for one in (LOW, LOW + 1, HIGH, HIGH + 1)] == ["low", "middle", "middle", "high"]
    income = asked.series("income_per_head", {("MLI", 2023, None): 800, ("SEN", 2023, None): 1700})
    both, region = groupings(("MLI", "SEN", "NER", "XXX"), income)
    assert both == ["Western Africa, low", "Western Africa, middle", None, None]
    assert region == ["Western Africa", "Western Africa", "Western Africa", None]


def test_today_stands_nowhere_in_a_question_that_is_asked_of_the_past():
    one = asked.question().indicators["deaths"]
    known = asked.world_of({"COL": 5}, {}, year=1999)
    assert seen(one, "COL", known, date(2000, 6, 1)).value == 5
