"""What a page of listing checks tells: of each actor what the lists say, and of each candidate who it is."""

from typing import Any

from forlik.desk.register.asked import Asked
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.pages.listing.checked import Written, mark
from forlik.desk.register.words import word
from forlik.listed import Candidate
from forlik.register.called import called
from forlik.register.concepts import Actor, Role
from forlik.register.dossier import Case
from forlik.register.machines.guards.exploring import LISTING_DAYS
from forlik.register.machines.listing import BELONGS, checks, groups, listing


def actors_of(case: Case) -> tuple[Actor, ...]:
    """The actors of a file, and whoever leads one of them or belongs to one: these are the people one meets."""
    near = (one for one in case.dossier.near(Role, [one.id for one in case.actors]) if one.kind in BELONGS)
    beside = (case.dossier.get(Actor, one.actor) for one in near)
    return tuple({one.id: one for one in (*case.actors, *beside) if one}.values())


def told_as(asked: Asked, one: Candidate, written: Written, turn: int, words: Choices) -> dict[str, Any]:
    """A candidate, as the form has it."""
    said = written.restricts[turn]
    return {
        "is": one,
        "mark": mark(one),
        "chosen": turn in written.matched,
        "sure": word("confidence", one.sure, asked.language),
        "restricts": [(name, label, name in said) for name, label in words.words("restrictions")],
        "confidence": [(name, label, name == written.sure[turn]) for name, label in words.words("confidence")],
    }


def told_of(asked: Asked, case: Case, actor: Actor, *, armed_: bool) -> dict[str, Any]:
    """What the lists say of an actor, as far as it was checked for this file."""
    own = case.engagement.id
    found = listing(case.dossier, actor.id, asked.day, own)
    made = checks(case.dossier, actor.id, asked.day, own)
    above = groups(case.dossier, actor.id, asked.day)
    age = (asked.day - made[-1].made_on).days if made and made[-1].made_on else None
    return {
        "id": actor.id,
        "name": called(actor) or "–",
        "armed": armed_,
        "groups": [name for one in above if (name := called(case.dossier.get(Actor, one)))],
        "age": age,
        "stale": age is None or age > LISTING_DAYS,
        "checks": [
            {
                "list": one.list,
                "dated": one.dated or "",
                "entry": one.entry,
                "restricts": [word("restrictions", each, asked.language) for each in one.restricts],
                "listed": one.listed,
                "match": word("confidence", one.match, asked.language),
                "cleared": one.cleared_by or "",
                "made_on": one.made_on,
                "old": one.age > LISTING_DAYS,
            }
            for one in found
        ],
        "records": tuple(one.id for one in made),
    }
