"""The ladder as a page shows it: results of the public copy of the register, and nothing else of the register."""

from typing import Any

from forlik.desk.question import Question
from forlik.portfolio.results import Ladder, Result, disputed, goals, ladder
from forlik.published import Copy
from forlik.register.concepts import Assessment, Engagement

KIND, EVALUATION = "result", "public_evaluation"


def climbed(asked: Question, copy: Copy | None) -> dict[str, Any]:
    """The rungs with their results, under the goals of the white paper.

    Args:
        asked: The question.
        copy: The public copy; none where nothing was published.
    """
    language = asked.language
    found = published(asked, copy) if copy else ()
    made = ladder(found)
    return {
        "published": copy is not None,
        "total": len(found),
        "highest": made.highest.text(language=language) if made.highest else "",
        "goals": [
            {"name": one.text(language=language), "note": one.text("note", language), "many": made.goals[one.code]}
            for one in goals()
        ],
        "steps": _steps(made, language),
        "beside": made.beside,
        "evaluations": _evaluations(asked, copy) if copy else [],
    }


def published(asked: Question, copy: Copy) -> tuple[Result, ...]:
    """The results that the public reads, as they could be read so on the day; made-up ones are left out."""
    dossier = copy.dossier(asked.day)
    made_up = {one.id for one in copy.records if one.made_up}
    titles = {one.id: one.title or one.id for one in dossier.every(Engagement)}
    return tuple(
        Result(
            id=one.id,
            engagement=titles.get(one.engagement or "", ""),
            rung=(one.achieved.rung if one.achieved else None) or "",
            goal=(one.achieved.goal if one.achieved else None) or "",
            day=(one.achieved.period_end if one.achieved else None) or one.made_on,
            evidence=len(one.evidence),
            contested=disputed(piece.claims for piece in one.evidence),
            finding=one.public_title or one.finding or "",
        )
        for one in dossier.every(Assessment)
        if one.kind == KIND and one.id not in made_up and one.withdrawn is None
    )


def _evaluations(asked: Question, copy: Copy) -> list[dict[str, Any]]:
    """The published evaluations of engagements, each with the first address of its evidence."""
    dossier = copy.dossier(asked.day)
    made_up = {one.id for one in copy.records if one.made_up}
    titles = {one.id: one.title or one.id for one in dossier.every(Engagement)}
    return [
        {
            "engagement": titles.get(one.engagement or one.about or "", ""),
            "title": one.public_title or one.finding or "",
            "url": next((piece.url for piece in one.evidence if piece.url), ""),
            "day": one.made_on,
        }
        for one in dossier.every(Assessment)
        if one.kind == EVALUATION and one.id not in made_up and one.withdrawn is None
    ]


def _steps(made: Ladder, language: str) -> list[dict[str, Any]]:
    """The rungs, the highest first, as a ladder stands."""
    return [
        {
            "name": one.rung.text(language=language),
            "evidence": one.rung.text("evidence", language),
            "wrong": one.rung.text("wrong", language),
            "results": one.results,
            "many": len(one.results),
            "contested": one.contested,
            "bare": one.bare,
        }
        for one in reversed(made.steps)
    ]
