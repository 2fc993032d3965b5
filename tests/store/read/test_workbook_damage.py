"""Workbooks that are damaged, dangerous or saved again by a program are refused; what cells hold is read as meant."""

import datetime as dt
import re
import zipfile
from decimal import Decimal
from functools import partial

import openpyxl
import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.store.read import day, flag, ignored, number, read_sheet, text, whole
from forlik.store.read.workbook import sheet_names, sheet_rows

FIELDS = {"place": text(required=True), "count": whole()}


def made(folder, rows, *, change=None) -> RawFile:
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    path = folder / "made.xlsx"
    book.save(path)
    return RawFile(path.name, path)


def rewritten(file: RawFile, **changes) -> RawFile:
    """The workbook with members changed (name → function of the bytes), added, or left out (``None``)."""
    with zipfile.ZipFile(file.path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        content = change(members.get(name, b""))
        members.pop(name, None)
        if content is not None:
            members[name] = content
    path = file.path.with_name("rewritten.xlsx")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return RawFile(path.name, path)


NOON, MARCH = dt.datetime(2024, 1, 1, 12, 30), dt.datetime(1900, 3, 1)  # noqa: DTZ001 - workbooks know no zones
ROWS = [["place", "count"], ["Chad", 3], ["Peru", None]]
SHEET = "xl/worksheets/sheet1.xml"


def test_macros_are_refused(tmp_path):
    file = rewritten(made(tmp_path, ROWS), **{"xl/vbaProject.bin": lambda _: b"code"})
    with pytest.raises(BadInput, match="holds macros → get the file without macros"):
        read_sheet(file, "Data", FIELDS)


def test_another_archive_is_refused(tmp_path):
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data.csv", "place,count\n")
    with pytest.raises(BadInput, match="is a zip archive but not an XLSX workbook"):
        sheet_names(RawFile(path.name, path))


def test_the_header_may_stand_further_down(tmp_path):
    rows = [["Title"], [], ["place", "count"], ["units", "people"], ["Chad", 3]]
    file = made(tmp_path, rows)
    table = read_sheet(file, "Data", FIELDS, header_row=3, skip_after_header=1)
    assert table.to_pylist() == [{"place": "Chad", "count": 3}]
    with pytest.raises(BadInput) as caught:
        read_sheet(file, "Data", {"other": text()}, header_row=3)
    assert caught.value.line == 3
    with pytest.raises(BadInput, match="the sheet has no rows"):
        read_sheet(file, "Data", FIELDS, header_row=9)


def test_headers_over_two_lines_count_as_one(tmp_path):
    file = made(tmp_path, [["place\n (name)", "count"], ["Chad", 3]])
    assert read_sheet(file, "Data", {"place (name)": text("place"), "count": ignored("not needed")}).to_pylist() == [
        {"place": "Chad"}
    ]


def test_cells_of_every_kind_are_read_as_they_are_meant(tmp_path):
    fields = {"a": text(), "d": day(), "t": text(), "f": flag(), "n": number(exact=True), "w": whole()}
    file = made(
        tmp_path,
        [
            list(fields),
            ["NA", dt.date(2024, 2, 29), NOON, True, 0.1, 3.0],
            [7, MARCH, dt.time(8, 0), False, 1e-6, 2**53],
            ["", None, None, None, None, 1],
        ],
    )
    assert read_sheet(file, "Data", fields).to_pylist() == [
        {"a": "NA", "d": dt.date(2024, 2, 29), "t": "2024-01-01 12:30:00", "f": True, "n": Decimal("0.1"), "w": 3},
        {"a": "7", "d": dt.date(1900, 3, 1), "t": "08:00:00", "f": False, "n": Decimal("0.000001"), "w": 2**53},
        {"a": None, "d": None, "t": None, "f": None, "n": None, "w": 1},
    ]


def test_a_merged_cell_holds_its_value_once(tmp_path):
    file = made(
        tmp_path, [["place", "count"], ["Chad", 1], ["", 2]], change=lambda book: book.active.merge_cells("A2:A3")
    )
    with pytest.raises(BadInput, match="a value is required") as caught:
        read_sheet(file, "Data", FIELDS)
    assert caught.value.line == 3


def test_a_formula_without_its_result_is_refused_and_not_read_as_empty(tmp_path):
    file = made(tmp_path, [["place", "count"], ["Chad", 1], ["Peru", "=B2+1"]])
    with pytest.raises(BadInput, match="holds a formula without its result") as caught:
        read_sheet(file, "Data", FIELDS)
    assert (caught.value.line, caught.value.field) == (3, "count")


def test_a_formula_with_its_result_is_read_and_one_in_another_column_is_left_alone(tmp_path):
    file = made(tmp_path, [["place", "count", "sum"], ["Chad", "=1+1", "=B2"], ["Peru", 5, None]])
    computed = partial(re.sub, rb"<f>1\+1</f><v ?/?>(</v>)?", b"<f>1+1</f><v>2</v>")
    with_result = rewritten(file, **{SHEET: computed})
    assert read_sheet(with_result, "Data", FIELDS, only=True)["count"].to_pylist() == [2, 5]


def test_a_sheet_of_charts_is_no_sheet_of_rows(tmp_path):
    file = made(tmp_path, ROWS, change=lambda book: book.create_chartsheet("Chart"))
    with pytest.raises(BadInput):
        sheet_rows(file, "Chart")


def test_entities_in_a_sheet_are_not_expanded(tmp_path):
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + step, b"&%c;" % (97 + step) * 10) for step in range(9))
        + b"]><worksheet><sheetData><row><c t='str'><v>&j;</v></c></row></sheetData></worksheet>"
    )
    with pytest.raises(BadInput):
        read_sheet(rewritten(made(tmp_path, ROWS), **{SHEET: lambda _: bomb}), "Data", FIELDS)


def test_any_member_cut_or_changed_is_refused_or_harmless(tmp_path):
    file = made(tmp_path, ROWS)
    expected = read_sheet(file, "Data", FIELDS).to_pylist()
    with zipfile.ZipFile(file.path) as archive:
        names = archive.namelist()
    for name in names:
        for share in (0.0, 0.3, 0.6, 0.95):

            def cut(content: bytes, share: float = share) -> bytes:
                return content[: int(len(content) * share)]

            def emptied(content: bytes, share: float = share) -> bytes:
                return content.replace(b'"', b"'", 1) if share else b"<x/>"

            for change in (cut, emptied, lambda _: None):
                try:
                    got = read_sheet(rewritten(file, **{name: change}), "Data", FIELDS).to_pylist()
                except BadInput:
                    continue
                assert got == expected, (name, share)


def test_an_empty_text_is_a_result(tmp_path):
    file = made(tmp_path, [["place", "count"], ["Chad", 1], ["Peru", '=""']])
    with pytest.raises(BadInput, match="without its result"):
        read_sheet(file, "Data", FIELDS)
    as_text = rewritten(file, **{SHEET: lambda content: content.replace(b'<c r="B3">', b'<c r="B3" t="str">')})
    assert read_sheet(as_text, "Data", FIELDS)["count"].to_pylist() == [1, None]


def test_rows_that_a_sheet_leaves_out_keep_the_numbers_of_the_others(tmp_path):
    file = made(tmp_path, [["place", "count"], ["Chad", 1], [], [], ["Peru", "many"]])
    with pytest.raises(BadInput, match="is not a whole number") as caught:
        read_sheet(file, "Data", FIELDS)
    assert caught.value.line == 5
