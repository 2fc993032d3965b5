"""The course of a file as its pages tell it: acts, steps and texts, each with by whom and by what it is known."""

from collections.abc import Iterable
from typing import Any

from forlik.desk.register.sections.telling import Telling
from forlik.register.answers.timeline import Entry
from forlik.register.concepts import Act, Process, Text

LONG = 280
"""Letters beyond which what was said is folded."""


def course(telling: Telling, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries of the line, as a template needs them."""
    return [_act(telling, one.record) if isinstance(one.record, Act) else _text(telling, one) for one in entries]


def _act(telling: Telling, act: Act) -> dict[str, Any]:
    telling.of(act)
    text = telling.dossier.get(Text, act.text)
    return {
        "id": act.id,
        "happened": act.happened or "",
        "kind": telling.word("act_kinds", act.kind),
        "title": act.title or act.public_title or "",
        "step": telling.word("transitions", act.transition),
        "by": telling.actors(act.by),
        "to": telling.actors(act.to),
        "present": [telling.person(one) for one in act.present],
        "text": telling.called(text),
        "said": [one for one in (act.said, act.statement, act.reason) if one],
        "long": sum(len(one) for one in (act.said, act.statement, act.reason) if one) > LONG,
        "where": act.where or act.place or "",
        "sealed": telling.sealed(act),
        "track": _elsewhere(telling, act.process, act.engagement),
        "evidence": [telling.evidence(piece) for piece in act.evidence],
    }


def _text(telling: Telling, entry: Entry) -> dict[str, Any]:
    text = entry.record
    telling.of(text)
    return {
        "id": text.id,
        "happened": entry.happened or "",
        "kind": telling.word("text_kinds", text.kind),
        "title": text.title or text.public_title or "",
        "sealed": telling.sealed(text),
        "said": [text.summary] if isinstance(text, Text) and text.summary else [],
        "long": isinstance(text, Text) and len(text.summary or "") > LONG,
        "evidence": [telling.evidence(piece) for piece in text.evidence],
    }


def _elsewhere(telling: Telling, process: str | None, engagement: str | None) -> str:
    """The track in which an act happened that stands in no file of ours."""
    if engagement:
        return ""
    found = telling.dossier.get(Process, process)
    return telling.called(found) if found and found.parent else ""
