"""Weights by principal components equal an independent computation, and two columns have a closed form."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from forlik import assess
from forlik.core.errors import UsageError

GROUPS = ([0, 1, 2], [3, 4, 5], [6, 7, 8])
COLUMNS = 9


def drawn(seed, places=60):
    """Nine columns in three groups: a common cause, one of each group, and noise."""
    draw = np.random.default_rng(seed)
    common = draw.normal(size=places)
    own = [0.7 * common + draw.normal(size=places) for _ in GROUPS]
    columns = [
        own[at] + (0.4 + 0.2 * place) * draw.normal(size=places)
        for at, group in enumerate(GROUPS)
        for place in range(len(group))
    ]
    return np.column_stack(columns) * draw.uniform(0.1, 50, size=COLUMNS) + draw.uniform(-5, 5, size=COLUMNS)


def by_svd(rows, components):
    """The same in another way: singular values of the standardised table, never a correlation matrix."""
    z = (rows - rows.mean(axis=0)) / rows.std(axis=0, ddof=1)
    left, singular, axes = np.linalg.svd(z, full_matrices=False)
    # Each axis points where the columns rise on the whole.
    scores = left * singular * np.sign(axes.sum(axis=1))
    variance = singular**2 / (len(rows) - 1)
    if components == "first":
        return scores[:, 0]
    used = variance > 1 if components == "above_1" else np.ones(len(variance), bool)
    used[0] = True
    return (scores[:, used] * variance[used]).sum(axis=1) / variance[used].sum()


@settings(max_examples=25, deadline=None)
@given(some.integers(0, 10_000), some.sampled_from(["first", "all", "above_1"]))
def test_one_and_two_stages_equal_singular_values(seed, components):
    rows = drawn(seed)
    one = assess.pca_index(rows, components=components)
    np.testing.assert_allclose(one.scores, by_svd(rows, components), rtol=1e-8, atol=1e-8)
    two = assess.pca_index(rows, GROUPS, components=components)
    first = np.column_stack([by_svd(rows[:, group], components) for group in GROUPS])
    np.testing.assert_allclose(np.column_stack([stage.scores for stage in two.first]), first, rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(two.scores, by_svd(first, components), rtol=1e-8, atol=1e-8)


def test_two_stages_are_not_one():
    rows = drawn(1)
    one, two = assess.pca_index(rows), assess.pca_index(rows, GROUPS)
    assert np.abs(assess.standardise(one.scores) - assess.standardise(two.scores)).max() > 0.05


def test_two_columns_have_a_closed_form():
    # correlation r: eigenvalues 1 ± r, first axis (1, 1)/√2 whatever r > 0 is
    rows = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 4.0], [4.0, 3.0]])
    r = np.corrcoef(rows.T)[0, 1]
    found = assess.pca_index(rows).first[0]
    np.testing.assert_allclose(found.eigenvalues, [1 + r, 1 - r])
    np.testing.assert_allclose(found.loadings[:, 0], [1 / math.sqrt(2)] * 2)
    assert found.explained == pytest.approx((1 + r) / 2)
    halves = assess.pca_index(rows, apply="weights")
    np.testing.assert_allclose(halves.first[0].weights, [0.5, 0.5])
    np.testing.assert_allclose(halves.scores, rows.mean(axis=1))


def correlated(correlations, places=40):
    """A table whose columns have exactly these correlations, each with a mean and a spread of its own."""
    size = len(correlations)
    plain = np.random.default_rng(9).normal(size=(places, size))
    even = np.linalg.qr(plain - plain.mean(axis=0))[0] * math.sqrt(places - 1)
    return even @ np.linalg.cholesky(np.array(correlations)).T * np.arange(1, size + 1) + np.arange(size)


STOCKS = [
    [1.000, 0.577, 0.509, 0.387, 0.462],
    [0.577, 1.000, 0.599, 0.389, 0.322],
    [0.509, 0.599, 1.000, 0.436, 0.426],
    [0.387, 0.389, 0.436, 1.000, 0.523],
    [0.462, 0.322, 0.426, 0.523, 1.000],
]


def test_a_published_example():
    # Johnson & Wichern, Applied Multivariate Statistical Analysis, 4th edition (1998), example 8.5: weekly returns of
    # five stocks, with the correlations, eigenvalues and loadings as printed.
    found = assess.pca_index(correlated(STOCKS), components="all").first[0]
    np.testing.assert_allclose(found.eigenvalues, [2.857, 0.809, 0.540, 0.452, 0.343], atol=1e-3)
    np.testing.assert_allclose(found.loadings[:, 0], [0.464, 0.457, 0.470, 0.421, 0.421], atol=1e-3)
    first = assess.pca_index(correlated(STOCKS))
    assert first.first[0].explained == pytest.approx(2.857 / 5, abs=1e-3)
    assert np.var(first.scores, ddof=1) == pytest.approx(2.857, abs=1e-3), (
        "the variance of a component is its eigenvalue"
    )
    assert np.mean(first.scores) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("r", [0.05, 0.3, 0.9])
@pytest.mark.parametrize("size", [2, 3, 6])
def test_columns_that_are_all_correlated_alike_have_a_closed_form(r, size):
    # The greatest eigenvalue is 1 + (k - 1) r, its loadings 1/√k; all others are 1 - r.
    rows = correlated(np.full((size, size), r) + (1 - r) * np.eye(size))
    found = assess.pca_index(rows).first[0]
    np.testing.assert_allclose(found.eigenvalues, [1 + (size - 1) * r, *[1 - r] * (size - 1)])
    np.testing.assert_allclose(found.loadings[:, 0], [1 / math.sqrt(size)] * size)
    assert found.explained == pytest.approx((1 + (size - 1) * r) / size)
    z = (rows - rows.mean(axis=0)) / rows.std(axis=0, ddof=1)
    np.testing.assert_allclose(found.scores, z.sum(axis=1) / math.sqrt(size))


@pytest.mark.parametrize("turned", [[1, 1, -1], [-1, 1, 1]])
def test_a_component_rises_with_the_columns_on_the_whole_and_shows_the_one_that_goes_against_them(turned):
    rows = correlated([[1, 0.6, 0.5], [0.6, 1, 0.4], [0.5, 0.4, 1]]) * turned
    found = assess.pca_index(rows)
    assert found.first[0].loadings.sum() > 0
    np.testing.assert_array_equal(np.sign(found.first[0].weights), turned)
    np.testing.assert_allclose(found.scores, assess.pca_index(rows[:, ::-1]).scores, err_msg="in whatever order")
    np.testing.assert_allclose(found.scores, -assess.pca_index(-rows).scores, err_msg="what falls is turned first")


def test_a_score_that_would_hang_on_the_order_of_the_columns_is_refused():
    falling = correlated([[1, -0.5], [-0.5, 1]])
    with pytest.raises(UsageError, match="which way it points"):
        assess.pca_index(falling)
    rising = correlated([[1, 0.5], [0.5, 1]])
    with pytest.raises(UsageError, match="which way it points"):
        assess.pca_index(rising, components="all")
    # Weights have no sign to choose.
    for rows in (falling, rising):
        np.testing.assert_allclose(assess.pca_index(rows, apply="weights").first[0].weights, [0.5, 0.5])
        np.testing.assert_allclose(
            assess.pca_index(rows, components="all", apply="weights").first[0].weights, [0.5, 0.5]
        )


def test_an_eigenvalue_of_exactly_1_is_not_above_1():
    # Of two columns correlated by r and one that is with none the eigenvalues are 1 + r, 1 and 1 - r; rounding puts the
    # second now above 1 and now below.
    for r in np.arange(0.1, 0.9, 0.02):
        rows = correlated([[1, 0, r], [0, 1, 0], [r, 0, 1]], 20)
        found = assess.pca_index(rows, components="above_1").first[0]
        np.testing.assert_allclose(found.eigenvalues, [1 + r, 1, 1 - r])
        assert found.loadings.shape == (3, 1)


def test_columns_that_say_the_same_have_one_component_with_variance():
    one = correlated([[1]])[:, 0]
    found = assess.pca_index(np.column_stack([one, 2 * one, 3 * one + 1]), components="all").first[0]
    np.testing.assert_allclose(found.eigenvalues, [3, 0, 0], atol=1e-12)
    np.testing.assert_allclose(found.loadings, [[1 / math.sqrt(3)]] * 3)
    assert found.explained == pytest.approx(1)


def test_squared_loadings_of_all_components_are_equal_weights():
    # Σ λⱼ vᵢⱼ² is the diagonal of the correlation matrix, 1 for every column
    found = assess.pca_index(drawn(3), components="all", apply="weights").first[0]
    np.testing.assert_allclose(found.weights, [1 / COLUMNS] * COLUMNS)


def test_the_covariance_weighs_a_wide_column_more():
    rows = drawn(4) / drawn(4).std(axis=0, ddof=1) * np.array([10, *[1] * (COLUMNS - 1)])
    found = assess.pca_index(rows, matrix="covariance").first[0]
    assert abs(found.loadings[0, 0]) > 0.9
    values = np.sort(np.linalg.eigvalsh(np.cov(rows.T)))[::-1]
    np.testing.assert_allclose(found.eigenvalues, values)


def test_the_score_rises_with_the_columns_whatever_their_units():
    rows = drawn(5)
    scores = assess.pca_index(rows, GROUPS).scores
    assert (
        np.corrcoef(scores, assess.aggregate(np.column_stack([assess.standardise(one) for one in rows.T])))[0, 1] > 0.9
    )
    np.testing.assert_allclose(assess.pca_index(rows * 1000 + 7, GROUPS).scores, scores)


def test_a_place_with_an_unknown_value_has_no_score_and_no_say():
    rows = drawn(6)
    holed = np.vstack([rows, rows[:1]])
    holed[-1, 3] = np.nan
    found = assess.pca_index(holed, GROUPS)
    assert found.fitted == len(rows)
    assert np.isnan(found.scores[-1])
    assert np.isnan(found.first[0].scores[-1])
    np.testing.assert_allclose(found.scores[:-1], assess.pca_index(rows, GROUPS).scores)


def test_what_has_no_component_is_refused():
    rows = drawn(7)
    flat = rows.copy()
    flat[:, 2] = 0.1
    with pytest.raises(UsageError, match="column 2 has the same value everywhere"):
        assess.pca_index(flat)
    with pytest.raises(UsageError, match="too few"):
        assess.pca_index(rows[: COLUMNS + 1])
    with pytest.raises(UsageError, match="too few"):
        assess.pca_index([[1.0, 2.0]])
    with pytest.raises(UsageError, match="explain equally much"):
        assess.pca_index([[1, 1], [1, -1], [-1, 1], [-1, -1]])
    for groups in ([[0, 1], [1, 2]], [[0, 1]], [[*range(COLUMNS)], []]):
        with pytest.raises(UsageError, match="each of the columns 0 to 8 once"):
            assess.pca_index(rows, groups)
    with pytest.raises(UsageError, match="none of first"):
        assess.pca_index(rows, components="second")
    with pytest.raises(UsageError, match="above 1 hangs on the unit"):
        assess.pca_index(rows, components="above_1", matrix="covariance")
    with pytest.raises(UsageError, match="infinite"):
        assess.pca_index(np.where(rows == rows.max(), np.inf, rows))
    with pytest.raises(UsageError, match="0 places without an unknown value"):
        assess.pca_index(np.full((60, 3), np.nan))
    assert len(assess.pca_index(rows[: COLUMNS + 2]).scores) == COLUMNS + 2, "so many are enough"
