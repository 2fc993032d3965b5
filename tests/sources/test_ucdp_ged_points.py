"""The published subset of GED 20.1, read from made-up points."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.ucdp_ged_points import SOURCE
from forlik.store import shelf

FIXTURES = Path(__file__).parent / "fixtures"


def test_points_are_read_as_they_stand_equal_rows_included():
    file = RawFile("ged201.csv", FIXTURES / "ucdp_ged_points.csv")
    assert SOURCE.part_of(file) == "all"
    reading = SOURCE.read([file])
    shelf.check(SOURCE, reading, file.name)
    points = reading.tables["ucdp_ged_points__events"].to_pylist()
    assert reading.rows == 3
    assert [(one["year"], one["longitude"], one["latitude"], one["deaths_best"]) for one in points] == [
        (1995, 69.5, 34.25, 17),
        (1995, 69.5, 34.25, 17),
        (2019, -70.0, -4.0, 0),
    ]


def test_it_speaks_for_no_place_because_it_names_no_country():
    assert SOURCE.read([RawFile("x.csv", FIXTURES / "ucdp_ged_points.csv")]).covers == ()


def test_a_latitude_beyond_the_pole_is_refused_with_its_line(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text((FIXTURES / "ucdp_ged_points.csv").read_text(encoding="utf-8").replace("-70,-4", "-4,-97"), "utf-8")
    with pytest.raises(BadInput, match="below -90") as refusal:
        SOURCE.read([RawFile("x.csv", path)])
    assert (refusal.value.line, refusal.value.field) == (4, "latitude")


def test_the_whole_dataset_is_not_taken_for_the_subset():
    assert SOURCE.part_of(RawFile("x.csv", FIXTURES / "ucdp_ged.csv")) is None
