"""Shares that can be reckoned by hand come out to 1e-2 at 10,000 draws (Tervonen & Lahdelma 2007)."""

from fractions import Fraction
from math import erf, sqrt

import numpy as np
import pytest
import simplex

from forlik.assess.acceptability import weights
from forlik.assess.acceptability.draws import Block
from forlik.assess.acceptability.smaa import smaa

NEAR = 1e-2
GAP = float("nan")


def close(found, expected):
    np.testing.assert_allclose(np.asarray(found, float), np.asarray(expected, float), rtol=0, atol=NEAR)


def test_the_oracles_are_right_where_it_is_plain():
    assert simplex.two([(1, 0), (0, 1)]) == [[Fraction(1, 2)] * 2] * 2
    assert simplex.three([(1, 0, 0), (0, 1, 0), (0, 0, 1)]) == [[Fraction(1, 3)] * 3] * 3
    # The corner of the triangle in which 2 w1 > w2 + w3, by similar triangles: (2/3)².
    assert simplex.three([(3, 0, 0), (1, 1, 1)])[0][0] == Fraction(4, 9)


# --- two criteria: the share is the length of the interval of weights


def test_of_two_places_the_share_is_the_length_of_the_interval_in_which_one_beats_the_other():
    # 8 w + 2 (1 − w) > 4 w + 5 (1 − w) where w > 3/7.
    found = smaa([[8, 2], [4, 5]], top=1)
    close(found.share_top_k, [4 / 7, 3 / 7])
    close(found.central, [[5 / 7, 2 / 7], [3 / 14, 11 / 14]])
    close(found.mean_weights, [1 / 2, 1 / 2])
    assert found.confidence.tolist() == [1, 1], "without errors the central weights give the first rank for certain"


@pytest.mark.parametrize("seed", range(4))
def test_with_two_criteria_every_rank_of_many_places_has_the_length_of_its_intervals(seed):
    scores = np.random.default_rng(seed).integers(0, 11, (8, 2)).tolist()
    found = smaa(scores, top=3, seed=seed)
    close(found.acceptability, simplex.two(scores))
    close(found.share_top_k, [sum(row[:3]) for row in simplex.two(scores)])


# --- three criteria: the share is an area of the simplex


def test_of_two_places_with_three_criteria_the_share_is_that_of_a_corner():
    # Better by 4 in the first and worse by 1 and by 3: the plane cuts the edges at 4/5 and 4/7 of their length.
    found = smaa([[9, 3, 2], [5, 4, 5]], top=1)
    close(found.share_top_k[0], 16 / 35)


@pytest.mark.parametrize("seed", range(4))
def test_with_three_criteria_every_rank_has_the_area_of_its_orders(seed):
    scores = np.random.default_rng(seed).integers(0, 11, (5, 3)).tolist()
    found = smaa(scores, top=2, seed=seed)
    close(found.acceptability, simplex.three([tuple(row) for row in scores]))


def test_the_central_weights_of_the_best_in_one_criterion_are_those_of_the_greatest_of_three_shares():
    # The mean greatest, middle and least of n even shares is 1/n · Σ 1/i: 11/18, 5/18, 2/18; the others share evenly.
    found = smaa([[10, 0, 0], [0, 10, 0], [0, 0, 10]], top=1)
    expected = np.full((3, 3), 7 / 36) + np.eye(3) * (11 / 18 - 7 / 36)
    close(found.central, expected)


# --- what is known of the weights


def test_an_order_of_importance_leaves_only_the_weights_that_keep_to_it():
    # Better by 1 in the first, worse by 4 in the second: where w > 4/5, of which w is even on [1/2, 1].
    close(smaa([[6, 1], [5, 5]], top=1, weights=weights.ordinal([1, 2])).share_top_k, [2 / 5, 3 / 5])
    close(smaa([[6, 1], [5, 5]], top=1, weights=weights.ordinal([2, 1])).share_top_k, [0, 1])
    close(smaa([[6, 1], [5, 5]], top=1, weights=weights.ordinal([1, 1])).share_top_k, [1 / 5, 4 / 5])


def test_mean_weights_of_an_order_are_the_rank_order_centroids():
    # Barron & Barrett 1996, Management Science 42(11).
    exact = weights.ordinal([2, 1, 3])
    close(exact.middle(), [5 / 18, 11 / 18, 2 / 18])
    close(weights.ordinal([1, 2, 2]).middle(), [11 / 18, 7 / 36, 7 / 36])
    for one in (exact, weights.ordinal([1, 2, 2, 3]), weights.uniform(4)):
        drawn = one.draw(Block(1, 0, 0, 10_000).points).values
        close(drawn.mean(axis=0), one.middle())
        np.testing.assert_allclose(drawn.sum(axis=1), 1)


def test_even_weights_have_the_moments_of_the_even_distribution_on_the_simplex():
    drawn = weights.uniform(3).draw(Block(1, 0, 0, 10_000).points).values
    close(drawn.mean(axis=0), [1 / 3] * 3)
    # Of n even shares each has the variance (n − 1) / (n² (n + 1)), and two the covariance −1 / (n² (n + 1)).
    close(np.cov(drawn.T), np.full((3, 3), -1 / 36) + np.eye(3) * 3 / 36)


def test_named_sets_count_by_their_voices_and_are_told_apart():
    sets = weights.stakeholders({"relief": [3, 1], "rights": [0, 2]}, {"relief": 3, "rights": 1})
    found = smaa([[8, 2], [2, 8]], top=1, weights=sets)
    close(found.share_top_k, [3 / 4, 1 / 4])
    assert {name: one.tolist() for name, one in found.by_set.items()} == {"relief": [1, 0], "rights": [0, 1]}
    close(found.mean_weights, [9 / 16, 7 / 16])
    assert found.central.tolist() == [[0.75, 0.25], [0, 1]]


# --- what is known of the data


def test_an_error_decides_by_the_normal_distribution():
    # The means differ by 0.5 and the difference has the deviation 1 · sqrt(2 · (0.5² + 0.5²)) = 1.
    found = smaa([[5, 6], [5, 5]], top=1, error=1.0, weights=weights.fixed([1, 1]), confidence=40_000)
    close(found.share_top_k[0], (1 + erf(0.5 / sqrt(2))) / 2)
    close(found.confidence[0], (1 + erf(0.5 / sqrt(2))) / 2)


def test_errors_may_differ_from_criterion_to_criterion_and_from_cell_to_cell():
    one = weights.fixed([1, 1])
    found = smaa([[5, 6], [5, 5]], top=1, error=[2.0, 0.0], weights=one)
    close(found.share_top_k[0], (1 + erf(0.5 / sqrt(2) / sqrt(2))) / 2)
    found = smaa([[5, 6], [5, 5]], top=1, error=[[1.0, 0.0], [0.0, 0.0]], weights=one)
    close(found.share_top_k[0], (1 + erf(0.5 / 0.5 / sqrt(2))) / 2)


def test_the_confidence_factor_is_the_share_of_the_data_under_the_central_weights():
    # Under the central weights (3/4, 1/4) the first is ahead by 4 · 3/4 − 4 · 1/4 = 2, with the deviation
    # 2 · sqrt(2 · (9/16 + 1/16)); errors move the central weights a little towards the middle, so the factor is below.
    found = smaa([[7, 3], [3, 7]], top=1, error=2.0, confidence=10_000)
    ahead = 4 * (found.central[0, 0] - found.central[0, 1])
    deviation = 2 * sqrt(2 * (found.central[0] ** 2).sum())
    # Scores are cut at 0 and 10, hardly any at this distance.
    np.testing.assert_allclose(found.confidence[0], (1 + erf(ahead / deviation / sqrt(2))) / 2, atol=0.02)


def test_a_gap_is_drawn_from_the_known_values_of_its_peers():
    # Nine peers score 1 to 9, of which it draws one, and shares the rank of that one: it is first in half of one ninth.
    scores = [[GAP, 5], *([value, 5] for value in range(1, 10))]
    found = smaa(scores, top=1, weights=weights.fixed([1, 0]))
    close(found.share_top_k[0], 1 / 18)
    close(found.acceptability[0], [1 / 18, *[1 / 9] * 8, 1 / 18])
    assert (found.rank_low[0], found.rank_high[0]) == (1, 10)


def test_a_gap_is_drawn_from_the_narrowest_group_with_five_known_values():
    low, high = [[value, 5] for value in (1, 2, 3, 4, 5)], [[value, 5] for value in (6, 7, 8, 9)]
    scores = [[GAP, 5], *low, *high]
    region = ["north"] * 6 + ["south"] * 4
    one = weights.fixed([1, 0])
    found = smaa(scores, top=4, weights=one, peers=[region])
    assert (found.gaps[0].origin, found.gaps[0].values, found.share_top_k[0]) == ("1", 5, 0)
    # A group with four known values is too few: the next one is asked.
    split = ["north"] * 5 + ["south"] * 5
    found = smaa(scores, top=4, weights=one, peers=[split, region])
    assert (found.gaps[0].origin, found.gaps[0].values) == ("2", 5)
    found = smaa(scores, top=4, weights=one, peers=[split, [None] * 10])
    assert (found.gaps[0].origin, found.gaps[0].values) == ("all", 9)


def test_where_hardly_anything_is_known_a_gap_is_drawn_from_the_whole_scale():
    # Even on 0–10 against 3: ahead in 7 of 10.
    found = smaa([[GAP, 5], [3, 5], [3, 4]], top=1, weights=weights.fixed([1, 0]))
    assert found.gaps[0].origin == "scale"
    close(found.share_top_k, [7 / 10, 3 / 20, 3 / 20])


# --- the way of reckoning


def test_each_mean_is_taken_in_its_part_of_the_draws():
    # 9 and 1 against 4.9 twice: arithmetic 5 is ahead; geometric 3, harmonic 1.8 are not. In INFORM's mean high scores
    # weigh more: (10 − sqrt(1.9 · 9.1)) / 0.9 = 6.49 is ahead.
    scores, one = [[9, 1], [4.9, 4.9]], weights.fixed([1, 1])
    shares = {how: smaa(scores, top=1, weights=one, how=(how,)).share_top_k[0] for how in ("arithmetic", "geometric")}
    assert shares == {"arithmetic": 1, "geometric": 0}
    close(smaa(scores, top=1, weights=one, how=("arithmetic", "geometric")).share_top_k[0], 1 / 2)
    close(smaa(scores, top=1, weights=one, how=("harmonic", "geometric", "scaled_geometric")).share_top_k[0], 1 / 3)


def test_goalposts_that_move_cut_again():
    # With the upper goalpost at 10 (1 + q), q even on ± 0.1: where q ≤ 0 both are cut to 10 and share the rank.
    found = smaa([[12, 5], [10, 5]], top=1, weights=weights.fixed([1, 0]), goalposts=0.1, uncut=True)
    close(found.share_top_k, [3 / 4, 1 / 4])
    assert smaa([[12, 5], [10, 5]], top=1, weights=weights.fixed([1, 0]), uncut=True).share_top_k.tolist() == [0.5, 0.5]


def test_a_score_follows_its_goalposts():
    # In the only criterion that counts both move alike, so only what is cut can change a rank: 9.5 is cut where
    # 0.95 ≥ 1 + q, that is q ≤ −0.05, a quarter of ± 0.1, and shares the rank of 9.8 there; 9.4 stays behind 9.5
    # unless q ≤ −0.06, a fifth.
    found = smaa([[9.8, 5], [9.5, 5], [9.4, 4]], top=1, weights=weights.fixed([1, 0]), goalposts=0.1)
    alone, two, three = 3 / 4, 1 / 20, 1 / 5
    close(found.share_top_k, [alone + two / 2 + three / 3, two / 2 + three / 3, three / 3])
    close(found.tied, [two + three, two + three, three])
    # Raised lower goalposts cut low scores alike: 0.4 is cut where p ≥ 0.04, of which ± 0.1 has three tenths.
    found = smaa([[0.8, 5], [0.4, 4], [0, 5]], top=2, weights=weights.fixed([1, 0]), goalposts=0.1)
    close(found.tied[1], 3 / 10)


# --- apart: what the data leave open, and what people disagree about


def test_what_varies_alone_is_what_is_uncertain_alone():
    scores, error = [[8, 2, 5], [4, 5, 6], [6, 4, 5], [1, 9, 2]], 0.7
    together = smaa(scores, top=2, error=error, how=("arithmetic", "geometric"), confidence=0)
    middle = weights.fixed([1, 1, 1])
    alone = {
        "data": smaa(scores, top=2, error=error, weights=middle, confidence=0),
        "weights": smaa(scores, top=2, confidence=0),
        "choices": smaa(scores, top=2, weights=middle, how=("arithmetic", "geometric"), confidence=0),
    }
    for case, one in alone.items():
        assert together.spread[case].tolist() == np.stack([one.rank_low, one.rank_high], axis=1).tolist(), case
