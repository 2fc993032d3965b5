"""Texts as pages tell them: what sort, when signed, how long in force, and their versions."""

from collections.abc import Iterable
from typing import Any

from forlik.desk.register.sections.telling import Telling
from forlik.register.answers.timeline import dated
from forlik.register.concepts import Text


def texts(telling: Telling, some: Iterable[Text]) -> list[dict[str, Any]]:
    """Texts, the newest first; what nobody dates comes last."""
    return [_text(telling, one) for one in sorted(some, key=lambda one: (dated(one) or "", one.id), reverse=True)]


def _text(telling: Telling, one: Text) -> dict[str, Any]:
    telling.of(one)
    day = telling.dossier.day
    return {
        "id": one.id,
        "kind": telling.word("text_kinds", one.kind),
        "title": one.title or one.public_title or "",
        "public_title": one.public_title if one.title and one.public_title else "",
        "signed": one.signed or "",
        "stage": telling.word("stages", one.stage),
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "over": bool(one.ends_on and one.ends_on < day),
        "renews": telling.called(telling.dossier.get(Text, one.renews)),
        "summary": one.summary or "",
        "parts": telling.words("parts", one.parts),
        "versions": list(reversed(one.versions)),
        "links": telling.links(one.links),
        "sealed": telling.sealed(one),
        "evidence": [telling.evidence(piece) for piece in one.evidence],
    }
