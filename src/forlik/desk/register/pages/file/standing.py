"""Where an engagement stands: the facts above all others."""

from typing import Any

from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Act, Text
from forlik.register.dossier import Case
from forlik.register.machines.began import ASKED, began
from forlik.register.machines.lifecycle import Life
from forlik.register.machines.mandate import clocks
from forlik.register.machines.phase import phase


def standing(telling: Telling, case: Case, life: Life) -> dict[str, Any]:
    """State, phase, mandate clock, how it began, and who answers for it."""
    one = case.engagement
    telling.of(one, case.plan)
    return {
        "state": telling.word("states", life.state) if life.told else "",
        "since": life.since or "",
        "phase": _phase(telling, case),
        "process": {"id": case.process.id, "name": telling.called(case.process)} if case.process else None,
        "plan": {"id": case.plan.id, "name": telling.called(case.plan)} if case.plan else None,
        "places": telling.places(one.places),
        "modes": telling.words("modes", one.modes),
        "owner": telling.person(one.owner),
        "deputy": telling.person(one.deputy),
        "began": _began(telling, case),
        "clocks": _clocks(telling, case),
        "links": telling.links(one.links),
    }


def _phase(telling: Telling, case: Case) -> dict[str, Any] | None:
    """The phase of the process, and by what it is known; nothing where it serves none."""
    if case.process is None:
        return None
    found = phase(case.dossier, case.process.id)
    if found.rests_on in case.dossier:
        telling.shown.add(str(found.rests_on))
    return {
        "stage": telling.word("stages", found.stage),
        "since": found.since or "",
        "public": telling.word("stages", case.process.public_phase),
        "note": case.process.phase_note or "",
    }


def _began(telling: Telling, case: Case) -> dict[str, Any]:
    """How it began; that it was requested and nobody says by whom is said as such."""
    found = began(case)
    acts = [one for id_ in found.acts if (one := case.dossier.get(Act, id_)) is not None]
    telling.of(*acts)
    return {
        "how": telling.word("began", found.how),
        "by": telling.actors(found.by),
        "nobody_named": found.how in ASKED.values() and not found.by,
        "since": found.since or "",
        "differs": found.differs,
        "said": [one.statement for one in acts if one.statement],
        "evidence": [telling.evidence(piece) for one in acts for piece in one.evidence],
    }


def _clocks(telling: Telling, case: Case) -> list[dict[str, Any]]:
    """What ends, the soonest first."""
    return [
        {
            "kind": one.kind,
            "title": telling.called(case.dossier.get(Text, one.record)),
            "ends_on": one.ends_on,
            "days": one.days_left,
            "over": one.expired,
            "soon": one.alarm is not None,
        }
        for one in clocks(case)
    ]
