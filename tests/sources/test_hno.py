"""People in need: the three forms say the same, totals are told from sectors, damaged files are refused."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.hno import SOURCE
from forlik.store.shelf import check

FIXTURES = Path(__file__).parent / "fixtures"
ANSWER = (FIXTURES / "hno_plan.json").read_text(encoding="utf-8")


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


def test_parts_are_told_by_year_or_plan():
    assert SOURCE.part_of(RawFile("renamed", FIXTURES / "hno_hapi.csv")) == "hapi-2024"
    assert SOURCE.part_of(RawFile("hpc_hno_2024.csv", FIXTURES / "hpc_hno_2024.csv")) == "plans-2024"
    assert SOURCE.part_of(RawFile("1185-answer.json", FIXTURES / "hno_plan.json")) == "plan-1185"
    for name in ("hpc_hno_2024.csv", "hno_plan.json"):
        with pytest.raises(BadInput, match="does not say which"):
            SOURCE.part_of(RawFile("renamed", FIXTURES / name))


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
    path = tmp_path / "x.csv"
    path.write_text("Admin 1 PCode,Cluster,In Need,Targeted\n,ALL,1,1\n", encoding="utf-8")
    with pytest.raises(BadInput, match="does not name its country"):
        SOURCE.part_of(RawFile("afg_2024.csv", path))


@pytest.mark.parametrize("content", ["", "{}", "[]", json.dumps({"data": {"plans": []}}), "<html>", "PK", "a,b\n1,2\n"])
def test_foreign_files_are_not_taken(tmp_path, content):
    path = tmp_path / "1185.json"
    path.write_text(content, encoding="utf-8")
    assert SOURCE.part_of(RawFile("1185.json", path)) is None
