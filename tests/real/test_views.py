"""The VIEWS country-months themselves: every cell accounted for, and the challenge's own totals."""

import csv
from collections import Counter

import pyarrow.parquet as pq
import pytest

from forlik.build import build
from forlik.core.source import RawFile
from forlik.discover import source
from forlik.places import spoken_for
from forlik.store import shelf
from forlik.store.intake import take_in
from forlik.world import world

pytestmark = pytest.mark.real

FILES = ("ged_sb_country_month_1990_2020.csv", "ged_sb_country_month_2021_2023.csv")


@pytest.fixture(scope="module")
def readings(shared):
    found = []
    for name in FILES:
        reading = source("views").read([RawFile(name, shared / "views" / name)])
        shelf.check(source("views"), reading, name)
        found.append(reading)
    return found


@pytest.fixture(scope="module")
def known(shared, tmp_path_factory):
    home = tmp_path_factory.mktemp("views") / "home"
    taken, errors = take_in(home, source("views"), [shared / "views" / name for name in FILES])
    assert not errors
    assert [one.snapshot.part for one in taken] == ["to 2020", "from 2021"]
    build(home)
    return world(home=home)


def test_every_cell_is_a_figure_or_left_out_because_the_state_did_not_exist(readings):
    assert [(one.rows, sum(one.ignored.values())) for one in readings] == [(71_052, 2405), (6876, 0)]
    assert [one.tables["views__country_months"].num_rows for one in readings] == [68_647, 6876]


def test_a_figure_stands_for_every_place_with_a_number_in_every_month_and_for_no_other(readings):
    found = {
        (row["country_iso3"], row["year"], row["month"])
        for reading in readings
        for row in reading.tables["views__country_months"].to_pylist()
    }
    spoken = {
        (place, year, month)
        for year in range(1990, 2024)
        for month in range(1, 13)
        for place in spoken_for("views", year, month)
    }
    assert spoken <= found
    assert {place for place, _, _ in found - spoken} <= {"GEO"}, "Georgia's first months, before it was on the list"


def test_deaths_of_the_world_are_the_challenges(known):
    rows = known.measure("deaths_state_based", "World", start=2018, end=2023).rows()
    assert [(row["year"], int(row["value"]), row["status"]) for row in rows] == [
        (2018, 55_187, "reported"),
        (2019, 51_886, "reported"),
        (2020, 50_181, "reported"),
        (2021, 84_287, "reported"),
        (2022, 170_678, "estimated"),
        (2023, 69_299, "estimated"),
    ]


def test_ukraine_2022_is_an_estimate(known):
    [row] = known.measure("deaths_state_based", "Ukraine", start=2022, end=2022).rows()
    assert (int(row["value"]), row["status"], row["low"]) == (45_782, "estimated", None)


def test_months_equal_the_official_actuals(shared, known):
    with (shared / "views" / "country_list.csv").open(encoding="utf-8", newline="") as stream:
        iso3 = {int(row["country_id"]): row["iso3"] for row in csv.DictReader(stream)}
    for year in (2018, 2019, 2020):
        actuals: Counter[tuple[str, int]] = Counter()
        for row in pq.read_table(shared / "views" / f"cm_actuals_{year}.parquet").to_pylist():
            actuals[iso3[row["country_id"]], (row["month_id"] - 1) % 12 + 1] += round(row["ged_sb"])
        rows = known.measure("deaths_state_based_monthly", start=f"{year}-01", end=f"{year}-12").rows()
        found = {(row["country_iso3"], row["month"]): int(row["value"]) for row in rows if row["country_iso3"] != "WLD"}
        assert all(found.get(key, 0) == deaths for key, deaths in actuals.items())
        assert len(actuals) == 2292


def test_armenia_has_no_figure_before_it_was_a_state(known):
    rows = known.measure("deaths_state_based_monthly", "ARM", start="1991-10", end="1992-01").rows()
    assert [row["value"] is None for row in rows] == [True, True, False, False]


def test_the_file_states_what_it_holds_in_a_plain_reading(shared, readings):
    with (shared / "views" / FILES[0]).open(encoding="utf-8", newline="") as stream:
        total = sum(int(row["deaths"] or 0) for row in csv.DictReader(stream))
    assert sum(readings[0].tables["views__country_months"]["deaths_best"].to_pylist()) == total


def test_2011_is_half_a_year_of_sudan_and_of_south_sudan_and_no_figure_of_either(known):
    for place in ("Sudan", "South Sudan"):
        rows = known.measure("deaths_state_based", place, start=2011, end=2012).rows()
        assert [(row["value"] is None, row["reason"]) for row in rows] == [
            (True, "known for some months of 2011 only"), (False, ""),
        ]  # fmt: skip
        months = known.measure("deaths_state_based_monthly", place, start="2011-07", end="2011-12").rows()
        assert [row["month"] for row in months if row["value"] is not None] == [7, 8, 9, 10, 11, 12]
    assert known.measure("deaths_state_based", "World", start=2011, end=2011).rows()[0]["value"] is not None
