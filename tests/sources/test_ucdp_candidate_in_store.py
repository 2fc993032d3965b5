"""Candidate releases in the store: later corrections win, and a final edition retires them."""

from pathlib import Path

import pytest

from forlik.build import build
from forlik.core.errors import NoData
from forlik.discover import source
from forlik.store.intake import take_in
from forlik.world import world

OCTOBER = (Path(__file__).parent / "fixtures" / "ucdp_candidate.csv").read_text(encoding="utf-8")


def bring(home, name, path, published):
    taken, errors = take_in(home, source(name), [path], published=published)
    assert not errors, errors
    return taken[0].snapshot.part


def november(tmp_path) -> Path:
    """The next release: one event of October corrected from 40 to 55 deaths, and enough events of its own."""
    header, *rows = OCTOBER.splitlines()
    corrected = next(row for row in rows if row.startswith("500002,"))
    own = [row.replace("2023-10", "2023-11").replace("50000", "60000", 1) for row in rows if ",2023-10-11 " in row]
    own += [own[0].replace("600004", f"60001{number}", 1) for number in range(3)]
    path = tmp_path / "GEDEvent_v23_0_11.csv"
    path.write_text("\n".join([header, corrected.replace(",40,70,31,", ",55,70,31,"), *own, ""]), encoding="utf-8")
    return path


@pytest.fixture
def held(home, tmp_path):
    path = tmp_path / "GEDEvent_v23_0_10.csv"
    path.write_text(OCTOBER, encoding="utf-8")
    assert bring(home, "ucdp_candidate", path, "2023-11-20") == "2023-10"
    assert bring(home, "ucdp_candidate", november(tmp_path), "2023-12-20") == "2023-11"
    build(home)
    return home


def deaths(home, day, place, month, measure="deaths_state_based_monthly"):
    [row] = world(day, home=home).measure(measure, place, start=month, end=month).rows()
    return None if row["value"] is None else int(row["value"])


def test_a_correction_in_a_later_release_stands_from_its_publication_on(held):
    assert deaths(held, "2023-12-19", "UKR", "2023-10") == 40
    assert deaths(held, "2023-12-20", "UKR", "2023-10") == 55


def test_an_event_that_came_early_counts_only_once_its_own_month_is_released(held):
    with pytest.raises(NoData):
        deaths(held, "2023-12-19", "UKR", "2023-11")
    assert deaths(held, "2023-12-20", "UKR", "2023-11") == 5


def test_a_released_month_without_an_event_is_zero_and_an_unreleased_one_unknown(held):
    assert deaths(held, "2023-12-31", "NOR", "2023-10") == 0
    with pytest.raises(NoData):
        deaths(held, "2023-12-31", "NOR", "2023-03")


def test_a_final_edition_retires_the_candidates_of_its_years(held, tmp_path):
    final = tmp_path / "GEDEvent_v24_1.csv"
    fixture = (Path(__file__).parent / "fixtures" / "ucdp_ged.csv").read_text(encoding="utf-8")
    final.write_text(fixture.replace("2021", "2023"), encoding="utf-8")
    bring(held, "ucdp_ged", final, "2024-06-11")
    build(held)
    assert deaths(held, "2024-06-10", "UKR", "2023-10") == 55
    assert deaths(held, "2024-06-11", "UKR", "2023-10") == 0, "the final edition has no such event"
    assert deaths(held, "2024-06-11", "UKR", "2023-01") == 40
    assert world("2024-06-11", home=held).table("ucdp_candidate__events").to_arrow().num_rows == 0
    table = world("2024-06-11", home=held).measure("deaths_state_based_monthly", "UKR", start="2023-10", end="2023-10")
    [row] = table.rows()
    assert (row["status"], row["source"]) == ("reported", "ucdp_ged"), "its silence, not a candidate's"
    assert {one.source for one in table.manifest.sources} == {"ucdp_ged"}
