"""A site is put into its place whole or not at all."""

import json
from datetime import UTC, datetime

import pytest
from public_copy import copy, files_of, site

from forlik.core.errors import UsageError
from forlik.publish import laying, settle
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


def of_somebody_else(folder):
    """A folder of other data that looks much like ours, as an attacker or a mistake may have it."""
    folder.mkdir()
    told = {"name": "another-package", "edition": "2024", "resources": []}
    (folder / "datapackage.json").write_text(json.dumps(told), "utf-8")
    for name in ("edition-2019/precious.csv", ".site.notes/n.txt", "site/index.html"):
        (folder / name).parent.mkdir()
        (folder / name).write_text("mine", "utf-8")


def test_the_package_of_somebody_else_is_refused_before_anything_in_it_is_touched(encrypted, tmp_path):
    from forlik.desk.register.publishing import publish

    of_somebody_else(tmp_path / "theirs")
    before = files_of(tmp_path / "theirs")
    with pytest.raises(UsageError, match="something else than a public copy"):
        publish(tmp_path / "theirs", datetime.now(UTC), site=True)
    settle(tmp_path / "theirs")
    assert files_of(tmp_path / "theirs") == before


def test_beside_a_copy_of_ours_only_what_we_name_so_is_taken_away(tmp_path):
    folder = tmp_path / "copy"
    site(folder)
    for name in ("edition-2019/precious.csv", ".site.notes/n.txt", "edition-0123456789abcdef/old.csv"):
        (folder / name).parent.mkdir()
        (folder / name).write_text("mine", "utf-8")
    settle(folder)
    site(folder)
    left = files_of(folder)
    assert {"edition-2019/precious.csv", ".site.notes/n.txt"} <= set(left)
    assert "edition-0123456789abcdef/old.csv" not in left


@pytest.mark.parametrize("name", ["edition", "site", "datapackage.json"])
def test_no_link_in_the_folder_is_followed(tmp_path, name):
    """Whoever may write to a web server's folder may not write by our hand anywhere else."""
    folder, elsewhere = tmp_path / "copy", tmp_path / "elsewhere"
    site(folder)
    [edition] = folder.glob("edition-*")
    place = edition if name == "edition" else folder / name
    place.rename(elsewhere)
    if elsewhere.is_dir():
        (elsewhere / "key.pem").write_text("mine", "utf-8")
    place.symlink_to(elsewhere)
    before = files_of(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes()
    with pytest.raises(UsageError, match="a link"):
        site(folder)
    assert (files_of(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes()) == before
