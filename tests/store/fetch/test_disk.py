import errno
import os

import pytest

from forlik.core.errors import BrokenStore, NotPermitted
from forlik.store.fetch.part import Part

OLD = b"old world"


def failing(number, after=0):
    """A system call that fails from the given call on."""
    calls = []

    def call(*_args, **_more):
        calls.append(1)
        if len(calls) > after:
            raise OSError(number, os.strerror(number))
        return original(*_args, **_more)

    original = os.write
    return call


@pytest.fixture
def old(shop):
    shop.folder.mkdir()
    (shop.folder / "prices.csv").write_bytes(OLD)
    return shop


@pytest.mark.parametrize("step", ["write", "fsync"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_and_the_old_file_stays(old, answer, monkeypatch, step, number):
    old.says(answer(b"new", headers={"ETag": '"v1"'}))
    monkeypatch.setattr(f"forlik.store.fetch.part.os.{step}", failing(number))
    with pytest.raises(BrokenStore, match="disk is full") as broken:
        old.fetch()
    monkeypatch.undo()
    assert broken.value.exit_code == 1
    assert "free some space" in broken.value.remedy
    assert "prices.csv" in broken.value.where
    assert (old.folder / "prices.csv").read_bytes() == OLD
    assert old.names() == ["prices.csv"]
    assert len(old.server.asked) == 1


def test_a_disk_that_fills_in_the_middle_leaves_nothing_torn(old, answer, monkeypatch):
    old.says(answer(b"n" * 1_000_000, headers={"ETag": '"v1"'}))
    monkeypatch.setattr("forlik.store.fetch.part.os.write", failing(errno.ENOSPC, after=2))
    with pytest.raises(BrokenStore, match="disk is full"):
        old.fetch()
    assert (old.folder / "prices.csv").read_bytes() == OLD
    assert old.names() == ["prices.csv"]


def test_a_write_that_takes_only_some_bytes_is_gone_on_with(old, answer, monkeypatch):
    whole = bytes(range(256)) * 40
    write = os.write
    monkeypatch.setattr("forlik.store.fetch.part.os.write", lambda fd, data: write(fd, data[:7]))
    old.says(answer(whole))
    (got,) = old.fetch()
    assert got.file.path.read_bytes() == whole


def test_a_failing_rename_keeps_the_old_file(old, answer, monkeypatch):
    def broken(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    old.says(answer(b"new"))
    monkeypatch.setattr("pathlib.Path.replace", broken)
    with pytest.raises(BrokenStore, match="Input/output error"):
        old.fetch()
    assert (old.folder / "prices.csv").read_bytes() == OLD
    assert old.names() == ["prices.csv"]


def test_a_folder_that_is_a_file_is_told(shop):
    shop.folder.write_bytes(b"")
    with pytest.raises(BrokenStore, match="cannot be written"):
        shop.fetch()
    assert shop.server.connections == 0


def test_a_part_that_is_a_link_to_elsewhere_is_not_written_through(shop, answer, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(OLD)
    shop.folder.mkdir()
    (shop.folder / "prices.csv.part").symlink_to(elsewhere)
    shop.says(answer(b"new"))
    with pytest.raises(BrokenStore):
        shop.fetch()
    assert elsewhere.read_bytes() == OLD


def test_two_downloads_of_one_file_do_not_mix(old, answer):
    old.says(answer(b"new"))
    with Part(old.folder, "prices.csv") as other:
        other.write(b"half")
        with pytest.raises(NotPermitted, match="another download"):
            old.fetch()
        assert old.server.connections == 0
        other.write(b" whole")
        other.finish()
    assert (old.folder / "prices.csv").read_bytes() == b"half whole"
    old.fetch()
    assert (old.folder / "prices.csv").read_bytes() == b"new"


def test_a_part_renamed_between_opening_and_locking_is_not_written_to(old, monkeypatch):
    import fcntl

    lock, done = fcntl.flock, []

    def late(fd, how):
        if not done:
            done.append(1)
            (old.folder / "prices.csv.part").replace(old.folder / "prices.csv")
            (old.folder / "prices.csv").write_bytes(OLD)
        lock(fd, how)

    monkeypatch.setattr("forlik.store.fetch.part.fcntl.flock", late)
    with Part(old.folder, "prices.csv") as part:
        part.write(b"new")
    assert (old.folder / "prices.csv").read_bytes() == OLD
    assert old.names() == ["prices.csv"]


def test_stopping_by_hand_keeps_what_can_be_gone_on_with(shop, answer, monkeypatch):
    from forlik.store.fetch import answers

    def stopped(chunks, *_):
        yield next(chunks)
        raise KeyboardInterrupt

    monkeypatch.setattr(answers, "decoded", stopped)
    shop.says(answer(b"n" * 200_000, headers={"ETag": '"v1"'}))
    with pytest.raises(KeyboardInterrupt):
        shop.fetch()
    assert shop.names() == ["prices.csv.part", "prices.csv.part.json"]
