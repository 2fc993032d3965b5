"""Own interest in a place, as pages tell it where they are asked to: apart, never beside what answers a question."""

from typing import Any

from forlik.assess.interest import interests, own_interest
from forlik.core.errors import ForlikError
from forlik.desk import worlds
from forlik.desk.register.deciding.spoken import spoken
from forlik.desk.register.sections.telling import Telling


def apart(telling: Telling, place: str) -> dict[str, Any]:
    """What a place means to the home actor, each tie by itself.

    Args:
        telling: What the answer tells.
        place: The place's code.
    """
    with worlds.LOCK:
        try:
            found = own_interest(worlds.kept(telling.asked.day), (place,))
        except ForlikError:
            return {"ties": [], "home": "", "not_yet": spoken(interests().not_yet, telling.language)}
    mine = found.by_place[place]
    return {
        "home": telling.place(found.home),
        "ties": [
            {
                "title": spoken(tie.title, telling.language),
                "figure": mine.figures.get(name),
                "missing": mine.missing.get(name, ""),
            }
            for name, tie in found.said.indicators.items()
        ],
        "not_yet": spoken(found.said.not_yet, telling.language),
    }
