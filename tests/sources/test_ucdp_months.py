"""The wide file of all deaths by month, read from a made-up one."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.ucdp_months import SOURCE
from forlik.store import shelf

FIXTURE = Path(__file__).parent / "fixtures" / "ucdp_months.csv"


def reading_of(path):
    return SOURCE.read([RawFile("Hist.csv", path)])


def test_each_cell_is_a_country_and_month():
    assert SOURCE.part_of(RawFile("Hist.csv", FIXTURE)) == "all"
    reading = reading_of(FIXTURE)
    shelf.check(SOURCE, reading, "Hist.csv")
    rows = [tuple(row.values()) for row in reading.tables["ucdp_months__country_months"].to_pylist()]
    assert ("AFG", 1991, 11, 10) in rows
    assert ("CAF", 2024, 1, 3) in rows
    assert ("UKR", 2024, 1, 500) in rows


def test_deaths_under_a_name_of_today_are_those_of_the_state_that_was_there_then():
    rows = {tuple(row.values())[:3]: row["deaths_best"] for row in reading_of(FIXTURE).tables.popitem()[1].to_pylist()}
    assert rows["SUN", 1991, 11] == 20
    assert rows["RUS", 2024, 1] == 2
    assert ("RUS", 1991, 11) not in rows


def test_a_zero_before_a_state_existed_is_no_figure_and_is_counted():
    reading = reading_of(FIXTURE)
    assert reading.ignored == {"zero before the state existed": 1, "cell of a column without a name": 2}
    assert reading.rows == 14 == reading.tables["ucdp_months__country_months"].num_rows + sum(reading.ignored.values())


def test_the_undercount_is_said():
    assert "undercounts" in reading_of(FIXTURE).remarks[0]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("0,0,0,0\n2024", "0,0,5,0\n2024", "no place|did not|not mean"),
        ("4,500,0", "4,500,7", "deaths stand in a column without a country's name"),
        (",Ukraine,", ",Ukrain,", "no place has the natural_earth code"),
        ("3,4,500", "3,4,x", "is not a whole number"),
    ],
)
def test_what_does_not_fit_is_refused(old, new, why, tmp_path):
    path = tmp_path / "x.csv"
    content = FIXTURE.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(BadInput, match=why):
        reading_of(path)
