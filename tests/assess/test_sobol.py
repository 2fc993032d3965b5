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


# Two places that are each ahead in one criterion of a pair, so that what happens to the pair decides by an even chance
# which of them is the first; the two pairs are independent.
SETS = weights.stakeholders({"a": [1, 1, 0, 0], "b": [0, 0, 1, 1]})
CROSSED = [[6, 4, 6, 4], [4, 6, 4, 6]]
# The first place has a gap in each of two criteria, and takes there what the second has, or the third.
GAPS = [[np.nan, np.nan, 5], [1, 1, 5], [9, 9, 5]]
PLACE = "place 1"


def test_goalposts_alone_decide():
    # 10 (s/10 - p) / (1 + q - p): with equal weights place 1 leads where the goalposts of the first criterion have come
    # nearer to each other than those of the second. Nothing else is uncertain, so first order and total are 1.
    found = sobol([[6, 4], [4, 6]], weights=weights.fixed([1, 1]), goalposts=0.2, of=[PLACE])
    assert of(found, PLACE) == {"goalposts": (pytest.approx(1, abs=NEAR), pytest.approx(1, abs=NEAR))}
    assert PLACE not in found.steady


def test_gaps_alone_decide():
    found = sobol(GAPS, weights=weights.fixed([1, 0, 0]), of=[PLACE])
    assert of(found, PLACE) == {"gaps": (pytest.approx(1, abs=NEAR), pytest.approx(1, abs=NEAR))}


def test_errors_alone_decide():
    found = sobol([[5, 5], [5, 5 + 1e-6]], weights=weights.fixed([1, 1]), error=1.0, of=[PLACE])
    assert of(found, PLACE) == {"errors": (pytest.approx(1, abs=NEAR), pytest.approx(1, abs=NEAR))}


@pytest.mark.parametrize(
    ("assumption", "scores", "more"),
    [
        ("goalposts", CROSSED, {"weights": SETS, "goalposts": 0.2}),
        # By the geometric mean it is not the distance of the goalposts alone that decides, but where they stand.
        ("goalposts", CROSSED, {"weights": SETS, "goalposts": 0.2, "how": ("geometric",)}),
        ("gaps", GAPS, {"weights": weights.stakeholders({"a": [1, 0, 0], "b": [0, 1, 0]})}),
    ],
)
def test_what_decides_by_an_even_chance_under_each_of_two_sets_of_weights(assumption, scores, more):
    # The case of the errors above: f = Z1 if W else Z2, with Z1 and Z2 from the goalposts, or from what is in the gaps.
    found = sobol(scores, of=[PLACE], samples=4096, **more)
    assert of(found, PLACE) == {
        "weights": (pytest.approx(0, abs=NEAR), pytest.approx(1 / 2, abs=NEAR)),
        assumption: (pytest.approx(1 / 2, abs=NEAR), pytest.approx(1, abs=NEAR)),
    }


def test_means_and_weights_that_say_nothing_apart_and_all_together():
    # Place 1 is ahead by the arithmetic mean of the first pair and by the geometric one of the second: it is the first
    # where W = M, an exclusive or of two even chances. Knowing one of them says nothing (0), not knowing it all (1).
    scores = [[9, 1, 4.9, 4.9], [4.9, 4.9, 9, 1]]
    found = sobol(scores, weights=SETS, how=("arithmetic", "geometric"), of=[PLACE], samples=4096)
    every = (pytest.approx(0, abs=NEAR), pytest.approx(1, abs=NEAR))
    assert of(found, PLACE) == {"weights": every, "means": every}


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
