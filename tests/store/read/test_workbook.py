"""The strict reader of XLSX workbooks."""

import tracemalloc
import zipfile

import openpyxl
import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.store.read import read_sheet, text, whole
from forlik.store.read.workbook import sheet_names, sheet_rows

FIELDS = {"ISO3": text(required=True), "Level": whole(missing=("", "x"))}


def workbook(folder, rows, *, sheet: str = "Levels") -> RawFile:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    path = folder / "made.xlsx"
    book.save(path)
    return RawFile(path.name, path)


def changed(file: RawFile, member: str, old: bytes, new: bytes) -> RawFile:
    """The same workbook with bytes of one member replaced."""
    with zipfile.ZipFile(file.path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert old in members[member]
    members[member] = members[member].replace(old, new)
    path = file.path.with_name("changed.xlsx")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return RawFile(path.name, path)


def test_a_sheet_is_read_by_its_header_and_x_is_no_value(tmp_path):
    file = workbook(tmp_path, [["ISO3", "Level"], ["NAM", 3], ["NOR", "x"]])
    assert read_sheet(file, "Levels", FIELDS).to_pylist() == [
        {"ISO3": "NAM", "Level": 3},
        {"ISO3": "NOR", "Level": None},
    ]
    assert sheet_names(file) == ["Levels"]


def test_a_file_is_read_whatever_its_name_ends_in(tmp_path):
    file = workbook(tmp_path, [["ISO3", "Level"], ["NAM", 3]])
    kept = file.path.rename(tmp_path / "00000")
    assert read_sheet(RawFile("made.xlsx", kept), "Levels", FIELDS).num_rows == 1


def test_a_row_of_zeros_is_a_row_and_an_empty_row_is_none(tmp_path):
    file = workbook(tmp_path, [["a", "b"], [0, 0], [None, None], [0, False]])
    fields = {"a": whole(), "b": text()}
    assert read_sheet(file, "Levels", fields).to_pylist() == [{"a": 0, "b": "0"}, {"a": 0, "b": "false"}]


def test_rows_beyond_the_size_a_sheet_states_are_not_lost(tmp_path):
    file = workbook(tmp_path, [["ISO3", "Level"], ["NAM", 3], ["NOR", 4]])
    wrong = changed(file, "xl/worksheets/sheet1.xml", b'<dimension ref="A1:B3"', b'<dimension ref="A1:A2"')
    assert [row["ISO3"] for row in read_sheet(wrong, "Levels", FIELDS).to_pylist()] == ["NAM", "NOR"]


def test_rows_of_different_length_are_all_of_one_width(tmp_path):
    file = workbook(tmp_path, [["ISO3", "Level"], ["NAM"], ["NOR", 4]])
    assert sheet_rows(file, "Levels")[1] == ("NAM", None)


def test_what_openpyxl_warns_of_in_a_sheet_stops_nothing(tmp_path):
    file = workbook(tmp_path, [["ISO3", "Level"], ["NAM", 3]])
    odd = changed(
        file,
        "xl/worksheets/sheet1.xml",
        b"</worksheet>",
        b'<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"/></extLst></worksheet>',
    )
    assert read_sheet(odd, "Levels", FIELDS).num_rows == 1


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!"])
def test_the_error_of_a_formula_is_refused_even_in_a_text_column(tmp_path, error):
    file = workbook(tmp_path, [["ISO3", "Level"], ["NAM", 3], [error, 4]])
    with pytest.raises(BadInput, match="error of a formula") as caught:
        read_sheet(file, "Levels", FIELDS)
    assert (caught.value.line, caught.value.field) == (3, "ISO3")


def test_values_under_no_header_are_refused_unless_other_columns_are_left_alone(tmp_path):
    file = workbook(tmp_path, [["ISO3", "Level"], ["NAM", 3], ["NOR", 4, 17]])
    with pytest.raises(BadInput, match="column 3, which has no header") as caught:
        read_sheet(file, "Levels", FIELDS)
    assert caught.value.line == 3
    assert read_sheet(file, "Levels", FIELDS, only=True).num_rows == 2


def test_a_value_that_does_not_fit_is_named_by_sheet_row_and_column(tmp_path):
    file = workbook(tmp_path, [["ISO3", "Level"], ["NAM", 3], [None, None], ["NOR", 4.5]])
    with pytest.raises(BadInput, match="not a whole number") as caught:
        read_sheet(file, "Levels", FIELDS)
    assert "sheet Levels, line 4, field Level" in str(caught.value)


def test_other_sheets_missing_columns_damage_and_other_files_are_refused(tmp_path):
    file = workbook(tmp_path, [["ISO3", "Levels"], ["NAM", 3]])
    with pytest.raises(BadInput, match="no sheet “Risk”; found Levels"):
        read_sheet(file, "Risk", FIELDS)
    with pytest.raises(BadInput, match="renamed to “Levels”"):
        read_sheet(file, "Levels", FIELDS)
    with pytest.raises(BadInput, match="cannot be read"):
        sheet_rows(changed(file, "xl/worksheets/sheet1.xml", b"</c></row></sheetData>", b"</c>"), "Levels")
    other = tmp_path / "other.xlsx"
    other.write_text("ISO3,Level\nNAM,3\n", encoding="utf-8")
    with pytest.raises(BadInput, match="zip archive"):
        sheet_names(RawFile(other.name, other))
    bare = workbook(tmp_path, [["ISO3", "Level"], [None, None]])
    with pytest.raises(BadInput, match="no row"):
        read_sheet(bare, "Levels", FIELDS)


def test_a_cell_in_the_last_corner_fills_no_memory(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Levels"
    for cell, value in {"A1": "ISO3", "B1": "Level", "A2": "NOR", "B2": 1, "XFD1048576": " "}.items():
        book.active[cell] = value
    path = tmp_path / "corner.xlsx"
    book.save(path)
    assert path.stat().st_size < 10_000
    file = RawFile(path.name, path)
    tracemalloc.start()
    with pytest.raises(BadInput, match="stands in column 16384, which has no header"):
        read_sheet(file, "Levels", FIELDS)
    assert tracemalloc.get_traced_memory()[1] < 200 << 20
    tracemalloc.stop()


def test_a_sheet_larger_than_any_is_refused_by_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr("forlik.store.read.workbook.MOST_CELLS", 5)
    with pytest.raises(BadInput, match="has 3 rows or more of up to 2 columns; at most 5 cells are read"):
        sheet_rows(workbook(tmp_path, [("ISO3", "Level"), (), ("NOR", 1), ("SWE", 2)]), "Levels")


def test_a_workbook_that_unpacks_beyond_all_sizes_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr("forlik.store.read.workbook.LARGEST", 1 << 10)
    file = workbook(tmp_path, [("ISO3", "Level"), ("NOR", 1)])
    for look in (sheet_names, lambda one: sheet_rows(one, "Levels")):
        with pytest.raises(BadInput, match="unpacks to more than 0 MB"):
            look(file)


def test_the_names_of_sheets_are_told_without_reading_the_sheets(tmp_path):
    file = workbook(tmp_path, [("ISO3", "Level")], sheet="A & B")
    assert sheet_names(file) == ["A & B"]
    assert sheet_names(changed(file, "xl/worksheets/sheet1.xml", b"<worksheet", b"<<<")) == ["A & B"]
    with pytest.raises(BadInput, match="is not a readable workbook"):
        sheet_names(changed(file, "xl/workbook.xml", b"<workbook", b"<<<"))
