"""UCDP peace agreements, read from made-up accords."""

from datetime import date
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import Coverage, RawFile
from forlik.sources.ucdp_peace_agreements import SOURCE
from forlik.store import shelf

FIXTURE = Path(__file__).parent / "fixtures" / "ucdp_peace_agreements.csv"


@pytest.fixture
def file() -> RawFile:
    return RawFile("ucdp-peace-agreements.csv", FIXTURE)


def test_the_file_states_its_edition_and_the_years_it_speaks_for(file):
    assert SOURCE.part_of(file) == "all"
    reading = SOURCE.read([file])
    shelf.check(SOURCE, reading, file.name)
    assert reading.edition == "9.1"
    assert reading.covers == (Coverage("1975", "2021", "gw"),)
    assert reading.rows == 3


def test_an_agreement_on_two_countries_stands_under_both(file):
    rows = SOURCE.read([file]).tables["ucdp_peace_agreements__agreements"].to_pylist()
    assert [(one["agreement_ucdp_id"], one["country_iso3"], one["year"], one["stage"]) for one in rows] == [
        (1, "COL", 2017, "full"),
        (2, "COL", 2016, "partial"),
        (3, "IRN", 1975, "process"),
        (3, "IRQ", 1975, "process"),
    ]


def test_provisions_parties_and_texts_over_several_lines_are_kept(file):
    first = SOURCE.read([file]).tables["ucdp_peace_agreements__agreements"].to_pylist()[0]
    assert first["signed_on"] == date(2017, 5, 6)
    assert (first["ceasefire"], first["gender"], first["refugees_return"], first["amnesty"]) == (
        True,
        True,
        True,
        False,
    )
    assert first["third_parties"] == "Norway and Cuba"
    assert first["comment"] == "Two lines,\nof which this is the second."
    assert first["ended"] is False


def test_a_stage_outside_the_codebook_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(FIXTURE.read_text(encoding="utf-8").replace(",1,1,3,0,5,", ",1,1,4,0,5,"), encoding="utf-8")
    with pytest.raises(BadInput, match="above 3") as refusal:
        SOURCE.read([RawFile("x.csv", path)])
    assert refusal.value.field == "pa_type"


def test_a_state_that_did_not_exist_then_is_refused_with_its_line(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(FIXTURE.read_text(encoding="utf-8").replace('"630, 645"', "626"), "utf-8")
    with pytest.raises(BadInput, match="626") as refusal:
        SOURCE.read([RawFile("x.csv", path)])
    assert (refusal.value.line, refusal.value.field) == (6, "gwno")
