"""Weights by principal components equal an independent computation, and two columns have a closed form."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from forlik import assess
from forlik.core.errors import UsageError

GROUPS = ([0, 1, 2], [3, 4], [5, 6, 7])


def drawn(seed, places=60):
    """Eight columns in three groups: a common cause, one of each group, and noise."""
    draw = np.random.default_rng(seed)
    common = draw.normal(size=places)
    own = [0.7 * common + draw.normal(size=places) for _ in GROUPS]
    columns = [
        own[at] + (0.4 + 0.2 * place) * draw.normal(size=places)
        for at, group in enumerate(GROUPS)
        for place in range(len(group))
    ]
    return np.column_stack(columns) * draw.uniform(0.1, 50, size=8) + draw.uniform(-5, 5, size=8)


def by_svd(rows, components):
    """The same in another way: singular values of the standardised table, never a correlation matrix."""
    z = (rows - rows.mean(axis=0)) / rows.std(axis=0, ddof=1)
    left, singular, axes = np.linalg.svd(z, full_matrices=False)
    # Each axis points where most columns rise; where they cancel out, where its largest loading does.
    largest = np.array([axis[np.abs(axis).round(9).argmax()] for axis in axes])
    signs = np.sign(np.where(np.abs(axes.sum(axis=1)) > 1e-9, axes.sum(axis=1), largest))
    scores = left * singular * signs
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


def test_squared_loadings_of_all_components_are_equal_weights():
    # Σ λⱼ vᵢⱼ² is the diagonal of the correlation matrix, 1 for every column
    found = assess.pca_index(drawn(3), components="all", apply="weights").first[0]
    np.testing.assert_allclose(found.weights, [1 / 8] * 8)


def test_the_covariance_weighs_a_wide_column_more():
    rows = drawn(4) / drawn(4).std(axis=0, ddof=1) * np.array([10, 1, 1, 1, 1, 1, 1, 1])
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
        assess.pca_index(rows[:9])
    with pytest.raises(UsageError, match="too few"):
        assess.pca_index([[1.0, 2.0]])
    with pytest.raises(UsageError, match="explain equally much"):
        assess.pca_index([[1, 1], [1, -1], [-1, 1], [-1, -1]])
    for groups in ([[0, 1], [1, 2]], [[0, 1]], [[0, 1, 2, 3, 4, 5, 6, 7], []]):
        with pytest.raises(UsageError, match="each of the columns 0 to 7 once"):
            assess.pca_index(rows, groups)
    with pytest.raises(UsageError, match="none of first"):
        assess.pca_index(rows, components="second")
