"""The archive package of a file: every revision as one viewer sees it, the same bytes for the same rows."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from forlik.register.rows import Row

KIND = "archive_package"
"""The kind of the texts that record a package: no package holds them, for each is recorded once it is made."""
ROWS, MANIFEST = "rows.json", "manifest.json"
NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of the files inside: with the real one every package would be another."""


def package(engagement: str, rows: Iterable[Row], until: datetime) -> bytes:
    """A package of rows.

    Args:
        engagement: Id of the engagement.
        rows: Every revision that belongs in it, in any order.
        until: What was recorded later is left out.

    Returns:
        A ZIP file, stored without compression, so that every program makes the same one.
    """
    kept = sorted((one for one in rows if one.recorded_at <= until and not _records_one(one)), key=_place)
    told = _json([_told(one) for one in kept])
    manifest = {
        "engagement": engagement,
        "recorded_until": until.isoformat(),
        "revisions": len(kept),
        "records": len({one.record for one in kept}),
        "rows_sha256": hashlib.sha256(told).hexdigest(),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
        for name, content in ((MANIFEST, _json(manifest)), (ROWS, told)):
            inside = zipfile.ZipInfo(name, NO_DATE)
            inside.create_system = 3
            inside.external_attr = 0o600 << 16
            made.writestr(inside, content)
    return file.getvalue()


def digest(content: bytes) -> str:
    """The SHA-256 of a package."""
    return hashlib.sha256(content).hexdigest()


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
