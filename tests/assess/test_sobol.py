"""Sobol' indices are those that can be reckoned by hand, and the same for the same seed."""

import numpy as np
import pytest

from forlik.assess.acceptability import weights
from forlik.assess.acceptability.sobol_indices import SHIFT, sobol
from forlik.core.errors import NoData, UsageError

NEAR = 0.08


def of(found, quantity):
    return {one.assumption: (one.first, one.total) for one in found.indices if one.of == quantity}


def test_two_sets_of_weights_and_two_errors_that_meet_only_together():
    # One set looks at the first criterion alone, the other at the second, and in both the errors decide by an even
    # chance. Let W be the set, Z1 and Z2 = ± 1 the sign of the difference: f = Z1 if W else Z2 has the variance 1.
    # E(f | W) = 0, so the weights' first order is 0 and the errors' total 1. E(f | Z) = (Z1 + Z2) / 2 has the variance
    # 1/2, so the errors' first order is 1/2 and the weights' total 1/2.
    sets = weights.stakeholders({"a": [1, 0], "b": [0, 1]})
    scores = [[5.0, 5.0], [5.0, 5.0 + 1e-6]]
    found = sobol(scores, error=1.0, weights=sets, of=["place 1"], samples=4096)
    first, total = of(found, "place 1")["weights"]
    assert (first, total) == (pytest.approx(0, abs=NEAR), pytest.approx(1 / 2, abs=NEAR))
    first, total = of(found, "place 1")["errors"]
    assert (first, total) == (pytest.approx(1 / 2, abs=NEAR), pytest.approx(1, abs=NEAR))
    margins = [one.first_margin for one in found.indices]
    assert all(0 < margin < NEAR for margin in margins)


def test_dimensions_are_weighed_and_the_criteria_within_them_are_not():
    # As above, each criterion now the mean of two that err independently: what decides are still two even chances.
    sets = weights.stakeholders({"a": [1, 0], "b": [0, 1]})
    scores = [[5.0] * 4, [5.0, 5.0, 5.0, 5.0 + 1e-6]]
    found = sobol(
        scores, error=1.0, weights=sets, of=["place 1"], samples=4096, criteria=["p", "q", "r", "s"],
        dimensions={"one": {"p": 1, "q": 1}, "two": {"r": 1, "s": 1}},
    )  # fmt: skip
    assert of(found, "place 1")["weights"] == (pytest.approx(0, abs=NEAR), pytest.approx(1 / 2, abs=NEAR))
    assert of(found, "place 1")["errors"] == (pytest.approx(1 / 2, abs=NEAR), pytest.approx(1, abs=NEAR))


def test_what_alone_decides_has_the_whole_spread():
    # Two means that rank otherwise, and errors too small to matter.
    found = sobol([[9, 1], [4.9, 4.9]], error=1e-3, weights=weights.fixed([1, 1]), how=("arithmetic", "geometric"))
    assert of(found, SHIFT)["means"] == (pytest.approx(1, abs=NEAR), pytest.approx(1, abs=NEAR))
    assert of(found, SHIFT)["errors"] == (0, 0)


def test_each_assumption_that_is_uncertain_has_an_index_and_no_other():
    scores = np.random.default_rng(1).uniform(0, 10, (12, 3))
    assert set(of(sobol(scores, samples=64), SHIFT)) == {"weights"}
    scores[0, 0] = np.nan
    found = sobol(scores, samples=64, error=0.2, how=("arithmetic", "harmonic"), goalposts=0.1)
    assert set(of(found, SHIFT)) == {"weights", "errors", "gaps", "means", "goalposts"}
    assert set(of(sobol(scores, samples=64, weights=weights.fixed([1, 1, 1])), SHIFT)) == {"gaps"}


def test_a_place_that_nothing_moves_is_said_to_be_steady():
    found = sobol([[9, 9], [1, 5], [5, 2]], of=["place 1", "place 2"], samples=256)
    assert found.steady == ("place 1",)
    assert set(of(found, "place 2")) == {"weights"}
    assert of(found, "place 1") == {}


def test_the_same_seed_gives_the_same_indices_in_whatever_order_places_come():
    scores = np.random.default_rng(1).uniform(0, 10, (10, 3))
    names, criteria = list("jihgfedcba"), list("xyz")
    common = {"error": 0.5, "samples": 128, "criteria": criteria, "of": ["a"], "seed": 0}
    one = sobol(scores, alternatives=names, **common)
    assert one == sobol(scores, alternatives=names, **common)
    assert one == sobol(scores[::-1], alternatives=names[::-1], **common)
    assert one != sobol(scores, alternatives=names, **{**common, "seed": 1})


@pytest.mark.parametrize(
    ("more", "kind", "says"),
    [
        ({"samples": 1000}, UsageError, "1000 samples"),
        ({"samples": 1}, UsageError, "1 samples"),
        ({"of": ["nowhere"]}, UsageError, "no place nowhere"),
        ({"seed": -1}, UsageError, "the seed is -1"),
        ({"weights": weights.fixed([1, 1])}, NoData, "nothing is uncertain"),
        ({"weights": [1, 1]}, NoData, "nothing is uncertain"),
        ({"weights": [0, 0]}, UsageError, "the weights sum to 0"),
    ],
)
def test_what_cannot_be_asked_is_refused(more, kind, says):
    with pytest.raises(kind, match=says):
        sobol([[1, 9], [9, 1]], **more)
