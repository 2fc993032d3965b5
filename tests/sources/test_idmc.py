"""IDMC's yearly database: pages of the interface and the table are one and the same."""

import json
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.idmc import SOURCE

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
    assert {SOURCE.part_of(file) for file in [*PAGES, raw("idmc_conflict.csv")]} == {"conflict"}


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
    assert SOURCE.part_of(raw("idmc_disaster.json")) == SOURCE.part_of(raw("idmc_disaster.csv")) == "disaster"


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


def test_a_table_is_never_mixed_with_pages_nor_one_country_taken_for_the_world(tmp_path):
    with pytest.raises(BadInput, match="one of several files"):
        SOURCE.read([PAGES[0], raw("idmc_conflict.csv")])
    lines = raw("idmc_conflict.csv").path.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "COL.csv"
    path.write_text("\n".join([lines[0], lines[1], lines[1].replace("2023", "2024")]) + "\n", encoding="utf-8")
    with pytest.raises(BadInput, match="holds COL only"):
        SOURCE.read([RawFile(path.name, path)])


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
