"""IDMC's updates: both forms alike, days as people lived them, and no measure on them."""

from datetime import date
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.discover import measures
from forlik.sources.idmc_updates import SOURCE

FIXTURES = Path(__file__).parent / "fixtures"


def raw(name: str) -> RawFile:
    return RawFile(name, FIXTURES / name)


def test_the_answer_and_the_table_give_the_same_rows():
    answer, table = (SOURCE.read([raw(f"idmc_updates.{kind}")]) for kind in ("json", "csv"))
    assert answer.tables["idmc_updates__events"].equals(table.tables["idmc_updates__events"])
    assert answer.rows == 2


def test_days_are_midnights_in_new_zealand_but_entry_is_an_instant():
    flood, fighting = SOURCE.read([raw("idmc_updates.json")]).tables["idmc_updates__events"].to_pylist()
    assert (flood["displaced_on"], flood["displaced_to"]) == (date(2024, 1, 7), date(2024, 1, 8)), "summer time there"
    assert fighting["displaced_on"] == date(2024, 8, 1), "winter time there"
    assert fighting["created_on"] == date(2024, 8, 9)
    assert fighting["hazard_type"] is None


def test_countries_are_parts_of_their_own(tmp_path):
    assert SOURCE.part_of(raw("idmc_updates.json")) == SOURCE.part_of(raw("idmc_updates.csv")) == "world"
    lines = raw("idmc_updates.csv").path.read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "one.csv"
    path.write_text("".join(lines[:2]), encoding="utf-8")
    assert SOURCE.part_of(RawFile(path.name, path)) == "NAM"


def test_a_bare_day_is_refused_rather_than_shifted(tmp_path):
    path = tmp_path / "days.csv"
    path.write_text(
        raw("idmc_updates.csv").path.read_text(encoding="utf-8").replace("2024-07-31T12:00:00.000Z", "2024-07-31"),
        encoding="utf-8",
    )
    with pytest.raises(BadInput, match="“2024-07-31” is no instant"):
        SOURCE.read([RawFile(path.name, path)])


def test_no_measure_adds_overlapping_provisional_figures():
    assert not [name for name, one in measures().items() if "idmc_updates__events" in one.tables]
    assert SOURCE.retired_by == "idmc"
