"""A figure made of several files is known when the last of them is, and cites each of them and no other."""

import json
from datetime import date
from pathlib import Path

import pytest

from forlik import starter
from forlik.build import build
from forlik.core.errors import NoData
from forlik.discover import source
from forlik.pack import pack
from forlik.standing import Standing
from forlik.store import catalogue as catalogues
from forlik.store.intake import take_in
from forlik.world import World, world

FIXTURES = Path(__file__).parent / "sources" / "fixtures"
GDP, PEOPLE = "NY.GDP.MKTP.CD", "SP.POP.TOTL"
FILES = {GDP: "world_bank_bulk.csv", PEOPLE: "world_bank_resaved.csv"}
DAYS = {GDP: "2003-04-05", PEOPLE: "2003-09-01"}


def fill(home, *order: str, days=DAYS):
    for part in order:
        taken, errors = take_in(home, source("world_bank"), [FIXTURES / FILES[part]], published=days[part])
        assert ([one.snapshot.part for one in taken], errors) == ([part], [])


@pytest.mark.parametrize("order", [(GDP, PEOPLE), (PEOPLE, GDP)])
def test_a_ratio_is_known_when_its_later_half_is_whichever_was_taken_in_first(home, order):
    fill(home, *order)
    table = world().measure("income_per_head", "Egypt")
    [row] = table.rows()
    bases = {basis.number: basis for basis in table.manifest.sources}
    assert {basis.part for basis in bases.values()} == {GDP, PEOPLE}
    assert (bases[row["basis"]].part, bases[row["basis"]].known_at[:10]) == (PEOPLE, "2003-09-01")
    with pytest.raises(NoData):
        world("2003-08-31").measure("income_per_head", "Egypt")


@pytest.mark.parametrize("order", [(GDP, PEOPLE), (PEOPLE, GDP)])
def test_the_other_way_about_too(home, order):
    fill(home, *order, days={GDP: "2004-01-01", PEOPLE: "2003-09-01"})
    table = world().measure("income_per_head", "Egypt")
    bases = {basis.number: basis for basis in table.manifest.sources}
    assert bases[table.rows()[0]["basis"]].known_at[:10] == "2004-01-01"


def test_one_half_alone_is_cited_alone(home):
    fill(home, GDP, PEOPLE)
    [basis] = world().measure("population", "Egypt").manifest.sources
    assert basis.part == PEOPLE
    [basis] = world().measure("gdp").manifest.sources
    assert basis.part == GDP


def test_the_pack_ships_a_ratio_under_its_later_half_and_cites_both(home, tmp_path, monkeypatch):
    fill(home, GDP, PEOPLE)
    build(home)
    folder = tmp_path / "starter"
    folder.mkdir()
    days = {f"world_bank/{part}": {"published": day, "evidence": "made up"} for part, day in DAYS.items()}
    (folder / "editions.json").write_text(json.dumps(days))
    pack(home, folder)
    monkeypatch.setattr(starter, "FOLDER", folder)
    for cached in (starter.layers, starter._table):
        cached.cache_clear()
    try:
        held = catalogues.Catalogue(starter=True)
        then = World(Standing(day=date(2003, 9, 1), home=home, catalogue=held))
        table = then.measure("income_per_head", "Egypt")
        assert {basis.part for basis in table.manifest.sources} == {GDP, PEOPLE}
        assert [basis.part for basis in then.measure("gdp", "Egypt").manifest.sources] == [GDP]
        earlier = World(Standing(day=date(2003, 8, 31), home=home, catalogue=held))
        assert earlier.measure("gdp", "Egypt").rows()
        with pytest.raises(NoData):
            earlier.measure("income_per_head", "Egypt")
    finally:
        for cached in (starter.layers, starter._table):
            cached.cache_clear()


@pytest.mark.usefixtures("home")
def test_the_starter_figures_have_no_rows_and_say_which_measure_to_ask_for():
    with pytest.raises(
        NoData, match=r"no rows of .* were held .* or the starter figures .* world.measure\(\"active_conf"
    ):
        world().table("ucdp_acd__conflict_years")
    with pytest.raises(NoData) as caught:
        world().table("pax__agreements")
    assert "starter" not in caught.value.remedy
