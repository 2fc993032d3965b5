"""IDMC's yearly database: pages of the interface and the table are one and the same."""

import json
import warnings
from dataclasses import replace
from pathlib import Path

import pytest

import forlik
from forlik.core.errors import BadInput, NoData
from forlik.core.source import Coverage, RawFile
from forlik.core.warnings import ForlikWarning
from forlik.sources.idmc import SOURCE
from forlik.store import catalogue as catalogues
from forlik.store import shelf
from forlik.store.intake import take_in

FIXTURES = Path(__file__).parent / "fixtures"


def raw(name: str) -> RawFile:
    return RawFile(name, FIXTURES / name)


def page(folder, name: str, **changes) -> RawFile:
    """The first page of the fixture with some keys changed."""
    path = folder / name
    path.write_text(json.dumps(json.loads((FIXTURES / "idmc_conflict_0.json").read_text()) | changes))
    return RawFile(name, path)


PAGES = [raw("idmc_conflict_0.json"), raw("idmc_conflict_1.json")]


def test_pages_in_any_order_and_the_table_give_the_same_rows():
    expected = SOURCE.read([raw("idmc_conflict.csv")]).tables["idmc__conflict"]
    for files in (PAGES, PAGES[::-1]):
        reading = SOURCE.read(files)
        assert reading.tables["idmc__conflict"].equals(expected)
        assert (reading.rows, reading.published) == (4, "2025-02-03")
    assert {SOURCE.part_of(file) for file in PAGES} == {"conflict-pages"}
    assert SOURCE.part_of(raw("idmc_conflict.csv")) == "conflict"


def test_null_is_not_zero_and_the_exact_column_is_kept():
    rows = SOURCE.read([raw("idmc_conflict.csv")]).tables["idmc__conflict"].to_pylist()
    assert rows == [
        {"country_iso3": "COL", "year": 2023, "new_displacement": 1234, "total_displacement": 50019},
        {"country_iso3": "XAB", "year": 2023, "new_displacement": None, "total_displacement": 870},
        {"country_iso3": "XKX", "year": 2024, "new_displacement": 0, "total_displacement": None},
        {"country_iso3": "SDN", "year": 2024, "new_displacement": 7, "total_displacement": 90001},
    ]


def test_disasters_are_the_same_rows_from_both_forms():
    answer, table = (SOURCE.read([raw(f"idmc_disaster.{kind}")]) for kind in ("json", "csv"))
    assert answer.tables["idmc__disaster"].equals(table.tables["idmc__disaster"])
    first, second = table.tables["idmc__disaster"].to_pylist()
    assert first["event_codes"] == "FL-2020-000001-FJI; FL-2020-000002-FJI"
    assert (second["event_codes"], second["ended_on"], second["total_displacement"]) == (None, None, 0)
    assert SOURCE.part_of(raw("idmc_disaster.json")) == "disaster-pages"
    assert SOURCE.part_of(raw("idmc_disaster.csv")) == "disaster"


def test_missing_and_doubled_pages_and_pages_of_two_answers_are_refused(tmp_path):
    with pytest.raises(BadInput, match="rows 4 to 4 of 4"):
        SOURCE.read(PAGES[:1])
    with pytest.raises(BadInput, match="rows 1 to 3 of 4"):
        SOURCE.read(PAGES[1:])
    with pytest.raises(BadInput, match="same page as"):
        SOURCE.read([*PAGES, page(tmp_path, "again.json")])
    with pytest.raises(BadInput, match="not of one answer"):
        SOURCE.read([page(tmp_path, "older.json", last_updated="2024-02-03"), PAGES[1]])
    cut = json.loads(PAGES[0].path.read_text())["results"][:2]
    with pytest.raises(BadInput, match="pages are missing"):
        SOURCE.read([page(tmp_path, "cut.json", results=cut), PAGES[1]])


def written(folder, name: str, *lines: str) -> RawFile:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return RawFile(name, path)


def of_colombia(folder) -> RawFile:
    """One country's file: the same row as in the table of the world, and one more year."""
    header, row, *_ = raw("idmc_conflict.csv").path.read_text(encoding="utf-8").splitlines()
    return written(folder, "COL.csv", header, row, row.replace("2023", "2024"))


def figures(measure: str) -> dict[tuple[str, int], int]:
    return {(row["country_iso3"], row["year"]): int(row["value"]) for row in forlik.world().measure(measure).rows()}


def test_a_table_is_never_mixed_with_pages_nor_with_another_table():
    with pytest.raises(BadInput, match="one of several files"):
        SOURCE.read([PAGES[0], raw("idmc_conflict.csv")])
    with pytest.raises(BadInput, match="one of several files"):
        SOURCE.read([raw("idmc_conflict.csv"), raw("idmc_conflict.csv")])


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2026-05-12T10:00:00Z", "2026-05-12"),
        ("2026-05-12T23:30:00.123456+05:45", "2026-05-12"),
        ("2026-05-12", "2026-05-12"),
    ],
)
def test_the_day_of_an_instant_is_the_publication(tmp_path, home, stated, day):
    path = page(tmp_path, "0.json", last_updated=stated, next=None, count=3).path
    [taken], errors = take_in(home, SOURCE, [path])
    assert (taken.snapshot.published, errors) == (day, [])


@pytest.mark.parametrize("stated", ["", "yesterday", "2026-13-45", "2026-05-12T99:00", "20260512", "2026", None, 3])
def test_what_is_no_day_of_publication_is_refused_by_file_and_field(tmp_path, stated):
    with pytest.raises(BadInput, match=r"^0\.json, field answer\.last_updated: "):
        SOURCE.read([page(tmp_path, "0.json", last_updated=stated, next=None, count=3)])


def test_a_file_of_one_country_is_taken_and_speaks_for_it_alone(tmp_path):
    file = of_colombia(tmp_path)
    reading = SOURCE.read([file])
    assert SOURCE.part_of(file) == "conflict-COL"
    assert reading.covers == (Coverage("2023", "2024", ("COL",), local=True),)
    assert reading.rows == 2
    assert reading.remarks[0].startswith("holds COL only: no other country's figures are touched")
    results = json.loads(PAGES[0].path.read_text())["results"][:1]
    answer = page(tmp_path, "COL.json", results=results, next=None, count=1)
    assert SOURCE.part_of(answer) == "conflict-pages-COL"
    assert SOURCE.read([answer]).covers[0].places == ("COL",)


def test_pages_of_one_country_that_came_as_those_of_the_world_are_refused(tmp_path):
    row = json.loads(PAGES[0].path.read_text())["results"][0]
    first = page(tmp_path, "0.json", results=[row], count=2, next="https://example.org/?limit=1&offset=1")
    second = page(tmp_path, "1.json", results=[row | {"year": 2024}], count=2, next=None, previous="x")
    with pytest.raises(BadInput, match="these pages hold COL only"):
        SOURCE.read([first, second])


def test_pages_the_table_and_one_countrys_file_are_taken_together_and_nothing_counts_twice(tmp_path, home):
    files = [raw("idmc_conflict.csv"), of_colombia(tmp_path), raw("idmc_disaster.csv"), raw("idmc_disaster.json")]
    header, row, *_ = raw("idmc_disaster.csv").path.read_text(encoding="utf-8").splitlines()
    codes = "\"['FL-2020-000001-FJI', 'FL-2020-000002-FJI']\""
    # HDX writes the codes of one country's file otherwise.
    files.append(written(tmp_path, "FJI.csv", header, row.replace(codes, '"FL-2020-000001-FJI,FL-2020-000002-FJI"')))
    taken, errors = take_in(home, SOURCE, [file.path for file in [*files, *PAGES]])
    assert not errors
    assert [one.snapshot.part for one in taken] == [
        "conflict",
        "conflict-COL",
        "disaster",
        "disaster-pages",
        "disaster-FJI",
        "conflict-pages",
    ]
    stock = figures("internally_displaced_conflict")
    assert stock == {("COL", 2023): 50019, ("COL", 2024): 50019, ("XAB", 2023): 870, ("SDN", 2024): 90001}
    assert figures("disaster_events") == {("FJI", 2020): 1, ("NAM", 2020): 1}
    assert figures("new_displacements_disaster") == {("FJI", 2020): 50, ("NAM", 2020): 7}
    rows = SOURCE.read(files[-1:]).tables["idmc__disaster"].to_pylist()
    assert rows == SOURCE.read([raw("idmc_disaster.csv")]).tables["idmc__disaster"].to_pylist()[:1]


def test_one_countrys_file_has_no_world_and_leaves_the_worlds_as_it_was(tmp_path, home):
    _, errors = take_in(home, SOURCE, [of_colombia(tmp_path).path])
    assert not errors
    for also in ([], [raw("idmc_disaster.csv").path]):
        _, errors = take_in(home, SOURCE, also)
        assert not errors
        with pytest.raises(NoData, match="only pieces of the dataset are held"):
            forlik.world().measure("internally_displaced_conflict", "World")
    before = world_with_starter(home)
    assert before[2024] > 50_000_000, "the starter's world stands"
    _, errors = take_in(home, SOURCE, [raw("idmc_conflict.csv").path], fewer=True)
    assert not errors
    assert world_with_starter(home)[2024] == 50019 + 90001, "a table of the world has one"


def world_with_starter(home) -> dict[int, int]:
    """The world's stock year by year, in a store that holds the starter figures."""
    catalogues.save(home, replace(catalogues.load(home), starter=True))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ForlikWarning)
        rows = forlik.world(home=home).measure("internally_displaced_conflict", "World").rows()
    return {row["year"]: int(row["value"]) for row in rows}


def test_disasters_are_numbered_alike_in_whatever_order_they_come(tmp_path):
    header, flood, other = raw("idmc_disaster.csv").path.read_text(encoding="utf-8").splitlines()
    lines = [
        flood,
        flood.replace("2020-03-01", "2020-02-01"),
        flood,
        flood.replace("Fiji: Flood", "Fiji: Surge"),
        other,
    ]
    there = SOURCE.read([written(tmp_path, "a.csv", header, *lines)]).tables["idmc__disaster"]
    back = SOURCE.read([written(tmp_path, "b.csv", header, *lines[::-1])]).tables["idmc__disaster"]
    assert there["number_in_year"].to_pylist() == [2, 1, 3, 4, 1]
    order = [("country_iso3", "ascending"), ("number_in_year", "ascending")]
    assert there.sort_by(order).equals(back.sort_by(order))


def test_missing_pages_do_not_keep_the_table_out(home):
    paths = [PAGES[0].path, raw("idmc_conflict.csv").path]
    [taken], [error] = take_in(home, SOURCE, paths)
    assert taken.snapshot.part == "conflict"
    assert str(error).startswith("idmc_conflict_0.json: pages are missing: rows 4 to 4 of 4")


def test_a_line_of_tags_is_no_row(tmp_path):
    for name in ("idmc_conflict.csv", "idmc_disaster.csv"):
        header, *lines = raw(name).path.read_text(encoding="utf-8").splitlines()
        tags = ",".join(["#country+code", *["#x"] * header.count(",")])
        tagged = written(tmp_path, name, header, tags, *lines)
        plain, reading = SOURCE.read([raw(name)]), SOURCE.read([tagged])
        assert SOURCE.part_of(tagged) == SOURCE.part_of(raw(name))
        assert reading.tables == plain.tables
        assert (reading.ignored, reading.rows) == ({"line of HXL tags": 1}, plain.rows + 1)
    strange = written(tmp_path, "x.csv", header, tags, *[line.replace("NAM", "XQX") for line in lines])
    with pytest.raises(BadInput, match=r"line 4, field iso3.*XQX"):
        SOURCE.read([strange])


def test_no_row_speaks_of_a_year_to_come(tmp_path):
    header, row, *_ = raw("idmc_conflict.csv").path.read_text(encoding="utf-8").splitlines()
    reading = SOURCE.read([written(tmp_path, "COL.csv", header, row.replace("2023", "2025"))])
    shelf.check(SOURCE, reading, "COL.csv", latest=2025)
    with pytest.raises(BadInput, match="speaks of the year 2025"):
        shelf.check(SOURCE, reading, "COL.csv", latest=2024)


def test_unknown_fields_countries_and_negative_people_are_refused_by_place(tmp_path):
    results = json.loads(PAGES[0].path.read_text())["results"]
    for change, why in (
        ({"displaced_animals": 3}, r"results\[1\].displaced_animals: the field is unknown"),
        ({"new_displacement": -3}, r"results\[1\].new_displacement: “-3” is below 0"),
        ({"iso3": "XQX"}, "XQX"),
    ):
        changed = [results[0], results[1] | change, results[2]]
        with pytest.raises(BadInput, match=why):
            SOURCE.read([page(tmp_path, "changed.json", results=changed), PAGES[1]])


def test_copies_saved_again_are_refused(tmp_path):
    text = raw("idmc_conflict.csv").path.read_text(encoding="utf-8")
    for name, changed, why in (
        ("excel.csv", text.replace(",", ";"), "spreadsheet program"),
        ("grouped.csv", text.replace("50019", "50.019"), "is not a whole number"),
        ("renamed.csv", text.replace("total_displacement,", "stock,"), "is missing"),
    ):
        path = tmp_path / name
        path.write_text(changed, encoding="utf-8")
        with pytest.raises(BadInput, match=why):
            SOURCE.read([RawFile(name, path)])
