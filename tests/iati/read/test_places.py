"""Where an activity stands: its bytes, its line, its hash; and the same tables whatever the way of reading."""

import hashlib
import re

import pyarrow.parquet as pq
import pytest

from forlik.core.errors import UsageError
from forlik.iati.layout import layout
from forlik.iati.read import read, read_to, reading, reference, rows

ONE = """<iati-activity hierarchy="{0}"><iati-identifier>{0}</iati-identifier>
<title><narrative>åß {0}</narrative></title><!-- </iati-activity> -->
<transaction><value>{0}.25</value></transaction>text {0}<u:a>{0}</u:a> and<!-- c --> more</iati-activity>"""


@pytest.fixture
def many(tmp_path):
    """A file of 120 activities, one of them bad, and where each begins."""
    ones = [ONE.format(number) if number != 60 else "<iati-activity><x></iati-activity>" for number in range(120)]
    text = "<?xml version='1.0'?>\r\n<iati-activities version='2.03'>\r\n" + "\n\n".join(ones) + "\n</iati-activities>"
    path = tmp_path / "many.xml"
    path.write_bytes(text.encode())
    return path


def test_the_bytes_of_an_activity_are_exactly_its_bytes(many):
    data = many.read_bytes()
    rows = read(many, reader="reference").tables["activity"].to_pylist()
    assert len(rows) == 119
    for row in rows:
        stretch = data[row["byte_start"] : row["byte_end"]]
        assert stretch == ONE.format(row["activity_id"]).encode()
        assert hashlib.sha256(stretch).hexdigest() == row["content_sha256"]
        assert row["line"] == data.count(b"\n", 0, row["byte_start"]) + 1
        assert row["file_sha256"] == hashlib.sha256(data).hexdigest()
        assert row["file"] == "many.xml"


@pytest.mark.parametrize("batch", [1, 1000, 1 << 30])
def test_batches_change_nothing(many, monkeypatch, batch):
    whole = read(many, many, reader="reference")
    monkeypatch.setitem(reading.BATCH, "reference", batch)
    parts = read(many, many, reader="reference")
    assert parts.report == whole.report
    for name, table in whole.tables.items():
        assert parts.tables[name] == table, name


def test_two_workers_give_the_same_tables_as_one(many, monkeypatch):
    alone = read(many, many, reader="reference")
    monkeypatch.setitem(reading.BATCH, "reference", 4000)
    both = read(many, many, reader="reference", workers=2)
    assert both.report == alone.report
    for name, table in alone.tables.items():
        assert both.tables[name] == table, name


@pytest.mark.parametrize(("cores", "at_once"), [(1, 1), (2, 1), (3, 2), (16, 4)])
def test_fast_workers_leave_a_core_to_what_runs_beside(many, monkeypatch, cores, at_once):
    monkeypatch.setattr(reading.os, "sched_getaffinity", lambda _: range(cores), raising=False)
    monkeypatch.setitem(reading.BATCH, "fast", 4000)
    threads = []
    pool = reading.ThreadPoolExecutor
    monkeypatch.setattr(reading, "ThreadPoolExecutor", lambda count: threads.append(count) or pool(count))
    alone = read(many, many, reader="reference")
    threads.clear()
    several = read(many, many, reader="fast", workers=4)
    assert threads == ([at_once, 1] if at_once > 1 else [1])
    for name, table in alone.tables.items():
        kept = ["reader"] if name == "file" else []
        assert several.tables[name].drop(kept) == table.drop(kept), name


@pytest.mark.parametrize("piece", [1, 7, 1 << 18])
def test_reading_piece_by_piece_gives_the_same_tables(many, monkeypatch, piece):
    whole = read(many, reader="reference")
    monkeypatch.setattr(reference, "LARGE", 0)
    monkeypatch.setattr(reference, "PIECE", piece)
    parts = read(many, reader="reference")
    for name, table in whole.tables.items():
        if name != "refused":
            assert parts.tables[name] == table, name
    assert [one["byte_start"] for one in parts.report["files"][0]["refused"]] == [
        one["byte_start"] for one in whole.report["files"][0]["refused"]
    ]


def test_many_rows_of_one_activity_become_one_table(many, monkeypatch):
    whole = read(many, reader="reference")
    monkeypatch.setattr(rows, "MOST_ROWS", 2)
    parts = read(many, reader="reference")
    for name, table in whole.tables.items():
        assert parts.tables[name] == table, name


def test_the_files_written_hold_the_tables_that_are_read(many, tmp_path):
    held = read(many, reader="reference")
    told = []
    report = read_to(many, out=tmp_path / "out", reader="reference", told=lambda step: told.append(len(step.files)))
    assert told
    assert report.report == held.report
    where = layout("activity")
    written = {path.stem for path in (tmp_path / "out").glob("*.parquet")}
    assert written == {*where.names, where.problem, "file", "refused"} == set(held.tables)
    for name, table in held.tables.items():
        assert pq.read_table(tmp_path / "out" / f"{name}.parquet") == table, name


def test_a_folder_that_was_written_is_replaced(many, tmp_path):
    for _ in range(2):
        read_to(many, out=tmp_path / "out", reader="reference")
    assert {path.name for path in tmp_path.iterdir()} == {"out", "many.xml"}, "nothing half written is left"


@pytest.mark.parametrize("names", [["mine.txt"], ["report.json", "mine.txt"], ["budget.parquet"]])
def test_a_folder_with_anything_else_in_it_is_left_alone(many, tmp_path, names):
    other = tmp_path / "other"
    other.mkdir()
    for name in names:
        (other / name).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError):
        read_to(many, out=other, reader="reference")
    assert {path.name for path in other.iterdir()} == set(names)
    assert {path.name for path in tmp_path.iterdir()} == {"other", "many.xml"}


def test_the_folder_where_one_stands_is_not_taken_away(many, tmp_path, monkeypatch):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for out in (".", here):
        with pytest.raises(UsageError):
            read_to(many, out=out, reader="reference")
    assert here.is_dir()


def test_a_folder_appears_only_when_all_of_it_is_written(many, tmp_path):
    def stop(step):
        raise KeyboardInterrupt(step)

    with pytest.raises(KeyboardInterrupt):
        read_to(many, out=tmp_path / "out", reader="reference", told=stop)
    assert {path.name for path in tmp_path.iterdir()} == {"many.xml"}


def test_the_report_counts_what_stands_in_the_tables(many):
    held = read(many, reader="reference")
    [file] = held.report["files"]
    counted = {name: table.num_rows for name, table in held.tables.items() if name not in {"file", "refused"}}
    assert file["rows"] == held.report["rows"] == counted
    assert (file["found"], file["activities"]) == (120, 119)
    assert len(re.findall(b"<iati-activity ", many.read_bytes())) == 119
