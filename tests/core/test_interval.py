"""Wilson's interval of a share is the published one, and no share has none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.stats import norm

from forlik.core.interval import DEVIATIONS, SURENESS, wilson


def test_so_many_deviations_hold_so_much_of_a_normal_distribution():
    assert norm.cdf(DEVIATIONS) - norm.cdf(-DEVIATIONS) == pytest.approx(SURENESS / 100, abs=1e-15)


@pytest.mark.parametrize(
    ("number", "of", "low", "high"),
    [
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ],
)
def test_the_interval_is_that_of_the_published_comparison(number, of, low, high):
    """Newcombe 1998, Statistics in Medicine 17, table I, method 3."""
    found = wilson(number, of)
    assert [f"{one:.4f}" for one in found] == [low, high]


@given(some.integers(1, 5000).flatmap(lambda of: some.tuples(some.integers(0, of), some.just(of))))
def test_an_interval_holds_its_share(pair):
    low, high = wilson(*pair)
    assert 0 <= low <= Decimal(pair[0]) / pair[1] <= high <= 1


@pytest.mark.parametrize("share", [(-1, 2), (3, 2), (0, 0)])
def test_what_is_no_share_is_refused(share):
    with pytest.raises(ValueError, match="is no share"):
        wilson(*share)
