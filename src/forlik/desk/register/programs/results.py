"""Results for programs: what came of the engagements that are seen, each result with what it rests on."""

from collections.abc import Iterator, Sequence
from typing import Any

from forlik.core.table import json_number
from forlik.desk.programs.asking import Cut
from forlik.desk.register.asked import Asked
from forlik.desk.register.programs.answer import Answer
from forlik.desk.register.programs.engagements import label_of
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.results import Indicated, coverage_of, indicated
from forlik.portfolio.results.of_register import claims_on, engagements, evaluations_of, results_of
from forlik.register.concepts import Assessment, Engagement


def results(asked: Asked, cut: Cut) -> Answer:
    """Results and evaluations of all engagements that are seen, the oldest first; and how many say anything.

    Args:
        asked: The question.
        cut: How the rows are cut.

    Returns:
        The answer, with the records of the rows that are given, and those that are counted.
    """
    dossier, telling = asked.viewed.dossier, Telling(asked)
    every = dossier.every(Engagement)
    found = {one.id: one for file in every for one in _of(asked, file)}
    some, said = cut(sorted(found.values(), key=lambda one: (str(one.made_on or ""), one.id)))
    compared = {one.result.id: one for one in indicated(some, asked.day)}
    rows = [_row(telling, one, compared.get(one.id)) for one in some]
    counted = coverage_of(tuple(engagements(dossier, every)))
    coverage = {
        "engagements": counted.engagements,
        "with_result": counted.with_result,
        "with_evaluation": counted.with_evaluation,
    }
    return Answer({"coverage": coverage, "rows": rows, **said}, telling.records, (*(one.id for one in every), *found))


def _of(asked: Asked, file: Engagement) -> Iterator[Assessment]:
    yield from results_of(asked.viewed.dossier, file.id)
    yield from evaluations_of(asked.viewed.dossier, file.id)


def _row(telling: Telling, one: Assessment, compared: Indicated | None) -> dict[str, Any]:
    claims: Sequence[Assessment] = claims_on(telling.dossier, one.id)
    telling.of(one, *claims)
    said, file = one.achieved, telling.dossier.get(Engagement, one.engagement or one.about)
    return {
        "id": one.id,
        "kind": one.kind,
        "label": label_of(telling.dossier, one.id),
        "engagement": file.id if file else None,
        "engagement_title": telling.called(file) or None,
        "finding": one.finding or one.public_title or None,
        "made_on": str(one.made_on) if one.made_on else None,
        "author": telling.judge(one.author)["name"] or None,
        "rung": said.rung if said else None,
        "goal": said.goal if said else None,
        "period_start": said.period_start.isoformat() if said and said.period_start else None,
        "period_end": said.period_end.isoformat() if said and said.period_end else None,
        "indicator": _indicator(compared) if compared else None,
        "disputed_by": [claim.id for claim in claims],
        "evidence": [piece.model_dump(mode="json") for piece in one.evidence],
    }


def _indicator(one: Indicated) -> dict[str, Any]:
    found = one.compared
    return {
        "indicator": one.said.indicator,
        "unit": one.said.unit,
        "baseline": json_number(found.baseline.number),
        "target": json_number(found.target.number),
        "actual": json_number(found.actual.number),
        "verdict": found.verdict,
        "percent": json_number(found.percent),
        "reason": found.why.text("en") if found.why else "",
    }
