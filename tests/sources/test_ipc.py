"""IPC: answers and tables say the same, overlapping phases stay apart, damaged files are refused."""

from datetime import date
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.ipc import SOURCE
from forlik.store.shelf import check

FIXTURES = Path(__file__).parent / "fixtures"
ANSWER = (FIXTURES / "ipc.json").read_text(encoding="utf-8")
TABLE = (FIXTURES / "ipc_national.csv").read_text(encoding="utf-8")


def written(folder, content):
    path = folder / "x"
    path.write_text(content, encoding="utf-8")
    return RawFile("x", path)


def rows(file):
    reading = SOURCE.read([file])
    check(SOURCE, reading, file.name)
    return reading, reading.tables["ipc__phases"].to_pylist()


def test_an_answer_gives_national_group_and_area_rows_with_the_people_looked_at():
    file = RawFile("renamed", FIXTURES / "ipc.json")
    assert SOURCE.part_of(file) == "analyses-AFG"
    reading, found = rows(file)
    assert reading.rows == 2
    assert reading.ignored == {"not an analysis of acute food insecurity": 1}
    assert [row["level"] for row in found] == ["national"] * 9 + ["level1"] * 2 + ["area"] * 2
    now = {row["phase"]: row["people"] for row in found if row["level"] == "national" and row["validity"] == "current"}
    assert now == {"all": 400, "3+": 160, "1": 100, "2": 140, "3": 120, "4": 40, "5": 0}
    assert now["3+"] == now["3"] + now["4"] + now["5"], "phases overlap and are kept apart"
    assert {row["looked_at"] for row in found} == {400, 300, 150}
    assert {row["to_on"] for row in found if row["validity"] == "first projection"} == {date(2024, 2, 29)}
    assert (found[-1]["level1"], found[-1]["area"]) == ("North", "Up")


def test_the_table_says_what_the_answer_says():
    file = RawFile("renamed", FIXTURES / "ipc_national.csv")
    assert SOURCE.part_of(file) == "national"
    same = [{**row, "analysis_ipc_id": "10"} for row in rows(file)[1]]
    answer = rows(RawFile("a", FIXTURES / "ipc.json"))[1]
    assert all(row in answer for row in same)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (ANSWER[:700], "is not JSON"),
        (ANSWER.replace('"p3plus": 160', '"p3plus": 160, "p3plus": 161'), "stands twice"),
        (ANSWER.replace('"p3plus": 160', '"p3plus": NaN'), "NaN"),
        (ANSWER.replace('"p3plus": 160', '"p3plus": -160'), "no number of people"),
        (ANSWER.replace('"p3plus": 160', '"p3plus": "160"'), "int is expected"),
        (ANSWER.replace('"p3plus": 160', '"p3plus": 160, "phase6_population": 1'), "phase6_population"),
        (ANSWER.replace("Apr 2023 - May 2023", "spring 2023"), "is not a period"),
        (ANSWER.replace("Apr 2023 - May 2023", "Foo 2023 - May 2023"), "is not a period"),
        (ANSWER.replace("Apr 2023 - May 2023", ""), "figures without dates"),
        (ANSWER.replace('"AF"', '"QQ"'), "QQ"),
        (TABLE.replace("AFG,500,current,2023-04-01,2023-05-31,all,400,1.0\nApr 2023,", ""), "line 2.*“all”"),
        (TABLE.replace("3+", "4+"), "4+"),
        (TABLE.replace(",", ";"), "separated by"),
        (TABLE.replace("2023-04-01", "01.04.2023"), "is not a day"),
        (TABLE.replace("AFG", "AFX"), "line 2.*AFX"),
    ],
)
def test_damaged_files_are_refused(tmp_path, content, message):
    with pytest.raises(BadInput, match=message):
        SOURCE.read([written(tmp_path, content)])


def test_the_wide_form_and_an_answer_on_two_countries_are_refused(tmp_path):
    with pytest.raises(BadInput, match="_long"):
        SOURCE.part_of(written(tmp_path, "Date of analysis,Country,Population analyzed current\nx,AFG,1\n"))
    newest = written(tmp_path, TABLE)
    assert SOURCE.part_of(newest)
    with pytest.raises(BadInput, match="without “latest”"):
        SOURCE.part_of(RawFile("ipc_global_national_long_latest.csv", newest.path))
    with pytest.raises(BadInput, match="2 countries"):
        SOURCE.part_of(written(tmp_path, ANSWER.replace('"AF", "condition": "A"', '"AO", "condition": "A"')))


@pytest.mark.parametrize("content", ["", "[]", "{}", "[1]", "<html>", "PK", "a,b\n1,2\n"])
def test_foreign_files_are_not_taken(tmp_path, content):
    assert SOURCE.part_of(written(tmp_path, content)) is None


def test_its_figures_may_not_be_passed_on():
    assert not SOURCE.licence.redistributable


def test_a_projection_may_reach_into_the_next_year():
    file = RawFile("renamed", FIXTURES / "ipc.json")
    reading = SOURCE.read([file])
    newest = max(row["year"] for row in reading.tables["ipc__phases"].to_pylist())
    check(SOURCE, reading, file.name, latest=newest - 1)
    with pytest.raises(BadInput, match=f"a row speaks of the year {newest}; "):
        check(SOURCE, reading, file.name, latest=newest - 2)
