"""People in need: the three forms say the same, totals are told from sectors, damaged files are refused."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

import forlik
from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.hno import SOURCE
from forlik.store.intake import take_in
from forlik.store.shelf import check

FIXTURES = Path(__file__).parent / "fixtures"
ANSWER = (FIXTURES / "hno_plan.json").read_text(encoding="utf-8")
HAPI = (FIXTURES / "hno_hapi.csv").read_text(encoding="utf-8")


def rows(name, shown=None):
    file = RawFile(shown or name, FIXTURES / name)
    reading = SOURCE.read([file])
    check(SOURCE, reading, file.name)
    return reading, reading.tables["hno__needs"].to_pylist()


def national(found):
    return [
        row["people"] for row in found if row["admin_level"] == 0 and row["sector"] == "ALL" and row["status"] == "INN"
    ]


def test_each_form_gives_the_total_of_the_country_once():
    for name, shown in [("hno_hapi.csv", "a"), ("hpc_hno_2024.csv", None), ("hno_plan.json", "1185-answer.json")]:
        assert national(rows(name, shown)[1]) == [Decimal(1000)]


def written(folder, name, content):
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return RawFile(name, path)


def test_parts_are_told_by_year_or_plan(tmp_path):
    assert SOURCE.part_of(RawFile("renamed", FIXTURES / "hno_hapi.csv")) == "hapi-2024-AFG"
    both = written(tmp_path, "x", HAPI + HAPI.splitlines()[1].replace("AFG", "SOM") + "\n")
    assert SOURCE.part_of(both) == "hapi-2024"
    assert SOURCE.part_of(RawFile("hpc_hno_2024.csv", FIXTURES / "hpc_hno_2024.csv")) == "plans-2024"
    assert SOURCE.part_of(RawFile("1185-answer.json", FIXTURES / "hno_plan.json")) == "plan-1185"


@pytest.mark.parametrize(
    ("name", "shown", "remedy"),
    [
        ("hno_plan.json", "sudan-response.json", r"begin with the plan's number in FTS.*1185-responsemonitoring\.json"),
        ("hpc_hno_2024.csv", "som_needs.csv", r"name the file by the year of its plans.*hpc_hno_2024\.csv"),
    ],
)
def test_a_file_whose_name_does_not_say_enough_is_known_and_told_how_to_be_named(tmp_path, home, name, shown, remedy):
    file = written(tmp_path, shown, (FIXTURES / name).read_text(encoding="utf-8"))
    assert SOURCE.part_of(file) is not None, "a folder's import passes over what is not recognised"
    taken, [error] = take_in(home, SOURCE, [file.path])
    assert not taken
    assert isinstance(error, BadInput)
    assert error.file == shown
    with pytest.raises(BadInput, match=remedy):
        raise error


def test_a_shorter_file_of_a_second_country_is_taken_beside_the_first(tmp_path, home):
    first = written(tmp_path, "afg.csv", HAPI)
    header, total, *_ = HAPI.splitlines()
    second = written(tmp_path, "som.csv", f"{header}\n{total.replace('AFG', 'SOM').replace('1000', '2000')}\n")
    whole = written(tmp_path, "all.csv", HAPI + second.path.read_text(encoding="utf-8").splitlines()[1] + "\n")
    taken, errors = take_in(home, SOURCE, [first.path, second.path, whole.path])
    assert not errors
    assert [one.snapshot.part for one in taken] == ["hapi-2024-AFG", "hapi-2024-SOM", "hapi-2024"]
    rows = forlik.world().measure("people_in_need").rows()
    assert {row["country_iso3"]: int(row["value"]) for row in rows} == {"AFG": 1000, "SOM": 2000}
    table = forlik.world().then.rows("hno__needs")
    assert table.count().to_pyarrow().as_py() == 5, "rows of one key stand once, whatever parts they came in"


def test_columns_that_only_hdx_needs_may_be_absent(tmp_path):
    lines = [line.split(",")[:17] for line in HAPI.splitlines()]
    short = written(tmp_path, "som.csv", "\n".join(",".join(cells) for cells in lines) + "\n")
    assert SOURCE.part_of(short) == "hapi-2024-AFG"
    assert SOURCE.read([short]).tables == SOURCE.read([RawFile("x", FIXTURES / "hno_hapi.csv")]).tables


def test_a_damaged_table_is_refused_when_read_and_not_passed_over(tmp_path):
    damaged = written(tmp_path, "som.csv", HAPI.replace("1000", "1.000,0"))
    assert SOURCE.part_of(damaged) is not None
    with pytest.raises(BadInput, match="line 2: the row has"):
        SOURCE.read([damaged])


def test_a_plan_may_be_for_the_year_to_come_and_for_no_later_one():
    for name in ("hno_hapi.csv", "hpc_hno_2024.csv"):
        reading = SOURCE.read([RawFile(name, FIXTURES / name)])
        check(SOURCE, reading, name, latest=2023)
        with pytest.raises(BadInput, match="speaks of the year 2024"):
            check(SOURCE, reading, name, latest=2022)


def test_both_tables_name_a_countrys_total_alike_so_that_the_later_known_one_stands():
    keys = []
    for name in ("hno_hapi.csv", "hpc_hno_2024.csv"):
        [row] = [row for row in rows(name)[1] if row["people"] == 1000]
        keys.append([row[column] for column in SOURCE.schemas["hno__needs"].key])
    assert keys[0] == keys[1]


def test_a_plans_answer_keeps_places_and_fractions():
    reading, found = rows("hno_plan.json", "1185-answer.json")
    assert reading.rows == 3, "two caseloads and one group"
    [target] = [row for row in found if row["people"] == Decimal("70.25")]
    assert (target["admin1_code"], target["admin2_name"], target["category"]) == ("AF01", "Kabul town", "total")
    assert {row["plan_id"] for row in found} == {1185}
    assert {row["year"] for row in found} == {None}


def test_rows_without_a_number_are_counted_not_dropped_silently():
    reading, found = rows("hpc_hno_2024.csv")
    assert (reading.rows, len(found)) == (4, 7)
    assert reading.ignored == {"no number of people": 1}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"inNeed": 1000', '"inNeed": "1000"', "inNeed"),
        ('"inNeed": 1000', '"inNeed": -1', "no number of people"),
        ('"inNeed": 1000', '"inNeed": 1e300', "no number of people"),
        ('"inNeed": 1000', '"inNeed": NaN', "NaN"),
        ('"inNeed": 1000', '"inNeed": 1, "inNeed": 2', "stands twice"),
        ('"locationId": 21', '"locationId": 99', "place 99 is not in the list"),
        ('"metricType": "target"', '"metricType": "wish"', "wish"),
        ('"entityId": 9', '"entityId": 9, "surprise": 1', "surprise"),
        ('"parentLocationId": null', '"parentLocationId": 1', "DONE"),
        ('"id": 1, "name": "Afghanistan", "adminLevel": 0', '"id": 1, "name": "A", "adminLevel": 1', "0 countries"),
        ("]}}", "", "is not JSON"),
    ],
)
def test_damaged_answers_are_refused(tmp_path, old, new, message):
    path = tmp_path / "x"
    path.write_text(ANSWER.replace(old, new), encoding="utf-8")
    file = RawFile("1185-answer.json", path)
    if message == "DONE":
        assert SOURCE.read([file]).rows == 3, "a place that is its own parent does not hang the reader"
        return
    with pytest.raises(BadInput, match=message):
        SOURCE.read([file])


def test_one_countrys_table_is_refused(tmp_path):
    file = written(tmp_path, "afg_2024.csv", "Admin 1 PCode,Cluster,In Need,Targeted\n,ALL,1,1\n")
    assert SOURCE.part_of(file) == "plans-2024"
    with pytest.raises(BadInput, match="does not name its country"):
        SOURCE.read([file])


@pytest.mark.parametrize("content", ["", "{}", "[]", json.dumps({"data": {"plans": []}}), "<html>", "PK", "a,b\n1,2\n"])
def test_foreign_files_are_not_taken(tmp_path, content):
    path = tmp_path / "1185.json"
    path.write_text(content, encoding="utf-8")
    assert SOURCE.part_of(RawFile("1185.json", path)) is None
