"""Days counted from days: by hand, against a slow walk, and with every rule broken once on purpose."""

import inspect
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from forlik.register.promises import days as module
from forlik.register.promises.days import NAMES, WEEK, Span, Week, after, soonest, week_named
from forlik.register.vocabulary import vocabulary

D = date.fromisoformat
HOLIDAYS = frozenset({D("2024-12-25"), D("2024-12-26"), D("2025-01-01"), D("2024-12-28")})

BY_HAND = [
    # day, offset, unit, and what a calendar on paper says
    ("2018-09-12", 0, "days", "2018-09-12"),
    ("2018-09-12", 1, "days", "2018-09-13"),
    ("2018-09-12", 21, "days", "2018-10-03"),
    ("2018-09-12", 90, "days", "2018-12-11"),
    ("2022-05-12", -60, "days", "2022-03-13"),
    ("2024-02-28", 2, "days", "2024-03-01"),
    ("2018-09-12", 2, "weeks", "2018-09-26"),
    ("2018-09-12", -1, "weeks", "2018-09-05"),
    ("2018-09-12", 8, "months", "2019-05-12"),
    ("2019-05-12", 36, "months", "2022-05-12"),
    ("2023-01-31", 1, "months", "2023-02-28"),
    ("2024-01-31", 1, "months", "2024-02-29"),
    ("2024-01-31", 2, "months", "2024-03-31"),
    ("2024-03-31", -1, "months", "2024-02-29"),
    ("2024-01-15", -1, "months", "2023-12-15"),
    ("2024-12-15", 1, "months", "2025-01-15"),
    ("2024-12-31", 12, "months", "2025-12-31"),
    ("2024-02-29", 1, "years", "2025-02-28"),
    ("2024-02-29", 4, "years", "2028-02-29"),
    ("2024-02-29", -1, "years", "2023-02-28"),
    # 2024-12-20 is a Friday
    ("2024-12-20", 0, "working_days", "2024-12-20"),
    ("2024-12-21", 0, "working_days", "2024-12-21"),
    ("2024-12-20", 1, "working_days", "2024-12-23"),
    ("2024-12-21", 1, "working_days", "2024-12-23"),
    ("2024-12-20", 5, "working_days", "2024-12-27"),
    ("2024-12-21", 5, "working_days", "2024-12-27"),
    ("2024-12-22", -1, "working_days", "2024-12-20"),
    ("2024-12-23", -1, "working_days", "2024-12-20"),
    ("2024-12-21", -5, "working_days", "2024-12-16"),
    ("2024-12-27", -10, "working_days", "2024-12-13"),
]
WITH_HOLIDAYS = [
    ("2024-12-24", 1, "saturday_sunday", "2024-12-27"),
    ("2024-12-24", 3, "saturday_sunday", "2024-12-31"),
    ("2024-12-24", 4, "saturday_sunday", "2025-01-02"),
    ("2025-01-02", -4, "saturday_sunday", "2024-12-24"),
    # Thursday is the last day of a week with Friday and Saturday off
    ("2024-12-24", 1, "friday_saturday", "2024-12-29"),
    ("2024-12-29", -1, "friday_saturday", "2024-12-24"),
    ("2024-12-24", 2, "friday", "2024-12-30"),
]

dates = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1))
weeks = st.builds(
    Week,
    st.frozensets(st.integers(0, 6), max_size=6),
    st.frozensets(st.dates(min_value=date(2024, 1, 1), max_value=date(2024, 4, 1)), max_size=40),
)


@pytest.mark.parametrize(("day", "offset", "unit", "expected"), BY_HAND)
def test_days_as_counted_by_hand(day, offset, unit, expected):
    assert after(D(day), offset, unit) == D(expected)


@pytest.mark.parametrize(("day", "offset", "weekend", "expected"), WITH_HOLIDAYS)
def test_working_days_leave_out_weekends_and_named_holidays(day, offset, weekend, expected):
    assert after(D(day), offset, "working_days", week_named(weekend, HOLIDAYS)) == D(expected)


def walked(day, offset, week):
    """The same, one day after the other."""
    step = 1 if offset > 0 else -1
    while offset:
        day += timedelta(days=step)
        if week.works(day):
            offset -= step
    return day


@given(day=st.dates(min_value=date(2023, 6, 1), max_value=date(2024, 8, 1)), offset=st.integers(-200, 200), week=weeks)
@example(day=D("2024-12-21"), offset=5, week=WEEK)
def test_working_days_are_what_a_walk_finds(day, offset, week):
    assert after(day, offset, "working_days", week) == walked(day, offset, week)


@given(day=dates, offset=st.integers(1, 400), week=weeks)
def test_a_working_day_is_one_and_they_add_up(day, offset, week):
    there = after(day, offset, "working_days", week)
    assert week.works(there)
    assert after(after(day, 1, "working_days", week), offset - 1, "working_days", week) == there
    if week.works(day):
        assert after(there, -offset, "working_days", week) == day


@given(day=dates, offset=st.integers(-1200, 1200))
def test_a_month_keeps_its_day_or_ends_on_its_last(day, offset):
    there = after(day, offset, "months")
    assert (there.year - day.year) * 12 + there.month - day.month == offset
    assert there.day == day.day or (there.day < day.day and (there + timedelta(days=1)).day == 1)
    assert after(day, offset, "years") == after(day, 12 * offset, "months")


@given(
    earlier=dates, later=dates, offset=st.integers(-300, 300),
    unit=st.sampled_from(("days", "working_days", "weeks", "months", "years")),
)  # fmt: skip
def test_what_hangs_on_a_later_day_is_never_earlier(earlier, later, offset, unit):
    assume(earlier <= later)
    assert after(earlier, offset, unit) <= after(later, offset, unit)


@given(
    day=dates, offset=st.integers(0, 300), unit=st.sampled_from(("days", "working_days", "weeks", "months", "years"))
)
def test_nothing_is_before_its_anchor_nor_after_it_when_counted_back(day, offset, unit):
    assert after(day, offset, unit) >= day
    assert after(day, -offset, unit) <= day


def test_a_day_known_to_the_month_has_an_earliest_and_a_latest():
    assert Span.stated("2024-06") == Span(D("2024-06-01"), D("2024-06-30"))
    assert Span.stated("2024-02").after(30, "days") == Span(D("2024-03-02"), D("2024-03-30"))
    assert Span.stated("2024").after(1, "years") == Span(D("2025-01-01"), D("2025-12-31"))
    assert Span.stated("2024-06-05") == Span.on(D("2024-06-05"))


def test_the_soonest_of_several_is_no_later_than_any_of_them():
    june, fifth = Span.stated("2024-06"), Span.stated("2024-06-05")
    assert soonest([june, fifth]) == Span(D("2024-06-01"), D("2024-06-05"))


def test_nothing_of_a_span_lies_before_a_day():
    june = Span.stated("2024-06")
    assert june.from_then(D("2024-05-01")) == june
    assert june.from_then(D("2024-06-10")) == Span(D("2024-06-10"), D("2024-06-30"))
    assert june.from_then(D("2024-07-10")) == Span.on(D("2024-07-10"))


@pytest.mark.parametrize("unit", ["days", "working_days", "weeks", "months", "years"])
@pytest.mark.parametrize("day", [date.max - timedelta(days=3), date.min + timedelta(days=3)])
def test_a_day_beyond_the_calendar_is_told(unit, day):
    with pytest.raises(OverflowError):
        after(day, 30 if day.year > 2000 else -30, unit)


def test_a_unit_or_a_week_that_is_none_is_refused():
    with pytest.raises(ValueError, match="no unit"):
        after(D("2024-01-01"), 1, "fortnights")
    with pytest.raises(ValueError, match="not all"):
        Week(frozenset(range(7)))
    with pytest.raises(ValueError, match="seven days"):
        Week(frozenset({7}))


def test_every_weekend_of_the_vocabulary_is_made_of_days_of_the_week():
    for word in vocabulary("weekends"):
        assert week_named(word).weekend == {NAMES.index(one) for one in word.split("_")}


def test_a_hundred_years_of_working_days_are_not_walked():
    holidays = frozenset(date(year, 5, 17) for year in range(2024, 2200))
    assert after(D("2024-01-01"), 40_000, "working_days", Week(holidays=holidays)).year == 2177


MUTANTS = [
    ("timedelta(days=SEVEN * offset)", "timedelta(days=offset)"),
    ("timedelta(days=offset)", "timedelta(days=offset - 1)"),
    ("timedelta(days=offset)", "timedelta(days=abs(offset))"),
    ("_months(day, TWELVE * offset)", "_months(day, 13 * offset)"),
    ("_months(day, TWELVE * offset)", "day + timedelta(days=365 * offset)"),
    ("day.month - 1 + offset", "day.month + offset"),
    ("month + 1, min(", "month + 1, max("),
    ("min(day.day, calendar.monthrange(year, month + 1)[1])", "min(day.day, 28)"),
    ("calendar.monthrange(year, month + 1)[1]", "calendar.monthrange(2024, month + 1)[1]"),
    ("(1, offset) if offset > 0 else (-1, -offset)", "(1, abs(offset))"),
    ("divmod(left - 1, worked)", "divmod(left, worked)"),
    ("rest += 1\n", "rest += 0\n"),
    ("rest -= at.weekday() not in week.weekend", "rest -= 1"),
    ("step * SEVEN * weeks", "SEVEN * weeks"),
    ("left = _off_between(day, at, week)", "left = 0"),
    ("bisect_right(off, at) - bisect_right(off, day)", "bisect_left(off, at) - bisect_right(off, day)"),
    ("bisect_left(off, day) - bisect_left(off, at)", "bisect_left(off, day) - bisect_right(off, at)"),
    ("for one in week.holidays if one.weekday() not in week.weekend", "for one in week.holidays"),
    ("frozenset({5, 6})", "frozenset({4, 5})"),
]


@pytest.mark.parametrize(("old", "new"), MUTANTS)
def test_a_broken_rule_is_noticed(old, new):
    source = inspect.getsource(module)
    assert source.count(old) == 1 or old.startswith("timedelta(days=offset")
    broken = {"__name__": module.__name__}
    exec(compile(source.replace(old, new, 1), "mutant", "exec"), broken)  # noqa: S102 - our own source, broken once
    own = broken["after"]
    week = broken["week_named"]
    table = [((D(day), offset, unit), expected) for day, offset, unit, expected in BY_HAND]
    table += [((D(day), offset, "working_days", week(w, HOLIDAYS)), e) for day, offset, w, e in WITH_HOLIDAYS]

    def stands(said, expected):
        try:
            return own(*said) == D(expected)
        except ValueError:
            return False

    assert not all(stands(*row) for row in table)
