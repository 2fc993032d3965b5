"""Questions: every address can be kept and sent, and asks the same again."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.days import today
from forlik.core.errors import UsageError


@pytest.fixture
def question(desk_home):  # noqa: ARG001 - Django is set up over that store
    from forlik.desk import question

    return question


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=today())


@given(day=DAYS, clock=st.sampled_from(["known", "held"]), mode=st.sampled_from(["known", "reconstructed"]))
def test_an_address_asks_the_same_again(day, clock, mode):
    from forlik.desk import question

    asked = question.Question("/country/COL", {}, day, day != today(), clock, mode, "en")
    given_back = dict(parse_qsl(urlsplit(asked.address()).query))
    again = question.put("/country/COL", given_back, "en")
    assert (again.day, again.clock, again.mode) == (day, clock, mode)


@pytest.mark.parametrize("stated", ["2024", "2024-02-30", "yesterday", "2024-1-1", "2999-01-01"])
def test_a_day_that_is_none_is_refused(question, stated):
    with pytest.raises(UsageError):
        question.read("/", {"as_of": stated})


@pytest.mark.parametrize("given_fields", [{"clock": "x"}, {"mode": "x"}])
def test_a_clock_or_mode_that_is_none_is_refused(question, given_fields):
    with pytest.raises(UsageError):
        question.read("/", given_fields)


def test_fields_with_the_names_of_our_own_do_no_harm(viewer):
    assert viewer.get("/country/COL?path=x&changes=y&self=z&name=q").status_code == 200
