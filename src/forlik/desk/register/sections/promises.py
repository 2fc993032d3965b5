"""Promises as pages tell them: by whom, where they stand, when they fall due, and what they hang on."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Commitment, Text
from forlik.register.machines.ours import OURS
from forlik.register.promises.projection import Projections
from forlik.register.promises.state import standing
from forlik.register.promises.words import anchor_words, caller, title, wait_words


def promises(telling: Telling, some: Iterable[Commitment], projections: Projections) -> list[dict[str, Any]]:
    """Promises: the open ones first, by the day on which they fall due; what has no day after what has one."""
    return sorted((_promise(telling, one, projections) for one in some), key=_order)


def _order(row: dict[str, Any]) -> tuple[bool, date, str]:
    return row["settled"], row["due"].earliest if row["due"] else date.max, row["title"]


def _promise(telling: Telling, one: Commitment, projections: Projections) -> dict[str, Any]:
    telling.of(one)
    language = telling.language
    called = caller(telling.dossier, language)
    projection, stands = projections[one.id], standing(projections, one.id)
    plain_day = one.due and one.due.on and not one.due.offset and not one.due.condition
    hangs = [] if plain_day else [anchor_words(one, called, language)]
    if projection.waits_on and not stands.settled:
        hangs.append(wait_words(projection.waits_on, called, language))
    if one.due and one.due.commitment in telling.dossier:
        telling.shown.add(str(one.due.commitment))
    return {
        "id": one.id,
        "title": title(one),
        "article": one.article or "",
        "text": telling.called(telling.dossier.get(Text, one.text)),
        "kind": telling.word("commitment_kinds", one.kind),
        "ours": one.ours or one.kind in OURS,
        "by": telling.actors(one.obligors),
        "to": telling.actors(one.beneficiaries),
        "keeper": telling.person(one.keeper),
        "state": telling.word("promise_states", stands.state) or telling.word("promise_days", stands.state),
        "since": stands.since,
        "settled": stands.settled,
        "late": stands.late,
        "due": projection.projected,
        "planned": projection.planned,
        "moved": bool(projection.planned and projection.projected and projection.planned != projection.projected),
        "actual": projection.actual,
        "hangs": "; ".join(dict.fromkeys(one for one in hangs if one)),
        "sealed": telling.sealed(one),
    }
