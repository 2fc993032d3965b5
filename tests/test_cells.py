"""Cells of several origins: per place and period the one known latest, silence included."""

import warnings
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from forlik import starter
from forlik.cells import _states
from forlik.core.errors import NoData
from forlik.core.source import Coverage
from forlik.core.warnings import NotComparable
from forlik.discover import measure, source
from forlik.every_place import EveryPlace
from forlik.standing import Standing
from forlik.store import catalogue as catalogues
from forlik.store.intake import take_in
from forlik.store.results import Cell
from forlik.world import World

HEAD = (
    "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,territory_name,year,"
    "intensity_level,cumulative_intensity,type_of_conflict,start_date,start_prec,start_date2,start_prec2,ep_end,"
    "ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version\n"
)


@pytest.fixture
def mixed_on(home, tmp_path, monkeypatch):
    """A store's worlds: its imported edition (2021-06) speaks of 2020, and a pack edition (2020-06) of 2018 to 2020."""
    path = tmp_path / "acd.csv"
    path.write_text(HEAD + "1,X,G,1,,H,1,,2,,2020,1,0,3,2001-01-01,1,2001-01-01,1,0,,,100,,,,100,5,2\n")
    taken, errors = take_in(home, source("ucdp_acd"), [path], published="2021-06-01")
    assert (len(taken), errors) == (1, [])
    pack = tmp_path / "pack.csv"
    pack.write_text(
        "measure,country_iso3,year,month,value,low,high,status\n"
        "active_conflicts,COL,2018,,3,,,reported\n"
        "active_conflicts,COL,2020,,9,,,reported\n"
        "active_conflicts,PER,2020,,4,,,reported\n"
    )
    layer = starter.Layer(
        number=-1, file=str(pack), source="ucdp_acd", part="all", edition="1", published="2020-06-01",
        evidence="made up", sha256="0" * 64, methods={"active_conflicts": 1},
        covers=(Coverage("2018", "2020", "gw"),), remarks=(),
    )  # fmt: skip
    monkeypatch.setattr(starter, "layers", lambda: (layer,))
    records = catalogues.load(home).snapshots

    def known(day: str) -> World:
        held = catalogues.Catalogue(snapshots=records, starter=True)
        return World(Standing(day=date.fromisoformat(day), home=home, catalogue=held))

    return known


@pytest.fixture
def mixed(mixed_on):
    def ask(day: str, place: str) -> dict[int, tuple[int, int]]:
        rows = mixed_on(day).measure("active_conflicts", place).rows()
        return {row["year"]: (int(row["value"]), row["basis"]) for row in rows}

    return ask


def test_the_newest_alone_warns_of_editions_as_all_rows_do(mixed_on):
    with pytest.warns(NotComparable, match="editions 1 and 2 stand side by side"):
        found = mixed_on("2022-01-01").newest("active_conflicts", "COL")
    assert (found["year"], found["value"], found["basis"]) == (2020, 1, 1)


def test_the_later_edition_wins_where_it_speaks_and_the_older_stays_elsewhere(mixed):
    with pytest.warns(NotComparable, match="editions 1 and 2 stand side by side"):
        found = mixed("2022-01-01", "COL")
    assert found == {2018: (3, -1), 2019: (0, -1), 2020: (1, 1)}


def test_a_later_silence_is_a_zero_that_wins(mixed):
    with pytest.warns(NotComparable):
        assert mixed("2022-01-01", "PER")[2020] == (0, 1)


def test_before_the_later_edition_the_older_stands_alone(mixed):
    assert mixed("2021-05-31", "COL") == {2018: (3, -1), 2019: (0, -1), 2020: (9, -1)}


def test_a_measure_of_every_place_is_that_of_each_in_turn_whatever_periods_were_asked_for_before(mixed_on):
    ranges = [(None, None), ("2019", None), (None, "2019"), ("2018", "2019"), ("2020", "2020"), (None, None)]
    for mode in ("known", "reconstructed"):
        then = World(replace(mixed_on("2022-01-01").then, mode=mode))
        for first, last in ranges:
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always")
                every = then.measure("active_conflicts", start=first, end=last)
            with warnings.catch_warnings(record=True) as said_alone:
                warnings.simplefilter("always")
                alone = {place: _alone(then, place, first, last) for place in sorted(_states())}
            assert every.rows() == [
                row for one in alone.values() if one for row in one.rows() if row["value"] is not None
            ]
            sources = {basis for one in alone.values() if one for basis in one.manifest.sources}
            assert set(every.manifest.sources) == sources
            assert {str(one.message) for one in said if one.category is NotComparable} == {
                str(one.message) for one in said_alone if one.category is NotComparable
            }


def _alone(then, place, first, last):
    try:
        return then.measure("active_conflicts", place, start=first, end=last)
    except NoData:
        return None


def test_the_few_rows_that_caveats_look_at_are_the_last_of_each_period_and_basis():
    def cell(basis):
        return Cell(Decimal(1), None, None, "reported", basis)

    known = {"AFG": {(2020, None): cell(2), (2021, None): cell(1)}, "COL": {(2020, None): cell(1)}}
    known["PER"] = {(2020, None): cell(1)}
    every = EveryPlace(measure("active_conflicts"), known, dict.fromkeys((1, 2), SimpleNamespace(source="ucdp_acd")))
    for first, last in [(None, (2020, 12)), (None, None), ((2021, 1), None)]:
        few = {(row["year"], row["basis"], row["country_iso3"]) for row in every.newest(first, last)}
        rows = every.rows(first, last)
        assert few == {
            (year, basis, max(row["country_iso3"] for row in rows if (row["year"], row["basis"]) == (year, basis)))
            for year, basis in {(row["year"], row["basis"]) for row in rows}
        }
        assert every.asked(first, last) == {(row["country_iso3"], row["year"]) for row in rows}
