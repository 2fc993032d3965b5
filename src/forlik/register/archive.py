"""The archive package of a file: all that one viewer sees of it, and the same bytes for the same rows."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forlik.register.exchange.carried import slug
from forlik.register.exchange.document import Document, in_order, told
from forlik.register.exchange.enclosed import Opened, members
from forlik.register.packing import packed
from forlik.register.rows import Row

KIND = "archive_package"
"""The kind of the texts that record a package: no package holds them, for each is recorded once it is made."""
ROWS, MANIFEST = "rows.json", "manifest.json"


@dataclass(frozen=True, slots=True)
class Inside:
    """What goes into a package.

    Args:
        engagement: Id of the engagement.
        until: When it was made; nothing that was recorded or attached later is inside.
        rows: The revisions, in their order.
        documents: The attached documents, in theirs.
    """

    engagement: str
    until: datetime
    rows: tuple[Row, ...] = field(hash=False)
    documents: tuple[Document, ...] = ()

    @property
    def marking(self) -> str:
        """The greatest grade of all that is inside, as a word."""
        return slug({one.label for one in self.rows} | {one.label for one in self.documents})

    @property
    def records(self) -> tuple[str, ...]:
        """The records of which anything is inside, also those that were withdrawn since."""
        return tuple(dict.fromkeys([*(one.record for one in self.rows), *(one.record for one in self.documents)]))


def inside(engagement: str, rows: Iterable[Row], until: datetime, documents: Iterable[Document] = ()) -> Inside:
    """What goes into a package.

    Args:
        engagement: Id of the engagement.
        rows: Every revision that belongs in it, in any order, and none that was recorded later: of what was recorded
            within one second only whoever reads the log knows what came first.
        until: When it was made.
        documents: The documents that hang on them, in any order, and none that was attached later.
    """
    kept = sorted((one for one in rows if not _records_one(one)), key=_place)
    return Inside(engagement, until, tuple(kept), tuple(in_order(documents)))


def package(held: Inside, opened: Opened) -> Iterator[bytes]:
    """The pieces of a package: a ZIP file, stored without compression, so that every program makes the same one.

    Args:
        held: What goes into it.
        opened: What gives the bytes of a document, one at a time.
    """
    rows = _json([_told(one) for one in held.rows])
    manifest = {
        "engagement": held.engagement,
        "recorded_until": held.until.isoformat(),
        "marking": held.marking,
        "revisions": len(held.rows),
        "records": len({one.record for one in held.rows}),
        "rows_sha256": hashlib.sha256(rows).hexdigest(),
        "attachments": [{"file": one.place, **told(one)} for one in held.documents],
    }
    first = ((MANIFEST, lambda: _json(manifest)), (ROWS, lambda: rows))
    return packed([*first, *members(held.documents, opened)])


def digest(pieces: Iterable[bytes]) -> str:
    """The SHA-256 of a package."""
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()


def _records_one(row: Row) -> bool:
    return row.concept == "text" and row.body.get("kind") == KIND


def _place(row: Row) -> tuple[str, str, str, int]:
    return row.record, row.facet, row.label, row.n


def _told(row: Row) -> dict[str, Any]:
    return {
        "record": row.record,
        "concept": row.concept,
        "facet": row.facet,
        "label": row.label,
        "n": row.n,
        "recorded_at": row.recorded_at.isoformat(),
        "known_at": row.known_at.isoformat(),
        "who": row.who,
        "body": dict(row.body),
    }


def _json(told: Any) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
