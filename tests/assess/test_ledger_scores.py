"""Scores of expectations, each held against what can be reckoned by hand in fractions."""

from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.assess.ledger.scores import against_base_rates, brier, calibration
from forlik.core.errors import UsageError

MADE = st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=60)


def test_four_expectations_by_hand():
    """80 % twice, once right; 20 % twice, never: in fractions, by Murphy's formulas."""
    found = brier([(80, True), (80, False), (20, False), (20, False)])
    score = (Fraction(1, 25) + Fraction(16, 25) + 2 * Fraction(1, 25)) / 4
    all_came = Fraction(1, 4)
    apart = (2 * (Fraction(4, 5) - Fraction(1, 2)) ** 2 + 2 * Fraction(1, 5) ** 2) / 4
    told = (2 * (Fraction(1, 2) - all_came) ** 2 + 2 * all_came**2) / 4
    uncertain = Fraction(3, 16)
    assert score == apart - told + uncertain == Fraction(19, 100)
    assert (found.n, found.brier) == (4, pytest.approx(0.19))
    assert found.reliability == pytest.approx(float(apart)) == pytest.approx(0.065)
    assert found.resolution == pytest.approx(float(told)) == pytest.approx(0.0625)
    assert found.uncertainty == pytest.approx(float(uncertain)) == pytest.approx(0.1875)
    assert found.skill == pytest.approx(float(1 - score / uncertain))


@pytest.mark.parametrize(
    ("given_", "score"),
    [
        ([(100, True), (0, False)], 0.0),
        ([(0, True), (100, False)], 1.0),
        ([(50, True), (50, False), (50, True)], 0.25),
        ([(30, True)], 0.49),
    ],
)
def test_the_score_of_simple_cases(given_, score):
    assert brier(given_).brier == pytest.approx(score)


@given(MADE)
def test_the_parts_add_up_to_the_score(made):
    """Murphy 1973: score = reliability − resolution + uncertainty, when grouped by the probabilities given."""
    found = brier(made)
    assert found.brier == pytest.approx(found.reliability - found.resolution + found.uncertainty, abs=1e-12)
    assert 0 <= found.brier <= 1
    assert found.resolution <= found.uncertainty + 1e-12


@given(MADE)
def test_always_saying_how_often_it_happened_has_no_skill_and_no_resolution(made):
    came = [happened for _, happened in made]
    share = Fraction(sum(came), len(came)) * 100
    if share.denominator == 1:
        found = brier([(int(share), one) for one in came])
        assert (found.resolution, found.reliability) == (0, 0)
        assert found.brier == pytest.approx(found.uncertainty)


@given(MADE, st.integers(0, 100))
def test_of_one_event_the_probability_that_it_has_scores_best_on_average(made, other):
    """The score is proper: with the share p of an event, saying p beats saying anything else."""
    share = made[0][0]
    mean = lambda said: Fraction(share * (100 - said) ** 2 + (100 - share) * said**2, 100 * 100**2)  # noqa: E731 - as the formula has it
    assert mean(share) <= mean(other)
    certain = [(other, True)] * share + [(other, False)] * (100 - share)
    assert brier(certain).brier == pytest.approx(float(mean(other)))


def test_where_all_came_or_nothing_is_resolved_there_is_no_skill():
    assert brier([(90, True), (80, True)]).skill is None
    found = brier([])
    assert (found.n, found.brier, found.reliability, found.happened) == (0, None, None, None)


def entry(probability, base_rate, outcome):
    return SimpleNamespace(
        probability=probability,
        base_rate=base_rate,
        outcome=outcome,
        resolved=outcome in ("happened", "did_not_happen"),
    )


def test_base_rates_are_held_against_the_same_expectations_only():
    entries = [
        entry(80, 40, "happened"),
        entry(20, 40, "did_not_happen"),
        entry(99, None, "happened"),
        entry(99, 40, "void"),
        entry(99, 40, "waiting"),
    ]
    found = against_base_rates(entries)
    said, base = Fraction(4 + 4, 200), Fraction(36 + 16, 200)
    assert (found.n, found.brier, found.base) == (2, pytest.approx(float(said)), pytest.approx(float(base)))
    assert found.skill == pytest.approx(float(1 - said / base))
    assert against_base_rates(entries[2:]).n == 0
    assert against_base_rates([entry(10, 0, "did_not_happen")]).skill is None


def test_calibration_by_hand():
    rows = calibration([(0, False), (9, True), (10, False), (95, True), (100, True)], (0, 10, 50, 100))
    assert [(one.low, one.high, one.n) for one in rows] == [(0, 10, 2), (10, 50, 1), (50, 100, 2)]
    assert (rows[0].said, rows[0].came) == (pytest.approx(0.045), 0.5)
    assert (rows[1].said, rows[1].came) == (pytest.approx(0.10), 0.0)
    assert (rows[2].said, rows[2].came) == (pytest.approx(0.975), 1.0)
    [empty] = [one for one in calibration([(50, True)]) if (one.low, one.high) == (90, 100)]
    assert (empty.n, empty.said, empty.came, empty.came_low) == (0, None, None, None)


@given(MADE)
def test_every_expectation_stands_in_one_bin(made):
    rows = calibration(made)
    assert sum(one.n for one in rows) == len(made)
    for one in rows:
        if one.n:
            assert one.low / 100 <= one.said <= one.high / 100
            assert one.came_low <= one.came <= one.came_high


@pytest.mark.parametrize(
    ("came", "of", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, 857-872, table I: the score method without continuity correction.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_a_share_is_as_published(came, of, low, high):
    [row] = calibration([(30, True)] * came + [(30, False)] * (of - came), (0, 100))
    assert (row.came_low, row.came_high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    assert isinstance(row.came_low, float), "as all scores are"


@pytest.mark.parametrize("wrong", [[(101, True)], [(-1, True)], [(0.5, True)], [(True, True)], [(None, True)]])
def test_what_is_no_probability_is_refused(wrong):
    for ask in (brier, calibration):
        with pytest.raises(UsageError, match="no probability"):
            ask(wrong)


@pytest.mark.parametrize("edges", [(), (0,), (0, 50), (10, 100), (0, 50, 50, 100), (0, 60, 50, 100)])
def test_bins_that_do_not_rise_from_0_to_100_are_refused(edges):
    with pytest.raises(UsageError, match="rise from 0 to 100"):
        calibration([(50, True)], edges)
