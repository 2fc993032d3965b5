"""UCDP one-sided violence, read from made-up rows in the documented layout."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import Coverage, RawFile
from forlik.sources.ucdp_one_sided import SOURCE
from forlik.store import shelf

FIXTURE = Path(__file__).parent / "fixtures" / "ucdp_one_sided.csv"
FILE = RawFile("OneSided_v9_1.csv", FIXTURE)


def test_an_actor_in_two_countries_stands_under_both_with_its_whole_deaths():
    assert SOURCE.part_of(FILE) == "all"
    reading = SOURCE.read([FILE])
    shelf.check(SOURCE, reading, FILE.name)
    assert (reading.rows, reading.edition, reading.covers) == (2, "9.1", (Coverage("2020", "2020", "gw"),))
    rows = reading.tables["ucdp_one_sided__actor_years"].to_pylist()
    assert [
        (one["actor_ucdp_id"], one["country_iso3"], one["actor_is_state"], one["actor_deaths_best"]) for one in rows
    ] == [
        (7001, "MLI", False, 60),
        (7001, "NER", False, 60),
        (7002, "COL", True, 60),
    ]


def test_rows_of_two_editions_in_one_file_are_refused(tmp_path):
    path = tmp_path / "x.csv"
    content = FIXTURE.read_text(encoding="utf-8")
    path.write_text(content[::-1].replace("9.1"[::-1], "9.2"[::-1], 1)[::-1], encoding="utf-8")
    with pytest.raises(BadInput, match=r"9\.1, 9\.2"):
        SOURCE.read([RawFile("x.csv", path)])


def test_its_layout_is_marked_as_never_seen_in_a_real_file():
    assert "Codebook" in SOURCE.unverified_layout
