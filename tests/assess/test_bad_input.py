"""What is no input is refused with what it is, where it stands and what to do: no overflow, no foreign error."""

import math
import warnings

import numpy as np
import pyarrow as pa
import pytest

import forlik
from forlik import assess
from forlik.core.errors import UsageError

HDI = {
    "country_iso3": ["NOR", "AUS", "NER"],
    "life_expectancy": [81.6, 82.4, 61.4],
    "expected_schooling": [17.5, 20.2, 5.4],
    "mean_schooling": [12.6, 13.0, 1.5],
    "income_per_head": [64992.0, 42261.0, 908.0],
}


@pytest.fixture(autouse=True)
def _no_warning():
    """A number that runs over is refused, and no warning of numpy stands in for that."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


# --- numbers that run over


@pytest.mark.parametrize("how", ["arithmetic", "geometric", "scaled_geometric", "harmonic", "highest", "lowest"])
def test_weights_count_by_their_proportions_however_large_they_are(how):
    small, large = (assess.aggregate([[8, 2]], weights, how) for weights in ([1, 1], [1e308, 1e308]))
    assert large == pytest.approx(small)
    assert assess.aggregate([[8, 2]], [1e308, 0.5e308], how) == pytest.approx(assess.aggregate([[8, 2]], [2, 1], how))
    assert assess.aggregate([[8, 2]], [5e-324, 5e-324], how) == pytest.approx(small)


HUGE = [1.0, 2.0, 1e308]


@pytest.mark.parametrize(
    "asked",
    [
        lambda: assess.aggregate([HUGE]),
        lambda: assess.normalise([1], -1e308, 1e308),
        lambda: assess.normalise(HUGE, 0, 1),
        lambda: assess.normalise([1], 0, 1, scale=(-1e308, 1e308)),
        lambda: assess.normalise([1e99], 0, 1e-300),
        lambda: assess.minmax([-1e308, 1e308]),
        lambda: assess.standardise(HUGE),
        lambda: assess.denominate([1e99], [1e-300]),
        lambda: assess.denominate([1e99], [1], times=1e300),
        lambda: assess.denominate(HUGE, [1, 1, 1]),
        lambda: assess.transform([1e99], "root", order=0.1),
        lambda: assess.transform([1e99], "square", unit=1e-300),
        lambda: assess.pca_index([[1, 1e308], [2, -1e308], [3, 4], [5, 1], [4, 4]]),
        lambda: assess.winsorise_skewed([*HUGE, 3, 4]),
        lambda: assess.skewness(HUGE),
        lambda: assess.impute([1, None], "line", predictor=[1, 1e99], slope=1e300, intercept=0),
        lambda: assess.impute([1, None], "constant", constant=math.inf),
    ],
)
def test_a_number_that_runs_over_is_refused_and_never_a_silent_zero(asked):
    with pytest.raises(UsageError):
        asked()


def test_the_largest_that_is_measured_is_reckoned_with():
    assert assess.normalise([1e99], 0, 2e99) == pytest.approx([5.0])
    assert assess.standardise([-1e99, 0, 1e99]) == pytest.approx([-1.0, 0.0, 1.0])


def test_scores_and_errors_that_would_run_over_when_drawn_are_refused():
    scores = np.random.default_rng(1).uniform(0, 10, (6, 2))
    with pytest.raises(UsageError, match=r"the errors hold 1e\+308"):
        assess.smaa(scores, error=1e308, draws=10, top=2)
    with pytest.raises(UsageError, match=r"the scores hold 1e\+308"):
        assess.smaa(np.where(scores > 8, 1e308, scores), uncut=True, draws=10, top=2)


# --- what is no argument


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (lambda: assess.aggregate([[8, 2]], known_weight="x"), "known_weight: “x” is no number"),
        (lambda: assess.aggregate([[8, 2]], how=["a"]), "is no way to aggregate"),
        (lambda: assess.normalise([1], None, 2), "goalposts None and 2"),
        (lambda: assess.normalise([1], 0, 2, scale=5), "“5” are not the two ends of a scale"),
        (lambda: assess.denominate([1], [1], times="x"), "times: “x” is no number"),
        (lambda: assess.transform([1], "root", order="x"), "order: “x” is no number"),
        (lambda: assess.half_up([1.2], "x"), "digits: “x” is no number of digits"),
        (lambda: assess.winsorise([1, 2, 3], "a", 1), "lower: “a” is no number"),
    ],
)
def test_what_is_no_number_is_said_with_the_name_of_the_argument(asked, told):
    with pytest.raises(UsageError, match=told):
        asked()


@pytest.mark.parametrize("stages", [3, 1.5, None, "two", [0, 1], [["a"], ["b"]], [[0.5], [1]]])
def test_what_is_no_group_of_columns_is_said(stages):
    values = np.random.default_rng(1).normal(size=(9, 2))
    with pytest.raises(UsageError, match=r"neither 1 nor groups of columns.*\[\[0, 1\], \[2, 3\]\]"):
        assess.pca_index(values, stages)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (None, "“None” is no table"),
        (7, "“7” is no table"),
        (HDI | {"mean_schooling": 7}, "hdi_2014, mean_schooling: “7” is no column"),
        (HDI | {"mean_schooling": [7, "No data", 9]}, "hdi_2014, mean_schooling: .*“No data” in row 2.*None or NaN"),
        (HDI | {"mean_schooling": [7, b"x", 9]}, "hdi_2014, mean_schooling: "),
        (HDI | {"mean_schooling": [7, {}, 9]}, "hdi_2014, mean_schooling: the cells are not of one kind"),
        (HDI | {"mean_schooling": [7, 10**400, 9]}, "hdi_2014, mean_schooling: "),
        (HDI | {"mean_schooling": [7]}, "different numbers of rows.*mean_schooling 1"),
    ],
)
def test_values_that_are_no_table_are_refused_by_column_and_row(values, told):
    with pytest.raises(UsageError, match=told):
        assess.compute("hdi_2014", values)


def test_what_is_no_index_is_said():
    with pytest.raises(UsageError, match="“None” is no index → give the name of one"):
        assess.compute(None, HDI)


def inform(**columns):
    """A table of three places with every input unknown but those that are given."""
    named = assess.index("inform_risk_2025").inputs
    wide = {name: [None] * 3 for name in named} | {f"population_{year}": [1e6] * 3 for year in range(2020, 2025)}
    return {"iso3": ["NOR", "AUS", "NER"]} | wide | {"year_of_aid": [2024] * 3, "year_of_drought": [2024] * 3} | columns


def told_of(table, level):
    return [row["score"] for row in table.to_pylist() if row["level"] == level]


def test_the_marks_of_an_index_are_unknown_in_columns_as_they_are_in_files():
    marked = assess.compute("inform_risk_2025", inform(HDI=[0.51, "No data", 0.55], CPI=["No data"] * 3))
    plain = assess.compute("inform_risk_2025", inform(HDI=[0.51, None, 0.55]))
    assert marked.equals(plain)
    with pytest.raises(UsageError, match=r"inform_risk_2025, HDI: .*“n.a.” in row 2.*or “No data”"):
        assess.compute("inform_risk_2025", inform(HDI=[0.51, "n.a.", 0.55]))


# --- another unit


def test_a_value_that_there_cannot_be_in_the_unit_is_refused_with_input_place_and_value():
    told = "inform_risk_2025, HDI: Human Development Index: 51 for NOR, and 2 more places, .*only 0 to 1 → convert"
    with pytest.raises(UsageError, match=told):
        assess.compute("inform_risk_2025", inform(HDI=[51, 96, 55]))
    assert told_of(assess.compute("inform_risk_2025", inform(HDI=[0.51, 0.96, 0.55])), "VU.SEV.PD") == [7.8, 0.0, 7.0]
    with pytest.raises(UsageError, match=r"hdi_2014, life_expectancy: .*614 for NER, and in “years” there is only"):
        assess.compute("hdi_2014", HDI | {"life_expectancy": [81.6, 82.4, 614]})


MADE = """\
name: mine
version: 1
adopted: 2026-01-01
edition: mine
title: Mine
publisher: nobody
licence: CC0
redistributable: true
citation: none
home: none
formulas: none
direction: higher is worse
notes: none
misuse: none
inputs:
  share: {title: A share, unit: of 1}
steps:
  whole: {title: Whole, level: W, from: share, normalise: {lo: 0.2, hi: 0.9}}
"""


def mine(shares, text=MADE):
    one = assess.parse_index(text.encode(), "mine.yaml")
    return assess.compute(one, {"country_iso3": [f"P{at}" for at in range(len(shares))], "share": shares})


def test_where_more_than_half_of_a_column_lies_far_beyond_its_goalposts_it_is_of_another_unit():
    """0.9 and ten times 0.7 is 7.9: one place beyond may be one, most of them are percent."""
    with pytest.raises(
        UsageError, match=r"mine, step whole, share: 3 of 4 values, 51 for one, .*unit that the index names"
    ):
        mine([51, 96, 55, 0.4])
    with pytest.raises(UsageError, match="2 of 3 values, -8 for one"):
        mine([-8, -9, 0.4, math.nan])
    assert told_of(mine([51, 96, 0.55, 0.4]), "W") == pytest.approx([10, 10, 5, 20 / 7]), "half of them is not more"
    assert told_of(mine([7.8, 7.8, 7.8]), "W") == [10, 10, 10], "clipped, as goalposts are for"


def test_what_an_index_file_says_is_plausible_is_a_pair_that_rises():
    said = "{title: A share, unit: of 1, plausible: [0, 1]}"
    with pytest.raises(UsageError, match=r"mine, share: A share: 1.01 for P1, and in “of 1” there is only 0 to 1"):
        mine([0.4, 1.01], MADE.replace("{title: A share, unit: of 1}", said))
    assert told_of(mine([0.2, 1, None], MADE.replace("{title: A share, unit: of 1}", said)), "W") == [0, 10, None]
    from forlik.core.errors import BadInput

    with pytest.raises(BadInput, match="do not rise"):
        mine([0.4], MADE.replace("{title: A share, unit: of 1}", said.replace("[0, 1]", "[1, 0]")))


def test_a_mark_for_unknown_is_not_implausible():
    found = assess.compute("inform_risk_2025", inform(**{"EG.ELC.ACCS.ZS": pa.array([0, 50, 100])}))
    assert found.num_rows == 3 * 33


# --- at a prompt


def test_the_names_of_the_package_are_those_for_use():
    assert dir(assess) == sorted(assess.__all__)
    assert {"compute", "aggregate", "smaa"} <= set(dir(assess))
    assert {"decide", "changes", "world"} <= set(dir(forlik))
    assert not {"HOMES", "TYPE_CHECKING", "lazy"} & {*dir(assess), *dir(forlik)}


def test_a_screen_at_a_prompt_is_a_few_lines_with_shares_intervals_gaps_and_what_it_is_not_for(tmp_path):
    world = forlik.world("2026-11-27", home=tmp_path)
    screen = forlik.decide(world, "need-top-20", draws=200, releases=0, confidence=0)
    said = repr(screen)
    lines = said.split("\n")
    assert (len(lines) < 20, len(said) < 2000) == (True, True)
    assert lines[0] == "The twenty most severe needs (need-top-20), as known on 2026-11-27"
    assert "share of weightings" in lines[1]
    for row, line in zip(screen.rows[:10], lines[2:], strict=False):
        assert line.split()[: len(row.country.split())] == row.country.split()
        assert line.endswith(f" {row.rank_low}–{row.rank_high}")
        assert "%" in line
    assert lines[-2] == f"{len(screen.rows)} places ranked, {len(screen.rows) - 10} more than shown; 6 withheld"
    assert lines[-1] == screen.footer
    one = forlik.decide(world, "need-top-20", draws=200, weights={"violence": 1}, confidence=0)
    assert "By one weighting alone, which is not the answer by all weightings: Violence 100 %" in repr(one)
    assert "share of draws" in repr(one)
    assert "weightings  ranks" not in repr(one)
