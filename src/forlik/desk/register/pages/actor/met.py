"""Who of us last met an actor, and when it was in touch."""

from typing import Any

from forlik.desk.register.sections.course import course
from forlik.desk.register.sections.telling import Telling
from forlik.register.answers.meetings import Met, contacts, last_met, last_of_us
from forlik.register.answers.timeline import Entry

NEWEST = 12
"""Contacts that are told at once."""


def met(telling: Telling, actor: str) -> dict[str, Any]:
    """The last meeting, who of us was there, when each of us last saw it, and the newest contacts."""
    found = contacts(telling.dossier, actor)
    last = last_met(found)
    return {
        "last": _met(telling, last) if last else None,
        "of_us": [{"name": telling.person(who), **_met(telling, one)} for who, one in last_of_us(found).items()],
        "newest": course(telling, [Entry(one.act.happened, one.act) for one in found[:NEWEST]]),
        "count": len(found),
    }


def _met(telling: Telling, one: Met) -> dict[str, Any]:
    telling.of(one.act)
    return {
        "happened": one.act.happened or "",
        "kind": telling.word("act_kinds", one.act.kind),
        "title": one.act.title or one.act.public_title or "",
        "file": one.act.engagement if one.act.engagement in telling.dossier else "",
        "present": [telling.person(who) for who in one.act.present],
        "through": telling.actors(one.through),
    }
