"""Snapshot: one part's raw bytes exactly as received, with when the world could know them and when we held them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Clock = Literal["known", "held"]


@dataclass(frozen=True, slots=True)
class Blob:
    """One file's bytes, by content.

    Args:
        name: The name it came under.
        sha256: Hex digest of its bytes.
        size: Bytes.
    """

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One record of one part's bytes. Records are never edited or deleted; a correction is a later record.

    Args:
        number: Its place in the store's list, from 1; the ``basis`` of every row read from it.
        source: Name of the source.
        part: Which part of the source (edition, month, publisher).
        sha256: Digest of the content (of the one file, or of the members' digests in order).
        blobs: The files.
        published: Publication as stated by the user or the files; empty when nobody says.
        known_at: When the world could know these very bytes.
        held_at: When this store retrieved or recorded them.
        origin: The address or file name they came from.
    """

    number: int
    source: str
    part: str
    sha256: str
    blobs: tuple[Blob, ...]
    published: str
    known_at: datetime
    held_at: datetime
    origin: str

    def clock(self, clock: Clock) -> datetime:
        """The instant that the chosen clock reads."""
        return self.known_at if clock == "known" else self.held_at
