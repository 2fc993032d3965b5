"""How an engagement began: at whose request, by whose invitation, on our own initiative, or undocumented."""

from dataclasses import dataclass
from datetime import date

from forlik.register.concepts import Act
from forlik.register.dossier import Case
from forlik.register.machines.steps import course
from forlik.register.machines.when import after, by

ASKED = {"request": "requested", "invitation": "invited_by_lead"}
"""Kinds of acts by which somebody asked → how the engagement then began."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """How an engagement began.

    Args:
        how: A word of ``began``; nothing when neither the file nor an act says so.
        by: The actors who asked.
        since: When they first did, as precisely as it is known.
        acts: The requests and invitations before it became active, the oldest first.
        stated: Whether the file says how, or only the acts do.
        differs: Whether the file says that nobody asked, and an act says that somebody did.
    """

    how: str | None
    by: tuple[str, ...]
    since: str | None
    acts: tuple[str, ...]
    stated: bool
    differs: bool

    @property
    def said(self) -> bool:
        """Whether it is said how it began, and, where somebody asked, who."""
        return self.how is not None and (self.how not in ASKED.values() or bool(self.by))


def began(case: Case, day: date | None = None) -> Beginning:
    """How an engagement began. What the file says counts, and its requests and invitations stand beside it.

    A request that came after the engagement had become active is not how it began.

    Args:
        case: The engagement, as one viewer sees it.
        day: The day; by default the day on which the case stands.
    """
    at = case.day if day is None else day
    active = next((one.act for one in course(case, at).history if one.to == "active"), None)
    first = case.dossier.get(Act, active)
    acts = [
        one
        for one in case.acts
        if one.kind in ASKED
        and by(one.happened, at)
        and one.engagement in (case.engagement.id, None)
        and not (first and after(case.dossier, one, first))
    ]
    stated = case.engagement.began
    how = stated or (ASKED[str(acts[0].kind)] if acts else None)
    asked = [one for one in acts if ASKED[str(one.kind)] == how]
    named = dict.fromkeys([*case.engagement.requested_by, *(actor for one in asked for actor in one.by)])
    return Beginning(
        how,
        tuple(named),
        asked[0].happened if asked else None,
        tuple(one.id for one in acts),
        stated is not None,
        bool(acts) and stated is not None and stated not in ASKED.values(),
    )
