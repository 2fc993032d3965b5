"""Who asked, and who consents: read from the acts of the register, never coded and never guessed.

A party whose request nobody recorded is unknown, not “none”: most requests are never published (the public list of
Norway's engagements names one for 8 of 34). “None” stands only where a coder recorded it, with evidence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from forlik.assess.asked_day import asked_day
from forlik.register.concepts import Act, Assessment, Engagement, Process, Role
from forlik.register.dossier import Dossier
from forlik.register.machines.consent import Standing, consent
from forlik.register.machines.when import by, current
from forlik.register.option import Option, option_of

REQUESTS = ("request", "invitation")
LEVELS: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        0: ("none", "ingen"),
        1: ("a signal", "et signal"),
        2: ("oral", "muntlig"),
        3: ("written", "skriftlig"),
        4: ("oral and written", "muntlig og skriftlig"),
    }
)
"""Level of a request → what it is called, in English and bokmål."""
FORMS = {"signal": 1, "oral": 2, "written": 3}
ITEM = "request"
"""The item under which a coder records that a party made no request."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one party asked for.

    Args:
        party: The party.
        level: 0 none, 1 signal, 2 oral, 3 written, 4 both; nothing where it is unknown.
        since: Since when, as precisely as it is known.
        rests_on: The acts, or the assessment that there was none.
        unsaid: Whether an act does not say how it was asked: then its level is at least that of a signal.
        labels: The labels of the records on which it rests.
    """

    party: str
    level: int | None
    since: str | None
    rests_on: tuple[str, ...]
    unsaid: bool
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who asked for an option's place and pillar, and who consents.

    Args:
        asked: Of each primary party of a process there, and of whoever else asked: what it asked for.
        consents: Engagement there with a process → where the consent of each primary party stands.
        labels: The labels of the engagements, roles and parties that it names, of each where it is least secret: that
            they are there, is said by naming them.
        named: Their ids: whoever shows it has shown something of them.
    """

    asked: tuple[Asked, ...]
    consents: Mapping[str, tuple[Standing, ...]]
    labels: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


def wanted(dossier: Dossier, option: Option | str, day: date | None = None) -> Wanted:
    """Who asked, and who consents, at the place of an option, as one viewer sees it.

    Args:
        dossier: What the viewer sees.
        option: The option, or its name. Requests are looked for in the engagements and processes of its place; of
            engagements only those of its pillar.
        day: What happened after it does not count; by default the dossier's day.

    Raises:
        UsageError: There is no such option, or the day is after the one whose records are there.
    """
    of = option_of(option) if isinstance(option, str) else option
    at = asked_day(dossier, day, "what was requested")
    files = [one for one in dossier.every(Engagement) if of.place in one.places and of.pillar in one.pillars]
    processes = [one.id for one in dossier.every(Process) if of.place in one.places]
    processes += [one.process for one in files if one.process and one.process not in processes]
    inside = [*(one.id for one in files), *processes]
    roles = [one for one in dossier.near(Role, processes) if one.kind == "primary_party" and one.of in processes]
    parties = {one.actor for one in roles if one.actor and current(one, at)}
    acts = [one for one in dossier.near(Act, inside) if one.kind in REQUESTS and by(one.happened, at)]
    asking = parties | {actor for act in acts for actor in act.by}
    cases = [(one.id, dossier.case(one.id)) for one in files if one.process]
    consents = {id_: consent(case, at) for id_, case in cases if case is not None}
    involved = [one.id for one in roles if one.actor in parties and current(one, at)]
    named = frozenset(id_ for id_ in (*consents, *asking, *involved) if id_ in dossier)
    return Wanted(
        tuple(_asked(dossier, party, acts, inside, at) for party in sorted(asking)),
        MappingProxyType(consents),
        frozenset(label for id_ in named for label in _least(dossier, id_)),
        named,
    )


def _least(dossier: Dossier, record: str) -> frozenset[str]:
    """The labels under which it is known that there is such a record: those of its least secret facets."""
    labels = dossier.labels(record)
    return frozenset(one for one in labels if one[:1] == min(labels)[:1])


def _asked(dossier: Dossier, party: str, acts: Iterable[Act], inside: Sequence[str], day: date) -> Asked:
    mine = dossier.ordered(act for act in acts if party in act.by)
    if not mine:
        return _none(dossier, party, inside, day)
    levels = {_level(act) for act in mine}
    labels = frozenset(label for act in mine for label in dossier.labels(act.id))
    level = 4 if {2, 3} <= levels else max(one or 1 for one in levels)
    return Asked(party, level, mine[0].happened, tuple(act.id for act in mine), None in levels, labels)


def _level(act: Act) -> int | None:
    """How an act asked; a text is a request in writing; nothing where it does not say."""
    if act.form is not None:
        return FORMS[act.form]
    return FORMS["written"] if act.text else None


def _none(dossier: Dossier, party: str, inside: Sequence[str], day: date) -> Asked:
    """That a party made no request, where a coder recorded it; else it is unknown."""
    found = [
        one
        for one in dossier.near(Assessment, [party])
        if (one.kind, one.issue, one.score, one.about) == ("opportunity", ITEM, 0, party)
        and one.made_on is not None
        and one.made_on <= day
        and (one.engagement is None or one.engagement in inside)
    ]
    if not found:
        return Asked(party, None, None, (), unsaid=False, labels=frozenset())
    latest = max(found, key=lambda one: (one.made_on or date.min, one.id))
    labels = dossier.labels(latest.id)
    return Asked(party, 0, str(latest.made_on), (latest.id,), unsaid=False, labels=labels)
