"""People in need and presence on the real files: published totals, and every row accounted for."""

import csv
from collections import Counter

import pytest

import forlik
from forlik.core.source import RawFile
from forlik.sources import fts, hno, presence
from forlik.store.intake import take_in

pytestmark = pytest.mark.real
ENDING = "-responsemonitoring-includecaseloaddisaggregation-true-includeindicatordisaggregation-false"
PUBLISHED = {"AFG": 23666389, "SDN": 24786370}


def file(shared, *parts):
    path = shared.joinpath("needs", *parts)
    return RawFile(path.name, path)


def table(raw):
    with raw.path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def answers(shared):
    names = [f"{plan}{ENDING}-disaggregationonlytotal-false.json" for plan in (1185, 1188)]
    return [file(shared, "hno", "input", name) for name in names]


def test_the_global_table_is_read_row_by_row(shared):
    raw = file(shared, "hno", "expected", "hdx_hapi_humanitarian_needs_global_2024.csv")
    reading = hno.SOURCE.read([raw])
    assert reading.rows == len(table(raw)) == reading.tables["hno__needs"].num_rows == 1942
    assert not reading.ignored


def test_plans_answers_give_the_figures_of_the_plans_table(shared):
    published = hno.SOURCE.read([file(shared, "hno", "expected", "hpc_hno_2024.csv")])
    assert published.rows == 1058
    theirs = Counter()
    for row in published.tables["hno__needs"].to_pylist():
        theirs[
            row["country_iso3"], row["admin1_code"], row["admin2_code"], row["status"], row["category"], row["people"]
        ] += 1
    ours = Counter()
    for raw in answers(shared):
        for row in hno.SOURCE.read([raw]).tables["hno__needs"].to_pylist():
            # HDX names a district's place by its own code alone.
            first = None if row["admin2_code"] else row["admin1_code"]
            ours[row["country_iso3"], first, row["admin2_code"], row["status"], row["category"], row["people"]] += 1
    assert ours == theirs


@pytest.mark.parametrize("form", ["hapi", "plans", "answers"])
def test_people_in_need_are_those_published_whatever_the_form(shared, home, form):
    if form == "answers":
        raws = answers(shared)
        listed = file(shared, "hno", "input", "progress-2024.json")
        assert not take_in(home, fts.SOURCE, [listed.path])[1]
    else:
        name = {"hapi": "hdx_hapi_humanitarian_needs_global_2024.csv", "plans": "hpc_hno_2024.csv"}[form]
        raws = [file(shared, "hno", "expected", name)]
    taken, errors = take_in(home, hno.SOURCE, [raw.path for raw in raws])
    assert not errors
    assert taken
    got = forlik.world().measure("people_in_need").rows()
    assert {(row["country_iso3"], row["year"]): int(row["value"]) for row in got} == {
        (iso3, 2024): people for iso3, people in PUBLISHED.items()
    }


def test_organisations_are_counted_as_by_hand(shared, home):
    raw = file(shared, "presence_3w", "expected", "hdx_hapi_operational_presence_global.csv")
    rows = table(raw)
    reading = presence.SOURCE.read([raw])
    assert reading.rows == len(rows) == 4999
    assert reading.tables["presence__activities"].num_rows == 4999
    assert not take_in(home, presence.SOURCE, [raw.path])[1]
    got = {row["country_iso3"]: int(row["value"]) for row in forlik.world().measure("organisations_present").rows()}
    counted = {
        iso3: len({row["org_name"] for row in rows if row["location_code"] == iso3}) for iso3 in ("ETH", "SOM", "TCD")
    }
    everywhere = len({row["org_name"] for row in rows if row["location_code"] != "COD"})
    assert got == counted
    [world] = forlik.world().measure("organisations_present", "World").rows()
    assert world["value"] == everywhere == 502
    assert counted == {"ETH": 108, "SOM": 205, "TCD": 207}
