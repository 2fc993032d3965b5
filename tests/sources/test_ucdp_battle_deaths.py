"""UCDP battle-related deaths, read from made-up rows in the documented layout."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import Coverage, RawFile
from forlik.sources.ucdp_battle_deaths import SOURCE
from forlik.store import shelf

FIXTURE = Path(__file__).parent / "fixtures" / "ucdp_battle_deaths.csv"
FILE = RawFile("BattleDeaths_v9_1_conf.csv", FIXTURE)


def test_a_conflict_over_two_countries_stands_under_both_with_its_whole_deaths():
    assert SOURCE.part_of(FILE) == "all"
    reading = SOURCE.read([FILE])
    shelf.check(SOURCE, reading, FILE.name)
    assert (reading.rows, reading.edition, reading.covers) == (2, "9.1", (Coverage("2020", "2021", "gw"),))
    rows = reading.tables["ucdp_battle_deaths__conflict_years"].to_pylist()
    assert [
        (one["country_iso3"], one["conflict_deaths_low"], one["conflict_deaths_best"], one["conflict_deaths_high"])
        for one in rows
    ] == [
        ("COL", 100, 120, 300),
        ("EGY", 100, 26, 300),
        ("ISR", 100, 26, 300),
    ]


def test_a_row_twice_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    lines = FIXTURE.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), encoding="utf-8")
    with pytest.raises(BadInput, match="stand twice"):
        shelf.check(SOURCE, SOURCE.read([RawFile("x.csv", path)]), "x.csv")


def test_its_layout_is_marked_as_never_seen_in_a_real_file():
    assert "Codebook" in SOURCE.unverified_layout
