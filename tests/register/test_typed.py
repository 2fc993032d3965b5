"""Days as people type them are taken for what they mean in Norway: the day first, whatever stands between."""

from datetime import date

import pytest
from babel.dates import format_date, format_skeleton
from hypothesis import given
from hypothesis import strategies as st

from forlik.register.typed import typed

DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))


@given(DAYS, st.sampled_from("./-"), st.booleans())
def test_a_day_in_figures_is_that_day_with_the_day_first(day, mark, padded):
    parts = (f"{day.day:02d}", f"{day.month:02d}") if padded else (str(day.day), str(day.month))
    assert typed(mark.join((*parts, str(day.year)))) == day.isoformat()
    assert typed(mark.join((str(day.year), *reversed(parts)))) == day.isoformat()


@given(DAYS, st.sampled_from(["en_GB", "nb"]), st.sampled_from(["medium", "long"]))
def test_a_day_copied_from_a_page_is_that_day(day, language, length):
    assert typed(format_date(day, length, language)) == day.isoformat()
    assert typed(format_skeleton("yMMM", day, locale=language)) == day.isoformat()[:7]


@given(DAYS)
def test_what_the_register_writes_itself_stays(day):
    for stated in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        assert typed(stated) == stated


@given(st.text() | st.from_regex(r"\A[0-9]{1,4}[./ -][0-9a-z]{1,4}[./ -][0-9]{1,5}\Z"))
def test_whatever_is_typed_is_a_day_or_stays_as_it_is(text):
    found = typed(text)
    if found != text:
        assert len(found) in (len("2024-06"), len("2024-06-30"))
        date.fromisoformat(found if len(found) > len("2024-06") else f"{found}-01")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("31.12.2024", "2024-12-31"),
        ("31/12/2024", "2024-12-31"),
        ("1/2/2024", "2024-02-01"),
        ("1. 2. 2024", "2024-02-01"),
        ("12.2024", "2024-12"),
        ("31. desember 2024", "2024-12-31"),
        ("Sept 2024", "2024-09"),
        ("31.02.2024", "31.02.2024"),
        ("12/31/2024", "12/31/2024"),
        ("31.12.24", "31.12.24"),
        ("31.12-2024", "31.12-2024"),
        ("ma 2024", "ma 2024"),
        ("i fjor", "i fjor"),
    ],
)
def test_what_means_a_day_is_taken_and_what_may_mean_another_is_not_guessed(text, meant):
    assert typed(text) == meant
