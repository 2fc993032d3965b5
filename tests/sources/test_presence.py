"""Operational presence: organisations and periods as the global table says, and what is refused."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.presence import SOURCE
from forlik.store.shelf import check

FIXTURE = Path(__file__).parent / "fixtures" / "presence.csv"
TABLE = FIXTURE.read_text(encoding="utf-8")


def written(folder, content, encoding="utf-8"):
    path = folder / "x.csv"
    path.write_text(content, encoding=encoding)
    return RawFile("x.csv", path)


def test_each_report_is_a_row_and_a_period_over_years_names_no_year():
    file = RawFile("renamed", FIXTURE)
    assert SOURCE.part_of(file) == "presence"
    reading = SOURCE.read([file])
    check(SOURCE, reading, file.name)
    rows = reading.tables["presence__activities"].to_pylist()
    assert [(row["country_iso3"], row["year"]) for row in rows] == [
        ("TCD", 2025),
        ("TCD", 2025),
        ("TCD", 2025),
        ("NAM", 2025),
        ("COD", None),
    ]
    assert rows[2]["doubt"] == "Unknown sector"
    assert reading.remarks == ("1 rows state a period over several years: they are kept, and counted in no year",)


def test_a_line_of_tags_is_no_row(tmp_path):
    first, rest = TABLE.split("\n", 1)
    tagged = written(tmp_path, f"{first}\n#country+code{',#x' * first.count(',')}\n{rest}")
    assert SOURCE.read([tagged]).rows == 5


def test_the_list_of_organisations_is_a_part_of_its_own(tmp_path):
    file = written(tmp_path, "acronym,name,org_type_code,org_type_description\nGW,Good Works,441,National NGO\n")
    assert SOURCE.part_of(file) == "organisations"
    [row] = SOURCE.read([file]).tables["presence__organisations"].to_pylist()
    assert row == {"acronym": "GW", "name": "Good Works", "type_code": 441, "type": "National NGO"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",", ";", "fields are separated by"),
        ("TCD,Y,Y,South", "QQQ,Y,Y,South", "line 3.*QQQ"),
        ("org_name", "organisation", "org_name"),
        ("2025-01-01", "01/01/2025", "line 5"),
        ("Other Works", "", "a value is required"),
        (",1,2,,\nNAM", ",1\nNAM", "line 4|fields"),
    ],
)
def test_a_damaged_table_is_refused(tmp_path, old, new, message):
    damaged = TABLE.replace(",1,2,,Unknown sector\nNAM", ",1,2,,\nNAM").replace(old, new)
    file = written(tmp_path, damaged)
    with pytest.raises(BadInput, match=message):
        SOURCE.read([file])


def test_one_row_twice_is_refused(tmp_path):
    file = written(tmp_path, TABLE + TABLE.splitlines()[1] + "\n")
    with pytest.raises(BadInput, match="stand twice"):
        check(SOURCE, SOURCE.read([file]), file.name)


def test_a_countrys_own_list_is_refused_with_the_reason(tmp_path):
    file = written(tmp_path, "Month,Implementing Partner Name,Woreda\nMay,Good Works,Here\n")
    with pytest.raises(BadInput, match="own layout"):
        SOURCE.part_of(file)


@pytest.mark.parametrize("content", ["", "{}", "<rss/>", "PK\x03\x04", "a,b\n1,2\n"])
def test_foreign_files_are_not_taken(tmp_path, content):
    assert SOURCE.part_of(written(tmp_path, content)) is None
