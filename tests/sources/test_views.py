"""VIEWS country-months, read from made-up counts."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import Coverage, RawFile
from forlik.sources.views import SOURCE
from forlik.store import shelf

FIXTURES = Path(__file__).parent / "fixtures"
OLD, NEW = (RawFile(name, FIXTURES / name) for name in ("views_to_2020.csv", "views_from_2021.csv"))


def test_the_two_files_are_two_parts():
    assert [SOURCE.part_of(file) for file in (OLD, NEW)] == ["to 2020", "from 2021"]


def test_a_cell_left_empty_is_no_row_and_is_counted():
    reading = SOURCE.read([OLD])
    shelf.check(SOURCE, reading, OLD.name)
    assert reading.rows == 4
    assert sum(reading.ignored.values()) == 1
    assert [tuple(row.values()) for row in reading.tables["views__country_months"].to_pylist()] == [
        ("GUY", 1991, 11, 0, False),
        ("GUY", 1991, 12, 4, False),
        ("ARM", 1991, 12, 25, False),
    ]


def test_a_file_speaks_for_the_months_it_holds():
    assert SOURCE.read([OLD]).covers == (Coverage("1991-11", "1991-12", "views"),)
    assert SOURCE.read([NEW]).covers == (Coverage("2022-01", "2022-12", "views", provisional=True),)
    assert all(row["provisional"] for row in SOURCE.read([NEW]).tables["views__country_months"].to_pylist())


def test_the_final_years_and_the_early_vintage_of_one_file_are_told_apart(tmp_path):
    path = tmp_path / "x.csv"
    text = NEW.path.read_text(encoding="utf-8")
    header, row = text.splitlines()[:2]
    place = row.split(",")[:4]
    years = [[*place, str(year), "12", str((year - 1980) * 12 + 12), "3"] for year in (2021, 2022)]
    path.write_text("\n".join([header, *(",".join(one) for one in years)]) + "\n", encoding="utf-8")
    reading = SOURCE.read([RawFile("x.csv", path)])
    assert reading.covers == (
        Coverage("2021-12", "2021-12", "views"),
        Coverage("2022-01", "2022-12", "views", provisional=True),
    )
    rows = reading.tables["views__country_months"].to_pylist()
    assert [(one["year"], one["provisional"]) for one in rows] == [(2021, False), (2022, True)]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("1991,12,144,4", "1991,12,145,4", "does not fit year and month"),
        ("1,GUY,110", "1,SUR,110", "number 1 is GUY, but the file says SUR"),
        ("1,GUY,110", "9999,GUY,110", "9999"),
        ("144,4", "144,-4", "below 0"),
        ("144,4", "144,4.5", "not a whole number"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(old, new, why, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(OLD.path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(BadInput, match=why):
        SOURCE.read([RawFile("x.csv", path)])
