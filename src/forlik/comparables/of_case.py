"""The description of one's own case, from what its viewer sees of its file, and which records it was taken from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from forlik import places
from forlik.comparables.described import Described
from forlik.comparables.table import Table
from forlik.core.errors import ForlikError
from forlik.register.concepts import Actor, Process, Role, Text
from forlik.register.day import last_day
from forlik.register.dossier import Case
from forlik.register.machines.phase import phase
from forlik.sources._bodies import named_in

SIDES = frozenset({"primary_party", "party"})
THIRD = frozenset(
    {"mediator", "facilitator", "guarantor", "witness", "co_chair", "monitor", "observer", "host", "group_member"}
)
STATES = frozenset({"state", "government"})
ARMED = STATES | {"armed_group", "faction", "party"}
TEXTS = frozenset({"agreement", "ceasefire"})
OWN = {"pax_agreement": "pax", "ucdp_agreement": "ucdp"}


@dataclass(frozen=True, slots=True)
class Own:
    """A case as the comparison sees it.

    Args:
        about: Its description.
        records: The records that it was taken from.
        ids: Its own texts in the table, which are not compared with it.
        near: The day of its latest text, or the day on which the case stands.
    """

    about: Described
    records: tuple[str, ...]
    ids: frozenset[str]
    near: date


def describe(case: Case, table: Table) -> Own:
    """Describe a case by its latest agreement, its process, its parties and third parties."""
    texts = [one for one in case.texts if one.kind in TEXTS and one.signed]
    latest = max(texts, key=lambda one: (last_day(one.signed or ""), one.id), default=None)
    near = last_day(latest.signed or "") if latest else case.day
    sides, third = _actors(case, SIDES), _actors(case, THIRD)
    country = _countries(case)
    about = Described(
        stage=_stage(case, latest),
        country=country or None,
        region=next((table.regions[one] for one in sorted(country) if one in table.regions), None),
        parties=_between(sides),
        level=_level(case.process),
        sides=sum(one.kind in ARMED for one in sides) or None,
        third=frozenset(code for one in third for code in named_in(one.name)) or None,
    )
    if about.stage == "ceasefire":
        about = replace(about, issues=frozenset({"ceasefire"}))
    for number in _conflicts(case):
        about = about.over(table.conflicts.get(number, Described())).over(Described(years=_years(table, number, near)))
    used = (case.engagement, case.process, *texts, *sides, *third, *_roles(case, SIDES | THIRD))
    ids = (f"{OWN[link.issuer]} {link.id}" for one in texts for link in one.links if link.issuer in OWN)
    return Own(about, tuple(dict.fromkeys(one.id for one in used if one)), frozenset(ids), near)


def _stage(case: Case, latest: Text | None) -> str | None:
    if latest and (latest.stage or latest.kind == "ceasefire"):
        return latest.stage or "ceasefire"
    process = case.process
    return (phase(case.dossier, process.id).stage or process.public_phase) if process else None


def _roles(case: Case, kinds: frozenset[str]) -> list[Role]:
    return [one for one in case.roles if one.kind in kinds]


def _actors(case: Case, kinds: frozenset[str]) -> list[Actor]:
    found = (case.dossier.get(Actor, one.actor) for one in _roles(case, kinds))
    return list({one.id: one for one in found if one}.values())


def _countries(case: Case) -> frozenset[str]:
    named = {*case.engagement.places, *(case.process.places if case.process else ())}
    return frozenset(one for one in named if _is_country(one))


def _is_country(code: str) -> bool:
    try:
        return places.by_code("iso3", code).iso3 == code
    except ForlikError:
        return False


def _between(sides: Iterable[Actor]) -> str | None:
    kinds = [one.kind in STATES for one in sides]
    states, others = kinds.count(True), kinds.count(False)
    if not kinds or (states == 1 and not others):
        return None
    if states > 1:
        return "states_and_others" if others else "between_states"
    return "within_a_state"


def _level(process: Process | None) -> str | None:
    return ("local" if process.level == "local" else "national") if process and process.level else None


def _conflicts(case: Case) -> list[int]:
    linked = (link for one in (case.engagement, case.process) if one for link in one.links)
    return [int(one.id) for one in linked if one.issuer == "ucdp_conflict" and one.id.isdigit()]


def _years(table: Table, conflict: int, near: date) -> int | None:
    first = min(table.fighting.years.get(conflict, ()), default=near.year + 1)
    return near.year - first if first <= near.year else None
