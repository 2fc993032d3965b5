"""OECD CRS totals: regions and organisations stay without a country, totals must add up, the year is in the name."""

import json
import shutil
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.oecd_crs import SOURCE
from forlik.store.shelf import check

FIXTURES = Path(__file__).parent / "fixtures"


def file(name):
    return RawFile(name, FIXTURES / name)


def changed(folder, content, name="crs_2013_sectors.json"):
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return RawFile(name, path)


def test_donors_and_recipients_that_are_no_countries_are_kept_without_one():
    assert SOURCE.part_of(file("crs_2019.json")) == "crs-2019"
    reading = SOURCE.read([file("crs_2019.json")])
    check(SOURCE, reading, "crs_2019.json")
    rows = reading.tables["oecd_crs__recipient_donors"].to_pylist()
    assert [(row["country_iso3"], row["donor_iso3"], row["amount_usd"]) for row in rows] == [
        (None, "NOR", 700),
        (None, None, 30),
        ("COL", "NOR", 100),
        ("COL", None, 50),
        ("COL", "USA", -5),
    ]


def test_grand_totals_are_checked_and_not_counted_as_a_sector():
    assert SOURCE.part_of(file("crs_2013_sectors.json")) == "crs-2013-sectors"
    reading = SOURCE.read([file("crs_2013_sectors.json")])
    check(SOURCE, reading, "crs_2013_sectors.json")
    assert [row["sector"] for row in reading.tables["oecd_crs__recipient_sectors"].to_pylist()] == [
        "11220",
        "152",
        "311",
    ]
    assert reading.ignored == {"grand totals, checked against the sectors": 1}
    assert reading.rows == 4


def test_sectors_that_do_not_add_up_are_refused(tmp_path):
    with pytest.raises(BadInput, match=r"add up to 100000000, the total says 130000000"):
        SOURCE.read([changed(tmp_path, {"CO": {"11220": 100_000_000, "Grand Total": 130_000_000}})])


@pytest.mark.parametrize(
    ("content", "field"),
    [({"CO": {"NO": 1.5}}, "CO.NO"), ({"QQ": {"NO": 1}}, "QQ"), ({"CO": []}, "CO"), ({"CO": {"QQ": 1}}, "QQ")],
)
def test_a_strange_value_or_code_is_refused_with_its_place(tmp_path, content, field):
    with pytest.raises(BadInput) as caught:
        SOURCE.read([changed(tmp_path, content, "crs_2019.json")])
    assert caught.value.field == field


def test_a_renamed_file_is_not_recognised_because_it_has_lost_its_year(tmp_path):
    path = tmp_path / "totals.json"
    shutil.copy(FIXTURES / "crs_2019.json", path)
    assert SOURCE.part_of(RawFile("totals.json", path)) is None
