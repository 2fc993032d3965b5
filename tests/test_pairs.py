"""Counts between two countries: the starter says what the store says, and who is not listed is unknown."""

import json
from datetime import date, timedelta
from types import SimpleNamespace

import pyarrow as pa
import pytest

from forlik import starter
from forlik.assess.interest import interests
from forlik.build import build
from forlik.core.days import end_of, today
from forlik.core.errors import NoData
from forlik.core.schema import BASIS
from forlik.discover import source
from forlik.pack import pack
from forlik.pairs import Between, Count, newest
from forlik.standing import Standing
from forlik.store import catalogue as catalogues
from forlik.store.intake import take_in

TABLE = "unhcr_population__people"
REFUGEES = Between(TABLE, "origin_iso3", "asylum_iso3", "refugees")
SEEKERS = Between(TABLE, "origin_iso3", "asylum_iso3", "asylum_seekers")
HEAD = (
    "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,refugees,asylum_seekers,returned_refugees,idps,returned_idps,"
    "stateless,ooc,oip,hst\n"
)
# Norway lists Sudan in three years, Mali in one, Chad with nobody who is a refugee; people of no known country, too.
ROWS = (
    "2022,Sudan,SUD,SDN,Norway,NOR,NOR,900,30,0,0,0,0,0,0,0\n"
    "2023,Sudan,SUD,SDN,Norway,NOR,NOR,941,42,0,0,0,0,0,0,0\n"
    "2024,Sudan,SUD,SDN,Norway,NOR,NOR,1107,29,0,0,0,0,0,0,0\n"
    "2024,Sudan,SUD,SDN,Sweden,SWE,SWE,5,0,0,0,0,0,0,0,0\n"
    "2019,Mali,MLI,MLI,Norway,NOR,NOR,9,8,0,0,0,0,0,0,0\n"
    "2023,Chad,CHD,TCD,Norway,NOR,NOR,0,6,0,0,0,0,0,0,0\n"
    "2024,Unknown,UKN,UNK,Norway,NOR,NOR,77,7,0,0,0,0,0,0,0\n"
)
PACKED = date(2025, 7, 1)


def imported(home, tmp_path, rows: str, published: str) -> None:
    path = tmp_path / f"unhcr_{published}.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    taken, errors = take_in(home, source("unhcr_population"), [path], published=published)
    assert (len(taken), errors) == (1, [])


@pytest.fixture
def packed(home, tmp_path, monkeypatch):
    """A pack made from one made-up edition, known on 15 June 2025, and the store it was made from."""
    imported(home, tmp_path, ROWS, "2025-06-15")
    build(home)
    folder = tmp_path / "starter"
    folder.mkdir()
    told = {"unhcr_population": {"published": "2025-06-15", "evidence": "made up"}}
    (folder / "editions.json").write_text(json.dumps(told))
    (folder / "pairs.json").write_bytes((starter.FOLDER / "pairs.json").read_bytes())
    pack(home, folder, PACKED)
    monkeypatch.setattr(starter, "FOLDER", folder)
    for kept in (starter.layers, starter._table, starter._pairs):
        kept.cache_clear()
    yield home
    for kept in (starter.layers, starter._table, starter._pairs):
        kept.cache_clear()


def stored(home, day=PACKED) -> Standing:
    return Standing(day=day, home=home, catalogue=catalogues.load(home))


def from_pack(home, day=PACKED, clock="known") -> Standing:
    return Standing(day=day, clock=clock, home=home / "none", catalogue=catalogues.Catalogue(starter=True))


def plain(then, what, home) -> dict[str, tuple[int, int, bool]]:
    return {iso3: (one.year, one.number, one.estimated) for iso3, one in newest(then, what, home).items()}


def test_the_newest_row_of_each_pair_counts_and_who_is_not_listed_is_not_there(packed):
    assert plain(stored(packed), REFUGEES, "NOR") == {
        "SDN": (2024, 1107, True),
        "MLI": (2019, 9, False),
        "TCD": (2023, 0, False),  # stated: the row is there, and says that nobody is a refugee
    }


@pytest.mark.parametrize("land", ["NOR", "SWE", "DNK"])
@pytest.mark.parametrize("what", [REFUGEES, SEEKERS])
def test_the_starter_says_what_the_store_it_was_made_from_says(packed, what, land):
    assert plain(from_pack(packed), what, land) == plain(stored(packed), what, land)


def test_a_count_of_the_starter_names_its_edition_and_the_file_it_was_made_from(packed):
    then = from_pack(packed)
    basis = then.bases[newest(then, REFUGEES, "NOR")["SDN"].basis]
    [snapshot] = catalogues.load(packed).snapshots
    assert (basis.starter, basis.sha256) == (True, snapshot.sha256)
    assert (basis.source, basis.part) == ("unhcr_population", "population")
    assert basis.known_at[:10] == "2025-06-15"


def test_nothing_is_known_before_the_edition_nor_by_the_clock_of_what_was_held(packed):
    eve = date(2025, 6, 14)
    with pytest.raises(NoData, match="not known on 2025-06-14"):
        newest(from_pack(packed, eve), REFUGEES, "NOR")
    assert newest(from_pack(packed, eve + timedelta(days=1)), REFUGEES, "NOR")
    with pytest.raises(NoData):
        newest(from_pack(packed, clock="held"), REFUGEES, "NOR")


@pytest.mark.parametrize(
    ("published", "stands", "starts"),
    [("2025-06-20", 1200, False), ("2025-06-10", 1107, True)],
    ids=["later", "earlier"],
)
@pytest.mark.usefixtures("packed")
def test_where_the_starter_and_a_file_tell_of_one_year_the_one_known_later_stands(tmp_path, published, stands, starts):
    home = tmp_path / "another"
    imported(home, tmp_path, "2024,Sudan,SUD,SDN,Norway,NOR,NOR,1200,31,0,0,0,0,0,0,0\n", published)
    build(home, starter=True)
    then = stored(home)
    counts = newest(then, REFUGEES, "NOR")
    assert (counts["SDN"].number, then.bases[counts["SDN"].basis].starter) == (stands, starts)
    assert counts["MLI"].number == 9, "what the file does not tell, the starter does"


def test_the_pack_holds_what_own_interest_asks_for_and_no_older_row():
    [layer] = [one for one in starter.layers() if one.pairs]
    for tie in interests().indicators.values():
        rows = layer.between(tie.table, source(layer.source).schemas[tie.table].arrow())
        assert {tie.place, tie.home, tie.column, "year"} <= set(rows.column_names)
        pairs = list(zip(rows[tie.place].to_pylist(), rows[tie.home].to_pylist(), strict=True))
        assert len(pairs) == len(set(pairs)) > 8000
        assert None not in {side for pair in pairs for side in pair}
    assert layer.known_at.date() <= today()


def test_the_starter_never_stands_for_the_table_itself(packed):
    from forlik.world import World

    with pytest.raises(NoData, match="no rows of"):
        World(from_pack(packed)).table(TABLE)


def test_several_codes_of_one_place_are_added_up_year_by_year():
    # As a publisher would give them who has two codes for one place.
    told = [
        (2023, "SRB", "NOR", 7, False, -1),
        (2024, "SRB", "NOR", 40, False, -2),
        (2024, "SRB", "NOR", 2, True, -1),
        (2024, "SRB", "NOR", None, False, -1),
        (2024, "SRB", "SWE", 500, False, -1),
        (2024, "MNE", "NOR", 3, False, -1),
    ]
    names = ("year", "origin_iso3", "asylum_iso3", "refugees", "perhaps_mid_year", BASIS.name)
    rows = pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in told])
    layer = SimpleNamespace(pairs=(TABLE,), between=lambda *_: rows)
    known_at = {-1: end_of(date(2025, 6, 15)), -2: end_of(date(2025, 6, 14))}
    then = SimpleNamespace(day=PACKED, layers=(layer,), known_at=known_at, with_table=lambda _: ())
    # An estimate where one of its parts is, and known when all of its parts were.
    assert newest(then, REFUGEES, "NOR") == {"MNE": Count(2024, 3, False, -1), "SRB": Count(2024, 42, True, -1)}
