"""A file around its activities: everything but them, as a small document of its own."""

from bisect import bisect_right
from dataclasses import dataclass, field

from forlik.iati.check.intake import Content
from forlik.iati.check.layout import Root, Unit
from forlik.iati.standard import KINDS

LARGEST = 64 << 20
"""Bytes beside the activities that are looked at; no honest file has as many."""


@dataclass(slots=True)
class Frame:
    """The text of a file with an empty element in the place of its activities, and where each piece of it comes from.

    Args:
        content: The document.
        root: Its root.
        declaration: What to begin with instead of the document's own declaration; empty to keep that.
        begin: Offset of the first byte after the byte order mark.
    """

    content: Content
    root: Root
    declaration: bytes
    begin: int
    _parts: list[bytes] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _origins: list[int] = field(default_factory=list)
    _size: int = 0
    _past: int = 0
    complete: bool = True

    def __post_init__(self) -> None:
        self._past = self.root.start if self.declaration else self.begin
        if self.declaration:
            self._add(self.declaration, self.begin)

    def leave_out(self, unit: Unit) -> None:
        """Put an empty element in the place of an activity; several in a row need only one.

        Args:
            unit: The activity.
        """
        last = bool(self._origins) and self._origins[-1] >= self.root.start and self._parts[-1] == self._empty
        if self._gap(unit.start) or not last:
            self._add(self._empty, unit.start)
        self._past = unit.end

    def text(self) -> bytes:
        """The whole document, after the last activity was left out."""
        self._gap(len(self.content))
        self._past = len(self.content)
        return b"".join(self._parts)

    def origin(self, offset: int) -> int:
        """The offset in the document of an offset in the text.

        Args:
            offset: Offset in :meth:`text`.
        """
        piece = max(bisect_right(self._starts, offset) - 1, 0)
        return self._origins[piece] + offset - self._starts[piece]

    @property
    def _empty(self) -> bytes:
        return f"<{KINDS[self.root.kind or 'activity'][1]}/>".encode()

    def _gap(self, end: int) -> bool:
        """Take in what stands before an offset; whether there was anything but space."""
        if self._size + end - self._past > LARGEST:
            self.complete = False
            return False
        gap = bytes(self.content[self._past : end])
        if gap.strip():
            self._add(gap, self._past)
            return True
        return False

    def _add(self, part: bytes, origin: int) -> None:
        self._parts.append(part)
        self._starts.append(self._size)
        self._origins.append(origin)
        self._size += len(part)
