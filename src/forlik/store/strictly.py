"""Asking a source about a file: whatever a strange file makes its reader stumble over is said of the file, clearly."""

import csv
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa

from forlik.core.errors import BadInput
from forlik.core.source import RawFile, Reading, Source

STUMBLES = (
    TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError, MemoryError, SyntaxError,
    EOFError, pa.ArrowException, csv.Error, struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What code raises that met another value than it was written for; never a failing disk, which is not the file's."""


ROW = 5_000
"""Bytes that a row may have on average: the longest, V-Dem's, have four thousand fields of a sign or two."""
SMALLEST, LARGEST = 64 << 20, 4 << 30
"""Bytes that a file of any source may have, and that none may exceed: files are read through memory."""


def part_of(source: Source, file: RawFile) -> str | None:
    """The part of a source that a file belongs to, or ``None`` when it is not the source's.

    Raises:
        BadInput: It is the source's, and refused.
    """
    with _said_of(source, file.name):
        return source.part_of(file)


def read(source: Source, files: Sequence[RawFile]) -> Reading:
    """What the files of one part say.

    Raises:
        BadInput: They are not laid out as the source's files are.
    """
    most = min(LARGEST, max(SMALLEST, source.bounds.rows[1] * ROW))
    for file in files:
        size = file.path.stat().st_size
        if size > most:
            raise BadInput(
                f"has {size >> 20} MB; a file of {source.title} has at most {most >> 20}",
                file=file.name,
                remedy="check which file it is; rows may have been repeated",
            )
    with _said_of(source, files[0].name):
        return source.read(files)


@contextmanager
def _said_of(source: Source, name: str) -> Iterator[None]:
    try:
        yield
    except STUMBLES as error:
        raise BadInput(
            f"is not laid out as {source.title} is: {type(error).__name__}: {str(error)[:200]}",
            file=name,
            remedy="check that it is the publisher's own file, whole; if it is, its layout has changed",
        ) from error
