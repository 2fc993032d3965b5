"""FTS on the real answers of 2020: the totals that FTS and the Humanitarian Data Exchange state."""

import csv
from collections import Counter

import pytest

import forlik
from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.measures.humanitarian_funding import MEASURE as FUNDING
from forlik.sources.fts import SOURCE
from forlik.store.intake import take_in
from forlik.store.shelf import check

pytestmark = pytest.mark.real
NUMBERS = {"AFG": 1, "JOR": 114, "PSE": 171}


def answers(shared, iso3):
    stem = f"custom-search-locationid-{NUMBERS[iso3]}-year-2020"
    names = [f"{stem}{ending}.json" for ending in ("", "-page-2", "-page-3")]
    return [RawFile(name, shared / "fts" / "input" / name) for name in names]


def expected(shared, name):
    with (shared / "fts" / "expected_hdx_csv" / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("iso3", "count", "total"), [("AFG", 484, 725591299), ("JOR", 478, 714246261), ("PSE", 424, 381508179)]
)
def test_flows_give_the_total_that_fts_states(shared, iso3, count, total):
    files = answers(shared, iso3)
    assert {SOURCE.part_of(file) for file in files} == {f"flows-{iso3}-2020"}
    reading = SOURCE.read(files)
    check(SOURCE, reading, files[0].name)
    rows = reading.tables["fts__flows"].to_pylist()
    assert reading.rows == len(rows) == count
    assert not reading.ignored
    assert not reading.refused
    assert reading.remarks == (), "funding and flow counts are those the answer states"
    counted = [row for row in rows if row["boundary"] == "incoming" and row["status"] != "pledge" and not row["shared"]]
    assert sum(row["amount_usd"] for row in counted) == total


@pytest.mark.parametrize("iso3", list(NUMBERS))
@pytest.mark.parametrize("boundary", ["incoming", "internal"])
def test_flows_are_those_of_the_published_table(shared, iso3, boundary):
    theirs = expected(shared, f"fts_{boundary}_funding_{iso3.lower()}.csv")
    rows = SOURCE.read(answers(shared, iso3)).tables["fts__flows"].to_pylist()
    ours = Counter((row["flow_id"], row["amount_usd"], row["status"]) for row in rows if row["boundary"] == boundary)
    assert ours == Counter((int(row["id"]), int(row["amountUSD"]), row["status"]) for row in theirs)


def test_a_missing_page_of_a_real_answer_is_refused(shared):
    with pytest.raises(BadInput, match="284 of 484"):
        SOURCE.read([answers(shared, "AFG")[0], answers(shared, "AFG")[2]])


def test_plans_ask_for_and_get_what_is_published(shared):
    name = "2-fts-flow-plan-overview-progress-2020.json"
    file = RawFile(name, shared / "fts" / "input" / name)
    assert SOURCE.part_of(file) == "plans-2020"
    reading = SOURCE.read([file])
    ours = {row["plan_id"]: row for row in reading.tables["fts__plans"].to_pylist()}
    assert len(ours) == 6
    for row in expected(shared, "fts_requirements_funding_global.csv"):
        plan = ours.get(int(row["id"] or 0))
        if plan and plan["country_iso3"]:
            assert plan["country_iso3"] == row["countryCode"]
            assert plan["requirements_usd"] == int(row["requirements"])
            assert plan["funding_usd"] == int(row["funding"])
    assert {row["country_iso3"] for row in ours.values()} == {"AFG", "JOR", "PSE", None}
    totals = reading.tables["fts__plan_totals"].to_pylist()
    assert totals == [{"year": 2020, "requirements_usd": 38536692263, "funding_usd": 18842947137}]
    assert "FTS states 38536692263" in reading.remarks[0], "the copy holds 6 plans only, and that is told"


def test_every_input_file_is_read_or_refused_with_a_reason(shared):
    kinds = Counter()
    for path in sorted((shared / "fts" / "input").iterdir()):
        try:
            part = SOURCE.part_of(RawFile(path.name, path))
        except BadInput as error:
            part = "refused" if "does not say for which" in str(error) else str(error)
        kinds[(part or "foreign").partition("-")[0]] += 1
    assert kinds == {"flows": 9, "plans": 1, "locations": 1, "refused": 17, "foreign": 3}


def test_places_are_those_of_the_table_of_places(shared):
    file = RawFile("x", shared / "fts" / "input" / "1-public-location.json")
    assert SOURCE.read([file]).tables["fts__locations"]["country_iso3"].to_pylist() == ["AFG", "JOR", "PSE"]


def test_the_measure_says_what_fts_says(shared, home):
    paths = [file.path for iso3 in NUMBERS for file in answers(shared, iso3)]
    taken, errors = take_in(home, SOURCE, paths)
    assert not errors
    assert [one.snapshot.part for one in taken] == ["flows-AFG-2020", "flows-JOR-2020", "flows-PSE-2020"]
    got = {row["country_iso3"]: int(row["value"]) for row in forlik.world().measure(FUNDING.name).rows()}
    assert got == {"AFG": 725591299, "JOR": 714246261, "PSE": 381508179}
