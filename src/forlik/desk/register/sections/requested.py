"""Who asked for an option, and who consents, as pages tell it: read from acts; unknown is never told as none."""

from typing import Any

from forlik.assess.options.requests import LEVELS, Asked, wanted
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Act, Assessment, Engagement
from forlik.register.machines.consent import Standing
from forlik.register.option import Option


def requested(telling: Telling, option: Option) -> dict[str, Any]:
    """Of each party what it asked for, and of each engagement there where the consent of the parties stands."""
    found = wanted(telling.dossier, option)
    telling.shown.update(found.named)
    return {
        "parties": [_party(telling, one) for one in found.asked],
        "known": sum(one.level is not None for one in found.asked),
        "consents": [
            {
                "id": file,
                "title": telling.called(telling.dossier.get(Engagement, file)) or file,
                "parties": [_consent(telling, one) for one in standings],
            }
            for file, standings in found.consents.items()
        ],
    }


def _party(telling: Telling, one: Asked) -> dict[str, Any]:
    acts = [telling.dossier.get(Act, id_) for id_ in one.rests_on]
    telling.of(*acts, *(telling.dossier.get(Assessment, id_) for id_ in one.rests_on))
    return {
        "party": telling.actor(one.party),
        "level": level_called(one.level, telling.language),
        "since": one.since or "",
        "unsaid": one.unsaid,
        "sealed": any(telling.sealed(act) for act in acts if act),
        "evidence": [telling.evidence(piece) for act in acts if act for piece in act.evidence],
    }


def level_called(level: int | None, language: str) -> str:
    """What a level of a request is called; empty where it is unknown."""
    return LEVELS[level][language == "nb"] if level is not None else ""


def _consent(telling: Telling, one: Standing) -> dict[str, Any]:
    telling.of(telling.dossier.get(Act, one.act), one.by_act, one.waiver)
    return {
        "party": telling.actor(one.party),
        "state": telling.word("consent_states", one.state) or one.state,
        "since": one.since or "",
    }
