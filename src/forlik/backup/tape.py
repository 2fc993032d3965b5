"""The file of a backup: a tar that any tool opens, written in one form only, so that no bit of it changes unnoticed.

Every header, every filling byte and the end are what this module would write again; anything else is refused. So there
are no links, no folders and no other names in it than those that its manifest has.
"""

import hashlib
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from forlik.core.errors import BadInput, BrokenStore

BLOCK = tarfile.BLOCKSIZE
CHUNK = 1 << 20
END = bytes(2 * BLOCK)
AGAIN = "take another copy of the backup; this one is not whole"


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a backup.

    Args:
        name: Its place in the home folder.
        size: Bytes.
        sha256: Their digest, in hex.
    """

    name: str
    size: int
    sha256: str


def put_bytes(tape: BinaryIO, name: str, content: bytes) -> None:
    """Add a small file."""
    tape.write(_header(name, len(content)) + content + _filling(len(content)))


def put_file(tape: BinaryIO, one: Member, path: Path) -> None:
    """Add a file from the disk.

    Raises:
        BrokenStore: It is no longer what it was said to be.
    """
    tape.write(_header(one.name, one.size))
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            tape.write(chunk)
    if (size, digest.hexdigest()) != (one.size, one.sha256):
        raise BrokenStore("a file is not what the store says of it", where=str(path), remedy="run `forlik verify`")
    tape.write(_filling(one.size))


def put_end(tape: BinaryIO) -> None:
    """Say that nothing follows."""
    tape.write(END)


def take_bytes(tape: BinaryIO, name: str, most: int, file: str) -> bytes:
    """The small file that must stand next.

    Raises:
        BadInput: Something else stands there.
    """
    head = _exactly(tape, BLOCK, file)
    try:
        size = tarfile.TarInfo.frombuf(head, "ascii", "strict").size
    except (tarfile.HeaderError, UnicodeError):
        raise changed(file, name) from None
    if not 0 <= size <= most or head != _header(name, size):
        raise changed(file, name)
    content = _exactly(tape, size, file)
    _filled(tape, size, file, name)
    return content


def take_file(tape: BinaryIO, one: Member, target: Path | None, file: str) -> None:
    """Write the file that must stand next to the disk, or only read it where no target is named.

    Raises:
        BadInput: Something else stands there, or it is not what the manifest says.
    """
    if _exactly(tape, BLOCK, file) != _header(one.name, one.size):
        raise changed(file, one.name)
    digest = hashlib.sha256()
    with _target(target) as stream:
        for size in _pieces(one.size):
            chunk = _exactly(tape, size, file)
            digest.update(chunk)
            if stream:
                stream.write(chunk)
    if digest.hexdigest() != one.sha256:
        raise changed(file, one.name)
    _filled(tape, one.size, file, one.name)


def take_end(tape: BinaryIO, file: str) -> None:
    """Hold that nothing follows.

    Raises:
        BadInput: Something follows, or the end is missing.
    """
    if _exactly(tape, len(END), file) != END or tape.read(1):
        raise changed(file, "its end")


def changed(file: str, what: str) -> BadInput:
    """The error for a backup that is not as it was written."""
    return BadInput("the backup was changed or damaged", file=file, field=what, remedy=AGAIN)


@contextmanager
def _target(target: Path | None) -> Iterator[BinaryIO | None]:
    if target is None:
        yield None
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        yield stream


def _pieces(size: int) -> Iterator[int]:
    for begin in range(0, size, CHUNK):
        yield min(CHUNK, size - begin)


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT, "ascii", "strict")


def _filling(size: int) -> bytes:
    return bytes(-size % BLOCK)


def _filled(tape: BinaryIO, size: int, file: str, name: str) -> None:
    if any(_exactly(tape, -size % BLOCK, file)):
        raise changed(file, name)


def _exactly(tape: BinaryIO, size: int, file: str) -> bytes:
    content = tape.read(size)
    if len(content) != size:
        raise BadInput("the backup is cut off", file=file, remedy=AGAIN)
    return content
