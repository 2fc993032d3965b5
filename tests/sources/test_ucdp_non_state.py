"""UCDP non-state conflicts, read from made-up rows in the documented layout."""

from datetime import date
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import Coverage, RawFile
from forlik.sources.ucdp_non_state import SOURCE
from forlik.store import shelf

FIXTURE = Path(__file__).parent / "fixtures" / "ucdp_non_state.csv"
FILE = RawFile("NonState_v9_1.csv", FIXTURE)


def test_fighting_in_two_countries_stands_under_both_with_its_whole_deaths():
    assert SOURCE.part_of(FILE) == "all"
    reading = SOURCE.read([FILE])
    shelf.check(SOURCE, reading, FILE.name)
    assert (reading.rows, reading.edition, reading.covers) == (2, "9.1", (Coverage("2020", "2020", "gw"),))
    rows = reading.tables["ucdp_non_state__dyad_years"].to_pylist()
    assert [(one["dyad_ucdp_id"], one["country_iso3"], one["dyad_deaths_best"]) for one in rows] == [
        (6001, "NGA", 30),
        (6002, "NGA", 30),
        (6002, "NER", 30),
    ]
    assert [one["episode_ended_on"] for one in rows] == [date(2020, 9, 30), None, None]


def test_a_missing_death_count_is_refused_with_its_line(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(FIXTURE.read_text(encoding="utf-8").replace("2020,30,25,44", "2020,,25,44", 1), encoding="utf-8")
    with pytest.raises(BadInput, match="a value is required") as refusal:
        SOURCE.read([RawFile("x.csv", path)])
    assert (refusal.value.line, refusal.value.field) == (2, "best_fatality_estimate")


def test_its_layout_is_marked_as_never_seen_in_a_real_file():
    assert "Codebook" in SOURCE.unverified_layout
