"""From a file as given to documents that can be read: packed files are unpacked, within bounds."""

import gzip
import mmap
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from forlik.core.errors import BadInput
from forlik.core.printable import printable
from forlik.core.source import RawFile
from forlik.store.read import members
from forlik.store.read.archive import LARGEST_RATIO, LARGEST_TOTAL, SMALL

_GZIP, _ZIPS = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
_CHUNK = 1 << 20

Content = bytes | mmap.mmap
"""The bytes of a document; a large one is mapped, so that it costs no memory."""


@dataclass(frozen=True, slots=True)
class Named:
    """A document under the name it is reported by.

    Args:
        name: As given, or ``archive.zip/member.xml``.
        path: Where its unpacked bytes stand.
    """

    name: str
    path: Path


def documents(path: Path, room: Path) -> list[Named]:
    """The documents in a file: itself, what a gzip holds, or the XML files in a zip.

    Args:
        path: The file.
        room: An empty folder to unpack into, that outlives the reading.

    Raises:
        BadInput: Not there, not readable, damaged, or larger unpacked than is read.
    """
    try:
        if path.exists() and not path.is_file():
            # A pipe or a device would be waited for without end.
            raise BadInput("is not a file", file=path.name, remedy="give a file")
        with path.open("rb") as stream:
            begin = stream.read(4)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else reason
        raise BadInput(reason, file=path.name, remedy="check its name and who may read it") from error
    if begin.startswith(_GZIP):
        return [Named(printable(str(path)), _unzipped(path, room / "unpacked"))]
    if begin in _ZIPS:
        inside = members(RawFile(path.name, path), room)
        wanted = [one for one in inside if one.name.lower().endswith(".xml")]
        return [Named(printable(f"{path}/{one.name}"), one.path) for one in wanted or inside]
    return [Named(printable(str(path)), path)]


def _unzipped(path: Path, target: Path) -> Path:
    packed, unpacked = path.stat().st_size, 0
    try:
        with gzip.open(path) as stream, target.open("wb") as out:
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > LARGEST_TOTAL or (unpacked > SMALL and unpacked > LARGEST_RATIO * packed):
                    raise BadInput(
                        f"unpacks to more than {unpacked // max(packed, 1)} times its size: a gzip bomb",
                        file=path.name,
                        remedy="do not open this file; if you trust it, unpack it yourself",
                    )
                out.write(chunk)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(f"cannot be unpacked: {error}", file=path.name, remedy="get the file again") from error
    return target


@contextmanager
def mapped(path: Path) -> Iterator[Content]:
    """The bytes of a file, mapped while they are read.

    Args:
        path: The file.

    Raises:
        BadInput: It cannot be read.
    """
    try:
        with path.open("rb") as stream, _map(stream) as content:
            yield content
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror or error}", file=path.name) from error


@contextmanager
def _map(stream: BinaryIO) -> Iterator[Content]:
    if not stream.seek(0, 2):
        # Nothing cannot be mapped.
        yield b""
        return
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        yield content
