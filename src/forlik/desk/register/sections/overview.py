"""An engagement in one row, wherever several stand together."""

from typing import Any

from forlik.desk.register.sections.telling import Telling
from forlik.register.dossier import Case
from forlik.register.machines.lifecycle import Life


def overview(telling: Telling, case: Case, life: Life) -> dict[str, Any]:
    """What a list tells of an engagement."""
    one = case.engagement
    return {
        "id": one.id,
        "title": telling.called(one),
        "state": telling.word("states", life.state) if life.told else "",
        "state_word": life.state if life.told else "",
        "since": life.since or "",
        "start": one.start or "",
        "end": one.end or "",
        "places": telling.places(one.places),
        "pillars": one.pillars,
        "modes": telling.words("modes", one.modes),
        "outcome": one.outcome or "",
        "mine": telling.asked.viewed.person.id in (one.owner, one.deputy),
        "fictional": one.fictional,
    }
