"""UNHCR's population statistics and returnees on real files."""

import csv
import time
from collections import Counter

import pyarrow.compute as pc
import pytest

from forlik.core.source import RawFile
from forlik.sources.unhcr_population import SOURCE
from forlik.sources.unhcr_returnees import SOURCE as RETURNEES

pytestmark = pytest.mark.real


def raw(shared, name: str) -> RawFile:
    path = shared / "needs" / "unhcr" / name
    return RawFile(path.name, path)


@pytest.fixture(scope="module")
def people(shared):
    began = time.perf_counter()
    reading = SOURCE.read([raw(shared, "refugees_pkg_population.csv")])
    took = time.perf_counter() - began
    assert took < 10, f"{took:.1f} s: two are the aim on an idle machine"
    return reading


def test_every_person_in_the_file_is_in_the_table(shared, people):
    table = people.tables["unhcr_population__people"]
    with raw(shared, "refugees_pkg_population.csv").path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert people.rows == table.num_rows == len(rows) == 138_893
    assert not people.ignored
    for theirs, ours in (("refugees", "refugees"), ("idps", "internally_displaced"), ("stateless", "stateless")):
        assert pc.sum(table[ours]).as_py() == sum(int(row[theirs]) for row in rows)
    assert table["others_in_need_of_protection"].null_count == sum(row["oip"] == "" for row in rows)
    nowhere = sum(row["coo_iso"] in {"UNK", "XXA", "TIB"} for row in rows)
    assert table["origin_iso3"].null_count == nowhere
    for row, origin, asylum in zip(
        rows, table["origin_iso3"].to_pylist(), table["asylum_iso3"].to_pylist(), strict=True
    ):
        assert origin in (row["coo_iso"], None)
        assert asylum in (row["coa_iso"], None)
    assert "NAM" in table["origin_iso3"].to_pylist()


@pytest.mark.parametrize(
    ("column", "year", "people_in", "published"),
    [
        ("refugees", 2024, 30_958_200, "Global Trends 2024: 31.0 million under UNHCR's mandate"),
        ("refugees", 2023, 31_637_408, "Global Trends 2023: 31.6 million"),
        ("asylum_seekers", 2024, 8_352_712, "Global Trends 2024: 8.4 million"),
        ("asylum_seekers", 2023, 6_858_500, "Global Trends 2023: 6.9 million"),
        ("others_in_need_of_protection", 2024, 5_875_359, "Global Trends 2024: 5.9 million"),
        ("stateless", 2024, 4_360_087, "Global Trends 2024: 4.4 million"),
    ],
)
def test_the_world_is_as_global_trends_published_it(people, column, year, people_in, published):
    table = people.tables["unhcr_population__people"]
    assert pc.sum(table.filter(pc.equal(table["year"], year))[column]).as_py() == people_in, published


def test_asylum_seekers_have_no_country_before_2000(people):
    table = people.tables["unhcr_population__people"]
    early = table.filter(pc.and_(pc.less(table["year"], 2000), pc.greater(table["asylum_seekers"], 0)))
    assert pc.unique(early["asylum_unhcr"]).to_pylist() == ["UKN"]


def test_the_newest_year_is_filled_throughout_which_does_not_prove_it_whole(people):
    table = people.tables["unhcr_population__people"]
    last = table.filter(pc.equal(table["year"], 2025))
    filled = {"returned_refugees": 4_362_272, "returned_internally_displaced": 10_308_567, "host_community": 26_670_162}
    assert {name: pc.sum(last[name]).as_py() for name in filled} == filled
    assert set(table.filter(table["perhaps_mid_year"])["year"].to_pylist()) == {2025}
    assert people.remarks == ("the file does not say whether 2025 is a whole year: its figures are marked estimated",)


def test_5_9_million_palestine_refugees_stand_apart(shared):
    file = raw(shared, "refugees_pkg_unrwa.csv")
    assert SOURCE.part_of(file) == "unrwa"
    reading = SOURCE.read([file])
    table = reading.tables["unhcr_population__palestine_refugees"]
    assert reading.rows == table.num_rows == 296
    assert pc.sum(table.filter(pc.equal(table["year"], 2024))["palestine_refugees"]).as_py() == 5_914_401
    assert SOURCE.part_of(raw(shared, "refugees_pkg_idmc.csv")) is None
    assert SOURCE.part_of(raw(shared, "refugees_pkg_countries.csv")) is None


def test_returnees_agree_with_the_population_statistics_but_for_ukraine(shared, people):
    reading = RETURNEES.read([raw(shared, "hdx_hapi_returnees_global.csv")])
    table = reading.tables["unhcr_returnees__groups"]
    assert reading.rows == table.num_rows == 2_301
    everybody = [row for row in table.to_pylist() if row["gender"] == "all" and row["population_group"] == "RET"]
    assert sum(row["people"] for row in table.to_pylist() if row["gender"] == "all") == 24_954_490
    returned: Counter[tuple[str, int]] = Counter()
    for row in (
        people.tables["unhcr_population__people"].select(["origin_iso3", "year", "returned_refugees"]).to_pylist()
    ):
        returned[row["origin_iso3"], row["year"]] += row["returned_refugees"]
    differing = {
        (row["origin_hapi"], row["year"])
        for row in everybody
        if returned[row["origin_iso3"], row["year"]] != row["people"]
    }
    assert differing == {("UKR", 2022), ("UKR", 2023)}
