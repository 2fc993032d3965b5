"""What a step of an index file may ask for, each on values small enough to check by hand."""

import re

import numpy as np
import pytest
from made_index import HEAD

from forlik import assess
from forlik.core.errors import UsageError

UNKNOWN = None


def computed(step, *, more="", inputs="", head="", **values):
    """Scores of a step W over the inputs a and b (and others), for as many places as there are values."""
    named = "".join(f"  {name}: {{title: x, unit: points, scored: false{inputs}}}\n" for name in values)
    text = f"{HEAD}{head}inputs:\n{named}steps:\n  whole: {{title: Whole, level: W, {step}}}\n{more}"
    count = len(next(iter(values.values())))
    table = {"country_iso3": [f"P{at:02}" for at in range(count)]} | values
    return [
        row["score"] for row in assess.compute(assess.parse_index(text.encode(), "made_up.yaml"), table).to_pylist()
    ]


def parts(**steps):
    return "".join(f"  {name}: {{title: x, {said}}}\n" for name, said in steps.items())


BOTH = parts(p="from: a", q="from: b")


def test_a_score_is_never_below_the_least_and_unknown_stays_unknown():
    assert computed("from: a, least: 0.1", a=[0.0, 0.1, 5.0, UNKNOWN]) == [0.1, 0.1, 5.0, None]


def test_one_of_the_needed_parts_must_be_known():
    step = "parts: [p, q], missing: skip, need_one_of: [p]"
    assert computed(step, more=BOTH, a=[2, UNKNOWN, 2], b=[4, 4, UNKNOWN]) == [3, None, 2]


@pytest.mark.parametrize(
    ("rule", "expected"), [("unknown", [11, None, None]), ("skip", [11, 7, None]), ("zero", [11, 7, 1])]
)
def test_what_is_missing_of_a_sum_is_unknown_left_out_or_nothing(rule, expected):
    step = f"sum: {{a: 2, b: 1}}, plus: 1, sum_missing: {rule}"
    assert computed(step, a=[3, 3, UNKNOWN], b=[4, UNKNOWN, UNKNOWN]) == expected


def test_a_number_that_means_unknown_is_unknown():
    assert computed("from: a", inputs=", unknown: [0, -99]", a=[0, 1, -99]) == [None, 1, None]


def test_a_denominator_is_taken_in_the_year_of_the_place():
    step = "from: a, times: 100, per: {year_in: year, columns: {2020: old, 2024: new}}"
    values = {"a": [5, 5, 5], "year": [2020, 2024, UNKNOWN], "old": [10, 10, 10], "new": [50, 50, 50]}
    assert computed(step, **values) == [50, 10, None]
    with pytest.raises(UsageError, match=r"step whole, year: there is no denominator for 2021"):
        computed(step, **(values | {"year": [2021, 2024, 2024]}))


def test_a_value_is_unknown_where_another_column_is_too_small():
    assert computed("from: a, unknown_where: {column: b, below: 10}", a=[1, 1, 1], b=[9, 10, UNKNOWN]) == [None, 1, 1]


def test_values_beyond_what_saturates_have_the_ends_of_the_scale():
    step = "from: a, saturate: [1, 3], normalise: {lo: 0, hi: 10%s}"
    assert computed(step % "", a=[0.9, 1, 3, 3.1]) == [0, 1, 3, 10]
    assert computed(step % ", direction: down", a=[0.9, 1, 3, 3.1]) == [10, 9, 7, 0]


def test_a_score_is_rounded_as_the_index_says_unless_the_step_says_otherwise():
    assert computed("from: a", head="digits: 1\n", a=[0.25, 0.24]) == [0.3, 0.2]
    assert computed("from: a, digits: none", head="digits: 1\n", a=[0.25, 0.24]) == [0.25, 0.24]
    assert computed("from: a, digits: 0", head="digits: 1\n", a=[0.5]) == [1]


def test_a_value_is_filled_in_along_a_stated_line_of_a_logarithm():
    step = "from: a, impute: {method: line, predictor: b, predictor_log: true, slope: 2, intercept: 1}"
    assert computed(step, a=[7, UNKNOWN, UNKNOWN], b=[1, 1, UNKNOWN]) == [7, 1, None]


def test_outliers_are_treated_before_the_scale_is_made():
    step = "from: a, outliers: {method: %s}, normalise: {method: minmax}"
    assert computed(step % "winsorise_skewed", a=[*range(11), 100.0])[-2:] == [10, 10]
    assert computed(step % "winsorise, lower: 0, upper: 0.5", a=[0.0, 1.0, 9.0]) == [0, 10, 10]


def test_a_value_of_0_scores_what_is_said_where_there_is_no_logarithm_of_it():
    step = "from: a, transform: {bend: log10}, normalise: {lo: 0, hi: 4}, when_zero: 0.1"
    assert computed(step, a=[0, 1, 100, UNKNOWN]) == [0.1, 0, 5, None]


def test_z_scores_are_those_of_the_sample():
    assert computed("from: a, normalise: {method: z}", a=[2, 4, 6]) == [-1, 0, 1]


def test_weights_may_come_from_the_components_of_the_parts():
    draw = np.random.default_rng(5)
    columns = draw.normal(size=(30, 1)) + draw.normal(size=(30, 3)) * np.array([0.3, 0.9, 1.5])
    values = {name: list(columns[:, at]) for at, name in enumerate("abc")}
    more = parts(p="from: a", q="from: b", r="from: c")
    found = computed("parts: [p, q, r], weights: pca", more=more, **values)
    axis = np.linalg.svd((columns - columns.mean(axis=0)) / columns.std(axis=0, ddof=1))[2][0]
    assert found == pytest.approx(columns @ axis**2)


def test_a_fault_names_the_index_and_the_step():
    with pytest.raises(UsageError, match=re.escape("made_up, step whole, transform: there is no logarithm of 0")):
        computed("from: a, transform: {bend: ln}", a=[0, 1])
