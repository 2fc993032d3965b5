"""Identifiers that stand several times: all versions are kept, one of them counts, and a table tells which and why."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.iati.flows.millionths import Flags
from forlik.iati.flows.publishers import secondary
from forlik.iati.flows.silver import opened

ORDER = ("first_hand", "last_updated", "generated_datetime", "content_sha256", "file_sha256", "byte_start")
"""By what the version that counts is chosen: not a secondary report, last updated, in the file last generated; then, so
that the choice is the same every time, the greatest hash of its bytes, of its file, and the last in it."""
_SCHEMA = pa.schema(
    [
        ("activity_id", pa.string()),
        ("activity_no", pa.int64()),
        ("counts", pa.bool_()),
        ("decided_by", pa.string()),
        ("versions", pa.int64()),
        ("same_bytes", pa.bool_()),
        ("same_file", pa.bool_()),
        ("file", pa.string()),
        ("byte_start", pa.int64()),
        ("byte_end", pa.int64()),
        ("line", pa.int64()),
        ("reporting_org_ref", pa.string()),
        ("secondary_rule", pa.string()),
        ("last_updated", pa.string()),
        ("generated_datetime", pa.string()),
        ("content_sha256", pa.string()),
    ]
)


def duplicates(tables: Mapping[str, pa.Table] | Path | str) -> pa.Table:
    """Every version of every identifier that stands several times.

    Args:
        tables: Silver tables, or the folder they are in.

    Returns:
        Arrow table by identifier, the version that counts first: ``counts`` says whether it is that one, ``decided_by``
        the first of ``ORDER`` in which it differs from it, ``versions`` how many there are, ``same_bytes`` and
        ``same_file`` whether it has the bytes of the one that counts and stands in the same file; then where it stands.
        An activity without identifier is no duplicate of another.
    """
    rows = []
    for found in _repeated(opened(tables)["activity"]).values():
        winner = found[0]
        for row in found:
            decided = next((name for name in ORDER if _key(row)[name] != _key(winner)[name]), None)
            rows.append(
                {
                    **row,
                    "counts": row is winner,
                    "decided_by": decided,
                    "versions": len(found),
                    "same_bytes": row["content_sha256"] is not None
                    and row["content_sha256"] == winner["content_sha256"],
                    "same_file": (row["file"], row["file_sha256"]) == (winner["file"], winner["file_sha256"]),
                }
            )
    return pa.Table.from_pylist([{name: row[name] for name in _SCHEMA.names} for row in rows], _SCHEMA)


def current(activity: pa.Table) -> Flags:
    """Which activities are the version that counts of their identifier."""
    losers = [row["activity_no"] for found in _repeated(activity).values() for row in found[1:]]
    return ~np.isin(activity["activity_no"].to_numpy(), losers)


def _repeated(activity: pa.Table) -> Mapping[str, list[dict[str, Any]]]:
    """Identifier → its versions, the one that counts first, of identifiers that stand several times."""
    counts = pc.value_counts(activity["activity_id"].drop_null())
    several = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    again = activity.append_column("secondary_rule", secondary(activity)).filter(
        pc.is_in(activity["activity_id"], several)
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in again.to_pylist():
        found.setdefault(row["activity_id"], []).append(row)
    return {
        name: sorted(found[name], key=lambda row: (*_key(row).values(), row["activity_no"]), reverse=True)
        for name in sorted(found)
    }


def _key(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "first_hand": row["secondary_rule"] == "none",
        "last_updated": moment(row["last_updated"]),
        "generated_datetime": moment(row["generated_datetime"]),
        "content_sha256": row["content_sha256"] or "",
        "file_sha256": row["file_sha256"] or "",
        "byte_start": row["byte_start"] or 0,
    }


def moment(written: str | None) -> datetime:
    """A moment as written, in universal time where no zone is given; the beginning of time when it cannot be read."""
    try:
        read = datetime.fromisoformat(written or "")
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)
