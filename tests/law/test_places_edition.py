"""The edition of the table of places: its day and digest are what is cited of it."""

import hashlib
from datetime import date

import pytest

from forlik.places import edition as module
from forlik.places.edition import Edition, digest, edition, files, renewed, written


def test_the_edition_is_of_the_files_as_they_are():
    assert edition().sha256 == digest(files()), (
        "the table of places is another one: run `python -m forlik.places.edition`, and its citations tell the new day"
    )


def test_every_file_of_the_table_is_in_the_digest():
    beside = {path.name for path in module.FOLDER.iterdir() if path.suffix not in {".py", ".pyc", ""}}
    assert beside == {path.name for path in files()} | {"edition.toml"}


def test_the_digest_is_that_of_a_list_of_digests(tmp_path):
    """As `sha256sum *.csv | sha256sum` says it."""
    (tmp_path / "a.csv").write_bytes(b"abc")
    (tmp_path / "b.csv").write_bytes(b"")
    listed = (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.csv\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.csv\n"
    )
    assert digest(sorted(tmp_path.iterdir())) == hashlib.sha256(listed.encode()).hexdigest()
    before = digest(sorted(tmp_path.iterdir()))
    (tmp_path / "b.csv").write_bytes(b"x")
    assert digest(sorted(tmp_path.iterdir())) != before


@pytest.mark.parametrize(("now", "day"), [("same", date(2026, 1, 1)), ("other", date(2027, 2, 3))])
def test_a_new_day_comes_with_new_files_alone(now, day):
    assert renewed(Edition(date(2026, 1, 1), "same"), now, date(2027, 2, 3)) == Edition(day, now)


def test_the_file_is_as_it_is_written():
    assert module.FILE.read_text("utf-8") == written(edition())
