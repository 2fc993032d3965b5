"""Phase of a process: the stage of its latest signed text, or of a later act that says otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from forlik.register.concepts import Act, Engagement, Text
from forlik.register.day import last_day
from forlik.register.dossier import Dossier
from forlik.register.machines.when import by, recorded


@dataclass(frozen=True, slots=True)
class Mark:
    """One text or act that says where a process stands.

    Args:
        stage: A word of ``stages``.
        since: When it was signed or happened, as precisely as it is known.
        record: The text or the act.
    """

    stage: str
    since: str
    record: str


@dataclass(frozen=True, slots=True)
class Phase:
    """Where a process stands.

    Args:
        stage: A word of ``stages``; nothing when no text or act says so.
        since: Since when it has stood there.
        rests_on: The latest text or act that says so.
        history: All that said where it stood, the oldest first; it is free to go backwards.
    """

    stage: str | None
    since: str | None
    rests_on: str | None
    history: tuple[Mark, ...]


def phase(dossier: Dossier, process: str, day: date | None = None) -> Phase:
    """The phase of a process. Texts and acts of its tracks do not move it, and it does not move them.

    Args:
        dossier: The records that the viewer sees.
        process: The process.
        day: The day; by default the day on which the dossier stands.
    """
    at = dossier.day if day is None else day
    marks = sorted(_marks(dossier, process, at), key=lambda row: row[:3])
    history = tuple(mark for *_, mark in marks)
    if not history:
        return Phase(None, None, None, ())
    last = history[-1]
    since = last.since
    for mark in reversed(history):
        if mark.stage != last.stage:
            break
        since = mark.since
    return Phase(last.stage, since, last.record, history)


def _marks(dossier: Dossier, process: str, day: date) -> Iterator[tuple[date, datetime, str, Mark]]:
    """What says where a process stood by a day, with when it happened and when it was recorded."""
    for text in dossier.near(Text, [process]):
        if text.process == process and text.stage and text.signed and by(text.signed, day):
            mark = Mark(text.stage, text.signed, text.id)
            yield last_day(text.signed), recorded(dossier, text.id), text.id, mark
    files = {one.id for one in dossier.near(Engagement, [process])}
    for act in dossier.near(Act, [process, *files]):
        moves = act.process == process or (act.process is None and act.engagement in files)
        if moves and act.stage and act.happened and by(act.happened, day):
            yield last_day(act.happened), recorded(dossier, act.id), act.id, Mark(act.stage, act.happened, act.id)
