"""Evaluations as a page shows them: of how many activities one is known, and those of what is chosen."""

from typing import Any

from forlik.desk.pages.results.climbing import EVALUATION
from forlik.desk.question import Question
from forlik.portfolio.results import Public
from forlik.portfolio.results import evaluated as found_in
from forlik.published import Copy
from forlik.register.concepts import Assessment, Engagement

MOST = 25


def known(asked: Question, copy: Copy | None) -> tuple[Public, ...]:
    """The evaluations that the public reads, with the activities of their engagements; made-up ones are left out.

    Args:
        asked: The question.
        copy: The public copy; none where nothing was published.
    """
    if copy is None:
        return ()
    dossier = copy.dossier(asked.day)
    made_up = {one.id for one in copy.records if one.made_up}
    activities = {one.id: one.activities for one in dossier.every(Engagement)}
    return tuple(
        Public(
            id=one.id,
            engagement=one.engagement or one.about or "",
            title=one.public_title or one.finding or "",
            made_on=one.made_on,
            url=next((piece.url for piece in one.evidence if piece.url), ""),
            activities=activities.get(one.engagement or one.about or "", ()),
        )
        for one in dossier.every(Assessment)
        if one.kind == EVALUATION and one.id not in made_up and one.withdrawn is None
    )


def evaluations(
    asked: Question, iso3: str | None, org: str | None, activity: str | None, public: tuple[Public, ...]
) -> dict[str, Any]:
    """The activities of what is chosen that an evaluation is known of, with where it can be read."""
    every = found_in(asked.world, place=iso3, publisher=org, activity=activity, public=public)
    return {"evaluated": every[:MOST], "evaluated_total": len(every), "evaluated_more": max(0, len(every) - MOST)}
