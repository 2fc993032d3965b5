"""Documents in a history: which were attached, taken back and attached again, and which may be brought back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from forlik.desk.access.labels import PUBLIC
from forlik.desk.records.attachments import Attached, attached, decides, same
from forlik.desk.register import attaching
from forlik.desk.register.asked import Asked


@dataclass(frozen=True, slots=True)
class Hung:
    """What was done with a document at one instant.

    Args:
        record: Id of the record that it hangs on.
        recorded_at: When.
        who: Id of the person of the house who did it.
        document: The document.
        ended: Whether it was taken back.
        restored: Whether it had been taken back before, and was attached again.
    """

    record: str
    recorded_at: datetime
    who: str
    document: Attached
    ended: bool = False
    restored: bool = False


def hung(asked: Asked, records: Iterable[str]) -> tuple[Hung, ...]:
    """All that was done with the documents of records by the day, within what is seen, in no order."""
    every = attached(asked.viewed.held, records, asked.day, ended=True)
    end = datetime.combine(asked.day, time.max, UTC)
    began = (Hung(one.which.record, one.at, one.by, one, restored=_was_gone(one, every)) for one in every)
    ended = (
        Hung(one.which.record, one.ended_at.replace(microsecond=0), one.ended_by, one, ended=True)
        for one in every
        if one.ended_at is not None and one.ended_at <= end
    )
    return (*began, *ended)


def taken_back(asked: Asked, file: str) -> Mapping[str, Attached]:
    """Id → each document of a file that was taken back and may be brought back by whoever asks."""
    case, viewed = asked.viewed.case(file), asked.viewed
    if case is None or asked.dated:
        return {}
    every = attached(viewed.held, (one.id for one in attaching.records(case)), asked.day, ended=True)
    there = [one for one in every if one.ended_at is None]
    return {
        one.id: one
        for one in every
        if one.ended_at is not None
        and one.which.label != PUBLIC
        and decides(one.by, one.file, one.which.label, viewed.person, viewed.now)
        and not any(same(one, other) for other in there)
    }


def _was_gone(one: Attached, every: Iterable[Attached]) -> bool:
    before = (other.ended_at for other in every if other.id != one.id and same(one, other))
    return any(at is not None and at.replace(microsecond=0) <= one.at for at in before)
