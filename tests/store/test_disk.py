"""Writing is whole or not at all, and one writer writes at a time."""

import errno
import os
import subprocess
import sys

import pytest

from forlik.core.errors import BrokenStore
from forlik.store import disk


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "deep" / "file"
    disk.replace_file(path, b"one")
    disk.replace_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_failing_write_leaves_the_old_file(tmp_path, monkeypatch, step):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "file"
    disk.replace_file(path, b"old")
    monkeypatch.setattr(step, full)
    with pytest.raises(OSError, match="No space"):
        disk.replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full; nothing was changed → free some space"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EROFS, "the store cannot be written → check the folder's owner, or set FORLIK_HOME"),
        (errno.EACCES, "the store cannot be written"),
        (errno.EIO, "the disk failed: Input/output error"),
    ],
)
def test_every_failure_of_the_disk_is_one_clear_error(tmp_path, number, words):
    def fail():
        raise OSError(number, os.strerror(number), "the file")

    with pytest.raises(BrokenStore) as caught, disk.clear_errors(tmp_path):
        fail()
    assert str(caught.value).startswith(f"the file: {words}")
    with pytest.raises(BrokenStore) as caught, disk.clear_errors(tmp_path):
        raise OSError("odd")
    assert (caught.value.where, caught.value.what) == (str(tmp_path), "the disk failed: odd")


def test_a_copy_is_hashed_as_it_is_written(tmp_path):
    (tmp_path / "a").write_bytes(b"abc" * 1_000_000)
    digest, size = disk.copy_hashed(tmp_path / "a", tmp_path / "b")
    assert (digest, size) == (disk.sha256_of(tmp_path / "b"), 3_000_000)
    assert disk.sha256_of(tmp_path / "a") == digest
    assert disk.copy_hashed(tmp_path / "b", tmp_path / "c") == (digest, size)


def test_the_digest_of_nothing_is_the_known_one(tmp_path):
    (tmp_path / "empty").touch()
    assert disk.sha256_of(tmp_path / "empty") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_finished_folder_replaces_what_a_killed_writer_left(tmp_path):
    for name, content in (("made", "new"), ("final", "half")):
        (tmp_path / name).mkdir()
        (tmp_path / name / content).touch()
    disk.move_folder(tmp_path / "made", tmp_path / "final")
    assert [path.name for path in tmp_path.rglob("*")] == ["final", "new"]


HOLD = """
import sys, time, pathlib
from forlik.store.disk import only_writer
with only_writer(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_another_process_that_writes_is_named_and_its_death_frees_the_store(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(BrokenStore, match="another forlik command is writing"), disk.only_writer(tmp_path):
            pass
        other.kill()
        other.wait()
    with disk.only_writer(tmp_path):
        pass


def test_a_patient_writer_waits_for_another_to_end(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLD.replace("60", "0.5"), tmp_path], stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with disk.only_writer(tmp_path, patience=30):
            other.wait()


def test_a_folder_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    def closed(*_arguments, **_options):
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "home"))

    monkeypatch.setattr("pathlib.Path.mkdir", closed)
    with pytest.raises(BrokenStore, match="cannot be written"), disk.only_writer(tmp_path / "home"):
        pass


def test_all_of_a_tree_is_made_to_last_and_a_disk_that_fails_is_told(tmp_path, monkeypatch):
    tree = tmp_path / "tree"
    for name in ("page.html", "a/page.html", "a/b/page.html", ".hidden/page.html"):
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    synced = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
    disk.sync_tree(tree)
    assert sorted(synced) == sorted(one.stat().st_ino for one in (tree, *tree.rglob("*")))

    def failing(_handle):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match="Input/output error"):
        disk.sync_tree(tree)
