"""One country's GED events with HXL tags, read from a made-up file."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import Coverage, RawFile
from forlik.sources.ucdp_ged_hdx import SOURCE
from forlik.store import shelf

FIXTURE = Path(__file__).parent / "fixtures" / "ucdp_ged_hdx.csv"


def test_the_country_is_the_part_and_the_tags_are_no_event():
    file = RawFile("conflict_data_BGD.csv", FIXTURE)
    assert SOURCE.part_of(file) == "BGD"
    reading = SOURCE.read([file])
    shelf.check(SOURCE, reading, file.name)
    assert reading.rows == 3
    assert reading.ignored == {"line of HXL tags": 1}
    assert reading.covers == (Coverage("2001", "2002", ("BGD",)),), "one country is spoken for, no other"
    events = reading.tables["ucdp_ged_hdx__events"].to_pylist()
    assert [(one["country_iso3"], one["year"], one["deaths_best"]) for one in events] == [
        ("BGD", 2001, 3),
        ("BGD", 2002, 1),
    ]


def test_a_file_of_two_minds_about_its_country_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(FIXTURE.read_text(encoding="utf-8").replace("BGD,771", "BGD,750", 1), encoding="utf-8")
    with pytest.raises(BadInput, match="one mind"):
        SOURCE.read([RawFile("x.csv", path)])


def test_a_file_whose_tags_were_taken_away_loses_no_event_in_silence(tmp_path):
    path = tmp_path / "x.csv"
    lines = FIXTURE.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    with pytest.raises(BadInput, match="no line of HXL tags"):
        SOURCE.read([RawFile("x.csv", path)])
