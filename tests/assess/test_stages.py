"""Each stage does what its published definition says; bad input is an error that says what and what to do."""

import math
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from forlik import assess
from forlik.core.errors import UsageError

NAN, INF = float("nan"), float("inf")
numbers = some.floats(-1e6, 1e6, allow_nan=False)
scores = some.floats(0, 10, allow_nan=False)


def same(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)


# --- normalise: the definition of the OECD and JRC handbook, (x - lo) / (hi - lo)


def test_values_are_placed_between_goalposts_and_clipped_at_them():
    same(assess.normalise([20, 52.5, 85, 10, 99, NAN], 20, 85), [0, 5, 10, 0, 10, NAN])
    same(assess.normalise([20, 52.5, 85, 10, 99], 20, 85, "down"), [10, 5, 0, 10, 0])
    same(assess.normalise([85], 20, 85, -1), assess.normalise([85], 20, 85, "down"))
    same(assess.normalise([20, 85], 20, 85, scale=(0, 1)), [0, 1])


def test_beyond_the_goalposts_is_kept_or_refused_when_asked():
    same(assess.normalise([0, 20], 0, 10, beyond="keep"), [0, 20])
    with pytest.raises(UsageError, match="beyond the goalposts 0 to 10"):
        assess.normalise([0, 20], 0, 10, beyond="refuse")


@given(some.lists(numbers, min_size=1, max_size=8), numbers, some.floats(0.1, 1e6))
def test_a_score_is_within_its_scale_never_falls_and_is_turned_by_its_direction(values, lo, width):
    up, down = assess.normalise(values, lo, lo + width), assess.normalise(values, lo, lo + width, "down")
    assert ((up >= 0) & (up <= 10)).all()
    np.testing.assert_allclose(up + down, 10)
    assert (np.diff(up[np.argsort(values)]) >= -1e-12).all()


@pytest.mark.parametrize(
    ("lo", "hi", "says"),
    [(10, 0, "are reversed"), (5, 5, "are the same"), (0, INF, "not both numbers"), (NAN, 1, "not both numbers")],
)
def test_goalposts_that_do_not_rise_are_refused(lo, hi, says):
    with pytest.raises(UsageError, match=says):
        assess.normalise([1], lo, hi)


def test_reversed_goalposts_are_answered_with_the_remedy():
    with pytest.raises(UsageError, match="say direction “down”"):
        assess.normalise([1], 10, 0)


@pytest.mark.parametrize("stage", [assess.minmax, assess.standardise, assess.winsorise, assess.winsorise_skewed])
def test_what_goes_by_the_known_values_is_refused_where_there_are_none(stage):
    with pytest.raises(UsageError, match="all values are unknown"):
        stage([NAN, NAN])


@pytest.mark.parametrize(
    "stage",
    [
        lambda values: assess.normalise(values, 0, 1),
        assess.minmax,
        assess.standardise,
        assess.winsorise,
        assess.winsorise_skewed,
        lambda values: assess.transform(values, "square"),
        lambda values: assess.denominate(values, [1, 1]),
        lambda values: assess.impute(values, "mean"),
        lambda values: assess.aggregate([values]),
        lambda values: assess.half_up(values, 1),
        lambda values: assess.classify(values, [1], ["a", "b"]),
        lambda values: assess.pca_index([values, values, values, values]),
    ],
)
def test_infinity_is_no_observation_and_text_is_no_number_anywhere(stage):
    with pytest.raises(UsageError, match="infinite"):
        stage([1.0, INF])
    with pytest.raises(UsageError, match="not all numbers"):
        stage([1.0, "much"])


def test_a_direction_and_a_shape_that_there_is_not_are_refused():
    with pytest.raises(UsageError, match="is no direction"):
        assess.normalise([1], 0, 1, "sideways")
    with pytest.raises(UsageError, match=r"shape \(1, 2\)"):
        assess.normalise([[1, 2]], 0, 1)


def test_min_max_and_z_scores_are_those_of_the_sample():
    same(assess.minmax([2, 4, 6, NAN]), [0, 5, 10, NAN])
    # mean 4, sample variance ((−2)² + 0 + 2²) / 2 = 4
    same(assess.standardise([2, 4, 6, NAN]), [-1, 0, 1, NAN])
    same(assess.standardise([2, 4, 6], "down"), [1, 0, -1])


@pytest.mark.parametrize("stage", [assess.minmax, assess.standardise])
def test_what_goes_by_the_sample_is_refused_without_variance(stage):
    for values in ([3, 3, 3], [7], [7, NAN]):
        with pytest.raises(UsageError, match="say nothing"):
            stage(values)
    with pytest.raises(UsageError, match="all values are unknown"):
        stage([NAN, NAN])


# --- outliers


def test_values_beyond_a_quantile_are_set_to_it():
    # 0 … 10: the quantile of 0.1 is 1 and that of 0.9 is 9
    same(assess.winsorise(range(11), 0.1, 0.9), [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9])
    same(assess.winsorise([1, NAN, 3]), [1, NAN, 3])
    for pair in ((0.9, 0.1), (-0.1, 0.5), (5, 95)):
        with pytest.raises(UsageError, match="not two of 0 to 1"):
            assess.winsorise([1, 2], *pair)


def test_skewness_and_kurtosis_are_those_of_a_sample():
    # 0, 0, 0, 4: m2 = 3, m3 = 6, m4 = 21; G1 = √12/2 · 6/3^1.5 = 2; G2 = 3/(2·1) · (5·(21/9 − 3) + 6) = 4
    same(assess.skewness([0, 0, 0, 4]), 2)
    same(assess.excess_kurtosis([0, 0, 0, 4]), 4)
    assert math.isnan(assess.skewness([1, 1, 1, 1]))
    assert math.isnan(assess.excess_kurtosis([1, 2, 3]))


def test_a_lopsided_end_is_pulled_in_as_the_published_tests_of_coinr_say():
    # COINr, tests/testthat/test-treat.R: 1 … 10 and 100 → 100 becomes 10; 1 … 20, 100, 200 is not healed by one place
    same(assess.winsorise_skewed([*range(1, 11), 100]), [*range(1, 11), 10])
    with pytest.raises(UsageError, match="after 1 places the values are still lopsided"):
        assess.winsorise_skewed([*range(1, 21), 100, 200], most=1)
    same(assess.winsorise_skewed([*range(1, 11), -100]), [*range(1, 11), 1])
    same(assess.winsorise_skewed([5, 5, 5, 5, 5]), [5, 5, 5, 5, 5])


# --- transform, denominate


def test_a_scale_is_bent_by_the_named_function():
    same(assess.transform([1, 100, NAN], "log10"), [0, 2, NAN])
    same(assess.transform([math.e], "ln"), [1])
    same(assess.transform([0, 9], "log10_plus_1"), [0, 1])
    same(assess.transform([3], "square"), [9])
    same(assess.transform([8], "root", order=3), [2])
    same(assess.transform([0.2], "log10", unit=0.001), [math.log10(200)])


@pytest.mark.parametrize(
    ("value", "bend", "says"),
    [
        (0, "log10", "no logarithm of 0"),
        (-1, "ln", "no logarithm of -1"),
        (-1, "root", "not defined for -1"),
        (1, "cube", "is no transformation"),
    ],
)
def test_a_transformation_that_is_not_defined_is_refused(value, bend, says):
    with pytest.raises(UsageError, match=says):
        assess.transform([value], bend)


def test_a_share_is_a_number_by_its_population():
    same(assess.denominate([50, NAN, 5], [1000, 10, NAN], 100), [5, NAN, NAN])
    for wrong in ([0, 1, 1], [-1, 1, 1]):
        with pytest.raises(UsageError, match="a denominator is"):
            assess.denominate([1, 1, 1], wrong)
    with pytest.raises(UsageError, match="2 denominators for 3 values"):
        assess.denominate([1, 1, 1], [1, 1])


# --- impute


def test_values_are_filled_in_by_the_method_that_is_named_and_marked():
    found = assess.impute([1, 2, 6, NAN], "mean")
    same(found.values, [1, 2, 6, 3])
    assert found.imputed.tolist() == [False, False, False, True]
    same(assess.impute([1, 2, 6, NAN], "median").values, [1, 2, 6, 2])
    same(assess.impute([1, NAN], "constant", constant=7).values, [1, 7])
    groups = ["a", "a", "b", "b", None]
    same(assess.impute([1, NAN, NAN, NAN, NAN], "group_mean", groups=groups).values, [1, 1, NAN, NAN, NAN])
    same(assess.impute([NAN], "line", predictor=[3], slope=2, intercept=1).values, [7])
    # y = 2x + 1 through three places
    same(assess.impute([3, 5, 7, NAN], "regression", predictor=[1, 2, 3, 10]).values, [3, 5, 7, 21])


def test_imputation_without_what_it_needs_is_refused():
    for method, says in (("constant", "constant"), ("group_mean", "groups"), ("line", "predictor"), ("guess", "is no")):
        with pytest.raises(UsageError, match=says):
            assess.impute([NAN], method)
    with pytest.raises(UsageError, match="all values are unknown"):
        assess.impute([NAN, NAN], "mean")
    with pytest.raises(UsageError, match="needs 3 places"):
        assess.impute([1, 2, NAN], "regression", predictor=[1, 2, 3])


# --- aggregate


def test_the_means_are_their_closed_forms():
    same(assess.aggregate([[2, 8]]), [5])
    same(assess.aggregate([[2, 8]], [3, 1]), [3.5])
    same(assess.aggregate([[2, 8]], how="geometric"), [4])
    same(assess.aggregate([[2, 8]], [1, 3], "geometric"), [2**0.25 * 8**0.75])
    same(assess.aggregate([[2, 8]], how="harmonic"), [2 / (1 / 2 + 1 / 8)])
    same(assess.aggregate([[2, 8]], how="highest"), [8])
    same(assess.aggregate([[2, 8]], how="lowest"), [2])
    same(assess.aggregate([2, 8], how="arithmetic"), [5])
    # INFORM: 10 and 0 become 1 and 10 on the turned scale; √10 is their mean; (10 − √10)/9·10
    same(assess.aggregate([[10, 0]], how="scaled_geometric"), [(10 - math.sqrt(10)) / 9 * 10])
    same(assess.aggregate([[1, 0]], how="scaled_geometric", scale=(0, 1)), [(10 - math.sqrt(10)) / 9])


def test_inform_of_2016_to_2020_took_the_higher_of_current_and_seven_tenths_of_projected_conflict():
    same(assess.aggregate([[7.0, 0.7 * 9.0], [5.0, 0.7 * 9.0]], how="highest"), [7.0, 6.3])


def test_a_zero_takes_the_geometric_and_the_harmonic_mean_to_zero_but_not_when_it_has_no_weight():
    same(assess.aggregate([[0, 8]], how="geometric"), [0])
    same(assess.aggregate([[0, 8]], how="harmonic"), [0])
    same(assess.aggregate([[0, 8]], [0, 1], "geometric"), [8])
    same(assess.aggregate([[NAN, 8]], [0, 1]), [8])


@given(some.lists(some.tuples(scores, some.floats(0.1, 5)), min_size=1, max_size=6))
def test_means_are_in_their_known_order_and_between_the_ends(parts):
    values, weights = [one for one, _ in parts], [one for _, one in parts]
    found = {how: float(assess.aggregate([values], weights, how)[0]) for how in ("arithmetic", "geometric", "harmonic")}
    found |= {"scaled": float(assess.aggregate([values], weights, "scaled_geometric")[0])}
    order = [min(values), found["harmonic"], found["geometric"], found["arithmetic"], found["scaled"], max(values)]
    assert all(low <= high + 1e-9 for low, high in pairwise(order))


def test_what_is_missing_makes_the_whole_unknown_or_is_left_out_as_the_rule_says():
    rows = [[2, NAN, 8], [2, NAN, NAN], [NAN, NAN, NAN]]
    same(assess.aggregate(rows), [NAN, NAN, NAN])
    same(assess.aggregate(rows, missing="skip"), [5, 2, NAN])
    same(assess.aggregate(rows, missing="skip", known_weight=2 / 3), [5, NAN, NAN])
    same(assess.aggregate(rows, [1, 2, 1], missing="skip", known_weight=0.5), [5, NAN, NAN])
    for how in ("geometric", "harmonic", "scaled_geometric", "highest", "lowest"):
        same(assess.aggregate([[4, NAN]], how=how, missing="skip"), [4])


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        ([0, 0], "sum to 0"),
        ([1, -1], "is negative"),
        ([1, NAN], "not a number"),
        ([1, INF], "infinite"),
        ([1], "1 weights for 2 parts"),
    ],
)
def test_weights_that_weigh_nothing_are_refused(weights, says):
    with pytest.raises(UsageError, match=says):
        assess.aggregate([[1, 2]], weights)


def test_a_mean_outside_its_range_is_refused():
    with pytest.raises(UsageError, match="not defined for -1"):
        assess.aggregate([[-1, 2]], how="geometric")
    with pytest.raises(UsageError, match="not within the scale 0 to 10"):
        assess.aggregate([[11, 2]], how="scaled_geometric")
    with pytest.raises(UsageError, match="no way to aggregate"):
        assess.aggregate([[1, 2]], how="sum")
    with pytest.raises(UsageError, match="no rule for missing"):
        assess.aggregate([[1, 2]], missing="guess")


# --- classify, round, reliability


def test_a_score_on_a_cut_is_in_the_upper_band():
    assert assess.classify([2.1, 2.2, 9, NAN], [2.2, 5], ["low", "middle", "high"]) == ["low", "middle", "high", None]
    with pytest.raises(UsageError, match="do not rise"):
        assess.classify([1], [5, 2], ["a", "b", "c"])
    with pytest.raises(UsageError, match="2 bands, and there are 1 names"):
        assess.classify([1], [5], ["a"])


def test_a_half_is_rounded_up_as_it_is_written():
    # (2.3 + 3.4) / 2 is 2.8499999999999996 as a double
    same(assess.half_up([(2.3 + 3.4) / 2, 0.25, -0.25, 2.849, NAN], 1), [2.9, 0.3, -0.3, 2.8, NAN])


@given(some.lists(some.integers(-100_000, 100_000), min_size=1, max_size=20), some.integers(0, 3))
def test_rounding_equals_decimal_arithmetic(thousandths, digits):
    written = [Decimal(one) / 1000 for one in thousandths]
    expected = [one.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP) for one in written]
    assert assess.half_up([float(one) for one in written], digits).tolist() == [float(one) for one in expected]


def test_lack_of_reliability_is_the_mean_of_what_is_missing_and_how_old_it_is():
    # 15 missing → 10, half a year of 0.75 → 6.67: mean 8.33; where conflict is high nothing is taken off
    found = assess.lack_of_reliability(
        [15, 15, 0, 0],
        [0.5, 0.5, 0, NAN],
        missing_posts=(0, 15),
        age_posts=(0, 0.75),
        raised=[1, 0, 1, 0],
        factor=1.25,
    )
    same(found, [25 / 3, 25 / 3 / 1.25, 0, NAN])
    with pytest.raises(UsageError, match="look more reliable"):
        assess.lack_of_reliability([1], [1], missing_posts=(0, 1), age_posts=(0, 1), factor=0.5)
