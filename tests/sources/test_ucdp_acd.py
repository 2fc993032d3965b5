"""UCDP/PRIO armed conflicts, read from made-up ones; damaged copies stand in test_ucdp_bad_input."""

from datetime import date
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import Coverage, RawFile
from forlik.sources.ucdp_acd import SOURCE
from forlik.store import shelf

FIXTURE = Path(__file__).parent / "fixtures" / "ucdp_acd.csv"


def reading_of(path):
    return SOURCE.read([RawFile("acd.csv", path)])


def test_a_conflict_over_two_countries_stands_under_both():
    assert SOURCE.part_of(RawFile("acd.csv", FIXTURE)) == "all"
    reading = reading_of(FIXTURE)
    shelf.check(SOURCE, reading, "acd.csv")
    assert (reading.rows, reading.edition, reading.covers) == (3, "9.1", (Coverage("1967", "2021", "gw"),))
    rows = reading.tables["ucdp_acd__conflict_years"].to_pylist()
    assert [(one["conflict_ucdp_id"], one["year"], one["country_iso3"], one["intensity_level"]) for one in rows] == [
        (99001, 2020, "COL", 1),
        (99001, 2021, "COL", 2),
        (99002, 1967, "EGY", 2),
        (99002, 1967, "ISR", 2),
    ]


def test_days_are_read_in_both_forms_but_not_in_a_mixture(tmp_path):
    content = FIXTURE.read_text(encoding="utf-8")
    path = tmp_path / "x.csv"
    turned = content.replace("2001-02-03", "3-2-2001").replace("2021-11-30", "30-11-2021")
    path.write_text(turned.replace("1967-06-05", "5-6-1967"), encoding="utf-8")
    first = reading_of(path).tables["ucdp_acd__conflict_years"].to_pylist()[1]
    assert (first["started_on"], first["episode_ended_on"]) == (date(2001, 2, 3), date(2021, 11, 30))
    path.write_text(turned, encoding="utf-8")
    with pytest.raises(BadInput, match="is not a day"):
        reading_of(path)


def test_rows_of_two_editions_are_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(FIXTURE.read_text(encoding="utf-8").replace("5,9.1", "5,9.2", 1), encoding="utf-8")
    with pytest.raises(BadInput, match=r"9\.1, 9\.2"):
        reading_of(path)


def test_an_unknown_code_is_refused_with_its_line_even_after_a_conflict_over_two_countries(tmp_path):
    path = tmp_path / "x.csv"
    header, first, _, two_countries = FIXTURE.read_text(encoding="utf-8").splitlines()
    unknown = first.replace(",100,", ",9999,").replace("99001", "99003")
    path.write_text(f"{header}\n{two_countries}\n{unknown}\n", encoding="utf-8")
    with pytest.raises(BadInput, match="9999") as refusal:
        reading_of(path)
    assert (refusal.value.line, refusal.value.field) == (3, "gwno_loc")
