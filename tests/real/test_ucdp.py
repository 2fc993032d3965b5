"""UCDP's own files: rows accounted for, figures counted again with the standard library, and published figures."""

import csv
import time
from collections import Counter
from pathlib import Path

import pytest

from forlik.build import build
from forlik.core.errors import BadInput, NoData
from forlik.core.source import RawFile
from forlik.discover import source
from forlik.store import shelf
from forlik.store.intake import take_in
from forlik.world import world

pytestmark = pytest.mark.real

FILES = {
    "ucdp_acd": "ucdp_prio_acd_v25_1.repaired.csv",
    "ucdp_candidate": "GEDEvent_v23_0_10.csv",
    "ucdp_ged_hdx": "hdx_ged_conflict_data_BGD.csv",
    "ucdp_ged_points": "ged201_points_subset.csv",
    "ucdp_peace_agreements": "ucdp-peace-agreements-221.csv",
    "ucdp_terminations": "ucdp-term-dyad-3-2021.csv",
    "ucdp_months": "all_violence_country_month_1989_2026.as_found.csv",
}
TABLE_ROWS = {
    # agreements and conflicts in several countries stand under each; the wide file's items are its cells
    "ucdp_candidate": (2391, 0, 2391),
    "ucdp_ged_hdx": (602, 1, 601),
    "ucdp_ged_points": (61_296, 0, 61_296),
    "ucdp_peace_agreements": (374, 0, 406),
    "ucdp_terminations": (3140, 0, 3293),
    "ucdp_months": (449 * 134, 1162, 59_004),
}


def plain(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def reading_of(shared: Path, name: str):
    path = shared / "ucdp" / FILES[name]
    file = RawFile(path.name, path)
    reading = source(name).read([file])
    shelf.check(source(name), reading, file.name)
    return reading


def first_table(reading):
    return next(iter(reading.tables.values()))


@pytest.fixture(scope="module")
def known(shared, tmp_path_factory):
    """Today's world with UCDP's and VIEWS's real files."""
    home = tmp_path_factory.mktemp("real") / "home"
    for name, file in FILES.items():
        taken, errors = take_in(home, source(name), [shared / "ucdp" / file])
        assert not errors, errors
        assert len(taken) == 1
    months = sorted((shared / "views").glob("ged_sb_country_month_*.csv"))
    taken, errors = take_in(home, source("views"), months)
    assert not errors
    assert len(taken) == 2
    build(home)
    return world(home=home)


def figures(known, measure: str, place: str, start, end):
    rows = known.measure(measure, place, start=start, end=end).rows()
    return {(row["year"], row["month"]): row for row in rows if row["value"] is not None}


@pytest.mark.parametrize("name", TABLE_ROWS)
def test_every_row_of_a_file_is_read_ignored_or_refused(shared, name):
    reading = reading_of(shared, name)
    rows, ignored, stored = TABLE_ROWS[name]
    assert (reading.rows, sum(reading.ignored.values()), len(reading.refused)) == (rows, ignored, 0)
    assert first_table(reading).num_rows == stored
    if name != "ucdp_months":
        assert rows == len(plain(shared / "ucdp" / FILES[name]))


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_recognised_by_its_own_source_and_by_no_other_of_ucdp(shared, name):
    path = shared / "ucdp" / FILES[name]
    others = [*FILES, "ucdp_ged", "ucdp_battle_deaths", "ucdp_non_state", "ucdp_one_sided", "views"]
    for other in others:
        part = source(other).part_of(RawFile("renamed.csv", path))
        assert (part is not None) == (other == name), (other, part)


def test_the_spreadsheet_copy_of_the_conflicts_is_refused_and_says_why(shared):
    path = shared / "ucdp" / "UcdpPrioConflict_v25_1.as_found.csv"
    file = RawFile(path.name, path)
    assert source("ucdp_acd").part_of(file) == "all", "it is recognised, so that the reader can say what is wrong"
    with pytest.raises(BadInput, match="separated by “;” where “,” is expected: a spreadsheet program"):
        source("ucdp_acd").read([file])


def test_deaths_of_a_month_are_those_a_plain_reading_adds_up(shared, known):
    wanted = Counter()
    for row in plain(shared / "ucdp" / FILES["ucdp_candidate"]):
        if row["date_end"].startswith("2023-10"):
            wanted[row["country_id"], row["type_of_violence"]] += int(row["best"])
    for place, number, kind, code in (
        ("MEX", "70", "non_state", "2"),
        ("BRA", "140", "non_state", "2"),
        ("COD", "490", "one_sided", "3"),
    ):
        found = figures(known, f"deaths_{kind}_monthly", place, "2023-10", "2023-10")[2023, 10]
        assert found["value"] == wanted[number, code] > 0
        assert found["status"] == "estimated"
        assert found["low"] <= found["value"]
    everywhere = figures(known, "deaths_non_state_monthly", "World", "2023-10", "2023-10")[2023, 10]
    assert everywhere["value"] == sum(deaths for (_, code), deaths in wanted.items() if code == "2")


def test_november_is_not_known_from_the_october_release(known):
    assert (2023, 11) not in figures(known, "deaths_non_state_monthly", "MEX", "2023-10", "2023-11")
    with pytest.raises(NoData):
        known.measure("deaths_non_state", "MEX", start=2023, end=2023)


def test_wars_of_the_world_are_the_published_ones(known):
    wars = figures(known, "wars", "World", 2023, 2024)
    assert {year: int(row["value"]) for (year, _), row in wars.items()} == {2023: 9, 2024: 11}


def test_wars_in_a_country_are_those_a_plain_reading_counts(shared, known):
    wanted = {
        int(row["year"])
        for row in plain(shared / "ucdp" / FILES["ucdp_acd"])
        if row["intensity_level"] == "2" and "625" in row["gwno_loc"].replace(" ", "").split(",")
    }
    found = figures(known, "wars", "SDN", 1956, 2024)
    assert {year for (year, _), row in found.items() if row["value"]} == wanted
    assert len(found) == 2024 - 1956 + 1, "a year without a war is a zero"


def test_quiet_years_agree_with_a_plain_reading(shared, known):
    active = sorted(
        {int(row["year"]) for row in plain(shared / "ucdp" / FILES["ucdp_acd"]) if row["gwno_loc"].strip() == "780"}
    )
    found = figures(known, "years_since_conflict", "LKA", 1970, 2024)
    assert {year: int(row["value"]) for (year, _), row in found.items()} == {
        year: year - max(one for one in active if one <= year) for year in range(active[0], 2025)
    }


def test_24_agreements_name_norway_19_of_them_as_a_third_party(shared):
    texts = ("actor_names", "signatories", "signature_notes", "third_parties", "third_party_notes", "comment")
    named: dict[str, set[int]] = {name: set() for name in texts}
    for row in first_table(reading_of(shared, "ucdp_peace_agreements")).to_pylist():
        for name in texts:
            if "norw" in (row[name] or "").casefold():
                named[name].add(row["agreement_ucdp_id"])
    assert len(set.union(*named.values())) == 24
    assert len(named["third_parties"]) == 19
    assert len(named["third_parties"] | named["third_party_notes"]) == 21


def test_agreements_are_counted_by_stage_as_a_plain_reading_counts(shared, known):
    rows = plain(shared / "ucdp" / FILES["ucdp_peace_agreements"])
    assert Counter(row["pa_type"] for row in rows) == {"1": 77, "2": 213, "3": 84}
    every = figures(known, "peace_agreements", "World", 1975, 2021)
    full = figures(known, "peace_agreements_full", "World", 1975, 2021)
    assert sum(row["value"] for row in every.values()) == 374
    assert sum(row["value"] for row in full.values()) == 77
    colombia = figures(known, "peace_agreements", "COL", 1975, 2021)
    wanted = Counter(int(row["year"]) for row in rows if row["gwno"] == "100")
    assert {year: int(row["value"]) for (year, _), row in colombia.items() if row["value"]} == wanted


def test_the_wide_file_gives_139_105_deaths_in_2024_all_estimated(known):
    months = figures(known, "deaths_all_violence_monthly", "World", "2024-01", "2024-12")
    assert sum(row["value"] for row in months.values()) == 139_105
    assert {row["status"] for row in months.values()} == {"estimated"}


def test_events_of_bangladesh_are_those_of_the_plain_reading(shared):
    events = first_table(reading_of(shared, "ucdp_ged_hdx"))
    rows = [row for row in plain(shared / "ucdp" / FILES["ucdp_ged_hdx"]) if row["id"]]
    assert sum(events["deaths_best"].to_pylist()) == sum(int(row["best"]) for row in rows)
    assert set(events["country_iso3"].to_pylist()) == {"BGD"}


def test_ends_and_agreements_lie_from_just_before_their_row_to_39_years_after(shared):
    for row in first_table(reading_of(shared, "ucdp_terminations")).to_pylist():
        for name in ("ended_on", "agreement_on", "ceasefire_on"):
            assert row[name] is None or -3 <= row[name].year - row["year"] <= 39, row


def test_400_000_events_are_read_in_seconds(shared, tmp_path):
    path, wanted = tmp_path / "GEDEvent_v23_0_10.csv", 400_000
    with (shared / "ucdp" / FILES["ucdp_candidate"]).open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows([number, *rows[number % len(rows)][1:]] for number in range(1, wanted + 1))
    began = time.process_time()
    reading = source("ucdp_candidate").read([RawFile(path.name, path)])
    spent = time.process_time() - began
    assert reading.rows == wanted
    assert spent < 10, f"{spent:.1f} s of processor time; 3 are usual, 5 the aim on a quiet machine"
