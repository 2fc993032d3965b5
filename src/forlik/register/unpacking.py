"""Unpacking: a ZIP file that came from outside, of which nothing is read before it is known to be a plain one."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

MOST_LISTED = 1 << 20
"""Bytes of the list of files in it: each that is named there takes memory before anything is unpacked."""
WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How files may be packed; what reads the other ways takes memory as the file bids it, and fails in other words."""
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    OverflowError,
    IndexError,
    ValueError,
)
"""What comes of a file that is cut off, damaged or forged, whatever is forged in it."""


class Damaged(Exception):  # noqa: N818 - named for what it is
    """It is cut off, damaged or forged."""


class TooMany(Exception):  # noqa: N818 - named for what it is
    """It lists more files than are looked at."""


class OtherWay(Exception):  # noqa: N818 - named for what it is
    """A file in it is packed in another way than the plain ones."""


class _Listing(io.BytesIO):
    """The bytes of a ZIP file, whose list of files is read in one go, and only where it is not too long."""

    listed = False

    def read(self, size: int | None = -1, /) -> bytes:
        if not self.listed and size is not None and size > MOST_LISTED:
            raise TooMany
        return super().read(size)


@contextmanager
def unpacked(content: bytes) -> Iterator[zipfile.ZipFile]:
    """A ZIP file, opened.

    Args:
        content: Its bytes.

    Raises:
        Damaged: It is cut off, damaged or forged.
        TooMany: It lists too many files; they were not read.
        OtherWay: One of them is packed in another way than stored or deflated.
    """
    stream = _Listing(content)
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN as error:
        raise Damaged from error
    stream.listed = True
    with archive:
        if any(one.compress_type not in WAYS for one in archive.infolist()):
            raise OtherWay
        yield archive


def taken(archive: zipfile.ZipFile, one: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of a file in it, at most so many.

    Raises:
        Damaged: They cannot be unpacked.
    """
    try:
        with archive.open(one) as member:
            return member.read(most)
    except BROKEN as error:
        raise Damaged from error
