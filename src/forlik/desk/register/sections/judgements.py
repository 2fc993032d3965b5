"""Judgements as pages tell them: the last of each kind on each thing, what was judged before, and the positions."""

from collections.abc import Iterable
from typing import Any

from forlik.desk.register.sections.answered import answered
from forlik.desk.register.sections.telling import Telling
from forlik.register.answers.lessons import LESSONS
from forlik.register.answers.positions import GENERAL, POSITION, made, positions
from forlik.register.concepts import Actor, Assessment
from forlik.register.promises.assessed import KINDS as SCORES

TOLD_ELSEWHERE = SCORES | LESSONS | {POSITION, "listing_check", "partner_diligence"}
"""Kinds that pages tell beside what they are about: promises, lessons, the matrix, an actor, a partner."""


def judgements(telling: Telling, some: Iterable[Assessment]) -> list[dict[str, Any]]:
    """The last judgement of each kind on each thing, the newest first, with those before it."""
    found: dict[tuple[str | None, ...], list[Assessment]] = {}
    wanted = (one for one in some if one.kind not in TOLD_ELSEWHERE)
    for one in sorted(wanted, key=lambda one: made(telling.dossier, one), reverse=True):
        found.setdefault((one.kind, one.about, one.place, one.option, one.figure, one.issue), []).append(one)
    return [
        {**judged(telling, one), "earlier": [judged(telling, each) for each in rest]} for one, *rest in found.values()
    ]


def judged(telling: Telling, one: Assessment) -> dict[str, Any]:
    """One judgement."""
    telling.of(one)
    about = telling.dossier[one.about] if one.about and one.about in telling.dossier else None
    return {
        "id": one.id,
        "kind": telling.word("assessment_kinds", one.kind),
        "made_on": one.made_on,
        "about": telling.actor(about.id) if isinstance(about, Actor) else {"id": "", "name": telling.called(about)},
        "finding": one.finding or one.public_title or "",
        "score": None if (words := answered(telling, one))["said"] else one.score,
        "answered": words,
        "basis": one.basis or "",
        "author": telling.judge(one.author),
        "next_on": one.next_on,
        "late": bool(one.next_on and one.next_on < telling.dossier.day),
        "sealed": telling.sealed(one),
        "brought": telling.brought(one),
        "evidence": [telling.evidence(piece) for piece in one.evidence],
    }


def matrix(telling: Telling, some: Iterable[Assessment]) -> dict[str, Any]:
    """Positions: a row a question, a column a party, in each cell the last and on demand those before."""
    found = positions(telling.dossier, some)
    parties = sorted(telling.actors(found.parties), key=lambda one: one["name"].casefold())
    order = {one["id"]: one for one in parties}
    return {
        "parties": parties,
        "rows": [
            {
                "issue": "" if issue == GENERAL else issue,
                "cells": [_cell(telling, party, found.cells.get((id_, issue), ())) for id_, party in order.items()],
            }
            for issue in found.issues
        ],
    }


def _cell(telling: Telling, party: Any, some: tuple[Assessment, ...]) -> dict[str, Any]:
    return {
        "party": party,
        "last": judged(telling, some[0]) if some else None,
        "earlier": [judged(telling, one) for one in some[1:]],
    }
