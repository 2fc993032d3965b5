"""Archives on the way in: a zip gives its files under their own names, and a refused one gives an error."""

import zipfile
from dataclasses import replace

import pytest

from forlik.core.errors import BadInput
from forlik.store.unpack import Opened, is_foreign, is_of, unpacked


def zipped(path, *paths, folder: str = ""):
    with zipfile.ZipFile(path, "w") as archive:
        for one in paths:
            archive.write(one, folder + one.name)
    return path


def test_an_archive_gives_the_files_inside_and_other_files_stay(source, things, tmp_path):
    one, two = things("one.csv", 1), things("two.csv", 2)
    archive = zipped(tmp_path / "both.ZIP", one, two, folder="deep/")
    room = tmp_path / "room"
    room.mkdir()
    opened = unpacked(source, [two, archive], room)
    paths = opened.paths
    assert (opened.errors, opened.passed) == ([], [])
    assert [path.name for path in paths] == ["two.csv", "one.csv", "two.csv"]
    assert [path.read_text() for path in paths] == [two.read_text(), one.read_text(), two.read_text()]
    assert paths[0] == two


def test_two_members_of_one_name_in_two_folders_are_two_files(source, things, tmp_path):
    one = things("one.csv", 1)
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a/data.csv", one.read_text())
        archive.writestr("b/data.csv", one.read_text() + "9\n")
    (tmp_path / "room").mkdir()
    paths = unpacked(source, [tmp_path / "x.zip"], tmp_path / "room").paths
    assert [(path.name, path.read_text()) for path in paths] == [
        ("data.csv", one.read_text()),
        ("data.csv", one.read_text() + "9\n"),
    ]


def test_a_readme_in_an_archive_is_passed_over_and_a_strange_archive_is_not(source, things, tmp_path):
    one, readme = things("one.csv", 1), tmp_path / "readme.txt"
    readme.write_text("what the columns mean")
    (tmp_path / "room").mkdir()
    mixed, strange = zipped(tmp_path / "mixed.zip", one, readme), zipped(tmp_path / "strange.zip", readme)
    opened = unpacked(source, [mixed, strange], tmp_path / "room")
    assert [path.name for path in opened.paths] == ["one.csv", "readme.txt"], "each of a strange one is refused by name"
    assert opened.passed == ["readme.txt"]


def test_an_archive_that_the_source_reads_itself_is_left_as_it_is(source, things, tmp_path):
    archive = zipped(tmp_path / "own.zip", things("one.csv", 1))
    reads_zip = replace(source, part_of=lambda file: "all" if zipfile.is_zipfile(file.path) else None)
    assert unpacked(reads_zip, [archive], tmp_path) == Opened([archive], [], [])


def test_a_refused_archive_is_an_error_and_the_others_are_opened(source, things, tmp_path):
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK\3\4 no")
    good = zipped(tmp_path / "good.zip", things("one.csv", 1))
    (tmp_path / "room").mkdir()
    opened = unpacked(source, [bad, good, tmp_path / "gone.zip"], tmp_path / "room")
    assert [path.name for path in opened.paths] == ["one.csv", "gone.zip"]
    assert [(type(error), error.file) for error in opened.errors] == [(BadInput, "bad.zip")]


def test_a_member_that_the_source_refuses_is_handed_on_and_is_no_readme(source, things, tmp_path):
    def part_of(file):
        if file.name == "half.csv":
            raise BadInput("is cut off", file=file.name)
        return source.part_of(file)

    good, half, readme = things("good.csv", 1), things("half.csv", 2), tmp_path / "readme.txt"
    readme.write_text("what the columns mean")
    (tmp_path / "room").mkdir()
    archive = zipped(tmp_path / "three.zip", good, half, readme)
    opened = unpacked(replace(source, part_of=part_of), [archive], tmp_path / "room")
    assert [path.name for path in opened.paths] == ["good.csv", "half.csv"]
    assert opened.passed == ["readme.txt"]


@pytest.mark.parametrize("fault", [BadInput("no", file="x"), PermissionError(13, "Permission denied")])
def test_a_file_that_cannot_be_looked_at_is_nobodys(source, things, fault):
    def closed(_file):
        raise fault

    assert is_of(source, things("one.csv", 1))
    assert not is_of(replace(source, part_of=closed), things("one.csv", 1))
    assert not is_of(source, things("one.csv", 1).parent)


def test_a_file_that_a_source_knows_and_refuses_is_not_foreign_to_it(source, things):
    def refusing(file):
        raise BadInput("no", file=file.name)

    assert not is_foreign(source, things("one.csv", 1))
    assert is_foreign(replace(source, part_of=lambda _file: None), things("one.csv", 1))
    assert not is_foreign(replace(source, part_of=refusing), things("one.csv", 1))
