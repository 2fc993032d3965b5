"""Results as pages tell them: the ladder with the goals that they serve, indicators, evaluations, what is lacking."""

from collections.abc import Iterable, Sequence
from typing import Any

from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.results import Indicated, Ladder, Result, WorkItem, goals, indicated, ladder, paper, word
from forlik.portfolio.results.of_register import claims_on, on_the_ladder
from forlik.register.concepts import Assessment, Engagement

EVALUATION_RULE = "engagement_no_evaluation"
ACTUAL_RULE = "engagement_no_actual"


def climbed(telling: Telling, results: Iterable[Assessment]) -> dict[str, Any]:
    """What ``register/ladder.html`` shows: every rung with its results, the highest rung first, as a ladder stands.

    Args:
        telling: What was told on the page.
        results: Assessments of the kind ``result``.
    """
    known = {one.id: one for one in results}
    found = ladder(on_the_ladder(telling.dossier, known.values()))
    language = telling.language
    return {
        "total": len(known),
        "highest": found.highest.text(language=language) if found.highest else "",
        "goals": [
            {"name": one.text(language=language), "note": one.text("note", language), "many": found.goals[one.code]}
            for one in goals()
        ],
        "paper": {"citation": paper()["citation"], "url": paper()["url_nb" if language == "nb" else "url"]},
        "steps": _steps(telling, found, known),
        # Whoever names an indicator stands in the table of indicators.
        "beside": [
            result(telling, known[one.id])
            for one in found.beside
            if not ((said := known[one.id].achieved) and said.indicator)
        ],
    }


def _steps(telling: Telling, found: Ladder, known: dict[str, Assessment]) -> list[dict[str, Any]]:
    def told(some: Iterable[Result]) -> list[dict[str, Any]]:
        return [result(telling, known[one.id]) for one in some]

    language = telling.language
    return [
        {
            "name": one.rung.text(language=language),
            "evidence": one.rung.text("evidence", language),
            "wrong": one.rung.text("wrong", language),
            "results": told(one.results),
            "contested": one.contested,
            "bare": one.bare,
        }
        for one in reversed(found.steps)
    ]


def result(telling: Telling, one: Assessment) -> dict[str, Any]:
    """One result, with what disputes it."""
    telling.of(one)
    file = telling.dossier.get(Engagement, one.engagement or one.about)
    said = one.achieved
    return {
        "id": one.id,
        "file": {"id": file.id, "title": telling.called(file)} if file else {"id": "", "title": ""},
        "finding": one.finding or one.public_title or "",
        "goal": telling.word("paper_goals", said.goal) if said and said.goal else "",
        "made_on": one.made_on,
        "first": said.period_start if said else None,
        "last": said.period_end if said else None,
        "author": telling.judge(one.author),
        "claims": [_claim(telling, each) for each in claims_on(telling.dossier, one.id)],
        "sealed": telling.sealed(one),
        "brought": telling.brought(one),
        "evidence": [telling.evidence(piece) for piece in one.evidence],
    }


def _claim(telling: Telling, one: Assessment) -> dict[str, Any]:
    telling.of(one)
    return {
        "id": one.id,
        "finding": one.finding or one.public_title or "",
        "made_on": one.made_on,
        "author": telling.judge(one.author),
        "sealed": telling.sealed(one),
        "evidence": [telling.evidence(piece) for piece in one.evidence],
    }


def reached(telling: Telling, results: Iterable[Assessment]) -> list[dict[str, Any]]:
    """What ``register/indicators.html`` shows: each indicator against its own target; nothing is averaged."""
    return [_indicator(telling, one) for one in indicated(results, telling.asked.day)]


def _indicator(telling: Telling, one: Indicated) -> dict[str, Any]:
    found, why = one.compared, one.compared.why
    return {
        **result(telling, one.result),
        "indicator": one.said.indicator,
        "unit": one.said.unit,
        "baseline": found.baseline.number,
        "target": found.target.number,
        "actual": found.actual.number,
        "verdict": word(found.verdict, telling.language),
        "percent": found.percent,
        # The period stands beside it.
        "why": why.text(telling.language) if why and why.code != "period_open" else "",
    }


def evaluated(telling: Telling, some: Iterable[Assessment]) -> list[dict[str, Any]]:
    """What ``register/evaluations.html`` shows: published evaluations, each with the first address of its evidence."""
    return [
        {**result(telling, one), "url": next((piece.url for piece in one.evidence if piece.url), "")} for one in some
    ]


def to_record(telling: Telling, items: Sequence[WorkItem]) -> list[dict[str, Any]]:
    """What ``register/to_record.html`` shows: what is lacking, who does it by when, and where; late ones first."""
    return [_lacking(telling, one) for one in items]


def _lacking(telling: Telling, one: WorkItem) -> dict[str, Any]:
    file = telling.dossier.get(Engagement, one.id)
    where = {EVALUATION_RULE: f"/register/{one.id}/add/assessment", ACTUAL_RULE: f"/register/{one.id}/results"}
    return {
        "what": one.what(telling.language),
        "why": one.why(telling.language),
        "file": {"id": one.id, "title": telling.called(file)},
        "owner": telling.person(one.owner),
        "due": one.due,
        "late": one.overdue(telling.asked.day),
        "where": where.get(one.rule, f"/register/{one.id}/results/record"),
    }
