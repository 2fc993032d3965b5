"""Text columns become typed ones: what fits is exact, what does not is named by row and column."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.store.read import day, flag, ignored, number, text, whole
from forlik.store.read.fields import Fault, cast


def typed(field, *values):
    column = pa.chunked_array([pa.array(values, pa.string())])
    return cast({"x": column}, {"x": field})["x"].to_pylist()


def fault(field, *values) -> Fault:
    with pytest.raises(Fault) as caught:
        typed(field, *values)
    assert caught.value.column == "x"
    return caught.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [("3", 3), ("3.0", 3), ("3.", 3), ("-3.000", -3), ("+3", 3), (" 3 ", 3), ("007", 7), ("9" * 18, 10**18 - 1)],
)
def test_a_whole_number_is_read_however_it_is_written(written, meant):
    assert typed(whole(), written) == [meant]


@pytest.mark.parametrize(
    "written", ["3.5", "1e3", "three", "1,000", "0x10", "", " ", "--3", "1 000", "9" * 19, "٣", "NA"]
)
def test_what_is_not_whole_is_refused_with_its_row(written):
    found = fault(whole(missing=()), "1", written)
    assert (found.row, found.value, found.why) == (1, written, "is not a whole number")


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_every_whole_number_of_eighteen_digits_comes_back(value):
    assert typed(whole(low=-(10**18), high=10**18), str(value)) == [value]


def test_bounds_are_inclusive_and_named():
    field = whole(low=1946, high=2100)
    assert typed(field, "1946", "2100") == [1946, 2100]
    assert fault(field, "1946", "1945").why == "is below 1946, the limit for this field"
    assert fault(field, "2101").why == "is above 2100, the limit for this field"
    assert fault(number(low=0.5), "0.4").why == "is below 0.5, the limit for this field"
    assert fault(number(high=1, exact=True), "1.000001").why == "is above 1, the limit for this field"


def test_a_number_beyond_what_doubles_count_exactly_still_has_bounds():
    assert typed(whole(low=0), "9007199254740993") == [9007199254740993]


@pytest.mark.parametrize(
    ("written", "meant"), [("1", 1.0), ("-1.5", -1.5), ("+.5", 0.5), ("5.", 5.0), ("1e3", 1000.0), ("1.5E-3", 0.0015)]
)
def test_a_number_is_read_however_it_is_written(written, meant):
    assert typed(number(), written) == [meant]


@pytest.mark.parametrize("written", ["nan", "inf", "-Infinity", "1,5", "1e", ".", "e5", "0x1p3", "1_000"])
def test_what_is_not_a_number_is_refused(written):
    assert fault(number(), written).why == "is not a number"
    assert fault(number(exact=True), written).why == "is not a number"


def test_a_number_too_large_for_a_double_is_refused_and_never_infinite():
    assert fault(number(), "1", "1e999").why == "is too large a number"


@given(st.decimals(-(10**20) + 1, 10**20 - 1, places=6, allow_nan=False))
def test_an_exact_number_keeps_its_six_digits(value):
    assert typed(number(exact=True), format(value, "f")) == [value]


@given(
    st.from_regex(r"[+-]?([0-9]{1,20}(\.[0-9]{0,9})?|\.[0-9]{1,9})([eE][+-]?[0-9]{1,2})?", fullmatch=True),
)
def test_an_exact_number_is_the_written_one_or_it_is_refused(written):
    meant = Fraction(written)
    fits = (meant * 10**6).denominator == 1 and abs(meant) < 10**20
    if fits:
        assert [Fraction(value) for value in typed(number(exact=True), written)] == [meant]
    else:
        found = fault(number(exact=True), written)
        assert found.value == written
        assert found.why in {"has more than six digits after the point", "is too large a number"}


def test_zeros_after_the_sixth_digit_cost_nothing():
    assert typed(number(exact=True), "1.5000000000", "10000000", "1e-3") == [
        Decimal("1.5"),
        Decimal(10_000_000),
        Decimal("0.001"),
    ]
    assert fault(number(exact=True), "0.1234567").why == "has more than six digits after the point"


FORMS = ("%Y-%m-%d", "%d-%m-%Y")


@given(st.lists(st.dates(), min_size=1, max_size=5), st.sampled_from(FORMS))
def test_every_day_of_the_calendar_comes_back_in_either_form(days, form):
    def written(one: date) -> str:
        return one.isoformat() if form == FORMS[0] else f"{one.day:02d}-{one.month:02d}-{one.year:04d}"

    assert typed(day(formats=FORMS), *(written(one) for one in days)) == days


def test_all_rows_stand_in_one_form():
    found = fault(day(formats=FORMS), "2020-01-02", "2020-01-03", "04-01-2020")
    assert (found.row, found.value) == (2, "04-01-2020")
    assert found.why == "is not a day written as YYYY-MM-DD or DD-MM-YYYY"
    assert fault(day(formats=FORMS), "01-01-2020", "02-01-2020", "2020-01-03").row == 2


@pytest.mark.parametrize(
    "written",
    ["2023-02-30", "2023-02-29", "1900-02-29", "2023-04-31", "2023-13-01", "2023-00-10", "10000-01-01", "0000-01-01",
     "20230101", "2023-01-01x", " 2023-01-01", "2023/01/01", "2020-01-01 12:00:00", "1.1.2020", "43831"],
)  # fmt: skip
def test_what_is_not_a_day_is_refused(written):
    assert fault(day(), written).value == written


def test_the_first_and_last_day_and_midnight_are_days():
    assert typed(day(), "0001-01-01", "9999-12-31") == [date.min, date.max]
    assert typed(day(), "2020-02-29 00:00:00", "2020-02-29T00:00:00.000") == [date(2020, 2, 29)] * 2


def test_a_day_column_may_be_wholly_empty():
    assert typed(day(formats=FORMS), "", "") == [None, None]


def test_yes_and_no_are_read_in_any_case_and_nothing_else():
    assert typed(flag(), "TRUE", "t", "1", "Yes", "False", "F", "0", "no", "") == [True] * 4 + [False] * 4 + [None]
    assert fault(flag(), "1", "maybe").why == "is neither yes nor no"


def test_na_is_namibia_unless_a_source_says_otherwise():
    assert typed(text(required=True), "NA") == ["NA"]
    assert typed(text(missing=("", "NA")), "NA", "", "NO") == [None, None, "NO"]
    assert typed(whole(missing=("-99", "")), "-99", "5") == [None, 5]


def test_an_empty_field_is_unknown_and_not_zero():
    assert typed(whole(), "") == typed(number(), "") == typed(number(exact=True), "") == typed(text(), "") == [None]


@pytest.mark.parametrize("field", [text(required=True), whole(required=True), day(required=True), flag(required=True)])
def test_a_required_value_that_is_missing_is_named(field):
    known = {"whole": "1", "day": "2020-01-01", "flag": "1", "text": "x"}[field.type]
    found = fault(field, known, "")
    assert (found.row, found.why) == (1, "a value is required")
    assert fault(field, None).value == ""


def test_only_listed_values_are_allowed():
    field = text(one_of=("a", "b"))
    assert typed(field, "a", "", "b") == ["a", None, "b"]
    assert fault(field, "a", "A").why == "must be one of a, b"


def test_columns_come_renamed_in_the_order_of_the_fields_without_the_ignored():
    column = pa.chunked_array([pa.array(["1"])])
    fields = {"b": whole("second"), "a": text(), "c": ignored("no measure uses it"), "d": whole(optional=True)}
    table = cast({"a": column, "b": column, "c": column}, fields)
    assert table.to_pylist() == [{"second": 1, "a": "1", "d": None}]
    assert table.schema.types == [pa.int64(), pa.string(), pa.int64()]
    assert cast({}, {"d": number(optional=True)}).num_rows == 0


@given(st.lists(st.sampled_from(["1", "2.0", "", "x", "2.5", "-7"]), min_size=1, max_size=8), st.integers(1, 4))
def test_chunks_do_not_matter(values, size):
    chunks = [pa.array(values[start : start + size], pa.string()) for start in range(0, len(values), size)]
    bad = [row for row, value in enumerate(values) if value in {"x", "2.5"}]
    if bad:
        with pytest.raises(Fault) as caught:
            cast({"x": pa.chunked_array(chunks)}, {"x": whole()})
        assert caught.value.row == bad[0]
    else:
        got = cast({"x": pa.chunked_array(chunks)}, {"x": whole()})["x"].to_pylist()
        assert got == [int(float(value)) if value else None for value in values]
