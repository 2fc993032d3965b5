"""IPC on the real files: answers and published tables agree row by row, and the measure gives hand-picked analyses."""

import csv
from collections import Counter

import pytest

import forlik
from forlik.core.source import RawFile
from forlik.sources.ipc import SOURCE
from forlik.store.intake import take_in

pytestmark = pytest.mark.real
COLUMNS = ("level", "country_iso3", "level1", "area", "validity", "from_on", "to_on", "phase", "people")


def answers(shared):
    names = [f"population-country-{code}.json" for code in ("af", "ao", "cf", "et")]
    return [RawFile(name, shared / "needs" / "ipc" / "input" / name) for name in names]


def tables(shared):
    names = [f"ipc_global_{level}_long.csv" for level in ("national", "level1", "area")]
    return [RawFile(name, shared / "needs" / "ipc" / "expected" / name) for name in names]


def counted(files):
    rows = Counter()
    for file in files:
        for row in SOURCE.read([file]).tables["ipc__phases"].to_pylist():
            rows[tuple(row[name] for name in COLUMNS)] += 1
    return rows


def test_answers_give_the_rows_of_the_published_tables(shared):
    ours = counted(answers(shared))
    assert ours == counted(tables(shared))
    assert ours.total() == 399 + 2386 + 18373 == 21158


def test_every_row_of_the_tables_is_read(shared):
    hapi = shared / "needs" / "ipc" / "expected" / "hdx_hapi_food_security_global.csv"
    for file in [*tables(shared), RawFile(hapi.name, hapi)]:
        with file.path.open(encoding="utf-8-sig", newline="") as stream:
            rows = sum(1 for _ in csv.DictReader(stream))
        reading = SOURCE.read([file])
        assert reading.rows == reading.tables["ipc__phases"].num_rows == rows
        assert not reading.ignored
        assert not reading.refused


@pytest.mark.parametrize("form", ["answers", "national", "hapi"])
def test_each_year_has_its_newest_wide_analysis_whatever_the_form(shared, home, form):
    hapi = shared / "needs" / "ipc" / "expected" / "hdx_hapi_food_security_global.csv"
    files = {"answers": answers(shared), "national": tables(shared)[:1], "hapi": [RawFile(hapi.name, hapi)]}[form]
    assert not take_in(home, SOURCE, [file.path for file in files])[1]
    got = {
        (row["country_iso3"], row["year"]): int(row["value"])
        for row in forlik.world().measure("food_crisis_people").rows()
    }
    # Picked by hand from the published national table.
    assert got == {
        ("AFG", 2017): 7605812,  # August, of the whole country; November was of the North East only
        ("AFG", 2018): 9838407,
        ("AFG", 2019): 10232241,
        ("AFG", 2020): 11149264,
        ("AFG", 2021): 18844453,
        ("AFG", 2022): 16973664,
        ("AFG", 2023): 17213584,
        ("AGO", 2019): 421167,
        ("AGO", 2021): 1315532,
        ("CAF", 2017): 1110028,
        ("CAF", 2018): 1898963,
        ("CAF", 2019): 1615304,
        ("CAF", 2020): 1928609,
        ("CAF", 2021): 2095278,
        ("CAF", 2022): 2652693,
        ("CAF", 2023): 2388086,
        ("ETH", 2019): 7966980,
        ("ETH", 2020): 8609537,
        ("ETH", 2021): 16756345,  # the merged analysis, which holds the one of three regions
    }
