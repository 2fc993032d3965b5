"""Consent: whether it still stands from all sides, since when, and by what evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from forlik.register.concepts import Act, Role
from forlik.register.day import first_day, last_day
from forlik.register.dossier import Case
from forlik.register.evidence import Evidence
from forlik.register.machines.when import after, by, current, recorded

CONSENT, WITHDRAWN, WAIVER = "consent", "consent_withdrawn", "consent_waiver"
NEVER = "never_asked"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the consent of one primary party stands.

    Args:
        party: The party.
        state: ``given``, ``partial``, ``withdrawn``, ``waived`` or ``never_asked``.
        since: Since when, as precisely as it is known.
        act: The act that it rests on.
        said: What the party itself said last: ``given``, ``partial``, ``withdrawn`` or ``never_asked``.
        by_act: The act by which it said so.
        evidence: The evidence of that act.
        waiver: The waiver that stands, whose reason says why the party is not waited for.
    """

    party: str
    state: str
    since: str | None
    act: str | None
    said: str
    by_act: Act | None
    evidence: tuple[Evidence, ...]
    waiver: Act | None

    @property
    def consents(self) -> bool:
        """Whether the party itself consents, to all of it or to a part, and there is evidence that it does."""
        return self.said in ("given", "partial") and bool(self.evidence)

    @property
    def stands(self) -> bool:
        """Whether the party need not be waited for: its full consent with evidence, or a waiver with a reason."""
        return (self.said == "given" and bool(self.evidence)) or self.waiver is not None


def primary_roles(case: Case, day: date) -> tuple[Role, ...]:
    """The roles of primary parties in the process itself, not in one of its tracks, that are held on a day."""
    process = case.engagement.process
    if process is None:
        return ()
    roles = case.dossier.near(Role, [process])
    return tuple(one for one in roles if one.kind == "primary_party" and one.of == process and current(one, day))


def consent(case: Case, day: date | None = None, after_act: Act | None = None) -> tuple[Standing, ...]:
    """Where the consent of every primary party stands, in the order of their ids.

    The latest of what a party said counts, and where days are known by month or year only, a withdrawal that may be
    later than a consent is. A waiver stands until the party withdraws; it is one only with a reason. Acts of the
    process's tracks or of other files say nothing about this engagement. That a party left the talks is not taken for
    a withdrawal of its consent: it has to be said.

    Args:
        case: The engagement, as one viewer sees it.
        day: The day; by default the day on which the case stands.
        after_act: Only what was said after this act counts: the suspension, for instance.
    """
    at = case.day if day is None else day
    parties = sorted({one.actor for one in primary_roles(case, at) if one.actor})
    said: dict[str, list[Act]] = {party: [] for party in parties}
    for act in _acts(case, at, after_act):
        for party in dict.fromkeys(act.to if act.kind == WAIVER else act.by):
            if party in said:
                said[party].append(act)
    return tuple(_standing(party, acts) for party, acts in said.items())


def accepted(case: Case, day: date, after_act: Act | None = None) -> tuple[str, ...] | None:
    """Whom a step still waits for: ``None`` when consent stands from all sides.

    Where nobody is named as primary party, or one is without saying who, there is no side from which consent could
    stand. A waiver is partial: when all parties are waived, all are waited for.
    """
    standings = consent(case, day, after_act)
    unnamed = any(one.actor is None for one in primary_roles(case, day))
    if not standings or unnamed or not any(one.consents for one in standings):
        return tuple(one.party for one in standings)
    return tuple(one.party for one in standings if not one.stands) or None


def _acts(case: Case, day: date, after_act: Act | None) -> Iterator[Act]:
    """Acts that give, withdraw or waive consent to this engagement by a day, in their order."""
    own, process = case.engagement.id, case.engagement.process
    acts = [
        one
        for one in case.acts
        if one.kind in (CONSENT, WITHDRAWN, WAIVER)
        and by(one.happened, day)
        and one.engagement in (own, None)
        and one.process in (process, None)
        and (after_act is None or one.kind == WITHDRAWN or after(case.dossier, one, after_act))
    ]
    return iter(sorted(acts, key=lambda one: _order(case, one)))


def _order(case: Case, act: Act) -> tuple[date, datetime, bool, str]:
    """A consent as early, a withdrawal as late as what is stated allows."""
    happened = str(act.happened)
    withdrawn = act.kind == WITHDRAWN
    day = last_day(happened) if withdrawn else first_day(happened)
    return day, recorded(case.dossier, act.id), withdrawn, act.id


def _standing(party: str, acts: list[Act]) -> Standing:
    said: Act | None = None
    waiver: Act | None = None
    for act in acts:
        if act.kind == WAIVER:
            waiver = act if act.reason else waiver
            continue
        said = act
        if act.kind == WITHDRAWN:
            waiver = None
    word = NEVER
    if said is not None:
        word = "withdrawn" if said.kind == WITHDRAWN else "partial" if said.scope == "partial" else "given"
    waived = waiver is not None and word != "given"
    rests = waiver if waived else said
    return Standing(
        party,
        "waived" if waived else word,
        rests.happened if rests else None,
        rests.id if rests else None,
        word,
        said,
        said.evidence if said else (),
        waiver,
    )
