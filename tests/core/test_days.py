"""Days are whole, in UTC, and a stated date is over when its precision is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.days import end_of, end_of_precision, now, parse_day, today
from forlik.core.errors import UsageError


@given(st.dates())
def test_a_day_is_read_as_it_is_printed(day):
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-06", "2024-02-30", "2024-13-01", "24-06-30", "2024-6-30", "20240630", "2024-06-30 ",
             "2024-06-30T00:00", "30.06.2024", "0000-01-01", "\uff12\uff10\uff12\uff14-06-30"],
)  # fmt: skip
def test_what_is_not_a_day_is_refused_with_the_form_to_write(text):
    with pytest.raises(UsageError, match="is not a day → write it as 2024-06-30"):
        parse_day(text)


@given(st.dates())
def test_a_day_ends_one_second_before_the_next(day):
    assert end_of(day).date() == day
    assert end_of(day).utcoffset() == timedelta(0)
    if day < date.max:
        assert end_of(day) + timedelta(seconds=1) == datetime.combine(day + timedelta(days=1), datetime.min.time(), UTC)


@given(st.dates())
def test_a_year_and_a_month_end_with_their_last_day(day):
    year, month = end_of_precision(f"{day.year:04d}"), end_of_precision(f"{day.year:04d}-{day.month:02d}")
    assert year == end_of(date(day.year, 12, 31))
    assert (month.year, month.month) == (day.year, day.month)
    if month.date() < date.max:
        assert (month + timedelta(seconds=1)).day == 1
    assert end_of_precision(day.isoformat()) == end_of(day) <= month <= year


@pytest.mark.parametrize(
    "stated", ["", "25", "2025-6", "2025-13", "2025-00", "2025-02-29", "June 2025", "2025-06-11Z", "0000"]
)
def test_what_is_not_a_publication_date_is_refused(stated):
    with pytest.raises(UsageError, match="is not a publication date"):
        end_of_precision(stated)


def test_today_and_now_are_in_utc_and_whole():
    assert now().microsecond == 0
    assert now().utcoffset() == timedelta(0)
    assert today() in {now().date(), (now() - timedelta(minutes=1)).date()}
