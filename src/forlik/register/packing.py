"""Packing: a ZIP file made a piece at a time, so that no more than one document of it is held in memory."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator

Member = tuple[str, Callable[[], bytes]]
"""Name of a file inside, and what gives its bytes when they are needed."""
NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of the files inside: with the real one every package would be another."""


class _Window(io.RawIOBase):
    """The end of a file that is being written: what was taken out of it is gone, and the rest may still be rewritten.

    A ZIP file has the checksum of a member before its bytes. Written through a window it goes back for that, and needs
    no trailer, which readers of archives refuse for what is stored without compression.
    """

    def __init__(self) -> None:
        self._held, self._before = io.BytesIO(), 0

    def tell(self) -> int:
        return self._before + self._held.tell()

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("a window is sought from the beginning of its file only")
        return self._before + self._held.seek(place - self._before)

    def write(self, content: "bytes") -> int:  # type: ignore[override]
        return self._held.write(content)

    def taken(self) -> bytes:
        """All that stands in the window, which is empty afterwards."""
        content = self._held.getvalue()
        self._before += len(content)
        self._held = io.BytesIO()
        return content


def packed(members: Iterable[Member]) -> Iterator[bytes]:
    """The pieces of a ZIP file, stored without compression, so that every program makes the same one.

    Args:
        members: What goes into it, in this order.
    """
    window = _Window()
    with zipfile.ZipFile(window, "w", zipfile.ZIP_STORED) as made:
        for name, content in members:
            inside = zipfile.ZipInfo(name, NO_DATE)
            inside.create_system = 3
            inside.external_attr = 0o600 << 16
            made.writestr(inside, content())
            yield window.taken()
    yield window.taken()
