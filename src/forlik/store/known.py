"""Which snapshots stand on a day: the rule of “knowing, then”, pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from forlik.core.days import end_of, end_of_precision
from forlik.core.errors import UsageError
from forlik.core.snapshot import Clock, Snapshot

Content = tuple[str, str, str]


def standing(records: Iterable[Snapshot], day: date, clock: Clock = "known") -> tuple[Snapshot, ...]:
    """The one snapshot per part that stands on a day.

    Of all versions whose chosen clock is at or before the end of the day (UTC), the one with the greatest
    (known, held) stands. A later record of the same bytes is a correction of what was said about them: it heals every
    known day, and no held day before it.

    Returns:
        Snapshots in the order of source and part; ``number`` and ``held_at`` are those of the bytes' first record.
    """
    until = end_of(day)
    by_part: dict[tuple[str, str], list[Snapshot]] = defaultdict(list)
    for history in _by_content(records).values():
        first = history[0]
        heard = [record for record in history if clock == "known" or record.held_at <= until]
        if not heard:
            continue
        version = replace(heard[-1], number=first.number, held_at=first.held_at)
        if version.clock(clock) <= until:
            by_part[version.source, version.part].append(version)
    return tuple(
        max(versions, key=lambda version: (version.known_at, version.held_at, version.number))
        for _, versions in sorted(by_part.items())
    )


def _by_content(records: Iterable[Snapshot]) -> dict[Content, list[Snapshot]]:
    histories: dict[Content, list[Snapshot]] = defaultdict(list)
    for record in sorted(records, key=lambda record: record.number):
        histories[record.source, record.part, record.sha256].append(record)
    return histories


def first_number(records: Sequence[Snapshot], source: str, part: str, sha256: str) -> int | None:
    """The number under which these bytes were first recorded, or ``None`` when they are new."""
    history = _by_content(records).get((source, part, sha256))
    return history[0].number if history else None


def known_at(
    records: Sequence[Snapshot], *, source: str, part: str, sha256: str, published: str, held_at: datetime
) -> datetime:
    """When the world could know these bytes.

    The stated publication, at the end of its precision, but not after we held them. Without a date, or when other
    bytes already stand under the same date, the first retrieval.

    Raises:
        UsageError: The stated date lies wholly in the future.
    """
    history = _by_content(records).get((source, part, sha256))
    retrieved = history[0].held_at if history else held_at
    if not published:
        return retrieved
    stated = end_of_precision(published)
    begins = end_of_precision(published if published.count("-") == 2 else (published + "-01-01")[:10])  # noqa: PLR2004 - year-month-day
    if begins.date() > held_at.date():
        raise UsageError(f"publication on {published} lies in the future", remedy="check --published")
    under_same_date = any(
        record.source == source and record.part == part and record.published == published and record.sha256 != sha256
        for record in records
    )
    older_than_these = under_same_date and not _was_first(records, source, part, published, sha256)
    return retrieved if older_than_these else min(stated, retrieved)


def _was_first(records: Sequence[Snapshot], source: str, part: str, published: str, sha256: str) -> bool:
    same = [
        record
        for record in records
        if record.source == source and record.part == part and record.published == published
    ]
    return bool(same) and min(same, key=lambda record: record.number).sha256 == sha256
