"""Zip archives: nothing is unpacked before it is checked, and nothing ever lands outside the folder."""

import errno
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.store.read import archive
from forlik.store.read.archive import check_archive, members

CENTRAL, LOCAL = b"PK\1\2", b"PK\3\4"


def zipped(folder, *entries, method: int = zipfile.ZIP_DEFLATED) -> RawFile:
    """A zip file of (name or info, content)."""
    path = folder / "made.zip"
    with zipfile.ZipFile(path, "w", method) as made:
        for name, content in entries:
            made.writestr(name, content)
    return RawFile(path.name, path)


def patched(file: RawFile, offset: int, value: bytes, *, headers: tuple[bytes, ...] = (CENTRAL,)) -> RawFile:
    """The archive with bytes changed in the headers of its first member (offset counted in the central one)."""
    content = bytearray(file.path.read_bytes())
    for header in headers:
        place = content.index(header) + offset - (2 if header == LOCAL else 0)
        content[place : place + len(value)] = value
    file.path.write_bytes(content)
    return file


def tree(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def refused(file: RawFile, tmp_path) -> BadInput:
    """Refused by the check or at the latest by unpacking, with nothing outside the room."""
    room = tmp_path / "deep" / "room"
    room.mkdir(parents=True, exist_ok=True)
    before = tree(tmp_path)
    with pytest.raises(BadInput) as caught:
        members(file, room)
    assert {name for name in tree(tmp_path) - before if not name.startswith("deep/room/member-")} == set()
    assert caught.value.file == file.name
    return caught.value


def test_members_come_in_order_with_their_own_names_under_numbers(tmp_path):
    file = zipped(tmp_path, ("b/data.csv", "1"), ("b/", ""), ("a\\data.csv", "2"), ("Ålesund.csv", "3"))
    room = tmp_path / "room"
    room.mkdir()
    got = members(file, room)
    assert [(one.name, one.path.name, one.path.read_text()) for one in got] == [
        ("data.csv", "member-0", "1"),
        ("a\\data.csv", "member-1", "2"),
        ("Ålesund.csv", "member-2", "3"),
    ]


def test_an_archive_within_an_archive_is_a_file_like_any_other(tmp_path):
    inner = zipped(tmp_path, ("data.csv", "1")).path.read_bytes()
    file = zipped(tmp_path, ("inner.zip", inner))
    room = tmp_path / "room"
    room.mkdir()
    [one] = members(file, room)
    assert one.path.read_bytes() == inner


@pytest.mark.parametrize(
    "name",
    ["../evil.csv", "a/../../evil.csv", "/etc/evil.csv", "..\\evil.csv", "\\evil.csv", "C:\\evil.csv", "C:evil.csv",
     "data.csv:stream", ".."],
)  # fmt: skip
def test_a_path_that_leaves_the_folder_is_refused(tmp_path, name):
    error = refused(zipped(tmp_path, ("good.csv", "1"), (name, "bad")), tmp_path)
    assert (error.what, error.field) == ("its path leaves the folder", name)


def test_a_name_with_a_nul_is_refused(tmp_path):
    file = zipped(tmp_path, ("a.csvXtxt", "1"))
    content = file.path.read_bytes().replace(b"a.csvXtxt", b"a.csv\0txt")
    file.path.write_bytes(content)
    assert refused(file, tmp_path).what == "its path leaves the folder"


def test_a_name_longer_than_a_disk_can_hold_is_refused(tmp_path):
    assert refused(zipped(tmp_path, ("é" * 200 + ".csv", "1")), tmp_path).what == "its name is too long"


def test_a_link_is_refused(tmp_path):
    info = zipfile.ZipInfo("data.csv")
    info.external_attr = 0o120777 << 16
    assert refused(zipped(tmp_path, (info, "/etc/passwd")), tmp_path).what == "is a link, not a file"


def test_an_encrypted_member_is_refused(tmp_path):
    file = patched(zipped(tmp_path, ("data.csv", "1")), 8, b"\1\0", headers=(CENTRAL, LOCAL))
    assert refused(file, tmp_path).what == "is encrypted"


def test_a_member_that_stands_twice_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        file = zipped(tmp_path, ("data.csv", "1"), ("data.csv", "2"))
    assert refused(file, tmp_path).what == "stands twice in the archive"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    error = refused(zipped(tmp_path, ("zeros.csv", b"\0" * (8 << 20))), tmp_path)
    assert "a zip bomb" in error.what
    assert not (tmp_path / "deep" / "room" / "member-0").exists()


def test_small_and_dense_members_are_no_bombs(tmp_path):
    file = zipped(tmp_path, ("zeros.csv", b"\0" * (1 << 20)), ("text.csv", b"abcdefghij" * 10))
    assert len(check_archive(file)) == 2


def test_too_many_members_are_refused(tmp_path):
    file = zipped(tmp_path, *((f"{number}.csv", "") for number in range(10_001)), method=zipfile.ZIP_STORED)
    assert refused(file, tmp_path).what == "holds 10001 files; at most 10000 are read"


def test_an_archive_that_would_fill_the_disk_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_TOTAL", 10)
    assert "8 GiB" in refused(zipped(tmp_path, ("a.csv", "123456"), ("b.csv", "123456")), tmp_path).what


def test_a_member_larger_than_it_says_is_refused(tmp_path):
    file = patched(zipped(tmp_path, ("data.csv", "1234567890")), 24, struct.pack("<I", 4))
    assert refused(file, tmp_path).field == "data.csv"


def test_a_member_larger_than_it_says_is_refused_even_if_the_checksum_is_forged(tmp_path):
    file = patched(zipped(tmp_path, ("data.csv", "1234567890")), 24, struct.pack("<I", 4))
    file = patched(file, 16, struct.pack("<I", zlib.crc32(b"1234")))
    room = tmp_path / "room"
    room.mkdir()
    try:
        [one] = members(file, room)
    except BadInput:
        return
    assert one.path.read_bytes() == b"1234", "never more than was checked"


def test_a_member_smaller_than_it_says_is_refused(tmp_path):
    file = patched(zipped(tmp_path, ("data.csv", "1234567890")), 24, struct.pack("<I", 40))
    assert refused(file, tmp_path).what == "is smaller than the archive says"


def test_a_wrong_checksum_is_refused(tmp_path):
    file = patched(zipped(tmp_path, ("data.csv", "1234567890")), 16, b"\0\0\0\0")
    assert "cannot be unpacked" in refused(file, tmp_path).what


def test_an_unknown_compression_is_refused(tmp_path):
    file = patched(zipped(tmp_path, ("data.csv", "1234567890")), 10, struct.pack("<H", 99), headers=(CENTRAL, LOCAL))
    assert "cannot be unpacked" in refused(file, tmp_path).what


CONTENTS = b"".join(b"%d;" % number for number in range(300))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_STORED])
def test_any_damaged_byte_is_refused_or_harmless(tmp_path, method):
    file = zipped(tmp_path, ("data.csv", CONTENTS), method=method)
    whole = file.path.read_bytes()
    room = tmp_path / "room"
    room.mkdir()
    step = max(1, len(whole) // 400)
    for place in range(0, len(whole), step):
        for mask in (0xFF, 0x01):
            file.path.write_bytes(whole[:place] + bytes([whole[place] ^ mask]) + whole[place + 1 :])
            try:
                [one] = members(file, room)
            except BadInput:
                continue
            assert one.path.read_bytes() == CONTENTS, place
    assert tree(tmp_path) <= {"made.zip", "room", "room/member-0"}


def test_a_truncated_archive_is_refused_wherever_it_is_cut(tmp_path):
    file = zipped(tmp_path, ("data.csv", "1,2\n"), ("more.csv", "3"))
    whole = file.path.read_bytes()
    for length in range(len(whole)):
        file.path.write_bytes(whole[:length])
        with pytest.raises(BadInput, match="is not a whole zip archive"):
            check_archive(file)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_refused_and_never_crash(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "bytes.zip"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        check_archive(RawFile(path.name, path))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(BadInput, match="is not a whole zip archive"):
        check_archive(RawFile("gone.zip", tmp_path / "gone.zip"))


def test_a_full_disk_is_not_the_archives_fault(tmp_path, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    file = zipped(tmp_path, ("data.csv", "1"))
    monkeypatch.setattr(archive.Path, "open", full)
    with pytest.raises(OSError, match="No space left"):
        members(file, tmp_path)


def test_a_stream_that_gives_more_than_the_archive_says_is_stopped(tmp_path, monkeypatch):
    file = zipped(tmp_path, ("data.csv", "1"))
    monkeypatch.setattr(archive, "_chunks", lambda *_arguments: iter([b"1", b"2"]))
    with pytest.raises(BadInput, match="is larger than the archive says"):
        members(file, tmp_path)


def test_an_archive_without_files_is_refused(tmp_path):
    assert refused(zipped(tmp_path, ("folder/", "")), tmp_path).what == "the archive is empty"
