"""IDMC's yearly database and its updates on real files."""

import json

import pyarrow.compute as pc
import pytest

import forlik
from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.idmc import SOURCE
from forlik.sources.idmc_updates import SOURCE as UPDATES
from forlik.store.intake import take_in

pytestmark = pytest.mark.real
ORDER = [("country_iso3", "ascending"), ("year", "ascending")]


def raw(shared, name: str) -> RawFile:
    path = shared / "needs" / name
    return RawFile(path.name, path)


def total(table, column: str, year: int) -> int:
    return pc.sum(table.filter(pc.equal(table["year"], year))[column]).as_py()


@pytest.fixture(scope="module")
def disasters(shared):
    return SOURCE.read([raw(shared, "idmc_gidd/expected/disaster_displacement.csv")])


def test_ten_pages_and_the_published_table_are_the_same_961_rows(shared):
    pages = [raw(shared, f"idmc_gidd/input/displacement_{number}.json") for number in (3, 0, 9, 1, 2, 4, 5, 8, 7, 6)]
    answer = SOURCE.read(pages)
    table = SOURCE.read([raw(shared, "idmc_gidd/expected/conflict_displacement_idps.csv")])
    assert answer.rows == table.rows == 961
    assert answer.published == "2025-05-13"
    one, other = (reading.tables["idmc__conflict"].sort_by(ORDER) for reading in (answer, table))
    assert one.equals(other)


def test_73_5_million_were_displaced_by_conflict_at_the_end_of_2024_as_idmc_says(shared):
    table = SOURCE.read([raw(shared, "idmc_gidd/expected/conflict_displacement_idps.csv")]).tables["idmc__conflict"]
    assert total(table, "total_displacement", 2024) == 73_505_422, "Global Report 2025: 73.5 million"
    assert total(table, "new_displacement", 2024) == 20_058_987, "Global Report 2025: 20.1 million"
    assert table["total_displacement"].null_count == 63
    assert table["new_displacement"].null_count == 165


def test_45_8_million_new_displacements_by_disasters_in_2024_as_idmc_says(disasters):
    table = disasters.tables["idmc__disaster"]
    assert disasters.rows == table.num_rows == 22_119
    assert total(table, "new_displacement", 2024) == 45_762_169, "Global Report 2025: 45.8 million"
    assert total(table, "new_displacement", 2010) == 42_350_166, "rows equal in every column are counted by IDMC too"
    assert total(table, "total_displacement", 2024) == 4_263_681, "of that year's disasters only; in all 9.8 million"
    assert table["total_displacement"].null_count == 15_911


def test_a_part_of_the_pages_of_disasters_is_refused(shared):
    pages = [raw(shared, f"idmc_gidd/input/disaster_{number}.json") for number in (0, 1, 2, 221)]
    with pytest.raises(BadInput, match="pages are missing: rows 301 to 22100 of 22119"):
        SOURCE.read(pages)


def test_the_pages_at_hand_say_the_same_of_disasters_as_the_table(shared, disasters, tmp_path):
    paths = [raw(shared, f"idmc_gidd/input/disaster_{number}.json").path for number in (0, 1, 2, 221)]
    answers = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    rows = [row for answer in answers for row in answer["results"]]
    path = tmp_path / "all.json"
    path.write_text(json.dumps({**answers[0], "next": None, "count": len(rows), "results": rows}))
    # Disasters are numbered within what a file holds.
    answer = SOURCE.read([RawFile(path.name, path)]).tables["idmc__disaster"].drop_columns("number_in_year")
    found, table = answer.to_pylist(), disasters.tables["idmc__disaster"].drop_columns("number_in_year")
    known = {tuple(row.values()) for row in table.to_pylist()}
    assert len(found) == 319
    assert {tuple(row.values()) for row in found} <= known


def test_one_countrys_copy_says_the_same_as_the_table(shared, disasters):
    copy = SOURCE.read([raw(shared, "idmc_gidd/expected/disaster_displacement_AFG.csv")])
    assert copy.covers[0].places == ("AFG",)
    table = disasters.tables["idmc__disaster"]
    order = [("year", "ascending"), ("number_in_year", "ascending")]
    theirs = table.filter(pc.equal(table["country_iso3"], "AFG")).sort_by(order)
    assert copy.tables["idmc__disaster"].sort_by(order).equals(theirs)


def test_of_the_whole_folder_all_is_taken_but_the_few_pages_of_disasters(shared, home):
    folder = shared / "needs" / "idmc_gidd"
    taken, errors = take_in(home, SOURCE, sorted(path for path in folder.rglob("*") if path.is_file()))
    assert {one.snapshot.part: one.told.rows for one in taken} == {
        "conflict": 961,
        "conflict-AFG": 16,
        "conflict-pages": 961,
        "disaster": 22_119,
        "disaster-AFG": 390,
    }
    [error] = errors
    assert "pages are missing: rows 301 to 22100 of 22119" in str(error)
    world = forlik.world()
    for measure, value in (
        ("internally_displaced_conflict", 73_505_422),
        ("new_displacements_conflict", 20_058_987),
        ("new_displacements_disaster", 45_762_169),
        ("internally_displaced_disaster", 4_263_681),
    ):
        [row] = [row for row in world.measure(measure, "World").rows() if row["year"] == 2024]
        assert int(row["value"]) == value, "nothing counts twice"


def test_updates_are_the_same_from_both_forms_and_on_the_days_their_names_say(shared):
    answer = UPDATES.read([raw(shared, "idmc_idu/idmc_idu.json")])
    table = UPDATES.read([raw(shared, "idmc_idu/ind_idmc_idu_events.csv")])
    assert answer.rows == table.rows == 113
    assert answer.tables["idmc_updates__events"].equals(table.tables["idmc_updates__events"])
    rows = answer.tables["idmc_updates__events"].to_pylist()
    named = [row["event_name"].endswith(f"{row['event_started_on']:%d/%m/%Y}") for row in rows]
    assert sum(named) == 110, "three events are named for another of their days"
