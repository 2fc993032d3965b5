"""Criteria within dimensions: the mean inside stands, what is drawn are the weights between them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forlik.assess.acceptability import weights
from forlik.assess.acceptability.smaa import smaa
from forlik.assess.indices.aggregating import aggregate
from forlik.core.errors import UsageError

SCORES = [[9, 1, 2], [4, 4, 6], [1, 5, 9], [6, 8, 3]]
NAMES = ("north", "east", "south", "west")
CRITERIA = ("deaths", "rate", "refugees")
DIMENSIONS = {"violence": {"deaths": 2, "rate": 1}, "flight": {"refugees": 1}}
TWO = [[8, 4, 2], [3, 5, 5]]


def test_the_share_is_the_length_of_the_interval_of_weights_between_the_dimensions():
    # Inside: (8 + 4)/2 = 6 and (3 + 5)/2 = 4. Then 6 w + 2 (1 − w) > 4 w + 5 (1 − w) where w > 3/5.
    found = smaa(TWO, criteria=CRITERIA, dimensions={"a": {"deaths": 1, "rate": 1}, "b": {"refugees": 1}}, top=1)
    np.testing.assert_allclose(found.share_top_k, [2 / 5, 3 / 5], atol=1e-2)
    assert found.criteria == ("a", "b")
    # The weights of a where the first place wins are even on (3/5, 1): their mean is 4/5.
    np.testing.assert_allclose(found.central[0], [4 / 5, 1 / 5], atol=1e-2)


@pytest.mark.parametrize(("within", "winner"), [((3, 1), 0), ((1, 3), 1)])
def test_the_weights_within_a_dimension_are_those_given(within, winner):
    # Of 8 and 4 against 5 and 8: 7 to 5.75 by weights 3 to 1, and 5 to 7.25 by 1 to 3.
    held = {"a": dict(zip(("deaths", "rate"), within, strict=True)), "b": {"refugees": 1}}
    found = smaa([[8, 4, 2], [5, 8, 2]], criteria=CRITERIA, dimensions=held, top=1, draws=20)
    assert found.share_top_k[winner] == 1
    assert found.flat == ("b",)


def test_flat_criteria_would_count_the_dimension_with_more_of_them_more():
    flat = smaa(TWO, criteria=CRITERIA, top=1)
    assert abs(flat.share_top_k[0] - 2 / 5) > 0.05, "three criteria on the simplex are another question"


def test_between_dimensions_the_scaled_geometric_mean_is_taken_of_arithmetic_means():
    shares = {"violence": 1.0, "flight": 3.0}
    inside = np.column_stack(
        [aggregate([row[:2] for row in SCORES], [2, 1]), np.array([row[2] for row in SCORES], float)]
    )
    whole = aggregate(inside, list(shares.values()), "scaled_geometric")
    flat = aggregate(SCORES, [2 / 3, 1 / 3, 3], "scaled_geometric")
    order = np.argsort(-whole).tolist()
    found = smaa(
        SCORES,
        criteria=CRITERIA,
        dimensions=DIMENSIONS,
        weights=weights.fixed(list(shares.values())),
        how=("scaled_geometric",),
        top=1,
        draws=10,
    )
    assert (np.argsort(found.rank_low).tolist(), found.rank_low.tolist()) == (order, found.rank_high.tolist())
    assert np.ptp(whole - flat) > 0.1, "it is another mean than that of all criteria side by side"


ROWS = st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=3), min_size=3, max_size=5, unique_by=tuple)


@given(rows=ROWS, seed=st.integers(0, 9))
@settings(deadline=None, max_examples=25)
def test_dimensions_of_one_criterion_each_change_no_byte(rows, seed):
    scores = [[cell / 10 for cell in row] for row in rows]
    alone = {name: {name: 1} for name in CRITERIA}
    options = {"criteria": CRITERIA, "error": 0.5, "goalposts": 0.1, "how": ("arithmetic", "scaled_geometric")}
    plain = smaa(scores, **options, top=1, draws=50, seed=seed, confidence=20)
    held = smaa(scores, **options, dimensions=alone, top=1, draws=50, seed=seed, confidence=20)
    for name in ("acceptability", "central", "confidence", "rank_low", "rank_high", "mean_weights"):
        np.testing.assert_array_equal(getattr(plain, name), getattr(held, name))


@given(order=st.permutations(range(3)), turned=st.booleans())
@settings(deadline=None, max_examples=12)
def test_the_order_in_which_criteria_and_dimensions_come_changes_nothing(order, turned):
    options = {"alternatives": NAMES, "error": 0.7, "goalposts": 0.1, "top": 2, "draws": 200, "seed": 5}
    usual = smaa(SCORES, criteria=CRITERIA, dimensions=DIMENSIONS, **options)
    dimensions = dict(reversed(DIMENSIONS.items())) if turned else DIMENSIONS
    shuffled = smaa(
        [[row[place] for place in order] for row in SCORES],
        criteria=[CRITERIA[place] for place in order],
        dimensions=dimensions,
        **options,
    )
    np.testing.assert_array_equal(usual.acceptability, shuffled.acceptability)
    assert usual.criteria == tuple(DIMENSIONS)
    assert shuffled.criteria == tuple(dimensions)
    for place, name in enumerate(shuffled.criteria):
        np.testing.assert_array_equal(shuffled.central[:, place], usual.central[:, usual.criteria.index(name)])


def test_ignorance_of_one_criterion_widens_the_interval():
    rows = [[float(place), float((place * 7) % 10), float((place * 3) % 10)] for place in range(10)]
    gaps = [list(row) for row in rows]
    gaps[4][0] = float("nan")
    options = {"criteria": CRITERIA, "dimensions": DIMENSIONS, "error": 0.3, "top": 3, "draws": 4000, "confidence": 0}
    known, unknown = smaa(rows, **options), smaa(gaps, **options)
    assert np.diff(unknown.spread["data"][4])[0] > np.diff(known.spread["data"][4])[0]
    [gap] = unknown.gaps
    assert (gap.criterion, gap.origin, gap.values) == ("deaths", "all", 9)


@pytest.mark.parametrize(
    ("dimensions", "told"),
    [
        ({"violence": {"deaths": 1}, "flight": {"refugees": 1}}, "hold each criterion once: rate"),
        ({"violence": {"deaths": 1, "rate": 1, "hunger": 1}, "flight": {"refugees": 1}}, "once: hunger"),
        ({"violence": {"deaths": 1, "rate": 1}, "flight": {"refugees": 1, "rate": 1}}, "once: rate"),
        ({"violence": {"deaths": 0, "rate": 0}, "flight": {"refugees": 1}}, "within “violence” sum to 0"),
        ({"violence": {"deaths": -1, "rate": 2}, "flight": {"refugees": 1}}, "within “violence”: number 1 is -1"),
    ],
)
def test_dimensions_that_do_not_fit_are_refused(dimensions, told):
    with pytest.raises(UsageError, match=told):
        smaa(SCORES, criteria=CRITERIA, dimensions=dimensions, top=1)
