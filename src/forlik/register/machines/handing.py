"""What is handed over with a file: the promises that are open, whom to call, and what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from forlik.register.concepts import Act, Actor, Commitment, Role
from forlik.register.dossier import Case
from forlik.register.machines.guards import HAND_OVER
from forlik.register.machines.guards.handing_over import CONTACTS
from forlik.register.machines.ours import undisposed
from forlik.register.machines.when import current
from forlik.register.promises.due import DueRow, due
from forlik.register.promises.projection import Projections
from forlik.register.promises.words import Language

AHEAD = 365
"""Days ahead of which a hand-over says what comes."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A live contact of ours.

    Args:
        actor: Whom to call.
        role: As what, a word of ``role_words``.
        record: The role by which it is known.
    """

    actor: str
    role: str
    record: str


@dataclass(frozen=True, slots=True)
class Estate:
    """What is handed over with a file, as one viewer sees it.

    Args:
        promises: The promises of ours that are open.
        contacts: The intermediaries and sources of the day.
        dates: What falls due in the file, the soonest first.
    """

    promises: tuple[Commitment, ...]
    contacts: tuple[Contact, ...]
    dates: tuple[DueRow, ...]


def estate(
    case: Case,
    day: date,
    *,
    within: int = AHEAD,
    language: Language = "en",
    projections: Projections | None = None,
    rows: Iterable[DueRow] | None = None,
) -> Estate:
    """What is handed over with a file on a day.

    Args:
        case: The engagement, as one viewer sees it.
        day: The day.
        within: How many days ahead the dates go.
        language: Of the words of the dates.
        projections: Those of all promises of the dossier, where they are at hand already.
        rows: What falls due in all files of the dossier within these days, where it is at hand already.
    """
    if rows is None:
        rows = due(case.dossier, day, within, language=language, projections=projections)
    return Estate(
        undisposed(case, day), contacts(case, day), tuple(one for one in rows if one.engagement == case.engagement.id)
    )


def contacts(case: Case, day: date) -> tuple[Contact, ...]:
    """The live contacts of a file: who is an intermediary or a source of it on a day, each once a role."""
    roles = (one for one in case.dossier.near(Role, case.files) if one.kind in CONTACTS and current(one, day))
    return tuple(
        Contact(one.actor, str(one.kind), one.id) for one in roles if case.dossier.get(Actor, one.actor) and one.actor
    )


def unconfirmed(case: Case, taker: str) -> Act | None:
    """The latest hand-over of a file to somebody who has not confirmed it."""
    acts = [
        one
        for one in case.own_acts
        if one.kind == HAND_OVER and one.new_owner == taker and taker not in one.confirmed_by
    ]
    return acts[-1] if acts else None
