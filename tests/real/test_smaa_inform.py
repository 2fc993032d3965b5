"""SMAA-2 on INFORM Risk 2025: how sure its first twenty are."""

import csv

import numpy as np
import pytest

from forlik.assess.acceptability.smaa import smaa

pytestmark = pytest.mark.real
CATEGORIES = (
    "Natural", "Human", "Socio-Economic Vulnerability", "Vulnerable Groups", "Institutional", "Infrastructure"
)  # fmt: skip


def test_nine_countries_are_certain_in_the_first_twenty_and_thirty_five_possible(shared):
    # As an independent analysis of the same file had it, with a standard deviation of 0.3 and nothing known of the
    # weights; the median width of the 90 % interval among the first thirty is 24 places.
    path = shared / "needs/inform_2025/published_2025_v070.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = smaa(
        [[float(row[name]) for name in CATEGORIES] for row in rows],
        error=0.3,
        how=("arithmetic", "scaled_geometric"),
        alternatives=[row["ISO3"] for row in rows],
        criteria=CATEGORIES,
        confidence=0,
    )
    assert len(found.alternatives) == 191
    assert (found.rank_high <= 20).sum() == 9
    assert (found.rank_low <= 20).sum() == 35
    first_thirty = np.argsort(found.acceptability @ np.arange(191))[:30]
    assert np.median((found.rank_high - found.rank_low)[first_thirty]) == pytest.approx(24, abs=1)
