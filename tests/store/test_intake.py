"""Taking in: kept whole or refused whole, twice is once, and whatever breaks, the old world stands."""

import errno
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from forlik.core.errors import BadInput, BrokenStore, UsageError
from forlik.core.source import Bounds
from forlik.store import catalogue as catalogues
from forlik.store import intake, shelf
from forlik.store.blobs import blob_path, content_digest
from forlik.store.disk import only_writer, sha256_of
from forlik.store.intake import take_in
from forlik.store.loss import Version
from forlik.store.reread import ensure

MAY = datetime(2024, 5, 1, 12, tzinfo=UTC)
JUNE = datetime(2024, 6, 1, 12, tzinfo=UTC)


def tree(home: Path) -> dict[str, bytes]:
    """Every kept file but the catalogue and the lock."""
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.name not in {"lock", catalogues.NAME}
    }


def folders(home: Path) -> set[str]:
    return {path.name for path in home.iterdir()}


def damage(home: Path) -> list[str]:
    """What is not as the catalogue says: bytes and tables of every first record, hashed and counted again."""
    held = catalogues.load(home)
    found = []
    seen = set()
    for snapshot in held.snapshots:
        if content_digest(snapshot.blobs) != snapshot.sha256:
            found.append(f"digest of {snapshot.number}")
        found += [blob.name for blob in snapshot.blobs if sha256_of(blob_path(home, blob)) != blob.sha256]
        if (content := (snapshot.part, snapshot.sha256)) not in seen:
            seen.add(content)
            place = shelf.place_of(home, snapshot)
            for name, rows in shelf.told(place).tables.items():
                if pq.read_table(place / f"{name}.parquet").num_rows != rows:
                    found.append(name)
    return found


def test_a_file_is_kept_read_and_recorded(home, source, things):
    path = things("one.csv", 5, 6)
    [taken], errors = take_in(home, source, [path], published="2024-04", at=MAY)
    assert errors == []
    record = taken.snapshot
    assert catalogues.load(home).snapshots == (record,)
    assert (record.number, record.source, record.part, record.published) == (1, "made_up", "a", "2024-04")
    assert (record.known_at, record.held_at) == (datetime(2024, 4, 30, 23, 59, 59, tzinfo=UTC), MAY)
    assert (record.sha256, record.origin, record.blobs[0].name) == (sha256_of(path), "one.csv", "one.csv")
    kept = blob_path(home, record.blobs[0])
    assert kept.read_bytes() == path.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o444
    assert (taken.new, taken.told.rows, taken.remarks) == (True, 2, ("a remark",))
    table = pq.read_table(shelf.place_of(home, record) / "made_up__things.parquet")
    assert table["basis"].to_pylist() == [1, 1]
    assert folders(home) == {"lock", "catalogue.json", "blobs", "tables"}


def test_a_refused_file_is_told_of_until_a_good_one_of_its_name_is_taken(home, source, things):
    take_in(home, source, [things("one.csv", "many"), things("two.csv", "many", part="b")], at=MAY)
    assert [one.file for one in catalogues.load(home).refused] == ["one.csv", "two.csv"]
    take_in(home, source, [things("one.csv", 5)], at=JUNE)
    assert [one.file for one in catalogues.load(home).refused] == ["two.csv"]


def test_without_a_date_the_user_is_told_from_when_it_is_known(home, source, things):
    [taken], _ = take_in(home, source, [things("one.csv", 5)], at=MAY, origin="https://example.org/one")
    assert taken.snapshot.known_at == MAY
    assert taken.snapshot.origin == "https://example.org/one"
    assert "no publication date is stated: known from 2024-05-01; say --published DAY if you know it" in taken.remarks


def test_a_date_that_the_file_states_counts_and_the_users_counts_more(home, source, things):
    def read(files):
        return replace(source.read(files), published="2024-02")

    dated = replace(source, read=read)
    [taken], _ = take_in(home, dated, [things("one.csv", 5)], at=MAY)
    assert taken.snapshot.published == "2024-02"
    [taken], _ = take_in(home, dated, [things("two.csv", 6)], at=MAY, published="2024-03")
    assert taken.snapshot.published == "2024-03"


def test_the_same_bytes_twice_are_recorded_once(home, source, things):
    path = things("one.csv", 5)
    take_in(home, source, [path], published="2024-04", at=MAY)
    before = (tree(home), (home / "catalogue.json").read_bytes())
    for published in ("2024-04", ""):
        [taken], errors = take_in(home, source, [things("again.csv", 5)], published=published, at=JUNE)
        assert (taken.new, taken.remarks, errors) == (False, ("already held; nothing to do",), [])
        assert (taken.snapshot.number, taken.told.rows) == (1, 1)
        assert (tree(home), (home / "catalogue.json").read_bytes()) == before


def test_the_same_bytes_with_another_date_are_a_correction(home, source, things):
    path = things("one.csv", 5)
    take_in(home, source, [path], published="2024-04-30", at=MAY)
    before = tree(home)
    [taken], _ = take_in(home, source, [path], published="2023-04-30", at=JUNE)
    assert taken.new
    assert "same bytes as before: their publication is now recorded as 2023-04-30" in taken.remarks
    assert (taken.snapshot.number, taken.snapshot.held_at) == (2, JUNE)
    assert taken.snapshot.known_at == datetime(2023, 4, 30, 23, 59, 59, tzinfo=UTC)
    assert tree(home) == before, "the bytes and tables are those of the first record"
    assert len(catalogues.load(home).snapshots) == 2


def test_other_bytes_under_the_same_date_are_known_from_their_retrieval(home, source, things):
    take_in(home, source, [things("one.csv", 5)], published="2024-04", at=MAY)
    [taken], _ = take_in(home, source, [things("two.csv", 6)], published="2024-04", at=JUNE)
    assert taken.snapshot.known_at == JUNE
    assert any("other bytes already stand under 2024-04" in remark for remark in taken.remarks)


def test_a_refused_file_leaves_bytes_tables_and_records_as_they_were(home, source, things):
    take_in(home, source, [things("one.csv", 5)], at=MAY)
    before, records = tree(home), catalogues.load(home).snapshots
    bad = things("two.csv", "many")
    taken, [error] = take_in(home, source, [bad], at=JUNE)
    assert taken == []
    assert (error.file, error.line, error.field) == ("two.csv", 2, "count_a")
    assert (tree(home), catalogues.load(home).snapshots) == (before, records)
    [refused] = catalogues.load(home).refused
    assert (refused.source, refused.file, refused.sha256) == ("made_up", "two.csv", sha256_of(bad))
    assert refused.why == str(error)
    assert "incoming" not in folders(home)


@pytest.mark.parametrize("change", [{"bounds": Bounds((1900, 2100), rows=(5, 9))}, {"schemas": {}}])
def test_a_reading_that_breaks_the_declaration_keeps_nothing(home, source, things, change):
    taken, [error] = take_in(home, replace(source, **change), [things("one.csv", 5)], at=MAY)
    assert (taken, type(error), tree(home)) == ([], BadInput, {})
    assert catalogues.load(home).snapshots == ()


def test_of_several_parts_the_good_are_kept_and_the_bad_are_named(home, source, things):
    paths = [things("a.csv", 1), things("b.csv", "x", part="b"), things("c.csv", 3, part="c")]
    taken, [error] = take_in(home, source, paths, at=MAY)
    assert [(one.snapshot.part, one.snapshot.number) for one in taken] == [("a", 1), ("c", 2)]
    assert error.file == "b.csv"
    assert [one.part for one in catalogues.load(home).snapshots] == ["a", "c"]
    assert damage(home) == []


def test_two_files_of_one_part_are_two_versions_in_the_order_given(home, source, things):
    taken, errors = take_in(home, source, [things("2.csv", 2), things("1.csv", 1)], at=MAY)
    assert errors == []
    assert [(one.snapshot.part, one.snapshot.number, one.snapshot.origin) for one in taken] == [
        ("a", 1, "2.csv"), ("a", 2, "1.csv"),
    ]  # fmt: skip


def test_pages_of_one_answer_are_one_snapshot(home, paged, things):
    pages = [things("1.csv", 1), things("2.csv", 2, first=2001)]
    [taken], _ = take_in(home, paged, pages, at=MAY)
    assert [blob.name for blob in taken.snapshot.blobs] == ["1.csv", "2.csv"]
    assert taken.snapshot.sha256 == content_digest(taken.snapshot.blobs) != taken.snapshot.blobs[0].sha256
    assert (taken.told.rows, taken.snapshot.origin) == (2, "1.csv, 2.csv")
    [again], _ = take_in(home, paged, pages, at=JUNE)
    assert not again.new
    [turned], _ = take_in(home, paged, pages[::-1], at=JUNE)
    assert turned.new, "pages in another order are another answer"
    assert damage(home) == []


def test_a_file_of_another_source_is_told_apart(home, source, things):
    path = things("other.csv", 1)
    foreign = replace(source, name="mine", title="Mine", part_of=lambda _file: None)

    def offended(_file):
        raise BadInput("no", file="x")

    unreadable = replace(source, name="strict", part_of=offended)
    _, [error] = take_in(home, foreign, [path], others=[foreign, unreadable, source])
    assert str(error) == (
        "other.csv: this is not a file of mine (Mine) → it looks like made_up: forlik import made_up FILE"
    )
    _, [error] = take_in(home, foreign, [path], others=[foreign])
    assert "`forlik sources mine` tells which files it reads" in str(error)


def test_a_missing_path_and_a_folder_are_named(home, source, tmp_path):
    (tmp_path / "folder").mkdir()
    _, errors = take_in(home, source, [tmp_path / "gone.csv", tmp_path / "folder"])
    assert [str(error) for error in errors] == [
        f"{tmp_path}/gone.csv: there is no such file → check the path",
        "folder: this is a folder → name the files in it",
    ]
    assert catalogues.load(home) is None, "a mistyped path says nothing of the source"


def test_a_file_that_may_not_be_read_is_the_files_fault_and_the_others_are_taken(home, source, things, monkeypatch):
    locked, good = things("locked.csv", 1), things("good.csv", 2)
    opened = Path.open

    def guarded(path, *arguments, **options):
        if path == locked:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", guarded)
    [taken], [error] = take_in(home, source, [locked, good])
    assert str(error) == "locked.csv: cannot be read: Permission denied → check its permissions"
    assert taken.snapshot.origin == "good.csv"


def test_a_name_in_another_encoding_is_made_printable(home, source, things, tmp_path):
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/donn\xe9es.csv"))
    things("one.csv", 1).rename(odd)
    [taken], errors = take_in(home, source, [odd])
    assert errors == []
    assert taken.snapshot.origin == "donn\ufffdes.csv"
    assert catalogues.load(home).snapshots == (taken.snapshot,)


def test_a_date_in_the_future_is_refused_and_nothing_is_kept(home, source, things):
    taken, [error] = take_in(home, source, [things("one.csv", 1)], published="2024-06", at=MAY)
    assert (taken, type(error)) == ([], UsageError)
    assert (tree(home), catalogues.load(home)) == ({}, None)


def test_a_version_that_lost_half_its_rows_is_refused_unless_that_is_said_to_be_right(home, source, things):
    source = of_edition(source, "")
    take_in(home, source, [things("one.csv", *range(10))], published="2024-03", at=MAY)
    before = tree(home)
    short = things("two.csv", *range(4))
    taken, [error] = take_in(home, source, [short], published="2024-04", at=MAY)
    assert str(error).startswith("two.csv: 4 rows were read; the version before holds 10 → the file is probably cut")
    assert (taken, tree(home)) == ([], before)
    [taken], errors = take_in(home, source, [short], published="2024-04", at=MAY, fewer=True)
    assert (errors, taken.told.rows) == ([], 4)
    [taken], errors = take_in(home, source, [things("three.csv", *range(5, 8))], published="2024-04-30", at=MAY)
    assert errors == [], "three of four rows are not a loss between editions"


def of_edition(source, edition):
    return replace(source, read=lambda files: replace(source.read(files), edition=edition))


def test_a_file_cut_at_a_lines_end_does_not_replace_the_whole_one_of_its_edition(home, source, things):
    first = of_edition(source, "25.1")
    take_in(home, first, [things("one.csv", *range(10))], published="2024-03", at=MAY)
    _, [error] = take_in(home, first, [things("cut.csv", *range(9))], at=JUNE)
    assert error.what == "9 rows were read; the version before of the same edition 25.1 holds 10"
    later, errors = take_in(home, of_edition(source, "25.2"), [things("cut.csv", *range(9))], at=JUNE)
    assert (len(later), errors) == (1, [])


def test_an_old_file_brought_late_may_be_shorter_than_what_came_after_it(home, source, things):
    take_in(home, of_edition(source, "25.1"), [things("one.csv", *range(10))], published="2024-04", at=MAY)
    taken, errors = take_in(home, of_edition(source, "25.1"), [things("old.csv", 1)], published="2024-02", at=MAY)
    assert (len(taken), errors) == (1, [])


def test_the_edition_of_the_starter_figures_judges_a_store_that_holds_them_and_is_told_to_others(home, source, things):
    packed = {"a": [Version("25.1", 10, "the one the starter figures were made from,")]}
    path = things("cut.csv", *range(9))
    [taken], errors = take_in(home, of_edition(source, "25.1"), [path], at=MAY, packed=packed)
    lost = "9 rows were read; the one the starter figures were made from, of the same edition 25.1 holds 10"
    assert errors == []
    assert f"{lost}: this file may be cut off" in taken.remarks
    catalogues.save(home, replace(catalogues.Catalogue(), starter=True))
    _, [error] = take_in(home, of_edition(source, "25.1"), [path], at=MAY, packed=packed)
    assert error.what == lost
    _, errors = take_in(home, of_edition(source, "24.1"), [path], at=MAY, packed=packed)
    assert errors == []


def test_a_version_that_todays_reader_refuses_is_not_compared_with(home, source, things):
    take_in(home, source, [things("one.csv", *range(10))], at=MAY)
    strict = replace(source, bounds=Bounds((1900, 2100), rows=(1, 5)))
    shutil.rmtree(home / "tables")
    [taken], errors = take_in(home, strict, [things("two.csv", 1)], at=JUNE)
    assert (errors, taken.told.rows) == ([], 1)


def test_no_row_may_speak_of_a_year_to_come(home, source, things):
    late = things("late.csv", 1, 2, first=2024)
    _, [error] = take_in(home, source, [late], at=MAY)
    assert error.what.startswith("a row speaks of the year 2025 (thing x, year 2025)")
    taken, errors = take_in(home, replace(source, bounds=replace(source.bounds, ahead=1)), [late], at=MAY)
    assert (len(taken), errors) == (1, [])


def test_a_publication_before_what_a_file_speaks_of_is_told_and_one_long_before_refused(home, source, things):
    one = things("one.csv", 1, first=2020)
    for stated in ("2019", "2019-06"):
        taken, [error] = take_in(home, source, [one], published="2016", at=MAY)
        assert (taken, type(error)) == ([], UsageError), "neither at first nor as a correction"
        assert "it speaks of 2020, after its stated publication (2016)" in error.what
        [taken], _ = take_in(home, source, [one], published=stated, at=MAY)
        assert f"it speaks of 2020, after its stated publication ({stated}): check the day" in taken.remarks
    [taken], _ = take_in(home, source, [one], published="2020-05", at=MAY)
    assert "after its stated" not in " ".join(taken.remarks)


def test_bytes_without_their_catalogue_are_a_lost_store_and_no_new_one(home, source, things):
    take_in(home, source, [things("one.csv", 1)], at=MAY)
    (home / catalogues.NAME).unlink()
    for ask in (lambda: catalogues.load(home), lambda: take_in(home, source, [things("one.csv", 1)], at=MAY)):
        with pytest.raises(BrokenStore, match="the catalogue is gone"):
            ask()


def test_a_feed_that_forgets_has_lost_nothing(home, source, things):
    rolling = replace(source, rolling=True)
    take_in(home, rolling, [things("one.csv", *range(10))], published="2024-03", at=MAY)
    taken, errors = take_in(home, rolling, [things("two.csv", 5)], published="2024-03", at=MAY)
    assert (len(taken), errors) == (1, [])


def test_rows_that_stand_twice_are_told_with_their_line(home, source, things):
    path = things("one.csv", 1, 2)
    path.write_text(path.read_text() + path.read_text().splitlines()[1] + "\n")
    _, [error] = take_in(home, source, [path], at=MAY)
    assert (error.file, error.line) == ("one.csv", 4)


def test_a_file_beyond_all_sizes_is_refused_unread(home, source, things, monkeypatch):
    monkeypatch.setattr("forlik.store.strictly.SMALLEST", 10)
    _, [error] = take_in(
        home, replace(source, bounds=Bounds((1900, 2100), rows=(1, 0))), [things("one.csv", 1)], at=MAY
    )
    assert "has at most" in error.what


def test_importing_the_good_file_again_mends_bytes_and_tables(home, source, things):
    path = things("one.csv", 5)
    [taken], _ = take_in(home, source, [path], at=MAY)
    before, kept = tree(home), blob_path(home, taken.snapshot.blobs[0])
    table = shelf.file_of(shelf.place_of(home, taken.snapshot), "made_up__things")
    for spoil in (kept.unlink, lambda: turn(kept), lambda: turn(table), table.unlink):
        spoil()
        [again], errors = take_in(home, source, [path], at=JUNE)
        assert (again.new, again.remarks, errors) == (False, ("already held; its damaged copy is mended",), [])
        assert tree(home) == before


def turn(path: Path) -> None:
    """Change one bit of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


def test_a_last_line_without_an_end_is_told(home, source, things):
    [taken], _ = take_in(home, source, [things("one.csv", 10, 23, end="")], published="2024-04", at=MAY)
    assert "one.csv: the last line has no line end" in taken.remarks[-1]


def test_another_writer_is_named_and_nothing_is_changed(home, source, things):
    with only_writer(home), pytest.raises(BrokenStore, match="another forlik command is writing"):
        take_in(home, source, [things("one.csv", 1)])
    assert catalogues.load(home) is None


@pytest.mark.parametrize(
    ("content", "words"), [('{"format": 99}', "use the newer Forlik"), ("{", "the catalogue is damaged")]
)
def test_a_catalogue_that_cannot_be_read_is_never_written_over(home, source, things, content, words):
    home.mkdir()
    (home / catalogues.NAME).write_text(content)
    with pytest.raises(BrokenStore, match=words):
        take_in(home, source, [things("one.csv", 1)])
    assert (home / catalogues.NAME).read_text() == content


def test_a_folder_that_cannot_be_written_is_named(home, source, things, monkeypatch):
    def closed(*_arguments, **_options):
        raise OSError(errno.EROFS, "Read-only file system", str(home))

    monkeypatch.setattr(Path, "mkdir", closed)
    with pytest.raises(BrokenStore, match="the store cannot be written → check the folder's owner"):
        take_in(home, source, [things("one.csv", 1)])


def test_tables_that_are_gone_are_read_again_from_the_kept_bytes(home, source, things):
    [taken], _ = take_in(home, source, [things("one.csv", 5)], at=MAY)
    before = tree(home)
    place = shelf.place_of(home, taken.snapshot)
    with only_writer(home):
        assert not ensure(home, source, taken.snapshot)
        (place / shelf.READING).unlink()
        assert ensure(home, source, taken.snapshot)
    assert {name for name in tree(home) if not name.startswith("incoming")} == set(before)
    assert damage(home) == []


def test_bytes_that_are_gone_are_not_made_up(home, source, things):
    [taken], _ = take_in(home, source, [things("one.csv", 5)], at=MAY)
    (shelf.place_of(home, taken.snapshot) / shelf.READING).unlink()
    blob_path(home, taken.snapshot.blobs[0]).unlink()
    with only_writer(home), pytest.raises(BrokenStore, match=r"the kept bytes of one\.csv are gone → `forlik import"):
        ensure(home, source, taken.snapshot)


def test_bytes_that_changed_are_never_read_as_the_publishers(home, source, things):
    [taken], _ = take_in(home, source, [things("one.csv", 5)], at=MAY)
    shutil.rmtree(home / "tables")
    turn(blob_path(home, taken.snapshot.blobs[0]))
    with only_writer(home), pytest.raises(BrokenStore, match=r"the kept bytes of one\.csv are changed"):
        ensure(home, source, taken.snapshot)
    assert not shelf.place_of(home, taken.snapshot).exists()


class FullDisk:
    """A disk that fails at the n-th write of any kind: once, or from then on."""

    KINDS = (
        (os, "fsync"), (Path, "mkdir"), (Path, "replace"), (Path, "rename"), (Path, "write_text"), (Path, "chmod"),
        (intake.shelf.pq, "write_table"),
    )  # fmt: skip

    def __init__(self, monkeypatch, number: int, *, lasting: bool) -> None:
        self.calls, self.number, self.lasting = 0, number, lasting
        for owner, name in self.KINDS:
            monkeypatch.setattr(owner, name, self._counted(getattr(owner, name)))
        opened = Path.open

        def opening(path, mode="r", *arguments, **options):
            if set(mode) & set("wax"):
                self._count()
            return opened(path, mode, *arguments, **options)

        monkeypatch.setattr(Path, "open", opening)

    def _count(self) -> None:
        self.calls += 1
        if self.calls == self.number or (self.lasting and self.calls > self.number):
            raise OSError(errno.ENOSPC, "No space left on device", "a file")

    def _counted(self, real):
        def call(*arguments, **options):
            self._count()
            return real(*arguments, **options)

        return call

    @property
    def failed(self) -> bool:
        return self.calls >= self.number


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_a_disk_that_fills_up_at_any_write_leaves_the_old_world_and_the_next_run_succeeds(
    home, source, things, lasting
):
    take_in(home, source, [things("old.csv", 1)], at=MAY)
    for number in range(1, 200):
        old = catalogues.load(home).snapshots
        path = things(f"{number}.csv", number, 7)
        with pytest.MonkeyPatch.context() as patch:
            disk = FullDisk(patch, number, lasting=lasting)
            try:
                taken, errors = take_in(home, source, [path], at=JUNE)
            except BrokenStore as error:
                taken, errors = [], [error]
        assert all(isinstance(error, BrokenStore) and "the disk is full" in error.what for error in errors), number
        assert bool(errors) is not bool(taken), number
        now = catalogues.load(home).snapshots
        assert now[: len(old)] == old, number
        assert len(now) - len(old) <= 1, number
        assert damage(home) == [], number
        if not disk.failed:
            break
        [again], errors = take_in(home, source, [path], at=JUNE)
        assert errors == [], number
        assert [one.sha256 for one in catalogues.load(home).snapshots].count(again.snapshot.sha256) == 1, number
        assert damage(home) == [], number
    assert 10 < number < 199, "every kind of write was made to fail"
    assert "incoming" not in folders(home)
