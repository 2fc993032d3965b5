"""INFORM Risk: the yearly workbook, the trends in two forms, the list of indicators."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.inform_risk import CODES, EARLIER_NAMES, SHEET_FIELDS, SOURCE
from forlik.store.shelf import check

FIXTURES = Path(__file__).parent / "fixtures"


def raw(name: str) -> RawFile:
    return RawFile(name, FIXTURES / name)


def workbook(folder, *, release: str = "31 March 2024 v 0.6.8", changes: dict[str, object] | None = None) -> RawFile:
    """A made-up workbook: Namibia 3.1 everywhere but coping capacity, Norway with two levels not computed."""
    book = openpyxl.Workbook()
    sheet, about = book.active, book.create_sheet("About")
    sheet.title = "INFORM Risk 2024 (a-z)"
    header = list(SHEET_FIELDS)
    sheet.append(header)
    for iso3, rest in (("NAM", {"LACK OF COPING CAPACITY": 6}), ("NOR", {"Inequality": "x", "DRR": "x"})):
        row = dict.fromkeys(header, 3.1) | {"ISO3": iso3, "COUNTRY": iso3, "Countries in HVC": None} | rest
        sheet.append([(row | (changes or {}))[name] for name in header])
    for line in (None, "release:", release, "INFORM RISK INDEX", "2024 1st edition", "31 August 2020 v 0.1.0 - older"):
        about.append([line])
    path = folder / "renamed by a user.xlsx"
    book.save(path)
    return RawFile(path.name, path)


def test_a_workbook_is_the_part_of_its_year_and_states_its_edition_and_day(tmp_path):
    file = workbook(tmp_path)
    assert SOURCE.part_of(file) == "2024"
    reading = SOURCE.read([file])
    assert (reading.edition, reading.published) == ("2024 1st edition, v 0.6.8", "2024-03-31")
    assert reading.rows == 2
    levels = {
        (row["country_iso3"], row["level_code"]): row["score"]
        for row in reading.tables["inform_risk__levels"].to_pylist()
        if row["year"] == 2024
    }
    assert len(levels) == 2 * len(CODES) == 66
    assert levels["NAM", "CC"] == Decimal(6)
    assert levels["NAM", "INFORM"] == Decimal("3.1")
    assert levels["NOR", "VU.SEV.INQ"] is None, "x: not computed"


def test_an_unstated_release_is_told_and_nothing_is_made_up(tmp_path):
    reading = SOURCE.read([workbook(tmp_path, release="spring")])
    assert reading.published == ""
    assert reading.remarks == ("sheet About states no release date",)


def test_a_score_beyond_ten_and_an_unknown_country_are_refused_with_sheet_and_place(tmp_path):
    with pytest.raises(BadInput, match=r"sheet INFORM Risk 2024 .a-z., line 2, field VULNERABILITY"):
        SOURCE.read([workbook(tmp_path, changes={"VULNERABILITY": 31})])
    with pytest.raises(BadInput, match="XQX"):
        SOURCE.read([workbook(tmp_path, changes={"ISO3": "XQX"})])


def test_trends_are_the_same_rows_from_the_interface_and_the_table():
    answer, table = (SOURCE.read([raw(f"inform_risk_trends.{kind}")]) for kind in ("json", "csv"))
    assert SOURCE.part_of(raw("inform_risk_trends.json")) == SOURCE.part_of(raw("inform_risk_trends.csv")) == "trends"
    assert answer.tables["inform_risk__levels"].equals(table.tables["inform_risk__levels"])
    assert answer.tables["inform_risk__levels"].to_pylist()[0] == {
        "country_iso3": "NAM",
        "year": 2024,
        "level_code": "INFORM",
        "level_name": "INFORM Risk Index",
        "score": Decimal("3.1"),
    }


def test_indicators_without_a_name_are_left_out_and_counted_and_the_year_is_theirs():
    reading = SOURCE.read([raw("inform_risk_indicators.csv")])
    rows = reading.tables["inform_risk__indicators"].to_pylist()
    assert [(row["country_iso3"], row["validity_year"], row["indicator"]) for row in rows] == [
        ("NAM", 2022, "Incidence of Something"),
        ("NOR", 2025, "Conflict Score"),
    ]
    assert reading.ignored == {"the file names no indicator": 1}
    assert "inform_risk__levels" not in reading.tables


def test_copies_saved_again_renamed_or_cut_are_refused(tmp_path):
    text = raw("inform_risk_trends.csv").path.read_text(encoding="utf-8")
    for name, changed, why in (
        ("excel.csv", text.replace(",", ";"), "spreadsheet program"),
        ("renamed.csv", text.replace("IndicatorScore", "Score"), "“IndicatorScore” is missing"),
        ("cut.csv", text[: text.rindex(",NOR") + 6], "cut off"),
        ("comma.csv", text.replace("3.1", '"3,1"'), "is not a number"),
    ):
        path = tmp_path / name
        path.write_text(changed, encoding="utf-8")
        with pytest.raises(BadInput, match=why):
            SOURCE.read([RawFile(name, path)])
    latin = tmp_path / "latin.csv"
    latin.write_bytes(text.replace("Namibia", "Namíbia").encode("latin-1"))
    with pytest.raises(BadInput, match="not utf-8"):
        SOURCE.read([RawFile(latin.name, latin)])


def test_other_files_are_nobodys(tmp_path):
    for name, content in (
        ("a.xlsx", b"PK\x03\x04broken"),
        ("b.json", b"{}"),
        ("c.csv", b"Iso3,year\n"),
        ("d", b"\0\1"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert SOURCE.part_of(RawFile(name, path)) is None


def laid_out_as_in_2024(folder, *, sheet="INFORM Risk 2024 (a-z)", renamed=(), more=(), about=True) -> RawFile:
    """A made-up workbook of five countries: a title, the header, a row of ranges, earlier names of two levels."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    now_then = {now: then for then, now in EARLIER_NAMES.items()} | dict(renamed)
    header = ["COUNTRY", "ISO3", *(now_then.get(name, name) for name in CODES), *more]
    page.append(["INFORM Risk Index"])
    page.append(header)
    page.append(["(a-z)", None, *["(0-10)"] * (len(header) - 2)])
    for number, iso3 in enumerate(("NAM", "NOR", "SDN", "SSD", "COL"), 1):
        page.append([iso3, iso3, *[number] * (len(header) - 2)])
    if about:
        book.create_sheet("About").append(["2024 1st edition"])
    path = folder / "subset.xlsx"
    book.save(path)
    return RawFile(path.name, path)


def test_a_header_on_the_second_row_above_a_row_of_ranges_and_earlier_names_are_read(tmp_path):
    file = laid_out_as_in_2024(tmp_path, more=("Another Figure",), about=False)
    assert SOURCE.part_of(file) == "2024"
    reading = SOURCE.read([file])
    check(SOURCE, reading, file.name)
    rows = reading.tables["inform_risk__levels"].to_pylist()
    assert reading.rows == 5
    assert len(rows) == 5 * len(CODES)
    assert {row["level_code"] for row in rows} == set(CODES.values())
    conflict = {row["level_name"]: row["score"] for row in rows if row["country_iso3"] == "SDN"}
    assert conflict["Projected Conflict Risk"] == conflict["Current Highly Violent Conflict Intensity"] == Decimal(3)
    assert reading.remarks == (
        "sheet About states no release date",
        "columns that are no level of the tables were left aside: Another Figure",
    )


def test_a_level_under_a_name_nobody_knows_is_refused_with_both_names(tmp_path):
    with pytest.raises(BadInput, match=r"line 2.*“Tsunami” is missing \(renamed to “Tsunamis”\?\)"):
        SOURCE.read([laid_out_as_in_2024(tmp_path, renamed={"Tsunami": "Tsunamis"})])


def test_a_mid_year_edition_is_a_version_of_its_year(tmp_path):
    file = laid_out_as_in_2024(tmp_path, sheet="INFORM Risk Mid 2025 (a-z)")
    assert SOURCE.part_of(file) == "2025"
    reading = SOURCE.read([file])
    assert reading.edition == "Mid 2025"
    assert set(reading.tables["inform_risk__levels"]["year"].to_pylist()) == {2025}


def test_the_index_of_next_year_is_read_and_of_the_year_after_is_not(tmp_path):
    file = workbook(tmp_path)
    check(SOURCE, SOURCE.read([file]), file.name, latest=2023)
    with pytest.raises(BadInput, match="year 2024"):
        check(SOURCE, SOURCE.read([file]), file.name, latest=2022)
