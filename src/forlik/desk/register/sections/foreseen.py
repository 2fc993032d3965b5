"""Expectations as pages tell them: how probable each was thought, on which day it is seen, and what became of it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _t

from forlik.assess.ledger.ledger import Entry, Reading, ledger
from forlik.desk import worlds
from forlik.desk.register.figures import figures_on
from forlik.desk.register.sections.telling import Telling
from forlik.desk.writing import number
from forlik.discover import measures
from forlik.register.concepts import Assessment
from forlik.register.option import Option, same_option


def foreseen(telling: Telling, option: Option) -> list[dict[str, Any]]:
    """What was expected of an option, by the day on which each is seen, with what became of it."""
    with worlds.LOCK:
        entries = ledger(telling.dossier, figures_on(telling.asked.day))
    return [entry_told(telling, one) for one in entries if same_option(one.record.option, option)]


def entry_told(telling: Telling, one: Entry) -> dict[str, Any]:
    """One expectation and what became of it."""
    record = one.record
    said = telling.dossier.get(Assessment, one.said)
    telling.of(record, said)
    return {
        "id": record.id,
        "finding": record.finding or "–",
        "author": telling.judge(record.author),
        "made_on": record.made_on,
        "probability": one.probability,
        "base_rate": one.base_rate,
        "resolves_on": one.resolves_on,
        "outcome": one.outcome,
        "became": telling.word("answers", one.outcome),
        "by": one.how,
        "figure": _figure(one.reading),
        "measure": _measure(record),
        "judge": telling.judge(said.author) if said else None,
        "judged_on": said.made_on if said else None,
        "reason": (said.finding or "") if said else "",
        "own": one.own,
        "differs": one.differs,
        "brought": one.brought,
        "over": one.over,
        "sealed": telling.sealed(record),
        "evidence": [telling.evidence(piece) for piece in record.evidence],
    }


def _figure(reading: Reading | None) -> str:
    """The figure that told, in the reader's language."""
    if reading is None:
        return ""
    value = number(reading.value)
    return f"{value} {_t(reading.unit)}" if reading.unit else value


def _measure(record: Assessment) -> str:
    """What the measure is that tells; empty where a person does."""
    name = record.expected.measure if record.expected else None
    found = measures().get(name or "")
    return str(_t(found.title)) if found else name or ""


def named(entries: Iterable[dict[str, Any]], ids: Iterable[str]) -> list[dict[str, Any]]:
    """Those of some expectations that a decision names, in its order."""
    by_id = {one["id"]: one for one in entries}
    return [by_id[id_] for id_ in ids if id_ in by_id]
