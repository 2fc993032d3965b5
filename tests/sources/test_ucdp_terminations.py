"""UCDP conflict terminations, read from made-up dyads."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.errors import BadInput
from forlik.core.source import Coverage, RawFile
from forlik.sources.ucdp_terminations import SOURCE, day_near
from forlik.store import shelf

FIXTURE = Path(__file__).parent / "fixtures" / "ucdp_terminations.csv"


@pytest.fixture
def rows():
    reading = SOURCE.read([RawFile("term.csv", FIXTURE)])
    shelf.check(SOURCE, reading, "term.csv")
    assert reading.covers == (Coverage("1946", "2020", "gw"),)
    assert (reading.rows, reading.edition, reading.refused) == (5, "9", ())
    return {
        (row["dyad_ucdp_id"], row["year"], row["country_iso3"]): row for row in reading.tables.popitem()[1].to_pylist()
    }


def test_a_dyad_over_two_countries_stands_under_both(rows):
    assert set(rows) == {
        (399, 1946, "BOL"),
        (500, 2015, "IDN"),
        (500, 2016, "IDN"),
        (600, 1949, "EGY"),
        (600, 1949, "ISR"),
        (700, 2020, "ETH"),
    }


def test_an_end_has_its_day_in_its_own_century_and_its_outcome_in_words(rows):
    assert rows[399, 1946, "BOL"]["ended_on"] == date(1946, 7, 21)
    assert rows[399, 1946, "BOL"]["outcome"] == "victory of side B"
    assert rows[500, 2016, "IDN"]["ended_on"] == date(2016, 12, 31)
    assert rows[500, 2016, "IDN"]["ceasefire_on"] == date(2016, 4, 27), "of several days the first"
    assert rows[500, 2016, "IDN"]["agreement_on"] == date(2017, 1, 15)


def test_marks_for_no_day_are_no_day(rows):
    assert rows[500, 2015, "IDN"]["ended_on"] is None
    assert rows[600, 1949, "ISR"]["agreement_on"] is None


def test_in_the_last_year_it_is_not_yet_known_whether_fighting_ended(rows):
    assert rows[700, 2020, "ETH"]["ended"] is None
    assert rows[500, 2015, "IDN"]["ended"] is False


def test_what_is_no_day_is_refused_with_its_line(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(FIXTURE.read_text(encoding="utf-8").replace("12/31/16", "31/12/16"), encoding="utf-8")
    reading = SOURCE.read([RawFile("x.csv", path)])
    assert [(one.line, one.field, one.value) for one in reading.refused] == [(4, "ended_on", "31/12/16")]
    with pytest.raises(BadInput, match="31/12/16"):
        shelf.check(SOURCE, reading, "x.csv")


@given(day=st.dates(date(1946, 1, 1), date(2040, 12, 31)), after=st.integers(-20, 79))
def test_a_day_is_found_again_from_20_years_before_to_79_after_its_row(day, after):
    assert day_near(f"{day.month}/{day.day}/{day:%y}", day.year - after) == day
