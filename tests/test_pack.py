"""Making the starter pack: what it says is what the store computed, and nothing else."""

import json
from datetime import date

import pytest

from forlik import starter
from forlik.build import build
from forlik.core.days import today
from forlik.core.errors import NoData
from forlik.discover import source
from forlik.pack import pack
from forlik.standing import Standing
from forlik.store import catalogue as catalogues
from forlik.store.intake import take_in
from forlik.world import World

HEAD = (
    "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,territory_name,year,"
    "intensity_level,cumulative_intensity,type_of_conflict,start_date,start_prec,start_date2,start_prec2,ep_end,"
    "ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version\n"
)


@pytest.fixture
def packed(home, tmp_path, monkeypatch):
    """A pack made from one made-up edition, published in June 2021, and the store it was made from."""
    path = tmp_path / "acd.csv"
    path.write_text(
        HEAD
        + '1,X,G,1,,H,1,,2,,2019,2,0,3,2001-01-01,1,2001-01-01,1,0,,,100,,,,"100, 200",5,1\n'
        + "1,X,G,1,,H,1,,2,,2020,1,0,3,2001-01-01,1,2001-01-01,1,0,,,100,,,,100,5,1\n"
    )
    taken, errors = take_in(home, source("ucdp_acd"), [path])
    assert (len(taken), errors) == (1, [])
    build(home)
    folder = tmp_path / "starter"
    folder.mkdir()
    (folder / "editions.json").write_text(json.dumps({"ucdp_acd": {"published": "2021-06", "evidence": "made up"}}))
    written = pack(home, folder, date(2022, 1, 1))
    assert set(written) == {("ucdp_acd", "all")}
    monkeypatch.setattr(starter, "FOLDER", folder)
    starter.layers.cache_clear()
    starter._table.cache_clear()
    yield home
    starter.layers.cache_clear()
    starter._table.cache_clear()


def world(day: str, *, from_pack: bool, home=None) -> World:
    held = catalogues.Catalogue(starter=True) if from_pack else catalogues.load(home)
    return World(Standing(day=date.fromisoformat(day), home=home, catalogue=held))


@pytest.mark.parametrize("place", ["COL", "USA", "NOR", "World", None])
@pytest.mark.parametrize("name", ["active_conflicts", "wars"])
def test_the_pack_says_what_the_store_computed(packed, name, place):
    def figures(one):
        rows = one.measure(name, place).rows()
        return [(row["country_iso3"], row["year"], row["value"], row["status"]) for row in rows]

    computed = figures(world(today().isoformat(), from_pack=False, home=packed))
    assert figures(world("2022-01-01", from_pack=True, home=packed)) == computed


def test_the_pack_knows_its_editions_day(packed):
    with pytest.raises(NoData):
        world("2021-06-29", from_pack=True, home=packed).measure("active_conflicts", "COL")
    [basis] = world("2021-06-30", from_pack=True, home=packed).measure("active_conflicts", "COL").manifest.sources
    assert basis.starter
    assert basis.number < 0
    assert basis.known_at == "2021-06-30T23:59:59+00:00"


@pytest.mark.usefixtures("packed")
def test_zeros_that_silence_gives_back_are_not_stored():
    text = (starter.FOLDER / "figures-ucdp-acd-all.csv").read_text()
    assert "NOR" not in text
    assert "active_conflicts,COL,2020,,1,,,\n" in text, "reported is what goes without saying"


def test_an_edition_without_a_date_is_known_from_the_day_of_packing(packed, tmp_path):
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "editions.json").write_text("{}")
    pack(packed, bare, date(2022, 1, 1))
    [entry] = json.loads((bare / "pack.json").read_text())
    assert entry["published"] == "2022-01-01"
    assert "no date" in entry["evidence"]
    pack(packed, bare, date(2023, 1, 1))
    [again] = json.loads((bare / "pack.json").read_text())
    assert again == entry, "the same bytes packed again are known from the first day"
