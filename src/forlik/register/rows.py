"""Rows: what was recorded, one revision of one facet each, and which of them are known on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Literal

Clock = Literal["known", "held"]
"""Whether a day is judged by when the world could know, or by when we recorded."""


@dataclass(frozen=True, slots=True)
class Row:
    """One revision of one facet of a record.

    Args:
        record: Id of the record.
        concept: Name of its concept.
        facet: ``open``, ``staff`` or ``secret``.
        label: Who may see it now.
        n: Number of the revision in its facet, from 1.
        recorded_at: When it was recorded, UTC.
        known_at: When it could be known, UTC: a corrected typing error is known as early as what it corrects.
        body: The facet's fields, all of them.
        who: The person of the house who recorded it; empty where it is not said.
        carried: Whether a file brought it in, from another register or from this one: the register says so, no file.
    """

    record: str
    concept: str
    facet: str
    label: str
    n: int
    recorded_at: datetime
    known_at: datetime
    body: Mapping[str, Any] = field(hash=False)
    who: str = ""
    carried: bool = False


def as_known(rows: Iterable[Row], day: date, clock: Clock = "known") -> tuple[Row, ...]:
    """Of each facet, the revision that counts on a day: the latest known, and of those the latest recorded.

    Args:
        rows: Revisions, in any order; those that the viewer may not see today are not among them.
        day: The day, whose end in UTC counts.
        clock: Which of a revision's two instants must not be after it.

    Returns:
        One row a facet and label, in the order of records and facets: a facet that was released stands beside its own
        fuller version.
    """
    # Up to midnight, so that the last part of the last second is in it.
    end = datetime.combine(day, time.max, UTC)
    known = clock == "known"
    latest: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        if (row.known_at if known else row.recorded_at) > end:
            continue
        key = (row.record, row.facet, row.label)
        other = latest.get(key)
        if other is None or _order(other) < _order(row):
            latest[key] = row
    return tuple(latest[key] for key in sorted(latest))


def _order(row: Row) -> tuple[datetime, datetime, int]:
    return row.known_at, row.recorded_at, row.n
