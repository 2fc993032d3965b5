"""Parties, partners and all others with a role, as pages tell them, and whether the parties' consent stands."""

from collections.abc import Iterable
from typing import Any

from forlik.desk.register.sections.telling import Telling
from forlik.register.answers.positions import made
from forlik.register.concepts import Assessment, Role
from forlik.register.dossier import Case
from forlik.register.machines.consent import NEVER, Standing, consent
from forlik.register.machines.when import current

PARTNER = "partner"
DILIGENCE = ("partner_diligence", "person_diligence")


def consents(telling: Telling, case: Case) -> list[dict[str, Any]]:
    """The consent of each primary party."""
    return [consented(telling, one) for one in consent(case)]


def consented(telling: Telling, one: Standing) -> dict[str, Any]:
    """Where the consent of one party stands."""
    telling.of(one.by_act, one.waiver)
    rests = one.waiver if one.state == "waived" else one.by_act
    return {
        "party": telling.actor(one.party),
        "state": telling.word("consent_states", one.state),
        "since": one.since or "",
        # What is not seen may be there: of a party of whom nothing is seen it is not said that its consent is lacking.
        "stands": one.stands or one.state == NEVER,
        "reason": (one.waiver.reason or "") if one.waiver and one.state == "waived" else "",
        "evidence": [telling.evidence(piece) for piece in (rests.evidence if rests else ())],
    }


def roles(telling: Telling, some: Iterable[Role]) -> list[dict[str, Any]]:
    """Roles: those that are held first, each with its track where it is one of a track."""
    day = telling.dossier.day
    ordered = sorted(some, key=lambda one: (not current(one, day), one.since or "", one.id))
    return [_role(telling, one) for one in ordered]


def _role(telling: Telling, one: Role) -> dict[str, Any]:
    telling.of(one)
    of = one.of if one.of and one.of in telling.dossier else ""
    return {
        "actor": telling.actor(one.actor),
        "kind": telling.word("role_words", one.kind),
        "in": telling.dossier.concept(of) if of else "",
        "of": telling.called(telling.dossier[of]) if of else "",
        "of_id": of,
        "side": one.side or "",
        "since": one.since or "",
        "until": one.until or "",
        "over": not current(one, telling.dossier.day),
        "people": one.people,
        "women": one.women,
        "sealed": telling.sealed(one),
        "evidence": [telling.evidence(piece) for piece in one.evidence],
    }


def partners(telling: Telling, case: Case) -> list[dict[str, Any]]:
    """Partners of the engagement, each with the last look into it; one that nobody looked into says so."""
    found = {}
    for role in case.roles:
        if role.kind == PARTNER and role.actor:
            found[role.actor] = {**_role(telling, role), "diligence": _diligence(telling, case, role.actor)}
    return list(found.values())


def _diligence(telling: Telling, case: Case, actor: str) -> dict[str, Any] | None:
    looked: list[Assessment] = [
        one for one in case.assessments if one.kind in DILIGENCE and one.about == actor and one.made_on
    ]
    if not looked:
        return None
    last = max(looked, key=lambda one: made(telling.dossier, one))
    telling.of(last)
    return {
        "made_on": last.made_on,
        "finding": last.finding or "",
        "next_on": last.next_on,
        "over": bool(last.next_on and last.next_on < telling.dossier.day),
    }
