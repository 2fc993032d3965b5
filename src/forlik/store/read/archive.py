"""The strict reader of zip archives: names, sizes, ratios and counts are checked before anything is unpacked."""

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from forlik.core.errors import BadInput
from forlik.core.source import RawFile

MOST_MEMBERS = 10_000
LARGEST_TOTAL = 8 << 30
LARGEST_RATIO = 200
SMALL = 1 << 20
CHUNK = 1 << 20
LONGEST_NAME = 255
DAMAGE = (
    zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, zlib.error, lzma.LZMAError, struct.error,
)  # fmt: skip
"""What Python's reader raises on damaged members; which one depends on the byte that is wrong."""


def check_archive(file: RawFile) -> list[zipfile.ZipInfo]:
    """The members of a zip file after all checks.

    Raises:
        BadInput: Not a zip, too many or too large members, a ratio no honest file has, a path that leaves the folder,
            a link, an encrypted or doubled member.
    """
    try:
        with zipfile.ZipFile(file.path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except DAMAGE as error:
        raise BadInput(f"is not a whole zip archive: {error}", file=file.name, remedy="get it again") from error
    if not infos:
        raise BadInput("the archive is empty", file=file.name, remedy="get it again")
    if len(infos) > MOST_MEMBERS:
        raise BadInput(f"holds {len(infos)} files; at most {MOST_MEMBERS} are read", file=file.name)
    if sum(info.file_size for info in infos) > LARGEST_TOTAL:
        raise BadInput("would unpack to more than 8 GiB", file=file.name, remedy="unpack it yourself if you trust it")
    seen: set[str] = set()
    for info in infos:
        _check_member(file, info)
        if info.filename in seen:
            raise BadInput("stands twice in the archive", file=file.name, field=info.filename)
        seen.add(info.filename)
    return infos


def _check_member(file: RawFile, info: zipfile.ZipInfo) -> None:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in info.filename or "\0" in info.orig_filename:
        raise BadInput(
            "its path leaves the folder", file=file.name, field=info.filename, remedy="do not open this file"
        )
    if len(path.name.encode(errors="replace")) > LONGEST_NAME:
        raise BadInput(
            "its name is too long", file=file.name, field=f"{info.filename:.40}…", remedy="unpack it yourself"
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise BadInput("is a link, not a file", file=file.name, field=info.filename, remedy="do not open this file")
    if info.flag_bits & 1:
        raise BadInput("is encrypted", file=file.name, field=info.filename, remedy="unpack it yourself")
    if info.file_size > SMALL and info.file_size > LARGEST_RATIO * max(info.compress_size, 1):
        raise BadInput(
            f"unpacks to {info.file_size // max(info.compress_size, 1)} times its size: a zip bomb",
            file=file.name,
            field=info.filename,
            remedy="do not open this file",
        )


def members(file: RawFile, folder: Path) -> list[RawFile]:
    """Unpack a zip archive's files into a folder, under numbers so that no name can do harm.

    Returns:
        One raw file per member, in archive order, with its own name.

    Raises:
        BadInput: As :func:`check_archive`, or a member that is not as large as it says or fails its checksum.
    """
    unpacked = []
    infos = check_archive(file)
    with zipfile.ZipFile(file.path) as archive:
        for number, info in enumerate(infos):
            target = folder / f"member-{number}"
            left = info.file_size
            with target.open("wb") as outside:
                for chunk in _chunks(file, archive, info):
                    left -= len(chunk)
                    if left < 0:
                        raise BadInput("is larger than the archive says", file=file.name, field=info.filename)
                    outside.write(chunk)
            if left:
                raise BadInput("is smaller than the archive says", file=file.name, field=info.filename)
            unpacked.append(RawFile(PurePosixPath(info.filename).name, target))
    return unpacked


def _chunks(file: RawFile, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's bytes; only what goes wrong in reading them is the file's fault."""
    try:
        with archive.open(info) as inside:
            while chunk := inside.read(CHUNK):
                yield chunk
    except DAMAGE as error:
        raise BadInput(f"cannot be unpacked: {error}", file=file.name, field=info.filename) from error
