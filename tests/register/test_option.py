"""Options: one name for one thing, whoever writes it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.errors import UsageError
from forlik.register.option import Option, option_of, same_option
from forlik.register.vocabulary import vocabulary

LETTERS = st.characters(blacklist_characters="/", blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp"))
PLACES = st.text(LETTERS, min_size=1, max_size=60)
DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))


@st.composite
def made(draw):
    first, last = sorted((draw(DAYS), draw(DAYS)))
    pillar, mode = (draw(st.sampled_from(sorted(vocabulary(name)))) for name in ("pillars", "option_modes"))
    return Option(draw(PLACES), pillar, mode, first, last)


@given(made())
def test_what_is_written_is_read_back(option):
    assert option_of(str(option)) == option
    assert same_option(str(option), option)


@pytest.mark.parametrize(
    ("period", "written", "first", "last"),
    [
        ("2027", "2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("2027-01..2027-12", "2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("2027-01-01..2028-12-31", "2027..2028", date(2027, 1, 1), date(2028, 12, 31)),
        ("2027-02", "2027-02", date(2027, 2, 1), date(2027, 2, 28)),
        ("2028-02-01..2028-02-29", "2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2027-02..2027-03-30", "2027-02-01..2027-03-30", date(2027, 2, 1), date(2027, 3, 30)),
        ("2027-02-03", "2027-02-03", date(2027, 2, 3), date(2027, 2, 3)),
    ],
)
def test_a_period_is_always_written_the_same(period, written, first, last):
    found = option_of(f"SDN/peace/facilitate/{period}")
    assert (found.first, found.last) == (first, last)
    assert str(found) == f"SDN/peace/facilitate/{written}"


def test_the_modes_are_those_of_the_method():
    assert list(vocabulary("option_modes")) == [
        "watch", "support_lead", "facilitate", "fund", "deploy", "scale", "hold", "exit"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SDN",
        "SDN/peace/facilitate",
        "SDN/peace/facilitate/2027/x",
        "/peace/facilitate/2027",
        "SDN/war/facilitate/2027",
        "SDN/peace/engage/2027",
        "SDN/peace/facilitate/",
        "SDN/peace/facilitate/soon",
        "SDN/peace/facilitate/2027..2026",
        "SDN/peace/facilitate/2027-13",
        "SDN/peace/facilitate/2027-02-30",
        "SDN/peace/facilitate/1700",
        "SDN/peace/facilitate/..2027",
        f"{'x' * 61}/peace/facilitate/2027",
        "a\x00b/peace/facilitate/2027",
    ],
)
def test_what_is_no_option_is_refused_and_is_the_same_as_none(text):
    with pytest.raises(UsageError) as caught:
        option_of(text)
    assert caught.value.remedy
    assert not same_option(text, option_of("SDN/peace/facilitate/2027"))
    assert not same_option(None, option_of("SDN/peace/facilitate/2027"))
