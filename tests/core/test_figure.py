"""A figure prints as a desk officer reads it; unknown is a dash and never 0."""

from decimal import Decimal

import pytest

from forlik.core.figure import Figure, plain


def figure(value):
    return Figure(
        "deaths", "Deaths", "Norway", "NOR", "2024", value, "people", "unknown" if value is None else "reported"
    )


def test_unknown_is_a_dash_and_zero_is_zero():
    assert figure(None).text == "–"
    assert figure(Decimal(0)).text == "0"


@pytest.mark.parametrize(
    ("value", "text"),
    [("999", "999"), ("1000", "1\u202f000"), ("1234567.89", "1\u202f234\u202f567.89"), ("-12345", "-12\u202f345"),
     ("0.0001", "0.0001"), ("1E+6", "1\u202f000\u202f000"), ("1234.5678", "1\u202f234.5678")],
)  # fmt: skip
def test_digits_stand_in_thin_groups_and_powers_are_written_out(value, text):
    assert plain(Decimal(value)) == text == figure(Decimal(value)).text
