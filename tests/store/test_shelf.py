"""What a reader gives is held against the source's declaration before it is kept."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from forlik.core.errors import BadInput, BrokenStore
from forlik.core.snapshot import Snapshot
from forlik.core.source import Bounds, Coverage, Reading, Refusal
from forlik.store import shelf

NAME = "made_up__things"


def table(*rows, source):
    columns = zip(*rows, strict=True) if rows else ([], [], [])
    return pa.table([pa.array(list(column)) for column in columns], names=["thing", "year", "count"]).cast(
        source.schemas[NAME].arrow()
    )


def reading(source, *rows, **options) -> Reading:
    return Reading(**{"tables": {NAME: table(*rows, source=source)}, "rows": len(rows), **options})


def refused(source, given) -> BadInput:
    with pytest.raises(BadInput) as caught:
        shelf.check(source, given, "made.csv")
    return caught.value


def test_a_reading_as_declared_passes(source):
    shelf.check(source, reading(source, ("x", 2000, 1), ("x", 2001, None), ("y", 2000, 1)), "made.csv")


def test_an_undeclared_table_is_refused(source):
    given = Reading(tables={"made_up__others": pa.table({"a": [1]})}, rows=1)
    assert "undeclared table made_up__others" in refused(source, given).what


def test_another_layout_than_declared_is_refused(source):
    good = table(("x", 2000, 1), source=source)
    for bad in (
        good.drop_columns(["count"]),
        good.rename_columns(["thing", "year", "number"]),
        good.select(["year", "thing", "count"]),
        good.cast(pa.schema([("thing", pa.string()), ("year", pa.int32()), ("count", pa.int64())])),
    ):
        assert "declared are" in refused(source, Reading(tables={NAME: bad}, rows=1)).what


def test_a_row_without_a_required_value_is_refused(source):
    bad = pa.table({"thing": ["x", None], "year": [2000, 2001], "count": [1, 1]})
    assert refused(source, Reading(tables={NAME: bad}, rows=2)).field == "thing"


def test_a_key_that_stands_twice_is_named(source):
    error = refused(source, reading(source, ("x", 2000, 1), ("y", 2000, 2), ("x", 2000, 3)))
    assert (error.what, error.field) == ("1 rows stand twice, the first is thing x, year 2000", "thing, year")


def test_without_a_key_rows_may_repeat(source):
    loose = replace(source, schemas={NAME: replace(source.schemas[NAME], key=())})
    shelf.check(loose, reading(loose, ("x", 2000, 1), ("x", 2000, 1)), "made.csv")


@pytest.mark.parametrize("year", [1899, 2101])
def test_a_year_out_of_bounds_is_refused(source, year):
    error = refused(source, reading(source, ("x", 2000, 1), ("x", year, 1)))
    assert (error.field, f"the year {year}" in error.what) == ("year", True)


def test_tables_without_years_or_rows_have_no_years_to_check(source):
    shelf.check(replace(source, bounds=Bounds((1, 2), rows=(0, 9))), reading(source), "made.csv")
    undated = pa.schema([("thing", pa.string())])
    for table in (undated.empty_table(), pa.table({"year": pa.nulls(1, pa.int64())})):
        assert shelf._check_years(source, "made_up__things", table, "made.csv", None) is None


@pytest.mark.parametrize(("bounds", "count"), [((2, 9), 1), ((1, 2), 3)])
def test_too_few_or_too_many_rows_are_refused(source, bounds, count):
    bounded = replace(source, bounds=Bounds((1900, 2100), rows=bounds))
    error = refused(bounded, reading(source, *(("x", 2000 + step, 1) for step in range(count))))
    assert f"{count} rows were read; Made-up Things has between {bounds[0]} and {bounds[1]}" in error.what


def test_rows_set_aside_are_tolerated_up_to_the_bound_and_then_the_first_is_shown(source):
    rows = tuple(Refusal("made.csv", line, "year", "x" * 200, "is not a year") for line in (7, 9))
    tolerant = replace(source, bounds=Bounds((1900, 2100), refused=2))
    given = reading(source, ("x", 2000, 1), refused=rows)
    shelf.check(tolerant, given, "made.csv")
    error = refused(source, given)
    assert (error.line, error.field) == (7, "year")
    assert error.what == f"“{'x' * 80}” is not a year (and 1 rows more)"
    assert "more" not in refused(source, reading(source, ("x", 2000, 1), refused=rows[:1])).what


def test_what_was_written_is_told_again(source, tmp_path):
    given = reading(
        source,
        ("x", 2000, 1),
        covers=(Coverage("2000", "2001-06", "gw"), Coverage("1999", "1999", ("NOR", "SWE"))),
        edition="1.0",
        published="2020-01",
        ignored={"regions": 3},
        refused=(Refusal("made.csv", 2, "year", "x", "is not a year"),),
        remarks=("a remark",),
    )
    folder = tmp_path / "one"
    shelf.write(folder, 12, source, given)
    told = shelf.told(folder)
    assert (told.rows, told.edition, told.published, told.covers) == (1, "1.0", "2020-01", given.covers)
    assert (told.ignored, told.remarks, told.tables) == ({"regions": 3}, ("a remark",), {NAME: 1})
    assert told.refused == ({"file": "made.csv", "line": 2, "field": "year", "value": "x", "why": "is not a year"},)
    assert pq.read_table(folder / f"{NAME}.parquet").to_pylist() == [
        {"thing": "x", "year": 2000, "count": 1, "basis": 12}
    ]


@pytest.mark.parametrize("content", [None, "", "{", "[]", "{}", '{"rows": 1, "covers": 5}', '{"covers": []}'])
def test_tables_that_are_gone_or_damaged_are_to_be_built_again(tmp_path, content):
    folder = tmp_path / "folder"
    folder.mkdir()
    if content is not None:
        (folder / shelf.READING).write_text(content)
    assert shelf.damage(folder).startswith("it cannot be read")
    shelf.told.cache_clear()
    remedy = "run `forlik build`" if content is None else "run `forlik verify --mend`"
    with pytest.raises(BrokenStore, match=remedy):
        shelf.told(folder)


@pytest.fixture
def written(source, tmp_path):
    folder = tmp_path / "one"
    shelf.write(folder, 12, source, reading(source, ("x", 2000, 1)))
    assert shelf.damage(folder) == ""
    return folder


def test_what_a_reading_said_cannot_be_changed_without_being_found(written):
    path = written / shelf.READING
    path.write_text(path.read_text().replace('"rows": 1', '"rows": 2'))
    shelf.told.cache_clear()
    with pytest.raises(BrokenStore, match="its content was changed"):
        shelf.told(written)
    assert "its content was changed" in shelf.damage(written)


def test_a_table_that_was_changed_cut_or_lost_is_found(written):
    path = shelf.file_of(written, NAME)
    table = pq.read_table(path)
    pq.write_table(table.set_column(2, "count", pa.array([2], pa.int32())), path)
    assert shelf.damage(written) == f"the table {NAME} has changed"
    path.write_bytes(path.read_bytes()[:-9])
    assert shelf.damage(written) == f"the table {NAME} has changed"
    path.unlink()
    assert shelf.damage(written) == f"the table {NAME} is gone"


def test_each_snapshot_and_reader_has_its_own_folder(tmp_path):
    now = datetime(2020, 1, 1, tzinfo=UTC)
    one = Snapshot(7, "ucdp_acd", "all", "abcdef0123456789", (), "", now, now, "x")
    place = shelf.place_of(tmp_path, one)
    assert place.parent == tmp_path / "tables" / "ucdp_acd"
    assert place.name == f"000007-abcdef012345-{shelf.reader_digest('ucdp_acd')}"
    assert shelf.reader_digest("ucdp_acd") != shelf.reader_digest("made_up"), "a source's own code is part of it"


def test_a_floor_and_a_packages_file_count_for_the_sources_that_stand_on_them_only(monkeypatch):
    shelf.reader_digest.cache_clear()
    before = {name: shelf.reader_digest(name) for name in ("iati", "ecb_rates", "ucdp_acd")}
    monkeypatch.setattr(shelf, "FLOOR", ("forlik.iati", ("iati/layout",)))
    shelf.reader_digest.cache_clear()
    after = {name: shelf.reader_digest(name) for name in before}
    assert {name for name in before if before[name] != after[name]} == {"iati"}
    monkeypatch.setattr(shelf, "BESIDE", re.compile("nothing (like) (it)"))
    shelf.reader_digest.cache_clear()
    last = {name: shelf.reader_digest(name) for name in before}
    assert {name for name in before if after[name] != last[name]} == {"iati", "ecb_rates"}
    monkeypatch.undo()
    shelf.reader_digest.cache_clear()
