"""What each list restricts about an actor and about the groups that it commands or belongs to, and who cleared it."""

from typing import Any

from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Role
from forlik.register.machines.listing import BELONGS, Checked, listing
from forlik.register.machines.when import current

FRESH = 30
"""Days for which a check is fresh enough for a step."""


def lists(telling: Telling, actor: str) -> list[dict[str, Any]]:
    """What lists say of an actor, and of its groups: what is listed of them bears on meeting it."""
    day, dossier = telling.dossier.day, telling.dossier
    held = (one for one in dossier.of_actor(Role, actor) if one.kind in BELONGS and one.of and current(one, day))
    whom = [actor, *sorted({str(one.of) for one in held})]
    return [_row(telling, one, actor) for each in whom for one in listing(dossier, each, day)]


def _row(telling: Telling, one: Checked, actor: str) -> dict[str, Any]:
    telling.shown.add(one.assessment)
    return {
        "of": None if one.actor == actor else telling.actor(one.actor),
        "list": one.list,
        "dated": one.dated or "",
        "entry": one.entry,
        "restricts": telling.words("restrictions", one.restricts),
        "listed": one.listed,
        "match": telling.word("confidence", one.match),
        "cleared_by": telling.person(one.cleared_by),
        "made_on": one.made_on,
        "old": one.age > FRESH,
    }
