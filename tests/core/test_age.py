"""Nothing old looks current: by the day it was known, and by the period it speaks of."""

from datetime import date, timedelta

import pytest

from forlik.core.age import is_stale, years_since
from forlik.core.source import CADENCE_DAYS

DAY = date(2026, 11, 24)


@pytest.mark.parametrize("cadence", [name for name in CADENCE_DAYS if name != "ended"])
def test_what_was_known_within_its_cadence_is_current_and_a_day_later_it_is_not(cadence):
    known = DAY - timedelta(days=CADENCE_DAYS[cadence])
    assert not is_stale(cadence, known, DAY)
    assert is_stale(cadence, known - timedelta(days=1), DAY)


def test_old_periods_taken_in_today_are_stale():
    assert is_stale("daily", DAY, DAY, "2020"), "funding of 2020 in a source that is updated every day"
    assert not is_stale("daily", DAY, DAY, "2026")
    assert is_stale("monthly", DAY, DAY, "2023-12")
    assert not is_stale("monthly", DAY, DAY, "2026-09")
    assert not is_stale("yearly", DAY, DAY, "2024"), "a yearly source speaks of the year before last until its next"
    assert is_stale("yearly", DAY, DAY, "2022")


def test_a_plan_for_a_coming_year_is_current_and_an_ended_series_only_old():
    assert not is_stale("daily", DAY, DAY, "2027")
    assert not is_stale("ended", date(2018, 1, 1), DAY, "2018")


@pytest.mark.parametrize(
    ("period", "days"),
    [("2024", 693), ("2026-10", 24), ("2026-11-24", 0), ("2026", -37)],
    ids=["a year", "a month", "a day", "a year that goes on"],
)
def test_a_figure_ages_from_the_end_of_the_period_that_it_describes(period, days):
    assert years_since(period, DAY) * 365.25 == pytest.approx(days)
