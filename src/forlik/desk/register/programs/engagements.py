"""Engagements for programs: the list, and the whole file of one."""

from collections.abc import Iterator, Mapping
from typing import Any

from forlik.core.errors import NoData
from forlik.desk.access.labels import grade
from forlik.desk.access.people import everybody
from forlik.desk.programs.asking import Cut
from forlik.desk.register.asked import Asked
from forlik.desk.register.cases import the_case
from forlik.desk.register.exporting import belonging
from forlik.desk.register.programs.answer import Answer
from forlik.desk.register.words import namer
from forlik.register.called import called
from forlik.register.concepts import Engagement
from forlik.register.dossier import Case, Dossier
from forlik.register.machines.consent import consent
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.promises.projection import project
from forlik.register.promises.state import standings
from forlik.register.promises.words import title as promise_title

Told = dict[str, Any]


def engagements(asked: Asked, cut: Cut, *, mine: bool) -> Answer:
    """The engagements that are seen, by title.

    Args:
        asked: The question.
        cut: How the rows are cut.
        mine: Only those for which whoever asks answers, or stands in.

    Returns:
        The answer, with the records of the rows that are given, and those that are counted.
    """
    me = asked.viewed.person.id
    every = [one for one in asked.viewed.dossier.every(Engagement) if not mine or me in (one.owner, one.deputy)]
    some, said = cut(sorted(every, key=_order))
    cases = [Case(asked.viewed.dossier, one) for one in some]
    records = [id_ for case in cases for id_ in _standing(case)]
    return Answer({"rows": [_row(case, me) for case in cases], **said}, records, [one.id for one in every])


def engagement(asked: Asked, name: str) -> Answer:
    """One engagement, and every record of its file that is seen, each with its evidence.

    Args:
        asked: The question.
        name: Its id.

    Returns:
        The answer, and ids of the records of which it tells.

    Raises:
        NoData: There is none, or none that may be seen; the two are not told apart.
    """
    case = the_case(asked, name)
    dossier = case.dossier
    shown = [one for one in belonging(case) if one in dossier]
    records = [_record(dossier, one) for one in shown]
    name_of = namer(dossier)
    body = {
        **_row(case, asked.viewed.person.id),
        "parties": [
            {"id": one.party, "name": name_of(one.party), "consent": one.state, "since": one.since}
            for one in consent(case)
        ],
        "promises": list(_promises(case)),
        "records": records,
        "persons": _persons(records),
    }
    return Answer(body, [*shown, *_standing(case)])


def label_of(dossier: Dossier, *records: str) -> str:
    """The greatest label of some records, as far as they are seen.

    Raises:
        NoData: None of them is seen.
    """
    labels = {label for one in records if one in dossier for label in dossier.labels(one)}
    if not labels:
        raise NoData("there is no such record")
    return max(labels, key=grade)


def _order(one: Engagement) -> tuple[str, str]:
    return called(one).casefold(), one.id


def _standing(case: Case) -> list[str]:
    """The records from which it is told where an engagement stands."""
    return [case.engagement.id, *(one.act for one in lifecycle(case).history)]


def _row(case: Case, me: str) -> Told:
    one, life = case.engagement, lifecycle(case)
    return {
        "id": one.id,
        "title": called(one) or None,
        "label": label_of(case.dossier, one.id),
        "state": life.state if life.told else None,
        "since": str(life.since) if life.told and life.since else None,
        "places": list(one.places),
        "pillars": list(one.pillars),
        "modes": list(one.modes),
        "start": str(one.start) if one.start else None,
        "end": str(one.end) if one.end else None,
        "outcome": one.outcome or None,
        "mine": me in (one.owner, one.deputy),
        "fictional": one.fictional,
    }


def _promises(case: Case) -> Iterator[Told]:
    projections, name = project(case), namer(case.dossier)
    found = standings(projections)
    for one in case.commitments:
        stands, days = found[one.id], projections[one.id]
        yield {
            "id": one.id,
            "title": promise_title(one),
            "by": [name(actor) for actor in one.obligors],
            "state": stands.state,
            "late": stands.late,
            "planned": days.planned.latest.isoformat() if days.planned else None,
            "due": days.projected.latest.isoformat() if days.projected else None,
            "met": days.actual.isoformat() if days.actual else None,
        }


def _record(dossier: Dossier, id_: str) -> Told:
    rows = sorted(dossier.facets[id_].values(), key=lambda row: (row.label, row.facet))
    return {
        "id": id_,
        "concept": dossier.concept(id_),
        "facets": [
            {
                "facet": row.facet,
                "label": row.label,
                "known_on": row.known_at.date().isoformat(),
                "body": dict(row.body),
            }
            for row in rows
        ],
    }


def _persons(records: list[Told]) -> Mapping[str, str]:
    """Id → name of the persons of the house whom these records name."""
    named = set(_texts([facet["body"] for one in records for facet in one["facets"]]))
    return {id_: name for id_, name in sorted(everybody().items()) if id_ in named}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
