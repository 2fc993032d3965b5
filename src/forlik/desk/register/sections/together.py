"""Engagements together: by pillar, with where each stands, and what they cost as far as it is known."""

from collections.abc import Sequence
from typing import Any

from forlik.desk.register.sections.costs import summed
from forlik.desk.register.sections.overview import overview
from forlik.desk.register.sections.telling import Telling
from forlik.register.answers.costs import by_pillar
from forlik.register.concepts import Engagement
from forlik.register.dossier import Case
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.vocabulary import vocabulary

RUNNING = frozenset({"exploring", "active", "suspended", "closing"})


def together(telling: Telling, some: Sequence[Engagement]) -> dict[str, Any]:
    """All four pillars, the empty ones too, and the sum over all engagements, each counted once."""
    rows = {}
    for one in some:
        case = Case(telling.dossier, one)
        rows[one.id] = overview(telling, case, lifecycle(case))
    grouped = by_pillar(some)
    return {
        "pillars": [
            {
                "name": pillar,
                "engagements": _ordered(rows[one.id] for one in grouped.get(pillar, ())),
                "sum": summed(telling, grouped.get(pillar, ())),
            }
            for pillar in vocabulary("pillars")
        ],
        "sum": summed(telling, some),
        "count": len(some),
        "several": any(len(one.pillars) > 1 for one in some),
    }


def _ordered(rows: Any) -> list[dict[str, Any]]:
    """What runs first, then the newest first."""
    newest = sorted(rows, key=lambda one: (one["start"], one["title"]), reverse=True)
    return sorted(newest, key=lambda one: one["state_word"] not in RUNNING)
