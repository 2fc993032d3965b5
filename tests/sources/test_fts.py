"""FTS: pages of flows become one answer, plans keep their places, and damaged answers are refused."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.fts import SOURCE
from forlik.store.shelf import check

FIXTURES = Path(__file__).parent / "fixtures"
ANSWER = json.loads((FIXTURES / "fts_flows.json").read_text(encoding="utf-8"))
LINK = "https://example.org/fts/flow/custom-search?locationid=1&year=2020&page={}"


def written(folder, name, content):
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return RawFile(name, path)


def pages(folder):
    """The fixture's five flows as three pages, under names that tell nothing."""
    made = []
    for number, (first, last) in enumerate([(0, 2), (2, 4), (4, 5)], 1):
        answer = json.loads(json.dumps(ANSWER))
        answer["data"]["flows"] = answer["data"]["flows"][first:last]
        if number < 3:
            answer["meta"]["nextLink"] = LINK.format(number + 1)
        made.append(written(folder, f"download ({number})", answer))
    return made


def test_an_answer_of_one_page_is_read_whole():
    file = RawFile("fts_flows.json", FIXTURES / "fts_flows.json")
    assert SOURCE.part_of(file) == "flows-AFG-2020"
    reading = SOURCE.read([file])
    check(SOURCE, reading, file.name)
    rows = reading.tables["fts__flows"].to_pylist()
    assert [row["amount_usd"] for row in rows] == [100, 50, 40, 900, 70]
    assert [row["shared"] for row in rows] == [False, False, False, True, False]
    assert rows[0]["clusters"] == "Health; Nutrition"
    assert rows[0]["clusters_shared"]
    assert rows[1]["plan_ids"] == "77"
    assert rows[1]["source_locations"] == "Global"
    assert rows[3]["destination_locations"] == "AFG; JOR"
    assert reading.remarks == (), "the flows give the totals that the answer states"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=6)
@given(order=st.permutations([0, 1, 2]))
def test_pages_are_one_answer_in_whatever_order_they_come(tmp_path, order):
    files = [pages(tmp_path)[place] for place in order]
    assert {SOURCE.part_of(file) for file in files} == {"flows-AFG-2020"}
    reading = SOURCE.read(files)
    assert reading.rows == 5
    assert sorted(reading.tables["fts__flows"]["flow_id"].to_pylist()) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("lost", "which"), [(0, "page 1 "), (1, "a page"), (2, "page 3 ")])
def test_a_missing_page_is_refused(tmp_path, lost, which):
    files = [file for place, file in enumerate(pages(tmp_path)) if place != lost]
    with pytest.raises(BadInput, match=f"{which}.*missing: . of 5 flows"):
        SOURCE.read(files)


def test_a_page_given_twice_is_refused(tmp_path):
    files = pages(tmp_path)
    with pytest.raises(BadInput, match="same page"):
        SOURCE.read([*files, files[1]])


def test_a_page_of_a_later_answer_is_refused(tmp_path):
    files = pages(tmp_path)
    late = json.loads(files[2].path.read_text())
    late["data"]["incoming"]["fundingTotal"] = 151
    with pytest.raises(BadInput, match="differ from the other pages"):
        SOURCE.read([*files[:2], written(tmp_path, "late", late)])


def test_a_page_whose_flows_all_go_to_two_countries_is_told_by_its_name(tmp_path):
    answer = json.loads(json.dumps(ANSWER))
    answer["data"]["flows"] = answer["data"]["flows"][3:4]
    assert SOURCE.part_of(written(tmp_path, "custom-search-locationid-114-year-2020.json", answer)) == "flows-JOR-2020"
    with pytest.raises(BadInput, match="which country was asked"):
        SOURCE.part_of(written(tmp_path, "other.json", answer))


def test_totals_that_the_flows_do_not_give_are_told(tmp_path):
    answer = json.loads(json.dumps(ANSWER))
    answer["data"]["incoming"]["fundingTotal"] = 9000
    [remark] = SOURCE.read([written(tmp_path, "a", answer)]).remarks
    assert remark == "FTS states 9000 US dollars incoming, its flows give 150"


def test_plans_of_the_next_year_come_out_in_december():
    file = RawFile("plans.json", FIXTURES / "fts_plans.json")
    check(SOURCE, SOURCE.read([file]), file.name, latest=2019)


def test_a_plan_for_several_places_has_no_country_of_its_own():
    file = RawFile("renamed.json", FIXTURES / "fts_plans.json")
    assert SOURCE.part_of(file) == "plans-2020"
    reading = SOURCE.read([file])
    check(SOURCE, reading, file.name)
    one, two = reading.tables["fts__plans"].to_pylist()
    assert (one["country_iso3"], one["requirements_usd"], one["funding_usd"]) == ("AFG", 800, 400)
    assert (two["country_iso3"], two["locations"]) == (None, "AFG; Global")
    assert reading.tables["fts__plan_totals"].to_pylist() == [
        {"year": 2020, "requirements_usd": 1300, "funding_usd": 700}
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("twice.json", '{"status": "ok", "status": "ok", "data": {"flows": []}}'),
        ("nan.json", '{"status": "ok", "data": {"flows": [{"amountUSD": NaN}]}}'),
        ("cut.json", (FIXTURES / "fts_flows.json").read_text(encoding="utf-8")[:2000]),
        ("deep.json", '{"data": {"flows": ' + "[" * 100_000),
        ("huge.json", '{"data": {"flows": [{"amountUSD": 1e999999999}]}}'),
        ("plan.json", '{"status": "ok", "data": {"report3": {}}}'),
        ("trend.json", '{"status": "ok", "data": [{"year": 2020, "totalFunding": 5}]}'),
    ],
)
def test_damaged_and_unusable_answers_are_refused(tmp_path, name, content):
    with pytest.raises(BadInput, match=name):
        SOURCE.part_of(written(tmp_path, name, content))


def test_the_world_is_no_country_to_ask_for(tmp_path):
    answer = json.loads(json.dumps(ANSWER).replace('"id": "1", "name": "Afghanistan"', '"id": "251", "name": "Global"'))
    with pytest.raises(BadInput, match="is no country"):
        SOURCE.part_of(written(tmp_path, "a.json", answer))


@pytest.mark.parametrize(
    "content", ["<!DOCTYPE html><html>", "{}", "[]", '{"data": null}', '{"data": {"flows": 1}}', "PK\x03\x04", ""]
)
def test_foreign_files_are_not_taken_for_answers(tmp_path, content):
    assert SOURCE.part_of(written(tmp_path, "x", content)) is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"boundary": "sideways"}, "sideways"),
        ({"status": "promised"}, "promised"),
        ({"amountUSD": "100"}, "int is expected"),
        ({"amountUSD": 10**30}, "out of all bounds"),
        ({"amountUSD": None}, "“None” is no number"),
        ({"date": "31.03.2020"}, "not a day"),
        ({"surprise": 1}, "surprise"),
        ({"destinationObjects": [1]}, "object is expected"),
    ],
)
def test_a_flow_that_contradicts_the_layout_is_refused(tmp_path, change, message):
    answer = json.loads(json.dumps(ANSWER))
    answer["data"]["flows"][0] |= change
    file = written(tmp_path, "custom-search-locationid-1-year-2020.json", answer)
    with pytest.raises(BadInput, match=message):
        check(SOURCE, SOURCE.read([file]), file.name)
