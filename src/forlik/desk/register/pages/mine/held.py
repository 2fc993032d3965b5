"""One file as whoever takes it over needs it: what is open in it, whom to call, what comes next."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from forlik.desk.records.files import may_run
from forlik.desk.register.asked import Asked
from forlik.desk.register.words import namer, word
from forlik.register.called import called
from forlik.register.concepts import Text
from forlik.register.day import last_day
from forlik.register.dossier import Case
from forlik.register.machines.guards import why_not
from forlik.register.machines.handing import Estate, estate
from forlik.register.machines.lifecycle import Life, lifecycle
from forlik.register.machines.mandate import Clock, clocks
from forlik.register.machines.steps import TRANSITIONS
from forlik.register.promises.due import DueRow, due
from forlik.register.promises.projection import Projections, project
from forlik.register.promises.words import Language
from forlik.register.promises.words import title as promise_title

AHEAD = 90
"""Days ahead of which it is told what falls due, and back in which what happened shows that a file goes on."""
OFFERED = "offered"
OVER = ("closed", "declined")
"""States in which nothing is done any more."""
ELSEWHERE = ("mandate", "end")
"""Kinds of what falls due that stand in a list of their own."""


@dataclass(frozen=True, slots=True)
class Falling:
    """What falls due in all files that are seen, reckoned once for the page.

    Args:
        projections: Those of all promises.
        rows: Id of a file → what falls due in it within ``AHEAD`` days.
    """

    projections: Projections
    rows: Mapping[str | None, Sequence[DueRow]]


def falling(asked: Asked) -> Falling:
    """What falls due in all files that whoever asks may see."""
    projections = project(asked.viewed.dossier)
    rows: dict[str | None, list[DueRow]] = defaultdict(list)
    for row in due(asked.viewed.dossier, asked.day, AHEAD, language=_language(asked), projections=projections):
        rows[row.engagement].append(row)
    return Falling(projections, rows)


def held(asked: Asked, case: Case, duty: str, falls: Falling) -> dict[str, Any]:
    """What is open in a file, within what whoever asks may see.

    Args:
        asked: The question.
        case: The file.
        duty: What whoever asks is to it, or ``offered``.
        falls: What falls due.
    """
    life, projections = lifecycle(case), falls.projections
    rows = falls.rows.get(case.engagement.id, ())
    found = estate(case, asked.day, within=AHEAD, projections=projections, rows=rows)
    own = {one.id for one in found.promises}
    quiet = duty != OFFERED and _quiet(case, life, found, asked.day)
    return {
        "quiet": quiet,
        "start": case.engagement.start or "",
        "end": case.engagement.end or "",
        "id": case.engagement.id,
        "title": called(case.engagement),
        "duty": duty,
        "fictional": case.engagement.fictional,
        "state": word("states", life.state, asked.language) if life.told else "",
        "since": life.since or "",
        "debts": life.debts,
        "promises": _promises(found, projections),
        "contacts": _contacts(asked, case, found),
        "clocks": _clocks(case),
        "dates": [
            (word("due_kinds", one.kind, asked.language), one)
            for one in found.dates
            if one.kind not in ELSEWHERE and one.record not in own
        ],
        "steps": [] if quiet else _steps(asked, case, life),
        "records": _shown(case, found),
    }


def _quiet(case: Case, life: Life, found: Estate, day: date) -> bool:
    """Whether nothing of a file needs its owner: it is over, or it says nothing that goes on."""
    if life.debts or found.promises or found.dates:
        return False
    end = case.engagement.end
    if life.state in OVER or (end is not None and last_day(end) < day):
        return True
    recent = day - timedelta(days=AHEAD)
    stirs = any(one.happened and last_day(one.happened) >= recent for one in case.own_acts)
    return not (life.told or stirs or found.contacts or clocks(case))


def _language(asked: Asked) -> Language:
    return "nb" if asked.language == "nb" else "en"


def _clocks(case: Case) -> list[tuple[str, Clock]]:
    return [(called(case.dossier.get(Text, one.record)) or called(case.engagement), one) for one in clocks(case)]


def _promises(found: Estate, projections: Projections) -> list[dict[str, Any]]:
    rows = [(one, projections[one.id].projected if one.id in projections else None) for one in found.promises]
    dated = sorted(rows, key=lambda row: (row[1] is None, row[1].earliest if row[1] else None, row[0].id))
    return [{"title": promise_title(one), "due": day} for one, day in dated]


def _contacts(asked: Asked, case: Case, found: Estate) -> list[tuple[str, str]]:
    name = namer(case.dossier)
    return [(name(one.actor), word("role_words", one.role, asked.language)) for one in found.contacts]


def _steps(asked: Asked, case: Case, life: Life) -> list[Mapping[str, Any]]:
    """What leads on from here, and what each still lacks: for whoever may take the step."""
    if not may_run(asked.viewed.person, case.engagement.id, asked.viewed.now):
        return []
    return [
        {
            "name": one.name,
            "step": word("transitions", one.name, asked.language),
            "missing": why_not(case, one.name, asked.day),
        }
        for one in TRANSITIONS.values()
        if life.state in one.origins
    ]


def _shown(case: Case, found: Estate) -> tuple[str, ...]:
    """The records of which anything is told, or from which it follows."""
    ids = [case.engagement.id, *(one.id for one in case.acts), *(one.id for one in case.texts)]
    ids += [one.id for one in found.promises]
    ids += [id_ for one in found.contacts for id_ in (one.actor, one.record)]
    ids += [one.record for one in found.dates]
    return tuple(one for one in dict.fromkeys(ids) if one in case.dossier)
