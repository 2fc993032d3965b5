"""Decisions on an option as pages tell them: what was decided, how it stands to the screen, and what was expected."""

from collections.abc import Iterable
from typing import Any

from forlik.assess.options.record import Decision, decisions, withdrawn_decisions
from forlik.desk.register.sections.decided_on import withdrawn_by
from forlik.desk.register.sections.foreseen import named
from forlik.desk.register.sections.frozen import frozen, question_title
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Engagement
from forlik.register.option import Option


def decided(telling: Telling, option: Option, foreseen: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The decisions on an option, the newest first; after them those that were withdrawn as a mistake.

    Args:
        telling: What the answer tells.
        option: The option.
        foreseen: What was expected of it, as told.
    """
    told = list(foreseen)
    every = (*withdrawn_decisions(telling.dossier), *decisions(telling.dossier))
    made = [one for one in every if one.option == option]
    return [_decided(telling, one, told) for one in reversed(made)]


def _decided(telling: Telling, one: Decision, foreseen: list[dict[str, Any]]) -> dict[str, Any]:
    record, said = one.record, one.record.decided
    telling.of(record, *one.expectations, *one.exit_criteria)
    engagement = telling.dossier.get(Engagement, record.engagement)
    return {
        "id": record.id,
        "day": one.day,
        "decision": telling.word("decisions", said.decision if said else None),
        "stance": telling.word("stances", said.stance if said else None),
        "question": question_title(telling, said.question) if said and said.question else "",
        "reason": telling.word("override_reasons", said.reason_code if said else None),
        "finding": record.finding or "",
        "basis": record.basis or "",
        "author": telling.judge(record.author),
        "dissent": (said.dissent or "") if said else "",
        "next_on": record.next_on,
        "late": bool(not one.withdrawn and record.next_on and record.next_on < telling.dossier.day),
        "engagement": {"id": engagement.id, "title": telling.called(engagement)} if engagement else None,
        "exit_criteria": [each.promise or "–" for each in one.exit_criteria],
        "expectations": named(foreseen, (each.id for each in one.expectations)),
        "as_of": said.as_of if said else None,
        "manifest": said.manifest if said else "",
        "frozen": frozen(telling, one.screen),
        "sealed": telling.sealed(record),
        "brought": one.brought,
        "withdrawn": withdrawn_by(telling, one),
        "evidence": [telling.evidence(piece) for piece in record.evidence],
    }
