"""Files open safely in spreadsheets, carry their sources, and lose nothing."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forlik.core.export import DANGEROUS, csv_bytes, inert, json_bytes, parquet_bytes, plain_again, xlsx_bytes

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
SHARP = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", " ", "\t", "\r", "\n", "\ufeff", "\u200b", "\x00", "\xa0"]),
        st.sampled_from([*DANGEROUS, "'", "a"]),
        TEXTS,
    ),
)
shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\xa0=1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff20x",
        "\ufeff=1",
        "\u200b=1",
        "\0=1",
        "'x",
    ],
)
def test_what_a_spreadsheet_would_run_is_shielded(text):
    assert inert(text) == "'" + text
    assert plain_again(inert(text)) == text


@pytest.mark.parametrize("text", ["", "Norway", "a=1", "3", "Ålesund", "–", "“x”", "3 - 4"])
def test_plain_words_are_left_alone(text):
    assert inert(text) == text


@given(TEXTS | SHARP)
def test_every_text_comes_back_and_none_begins_a_formula(text):
    assert plain_again(inert(text)) == text
    seen = "".join(sign for sign in inert(text) if sign.isprintable() and not sign.isspace())
    assert not seen.startswith(DANGEROUS)


@shared
@given(st.lists(st.tuples(TEXTS | SHARP | st.none(), st.integers(-5, 5) | st.none()), max_size=5))
def test_csv_comes_back_row_by_row(manifest, rows):
    table = pa.table(
        {"name": pa.array([row[0] for row in rows], pa.string()), "n": pa.array([row[1] for row in rows], pa.int64())}
    )
    content = csv_bytes(table, manifest).decode()
    header, *got = csv.reader(io.StringIO(content, newline=""))
    assert header == ["name", "n"]
    assert [(plain_again(name), n) for name, n in got] == [
        (name or "", "" if n is None else str(n)) for name, n in rows
    ]


def test_a_carriage_return_begins_no_new_row(manifest):
    content = csv_bytes(pa.table({"a": ["x\r=1+1"], "b": [1]}), manifest)
    assert content == b'a,b\n"x\r=1+1","1"\n'


def test_csv_writes_unknown_as_nothing_and_numbers_exactly_without_empty_digits(manifest):
    table = pa.table(
        {
            "d": pa.array([Decimal("0.000001"), None, Decimal("12345678901234567890.5")], pa.decimal128(28, 6)),
            "day": [date(2024, 2, 29), None, None],
        }
    )
    assert csv_bytes(table, manifest) == b"d,day\n0.000001,2024-02-29\n,\n12345678901234567890.5,\n"


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


@settings(shared, max_examples=60)
@given(st.lists(TEXTS | SHARP, min_size=1, max_size=4))
def test_no_cell_of_a_workbook_is_ever_a_formula_or_an_error(manifest, texts):
    sheet = opened(xlsx_bytes(pa.table({"name": texts}), manifest))["figures"]
    for text, (cell,) in zip(texts, sheet.iter_rows(min_row=2), strict=True):
        assert cell.data_type == "s" or cell.value is None
        kept = text.replace("\r\n", "\n").replace("\r", "\n")
        kept = "".join(sign for sign in kept if (sign >= " " or sign in "\t\n") and sign not in "\ufffe\uffff")
        assert (cell.value or "") == kept


@pytest.mark.parametrize("text", ["=1+1", "#REF!", "{=1}", "=cmd|' /C calc'!A0", " =1", "2024-01-01", "1"])
def test_texts_of_a_workbook_are_texts(manifest, text):
    cell = opened(xlsx_bytes(pa.table({"name": [text]}), manifest))["figures"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_workbook_has_numbers_days_and_a_sheet_of_sources(manifest):
    table = pa.table(
        {
            "n": [1, None],
            "d": pa.array([Decimal("1.5"), None], pa.decimal128(28, 6)),
            "day": [date(2024, 2, 29), None],
            "f": [True, False],
        }
    )
    book = opened(xlsx_bytes(table, manifest))
    assert book.sheetnames == ["figures", "sources"]
    head, first, second = list(book["figures"].iter_rows(values_only=True))
    assert head == ("n", "d", "day", "f")
    assert (first[0], first[1], first[2].date(), first[3]) == (1, 1.5, date(2024, 2, 29), True)
    assert second == (None, None, None, False)
    rows = [[cell for cell in row if cell is not None] for row in book["sources"].iter_rows(values_only=True)]
    assert ["as known on", "2024-12-31"] in rows
    assert ["mode", "known"] in rows
    assert any("0123456789abcdef" * 4 in map(str, row) for row in rows)
    assert any("CC BY 4.0" in map(str, row) for row in rows)


def test_a_workbook_without_sources_is_a_workbook(manifest):
    from dataclasses import replace

    book = opened(xlsx_bytes(pa.table({"n": [1]}), replace(manifest, sources=())))
    assert book["figures"]["A2"].value == 1


def test_json_holds_the_manifest_and_the_rows_with_numbers_as_numbers(manifest):
    table = pa.table(
        {
            "d": pa.array([Decimal("1.500000"), Decimal("2.000000"), None], pa.decimal128(28, 6)),
            "day": [date(2024, 2, 29), None, None],
            "s": ["=1", "å", None],
        }
    )
    data = json.loads(json_bytes(table, manifest))
    assert data["rows"] == [
        {"d": 1.5, "day": "2024-02-29", "s": "=1"},
        {"d": 2, "day": None, "s": "å"},
        {"d": None, "day": None, "s": None},
    ]
    assert b'"d": 2,' in json_bytes(table, manifest)
    assert data["manifest"]["sources"][0]["sha256"] == "0123456789abcdef" * 4
    with pytest.raises(TypeError, match="cannot be written as JSON"):
        json_bytes(pa.table({"b": [b"x"]}), manifest)


def test_parquet_keeps_types_and_carries_the_manifest(manifest):
    table = pa.table(
        {"d": pa.array([Decimal("1.5"), None], pa.decimal128(28, 6)), "n": pa.array([None, 2], pa.int32())}
    )
    content = parquet_bytes(table, manifest)
    back = pq.read_table(io.BytesIO(content))
    assert back.replace_schema_metadata(None) == table
    note = json.loads(back.schema.metadata[b"forlik"])
    assert (note["what"], note["sources"][0]["licence"]) == ("deaths", "CC BY 4.0")
    assert parquet_bytes(table, manifest) == content, "the same manifest gives the same bytes"
