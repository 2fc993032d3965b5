"""Numbers, days and truths: the value and the text beside it, and a problem where there is no value."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from forlik.iati.read import typed

LONG = "12345678901234567890123456789012"


def value(text: str) -> str:
    return f"<transaction><value>{text}</value></transaction>"


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1", "1"),
        ("-1.50", "-1.5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("0", "0"),
        ("-0", "0"),
        ("0.123456", "0.123456"),
        ("-0.000001", "-0.000001"),
        ("0.1234560", "0.123456"),
        ("1.000000000000", "1"),
        (LONG, LONG),
        (f"-{LONG}.654321", f"-{LONG}.654321"),
        ("0" * 50 + "1", "1"),
        ("1e3", "1000"),
        ("1.5E+3", "1500"),
        ("123456789e-6", "123.456789"),
        ("1000000e-7", "0.1"),
        ("1e31", "1" + "0" * 31),
        ("0e500", "0"),
    ],
)
def test_a_number_is_exact(given, file_of, of, written, amount):
    reading = given(file_of(value(written)))
    assert of(reading, "transaction", "value_amount", "value_amount_raw") == [(Decimal(amount), written)]
    assert reading.tables["problem"].num_rows == 0


TOO_LONG = "more than 6 digits after the point, or 32 before it: it is not rounded"
COMMA = "a comma in a number: thousands or decimals, which cannot be known"


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("0.1234567", TOO_LONG),
        ("1e-7", TOO_LONG),
        (LONG + "0", TOO_LONG),
        ("1e32", TOO_LONG),
        ("1e999", TOO_LONG),
        ("1,5", COMMA),
        ("1,000", COMMA),
        ("1,000,000.50", COMMA),
        ("1.000.000,50", COMMA),
        ("-1,5", COMMA),
        ("NaN", "not a number"),
        ("INF", "not a number"),
        ("Infinity", "not a number"),
        ("", "blank"),
        (" \n ", "blank"),
        (".", "not a number"),
        ("-", "not a number"),
        ("e5", "not a number"),
        ("1e", "not a number"),
        ("1 000", "not a number"),
        ("1\u00a0000", "not a number"),
        ("1_000", "not a number"),
        ("−1", "not a number"),
        ("٣", "not a number"),
        ("\uff11\uff12", "not a number"),
        ("$5", "not a number"),
        ("5 USD", "not a number"),
        ("0x10", "not a number"),
        ("--1", "not a number"),
        ("1.2.3", "not a number"),
        ("(100)", "not a number"),
        ("50%", "not a number"),
    ],
)
def test_a_number_that_cannot_be_read_is_null_and_told_and_kept_as_text(given, file_of, of, written, problem):
    reading = given(file_of("", value("1") + value(written)))
    kept = written.strip(" \n")
    assert of(reading, "transaction", "value_amount", "value_amount_raw") == [(Decimal(1), "1"), (None, kept)]
    [row] = reading.tables["problem"].to_pylist()
    assert row == {
        "activity_no": 1,
        "activity_id": "2",
        "ordinal": 2,
        "table": "transaction",
        "column": "value_amount",
        "written": kept,
        "problem": problem,
    }
    [told] = reading.report["files"][0]["problems"]
    assert told == {"table": "transaction", "column": "value_amount", "problem": problem, "times": 1}


def test_where_nothing_is_written_nothing_is_wrong(given, file_of, of):
    reading = given(file_of("<transaction/><sector code='1'/>"))
    assert of(reading, "transaction", "value_amount", "value_amount_raw", "transaction_date") == [(None, None, None)]
    assert of(reading, "sector", "percentage", "percentage_raw") == [(None, None)]
    assert reading.tables["problem"].num_rows == 0


def test_white_space_around_a_value_is_not_part_of_it(given, file_of, of):
    reading = given(file_of("<transaction><value value-date=' 2020-01-01\n'>\n  1.5\t</value></transaction>"))
    assert of(reading, "transaction", "value_amount", "value_amount_raw", "value_date") == [
        (Decimal("1.5"), "1.5", date(2020, 1, 1))
    ]


def test_percentages_are_kept_as_they_are_given(given, file_of, of):
    shares = ("100", "-5", "200", "0", "", "33.333333", "33.3333333", "50%")
    reading = given(file_of("".join(f"<sector code='1' percentage='{share}'/>" for share in shares)))
    read = of(reading, "sector", "percentage")
    assert read == [*map(Decimal, ("100", "-5", "200", "0")), None, Decimal("33.333333"), None, None]
    assert of(reading, "sector", "percentage_raw") == list(shares)
    assert of(reading, "problem", "ordinal", "problem") == [(5, "blank"), (7, TOO_LONG), (8, "not a number")]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2020-02-29", date(2020, 2, 29)),
        ("2020-02-29Z", date(2020, 2, 29)),
        ("2020-02-29+08:00", date(2020, 2, 29)),
        ("2020-02-29-11:00", date(2020, 2, 29)),
        ("2020-02-29T23:59:59", date(2020, 2, 29)),
        ("2020-02-29T23:59:59Z", date(2020, 2, 29)),
        ("2020-02-29T00:00:00.000+08:00", date(2020, 2, 29)),
        ("0001-01-01", date(1, 1, 1)),
        ("9999-12-31", date(9999, 12, 31)),
        ("2021-02-29", None),
        ("2020-02-30", None),
        ("2020-13-01", None),
        ("2020-00-10", None),
        ("0000-01-01", None),
        ("-2020-01-01", None),
        ("12020-01-01", None),
        ("2020-1-1", None),
        ("2020/01/01", None),
        ("01-02-2020", None),
        ("20200101", None),
        ("2020-01", None),
        ("2020", None),
        ("2020-01-01 10:00:00", None),
        ("2020-01-01 (planned)", None),
        ("\uff12\uff10\uff12\uff10-01-01", None),
        ("tomorrow", None),
    ],
)
def test_a_day_is_the_one_that_is_written_whatever_its_zone(given, file_of, of, written, day):
    reading = given(file_of(f'<activity-date type="1" iso-date="{written}"/>'))
    assert of(reading, "date", "iso_date", "iso_date_raw") == [(day, written)]
    told = [] if day else [("date", "iso_date", written, "not a day as YYYY-MM-DD")]
    assert of(reading, "problem", "table", "column", "written", "problem") == told


@pytest.mark.parametrize(
    ("written", "truth"),
    [("1", True), ("true", True), ("0", False), ("false", False), ("TRUE", None), ("yes", None), ("2", None)],
)
def test_a_truth_is_as_xml_schema_writes_it(given, file_of, of, written, truth):
    reading = given(file_of(f'<transaction humanitarian="{written}"/>'))
    assert of(reading, "transaction", "humanitarian", "humanitarian_raw") == [(truth, written)]
    assert of(reading, "problem", "problem") == ([] if truth is not None else ["neither true, false, 1 nor 0"])


@pytest.mark.parametrize(("written", "number"), [("2004", 2004), ("+5", 5), ("2004.0", None), ("1234567890", None)])
def test_a_whole_number_has_at_most_nine_digits(given, file_of, of, written, number):
    reading = given(file_of(f'<result><indicator><baseline year="{written}"/></indicator></result>'))
    assert of(reading, "baseline", "year", "year_raw") == [(number, written)]
    assert of(reading, "problem", "problem") == ([] if number else ["not a whole number"])


def test_a_result_in_words_is_a_text_without_a_number(given, file_of, of):
    reading = given(file_of("<result><indicator><period><actual value='most of them'/></period></indicator></result>"))
    assert of(reading, "actual", "value", "value_raw") == [(None, "most of them")]


@examples(st.integers(-(10**38) + 1, 10**38 - 1), st.integers(-9, 9))
def test_an_amount_is_never_rounded(digits, places):
    written = f"{digits}e{places}"
    exact = Decimal(digits).scaleb(places) if places >= 0 else None
    read = typed.amount(written)
    whole, after = divmod(abs(digits), 10 ** max(-places, 0))
    fits = whole * 10 ** max(places, 0) < 10**32 and after % 10 ** max(-places - 6, 0) == 0
    assert (read is not None) == fits
    if read is not None and exact is not None and abs(digits) < 10**28:
        assert read == exact
    if read is not None:
        assert typed.values("decimal", pa.array([written])).to_pylist() == [read]


@examples(st.dates(), st.sampled_from(["", "Z", "+08:00", "T12:00:00", "T12:00:00Z"]))
def test_every_day_is_read(day, after):
    assert typed.day(day.isoformat() + after) == day


@examples(st.text("0123456789-+.,eE TZ:", max_size=20))
def test_no_text_raises(text):
    for kind, (read, _) in typed.KINDS.items():
        assert read(text) is not None or typed.reason(kind, text)
