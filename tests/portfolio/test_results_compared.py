"""Targets against actuals: by hand, and what holds for all numbers."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.portfolio.results import VERDICTS, compare, counts, word

DAY = date(2024, 1, 1)
OVER, OPEN = date(2023, 12, 31), date(2029, 11, 30)


def row(baseline="", target="", actual="", *, measure="1", ascending=None, end=OVER, **more):
    """A row of iati__results; what looks like a plain number is one."""
    said = {"indicator_no": 1, "period_no": 1, "measure_code": measure, "ascending": ascending, "period_end": end}
    for name, text in (("baseline", baseline), ("target", target), ("actual", actual)):
        number = Decimal(text) if text.strip().replace(".", "").replace("-", "").isdigit() else None
        said |= {f"{name}_value": text, f"{name}_number": number}
    return said | more


@pytest.mark.parametrize(
    ("given_row", "verdict", "why", "percent"),
    [
        # 30 of the way from 10 to 50 is (30 - 10) / (50 - 10) = one half.
        (row("10", "50", "30", ascending=True), "partly", None, "50.00"),
        (row("10", "50", "50", ascending=True), "reached", None, "100.00"),
        (row("10", "50", "70", ascending=True), "reached", None, "150.00"),
        (row("10", "50", "10", ascending=True), "not_reached", "moved_back", "0.00"),
        (row("10", "50", "6", ascending=True), "not_reached", "moved_back", "-10.00"),
        # Fewer is better: from 200 down to 50, at 80, is 120 of 150.
        (row("200", "50", "80", ascending=False), "partly", None, "80.00"),
        (row("200", "50", "50", ascending=False), "reached", None, "100.00"),
        (row("200", "50", "230", ascending=False), "not_reached", "moved_back", "-20.00"),
        # The standard's example of a descending indicator: cases of a disease, to none at all.
        (row("40", "0", "10", ascending=False), "partly", None, "75.00"),
        (row("40", "0", "0", ascending=False), "reached", None, "100.00"),
        # The direction is that from baseline to target where none is stated.
        (row("200", "50", "80"), "partly", None, "80.00"),
        (row("", "50", "80"), "not_comparable", "no_direction", None),
        (row("", "50", "50"), "reached", None, None),
        # Nobody knows how far it came without a baseline.
        (row("", "350", "360", ascending=True), "reached", None, None),
        (row("", "350", "340", ascending=True), "not_reached", "no_baseline", None),
        (row("50", "50", "40", ascending=True), "not_reached", "moved_back", None),
        (row("10", "", "30", ascending=True), "not_comparable", "no_target", None),
        (row("10", "50", "", ascending=True), "no_actual", None, None),
        (row("10", "50", "  ", ascending=True), "no_actual", None, None),
        (row("10", "50", "", ascending=True, end=None), "no_actual", "period_undated", None),
        (row("10", "50", "", ascending=True, end=OPEN), "running", "period_open", None),
        (row("10", "50", "30", ascending=True, end=OPEN), "running", "period_open", "50.00"),
        (row("10", "50", "60", ascending=True, end=OPEN), "reached", None, "125.00"),
        (row("No", "Yes", "Yes", measure="5", ascending=True), "not_comparable", "qualitative", None),
        (row("0", "many", "3", ascending=True), "not_comparable", "not_a_number", None),
        (row("0", "50", "about 30", ascending=True), "not_comparable", "not_a_number", None),
        (row("0", "130,000", "3", ascending=True), "not_comparable", "not_a_number", None),
        (row("0", "130,000.00", "65000", ascending=True), "partly", None, "50.00"),
        (row("0", "3", "3", measure="3", ascending=True), "not_comparable", "nominal", None),
        (row("1", "4", "2", measure="4", ascending=True), "not_reached", "ordinal", None),
        (row("1", "4", "4", measure="4", ascending=True), "reached", None, None),
        (row("1", "4", "4", measure="text", ascending=True), "not_comparable", "unknown_measure", None),
        (row("1", "4", "4", measure=None, ascending=True), "not_comparable", "unknown_measure", None),
        (row("0", "120", "60", measure="2", ascending=True), "not_comparable", "percent_bounds", None),
        (row("-1", "90", "60", measure="2", ascending=True), "not_comparable", "percent_bounds", None),
        (row("0", "100", "60", measure="2", ascending=True), "partly", None, "60.00"),
        (row("0", "0", "5", ascending=True), "not_comparable", "target_zero", None),
        (row("", "0", "5"), "not_comparable", "target_zero", None),
        (row("-4", "0", "-1", ascending=True), "partly", None, "75.00"),
        (row("80", "50", "60", ascending=True), "not_comparable", "baseline_beyond", None),
        (row("10", "", "30", ascending=True, targets=2), "not_comparable", "parts_only", None),
        (row("10", "50", "", ascending=True, actuals=2), "not_comparable", "parts_only", None),
        (row("10", "50", "30", indicator_no=None, period_no=None), "not_comparable", "no_indicator", None),
        (row("10", "", "", period_no=None), "not_comparable", "no_period", None),
    ],
)
def test_what_a_row_says(given_row, verdict, why, percent):
    found = compare(given_row, DAY)
    assert (found.verdict, found.why.code if found.why else None) == (verdict, why)
    assert found.percent == (None if percent is None else Decimal(percent))


def test_the_text_as_stated_stands_beside_its_number():
    found = compare(row("0", "130,000.00", "No"), DAY)
    assert (found.target.text, found.target.number) == ("130,000.00", Decimal("130000.00"))
    assert (found.actual.text, found.actual.number) == ("No", None)
    assert found.why is not None
    assert found.why.text() == "“No” is no number"
    assert found.why.text("nb") == "«No» er ikke et tall"


def test_unlike_indicators_are_counted_and_never_averaged():
    rows = [row("0", "10", "5", ascending=True), row("0", "1000", "1000", ascending=True), row(measure="5")]
    made = counts(compare(one, DAY) for one in rows)
    assert made == {
        "reached": 1, "partly": 1, "not_reached": 0, "running": 0, "no_actual": 0, "not_comparable": 1,
    }  # fmt: skip


NUMBERS = st.decimals(-1000, 1000, places=2)
ROWS = st.tuples(NUMBERS, NUMBERS, NUMBERS, st.sampled_from([True, False, None]))


def stated(baseline, target, actual, ascending):
    return row(f"{baseline:f}", f"{target:f}", f"{actual:f}", ascending=ascending)


@given(ROWS, st.sampled_from([Decimal(1000), Decimal("0.1"), Decimal(12)]))
def test_another_unit_changes_neither_verdict_nor_progress(values, times):
    *numbers, ascending = values
    one = compare(stated(*numbers, ascending), DAY)
    other = compare(stated(*(number * times for number in numbers), ascending), DAY)
    assert (one.verdict, one.progress) == (other.verdict, other.progress)


@given(ROWS)
def test_fewer_is_better_is_more_is_better_upside_down(values):
    baseline, target, actual, ascending = values
    turned = None if ascending is None else not ascending
    if target == 0:
        return  # none of a bad thing is an aim, none of a good one is not
    one = compare(stated(baseline, target, actual, ascending), DAY)
    other = compare(stated(-baseline, -target, -actual, turned), DAY)
    assert (one.verdict, one.progress) == (other.verdict, other.progress)


@given(ROWS)
def test_progress_takes_the_baseline_to_the_actual(values):
    baseline, target, actual, ascending = values
    found = compare(stated(baseline, target, actual, ascending), DAY)
    if found.progress is not None:
        assert Fraction(baseline) + found.progress * (Fraction(target) - Fraction(baseline)) == Fraction(actual)
        assert (found.progress >= 1) == (found.verdict == "reached")
        assert (0 < found.progress < 1) == (found.verdict == "partly")


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["1", "2", "3", "4", "5", "", "9", None]))
def test_no_text_stops_it_and_every_verdict_has_words(target, actual, measure):
    said = row("1", "5", "3", measure=measure) | {"target_value": target, "target_number": None}
    found = compare(said | {"actual_value": actual, "actual_number": None}, DAY)
    assert found.verdict in VERDICTS
    assert word(found.verdict)
    assert word(found.verdict, "nb")
