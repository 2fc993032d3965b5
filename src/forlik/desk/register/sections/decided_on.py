"""The decisions that opened or changed an engagement, as its page tells them, each with the way to its option."""

from typing import Any

from forlik.assess.options.proposed import options
from forlik.assess.options.record import Decision, decided_of
from forlik.desk.register.option_titles import option_title
from forlik.desk.register.sections.frozen import question_title
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Assessment
from forlik.register.rows import Row


def decided_on(telling: Telling, engagement: str) -> list[dict[str, Any]]:
    """The decisions that opened or changed an engagement, the newest first, as whoever asks sees them."""
    found = decided_of(telling.dossier, engagement)
    return [decided_on_option(telling, one) for one in reversed(found)]


def decided_on_option(telling: Telling, one: Decision) -> dict[str, Any]:
    """One decision, with the way to its option."""
    record, said = one.record, one.record.decided
    telling.of(record, *one.exit_criteria)
    return {
        "id": record.id,
        "day": one.day,
        "decision": telling.word("decisions", said.decision if said else None),
        "option": {"id": _option(telling, one), "title": option_title(one.option, telling.language)},
        "stance": telling.word("stances", said.stance if said else None),
        "question": question_title(telling, said.question) if said and said.question else "",
        "reason": telling.word("override_reasons", said.reason_code if said else None),
        "finding": record.finding or "",
        "author": telling.judge(record.author),
        "next_on": record.next_on,
        "late": bool(not one.withdrawn and record.next_on and record.next_on < telling.dossier.day),
        "criteria": [
            {"promise": each.promise or "–", "on": each.due.on if each.due else None} for each in one.exit_criteria
        ],
        "sealed": telling.sealed(record),
        "brought": one.brought,
        "withdrawn": withdrawn_by(telling, one),
        "evidence": [telling.evidence(piece) for piece in record.evidence],
    }


def withdrawn_by(telling: Telling, one: Decision) -> dict[str, Any] | None:
    """Who withdrew a decision as a mistake, when and why; nothing where it stands."""
    return taken_back(telling, one.withdrawn) if one.withdrawn else None


def taken_back(telling: Telling, by: Row) -> dict[str, Any]:
    """Who withdrew a record as a mistake, when and why, by the row that did it."""
    return {
        "who": telling.person(by.who),
        "on": by.recorded_at.date(),
        "reason": str(by.body.get("withdrawn") or ""),
    }


def _option(telling: Telling, one: Decision) -> str:
    """Id of the option's record: the one that the decision names, else one of that option; empty where none is seen."""
    named = telling.dossier.get(Assessment, one.record.about)
    if named is not None and named.kind == "option":
        telling.of(named)
        return named.id
    found = next((each for each in options(telling.dossier) if each.option == one.option), None)
    telling.of(telling.dossier.get(Assessment, found.record) if found else None)
    return found.record if found else ""
