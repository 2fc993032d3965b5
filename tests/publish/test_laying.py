"""A site is put into its place whole or not at all."""

import pytest
from public_copy import copy, files_of, site

from forlik.core.errors import UsageError
from forlik.publish import laying
from forlik.published import packed, put


def test_what_fails_while_the_package_is_put_leaves_the_old_site_and_the_old_package(tmp_path, monkeypatch):
    folder = tmp_path / "copy"
    site(folder)
    before = files_of(folder)
    changed = packed(copy(other=("actor", {"kind": "state", "name": "Another"})))
    from forlik.publish import laying as door
    from forlik.published import folder as made

    def full(path, content):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(made, "replace_file", full)
        with pytest.raises(Exception, match="disk is full"):
            put(folder, changed, door(folder / "site", {"changes.json": b"{}"}))
    assert files_of(folder) == before
    with monkeypatch.context() as patch:
        patch.setattr(type(folder), "write_bytes", full)
        with pytest.raises(Exception, match="disk is full"):
            put(folder, changed, door(folder / "site", {"changes.json": b"{}"}))
    assert {name: one for name, one in files_of(folder).items() if name in before} == before


def test_a_new_site_leaves_nothing_of_the_old(tmp_path):
    with laying(tmp_path / "site", {"changes.json": b"{}", "en/old.html": b"old"}):
        pass
    with laying(tmp_path / "site", {"changes.json": b"{}", "en/new.html": b"new"}):
        assert files_of(tmp_path / "site")["en/old.html"] == b"old"
    assert set(files_of(tmp_path)) == {"site/changes.json", "site/en/new.html"}


def test_without_files_the_site_is_taken_away(tmp_path):
    with laying(tmp_path / "site", {"changes.json": b"{}"}):
        pass
    with laying(tmp_path / "site", {}):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_somebody_else_is_left_alone(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/letter.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="something else"), laying(tmp_path / "site", {"changes.json": b"{}"}):
        pass
    assert files_of(tmp_path) == {"site/letter.txt": b"mine"}


def test_what_a_killed_writer_left_is_swept_up_and_a_site_that_it_moved_away_comes_back(tmp_path):
    folder = tmp_path / "copy"
    files = site(folder)
    (folder / "site").rename(folder / ".site.old.1")
    (folder / ".site.new.1").mkdir()
    with pytest.raises(RuntimeError), laying(folder / "site", files):
        raise RuntimeError
    assert {one.name for one in folder.iterdir() if not one.name.startswith("edition-")} == {"datapackage.json", "site"}
    assert files_of(folder / "site") == files
