"""One engagement: where it stands, who consents, what was promised, what happened, and by what it is known."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.records.files import may_run
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.briefs_sent import offered
from forlik.desk.register.cases import the_case
from forlik.desk.register.pages.file.standing import standing
from forlik.desk.register.sections.bearing import lessons, survival
from forlik.desk.register.sections.costs import costs
from forlik.desk.register.sections.course import course
from forlik.desk.register.sections.decided_on import decided_on
from forlik.desk.register.sections.judgements import judgements, matrix
from forlik.desk.register.sections.linked_aid import linked_aid
from forlik.desk.register.sections.parties import consents, partners, roles
from forlik.desk.register.sections.promises import promises
from forlik.desk.register.sections.sources import sources
from forlik.desk.register.sections.telling import Telling
from forlik.desk.register.sections.texts import texts
from forlik.register.answers.timeline import timeline
from forlik.register.concepts import Role
from forlik.register.dossier import Case
from forlik.register.machines.guards import why_not
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.machines.steps import TRANSITIONS
from forlik.register.promises.projection import project

PATH = "register/<str:record>"
EXAMPLE = "/register/fiction-talks"
TITLE = _("Engagement")
MENU = "file"
NEWEST = 30
"""Entries of the course on this page; all of them have a page of their own."""
NEXT = 3
"""Promises that are told above everything else."""


def answer(asked: Asked, record: str) -> Shown:
    """One file.

    Raises:
        NoData: There is none, or none that may be seen; the two are not told apart.
    """
    case = the_case(asked, record)
    telling = Telling(asked)
    # What may be changed is named in a list of its own.
    telling.of(*case.actors, *case.texts, *case.commitments, *case.assessments)
    life = lifecycle(case)
    projections = project(case)
    every = timeline(case)
    promised = promises(telling, case.commitments, projections)
    decided = decided_on(telling, record)
    told = {one["id"] for one in decided}
    shows = {
        "case": case,
        "life": life,
        "standing": standing(telling, case, life),
        "consents": consents(telling, case),
        "next": [one for one in promised if one["due"] and not one["settled"]][:NEXT],
        "steps": _steps(asked, case, life.state) if not asked.dated else [],
        "course": course(telling, every[:NEWEST]),
        "acts": len(every),
        "older": len(every[NEWEST:]),
        "promises": [one for one in promised if not one["settled"]],
        "settled": [one for one in promised if one["settled"]],
        "roles": roles(telling, _in_it(case)),
        "partners": partners(telling, case),
        "positions": matrix(telling, case.assessments),
        "texts": texts(telling, case.texts),
        "decided": decided,
        "judgements": judgements(telling, (one for one in case.assessments if one.id not in told)),
        "lessons": lessons(telling, case),
        "survival": survival(telling, case, projections) if life.state in ("active", "suspended") else None,
        "costs": costs(telling, case.engagement),
        "aid": linked_aid(telling, [case.engagement]),
        "sources": sources(telling, _known_by(case)),
        "briefs": offered(asked, record),
    }
    return Shown(title=telling.called(case.engagement), shows=shows, records=telling.records, marking=telling.marking)


def _in_it(case: Case) -> list[Role]:
    """Roles in the engagement, its process and its tracks; those in a text or an act are told there."""
    return [one for one in case.roles if one.of in case.files and one.kind != "partner"]


def _known_by(case: Case) -> list[Any]:
    """The records whose evidence tells of the engagement as a whole."""
    return [one for one in (case.engagement, case.process, *_in_it(case)) if one and one.evidence]


def _steps(asked: Asked, case: Case, state: str) -> list[dict[str, Any]]:
    """What leads on from here, and what each still lacks: for whoever may take the step."""
    if not may_run(asked.viewed.person, case.engagement.id, asked.viewed.now):
        return []
    return [
        {
            "name": one.name,
            "step": one.nb if asked.language == "nb" else one.en,
            "missing": why_not(case, one.name, asked.day),
        }
        for one in TRANSITIONS.values()
        if state in one.origins
    ]
