"""UCDP GED final editions, read from a made-up edition of two years."""

import csv
from pathlib import Path

import pytest

from forlik.core.source import Coverage, RawFile
from forlik.sources.ucdp_ged import SOURCE
from forlik.store import shelf

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def edition() -> RawFile:
    return RawFile("GEDEvent_v9_1.csv", FIXTURES / "ucdp_ged.csv")


def test_a_final_edition_is_told_by_its_several_years(edition):
    assert SOURCE.part_of(edition) == "all"
    assert SOURCE.part_of(RawFile("x.csv", FIXTURES / "ucdp_candidate.csv")) is None
    assert SOURCE.part_of(RawFile("x.csv", FIXTURES / "ucdp_ged_hdx.csv")) is None


def test_an_edition_speaks_for_all_its_years(edition):
    reading = SOURCE.read([edition])
    shelf.check(SOURCE, reading, edition.name)
    assert reading.covers == (Coverage("2020", "2021", "gw"),)
    assert reading.rows == 4
    assert reading.remarks == ()


def test_events_stand_in_the_month_they_end_in(edition):
    events = SOURCE.read([edition]).tables["ucdp_ged__events"].to_pylist()
    assert [(one["country_iso3"], one["year"], one["month"], one["deaths_best"]) for one in events] == [
        ("COL", 2020, 12, 3),
        ("UKR", 2021, 1, 40),
        ("MEX", 2021, 11, 7),
        ("COD", 2021, 10, 12),
    ]


def test_an_older_edition_without_newer_columns_is_read_too(edition, tmp_path):
    rows = list(csv.DictReader(edition.path.read_text(encoding="utf-8").splitlines()))
    newer = {"relid", "code_status", "where_description", "conflict_dset_id", "dyad_dset_id"}
    path = tmp_path / "old.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [name for name in rows[0] if name not in newer], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    events = SOURCE.read([RawFile("old.csv", path)]).tables["ucdp_ged__events"]
    assert events["code_status"].null_count == 4
    assert events["deaths_best"].to_pylist() == [3, 40, 7, 12]


def test_an_event_ending_in_another_year_than_stated_is_remarked_upon(edition, tmp_path):
    path = tmp_path / "x.csv"
    content = edition.path.read_text(encoding="utf-8")
    path.write_text(content.replace("2020-12-30,2020-12-31", "2020-12-30,2021-01-02"), encoding="utf-8")
    reading = SOURCE.read([RawFile("x.csv", path)])
    assert reading.remarks == ("1 events end in another year than the one they stand under",)


def test_its_layout_is_marked_as_never_seen_in_a_real_file():
    assert "Codebook" in SOURCE.unverified_layout
    assert not SOURCE.verified
