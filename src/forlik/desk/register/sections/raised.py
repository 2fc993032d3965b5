"""Flags as pages tell them: what the rules raise at a place now, and those that are kept, with who answers for them.

What is kept is read by all staff, so that what the rules hear of our own engagements is what all staff may read: a
sealed engagement changes no figure of a flag.
"""

from typing import Any

from forlik.desk import worlds
from forlik.desk.access.labels import CONFIDENTIAL, grade
from forlik.desk.register.sections.decided_on import taken_back
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.flags import Engaged, Flags, NamedFigure, Raised, flags, vocabulary
from forlik.register.answers.pillars import RUNNING
from forlik.register.concepts import Assessment, Engagement
from forlik.register.concepts.flagged import OPEN_STATE
from forlik.register.concepts.raised_on import KeptFigure, kept_figures, number
from forlik.register.dossier import Case, Dossier
from forlik.register.flagging import FLAG
from forlik.register.machines.lifecycle import lifecycle

UNKNOWN = "–"


def for_all_staff(dossier: Dossier) -> Dossier:
    """What all staff may read of a dossier."""
    facets = {
        record: {key: row for key, row in rows.items() if grade(row.label) < CONFIDENTIAL}
        for record, rows in dossier.facets.items()
    }
    return Dossier(dossier.day, {record: rows for record, rows in facets.items() if rows})


def engaged_at(dossier: Dossier, iso3: str) -> Engaged:
    """What runs of our own at a place, as all staff may know it."""
    open_ = for_all_staff(dossier)
    here = [one for one in open_.every(Engagement) if iso3 in one.places and not one.fictional]
    running = [one for one in here if lifecycle(Case(open_, one)).state in RUNNING]
    return Engaged(frozenset(pillar for one in running for pillar in one.pillars), len(running))


def raised_at(telling: Telling, iso3: str, year: int | None = None) -> Flags:
    """What the rules say of a place now.

    Raises:
        PlaceRefused: There is no such place.
    """
    engaged = engaged_at(telling.dossier, iso3)
    with worlds.LOCK:
        return flags(worlds.kept(telling.asked.day), iso3, year, engaged)


def kept_flags(dossier: Dossier) -> tuple[Assessment, ...]:
    """The flags that are kept: open ones first, the soonest due first; then the others, the newest first."""
    found = [one for one in dossier.saying(Assessment, "flagged") if one.kind == FLAG and one.flagged]
    open_ = [one for one in found if one.flagged and one.flagged.state == OPEN_STATE]
    over = [one for one in found if one not in open_]
    return (*sorted(open_, key=_due), *sorted(over, key=lambda one: (str(one.made_on), one.id), reverse=True))


def _due(one: Assessment) -> tuple[str, str]:
    return str(one.flagged.due if one.flagged else ""), one.id


def kept_for(dossier: Dossier, raised: Raised) -> Assessment | None:
    """The newest flag that is kept of the same rule, place and year."""
    same = [
        one
        for one in kept_flags(dossier)
        if one.flagged and (one.flagged.rule, one.place, one.flagged.year) == (raised.rule, raised.place, raised.year)
    ]
    return next(iter(same), None)


def told(telling: Telling, one: Assessment) -> dict[str, Any]:
    """A kept flag as a row."""
    telling.of(one)
    said = one.flagged
    late = bool(said and said.due and said.state == OPEN_STATE and said.due < telling.asked.day)
    return {
        "id": one.id,
        "title": one.issue or telling.word("assessment_kinds", FLAG),
        "seen": one.finding or "",
        "place": {"id": one.place or "", "name": telling.place(one.place) if one.place else UNKNOWN},
        "year": str(said.year) if said and said.year else "",
        "state": telling.word("flag_states", said.state) if said else "",
        "open": bool(said and said.state == OPEN_STATE),
        "owner": telling.person(said.owner) if said else "",
        "mine": bool(said and said.owner == telling.asked.viewed.person.id),
        "due": said.due if said else None,
        "late": late,
        "made_on": one.made_on,
        "author": telling.judge(one.author),
        "reason": said.reason or "" if said else "",
        "rule": said.rule or "" if said else "",
        "version": str(said.version) if said else "",
        "as_of": said.as_of if said else None,
    }


def withdrawn_flags(telling: Telling) -> list[dict[str, Any]]:
    """The flags that were withdrawn as a mistake, each with who withdrew it, when and why; the newest first."""
    found = [one for one in telling.dossier.withdrawn(Assessment) if one.kind == FLAG and one.flagged]
    gone = telling.dossier.gone
    rows = [{**told(telling, one), "withdrawn": taken_back(telling, gone[one.id].by)} for one in found]
    return sorted(rows, key=lambda one: (one["withdrawn"]["on"], one["id"]), reverse=True)


def shown(telling: Telling, one: Raised) -> dict[str, Any]:
    """A flag that a rule raises now, and the kept one of the same rule, place and year, where there is one."""
    kept = kept_for(telling.dossier, one)
    return {
        "rule": one.rule,
        "version": str(one.version),
        "title": one.title.text(telling.language),
        "seen": one.seen.text(telling.language),
        "why": one.why.text(telling.language),
        "due": one.due,
        "year": str(one.year),
        "figures": [figure(telling, each) for each in one.figures],
        "kept": told(telling, kept) if kept else None,
    }


def figure(telling: Telling, one: NamedFigure) -> dict[str, Any]:
    """A figure of a flag, by what it is called."""
    return {
        "name": vocabulary()[one.name].means.text(telling.language),
        "amount": one.value,
        "low": one.low if one.partly else None,
        "high": one.high if one.partly else None,
        "unit": one.unit,
        "period": one.period,
        "reason": one.reason.text(telling.language) if one.reason else "",
        "names": one.names,
        "sources": [each.citation for each in one.sources],
    }


def stored(telling: Telling, text: str | None) -> list[dict[str, Any]]:
    """The figures that a flag was raised on, as they were kept; nothing where they cannot be read."""
    try:
        found = kept_figures(text or "[]")
    except ValueError:
        return []
    return [_stored(telling, one) for one in found]


def _stored(telling: Telling, one: KeptFigure) -> dict[str, Any]:
    partly = one.low != one.high
    reason = one.reason.model_dump() if one.reason else {}
    return {
        "name": vocabulary()[one.name].means.text(telling.language) if one.name in vocabulary() else one.name,
        "amount": number(one.value),
        "low": number(one.low) if partly else None,
        "high": number(one.high) if partly else None,
        "unit": one.unit,
        "period": one.period,
        "reason": reason.get(telling.language, ""),
        "names": one.names,
        "sources": [each.citation for each in one.sources],
    }
