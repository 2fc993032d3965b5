"""UCDP candidate releases, read from a made-up month."""

import csv
from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.errors import BadInput
from forlik.core.source import Coverage, RawFile
from forlik.sources import _ged, ucdp_ged
from forlik.sources._ged import edition_named, span_named
from forlik.sources.ucdp_candidate import SOURCE
from forlik.store import shelf
from forlik.store.read.delimited import reference_read

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def month() -> RawFile:
    return RawFile("GEDEvent_v23_0_10.csv", FIXTURES / "ucdp_candidate.csv")


def test_the_file_name_says_which_month_a_release_stands_for(month):
    assert SOURCE.part_of(month) == "2023-10"
    assert SOURCE.part_of(RawFile("GEDEvent_v23.0.10.csv", month.path)) == "2023-10"


def test_without_that_name_the_month_most_events_end_in_is_taken(month):
    assert SOURCE.part_of(RawFile("download (3).csv", month.path)) == "2023-10"


@pytest.mark.parametrize(
    ("name", "span"),
    [
        ("GEDEvent_v26_0_7.csv", (2026, 7, 7)),
        ("GEDEvent_v26.0.12.csv", (2026, 12, 12)),
        ("GEDEvent_v26_01_26_06.csv", (2026, 1, 6)),
        ("GEDEvent_v26_0_13.csv", None),
        ("GEDEvent_v26_0_100.csv", None),
        ("GEDEvent_v25_1.csv", None),
        ("GEDEvent_v25_09_26_03.csv", None),
    ],
)
def test_names_of_releases_are_read_as_the_publisher_writes_them(name, span):
    assert span_named(name) == span


@given(year=st.integers(2018, 2099), month=st.integers(1, 12))
def test_every_month_can_be_named_either_way(year, month):
    for mark in "._":
        assert span_named(f"GEDEvent_v{year % 100}{mark}0{mark}{month}.csv") == (year, month, month)


def test_a_release_speaks_for_its_own_month_only_though_it_corrects_others(month):
    reading = SOURCE.read([month])
    shelf.check(SOURCE, reading, month.name)
    assert reading.covers == (Coverage("2023-10", "2023-10", "gw", provisional=True),)
    assert reading.edition == "23.0.10"
    assert reading.tables["ucdp_candidate__releases"].to_pylist() == [{"year": 2023, "month": 10, "events": 5}]
    months = reading.tables["ucdp_candidate__events"]["month"].to_pylist()
    assert sorted(months) == [3, 10, 10, 10, 10, 10, 11], "corrections and early events are kept"


def test_an_event_over_two_months_counts_in_the_month_it_ends_in(month):
    events = {row["event_ucdp_id"]: row for row in SOURCE.read([month]).tables["ucdp_candidate__events"].to_pylist()}
    assert (events[500002]["started_on"], events[500002]["ended_on"]) == (date(2023, 9, 28), date(2023, 10, 3))
    assert (events[500002]["year"], events[500002]["month"]) == (2023, 10)
    assert events[500005]["month"] == 11


def test_an_event_carries_its_kind_deaths_place_and_actors(month):
    event = SOURCE.read([month]).tables["ucdp_candidate__events"].to_pylist()[3]
    assert event["country_iso3"] == "COD"
    assert event["type_of_violence"] == 3
    assert (event["deaths_low"], event["deaths_best"], event["deaths_high"], event["deaths_civilians"]) == (
        0,
        12,
        12,
        12,
    )
    assert (event["latitude"], event["longitude"]) == (-1.5, 29.25)
    assert (event["conflict_ucdp_id"], event["dyad_ucdp_id"]) == (90003, 91003)
    assert (event["side_a_ucdp_id"], event["side_a"]) == (92003, "Side A3")
    assert event["adm_1_name"] == "Região Ñ"


def test_the_fast_reading_equals_the_plain_one(month):
    rows = reference_read(month, ["id", "best", "low", "high", "latitude", "side_b"])
    events = SOURCE.read([month]).tables["ucdp_candidate__events"]
    fast = zip(
        *(
            events[name].to_pylist()
            for name in ("event_ucdp_id", "deaths_best", "deaths_low", "deaths_high", "latitude", "side_b")
        ),
        strict=True,
    )
    assert [(int(a), int(b), int(c), int(d), float(e), f) for a, b, c, d, e, f in rows] == list(fast)


def test_a_release_under_the_name_of_another_month_is_refused(month):
    with pytest.raises(BadInput, match="only 1 of 7 events ended in 2023-03"):
        SOURCE.read([RawFile("GEDEvent_v23_0_3.csv", month.path)])


def rewritten(month, path, change):
    """The made-up month with its events changed: (row, its number) → row, or None to leave it out."""
    rows = list(csv.DictReader(month.path.read_text(encoding="utf-8").splitlines()))
    kept = [row for number, row in enumerate(rows) if change(row, number)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(kept)
    return RawFile(path.name, path)


def dated(row, number):
    """The first two events in January 2024, the others in December 2023."""
    day = "2024-01-15" if number < 2 else "2023-12-15"
    row |= {"date_start": f"{day} 00:00:00.000", "date_end": f"{day} 00:00:00.000", "year": day[:4]}
    return True


def test_a_release_of_january_that_mostly_corrects_december_is_that_release(month, tmp_path):
    january = rewritten(month, tmp_path / "GEDEvent_v24_0_1.csv", dated)
    assert SOURCE.part_of(january) == "2024-01"
    assert ucdp_ged.SOURCE.part_of(january) is None
    reading = SOURCE.read([january])
    assert reading.covers == (Coverage("2024-01", "2024-01", "gw", provisional=True),)
    unnamed = RawFile("download.csv", january.path)
    assert (SOURCE.part_of(unnamed), ucdp_ged.SOURCE.part_of(unnamed)) == ("2023-12", None)


def test_a_final_edition_of_one_year_is_one_by_its_name(month):
    with pytest.raises(BadInput, match=r"holds events of 2023; edition 23\.1 ends with the year before its own"):
        ucdp_ged.SOURCE.read([RawFile("GEDEvent_v23_1.csv", month.path)])
    named = RawFile("GEDEvent_v24_1.csv", month.path)
    assert (SOURCE.part_of(named), ucdp_ged.SOURCE.part_of(named)) == (None, "all")
    assert ucdp_ged.SOURCE.read([named]).edition == "24.1"


@pytest.mark.parametrize(
    ("name", "edition"),
    [("GEDEvent_v25_1.csv", "25.1"), ("GEDEvent_v25.1.csv", "25.1"), ("ged251.csv", "25.1"), ("ged251-csv.zip", "25.1"),
     ("GEDEvent_v23_0_10.csv", ""), ("GEDEvent_v26_01_26_06.csv", ""), ("GEDEvent_v25_12.csv", ""), ("x.csv", "")],
)  # fmt: skip
def test_names_of_final_editions_are_read_as_the_publisher_writes_them(name, edition):
    assert edition_named(name) == edition


def test_more_deaths_in_one_event_than_ever_were_are_refused(month, tmp_path):
    path = tmp_path / month.name
    path.write_text(month.path.read_text(encoding="utf-8").replace(",12,12,0", ",99999999,12,0"), encoding="utf-8")
    with pytest.raises(BadInput, match="99999999"):
        SOURCE.read([RawFile(month.name, path)])


def test_a_release_of_several_months_speaks_for_all_of_them(month):
    file = RawFile("GEDEvent_v23_01_23_11.csv", month.path)
    assert SOURCE.part_of(file) == "2023-01 to 2023-11"
    reading = SOURCE.read([file])
    assert reading.covers == (Coverage("2023-01", "2023-11", "gw", provisional=True),)
    assert pc.sum(reading.tables["ucdp_candidate__releases"]["events"]).as_py() == 7
    assert reading.tables["ucdp_candidate__releases"].num_rows == 11


def test_an_event_that_ends_before_it_begins_is_refused_with_its_line(month, tmp_path):
    path = tmp_path / "x.csv"
    content = month.path.read_text(encoding="utf-8")
    path.write_text(content.replace("2023-10-20 00:00:00.000", "2023-10-22 00:00:00.000"), encoding="utf-8")
    with pytest.raises(BadInput, match="ends before it begins") as refusal:
        SOURCE.read([RawFile("x.csv", path)])
    assert (refusal.value.line, refusal.value.field) == (8, "date_end")


def test_a_final_edition_is_no_release():
    assert SOURCE.part_of(RawFile("ged.csv", FIXTURES / "ucdp_ged.csv")) is None
    assert SOURCE.part_of(RawFile("bgd.csv", FIXTURES / "ucdp_ged_hdx.csv")) is None


def test_every_column_is_taken_or_left_out_for_a_reason():
    assert len(_ged.FIELDS) == 49
    assert all(field.why for field in _ged.FIELDS.values() if field.type == "ignored")
