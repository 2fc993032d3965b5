"""One engagement: how it began, who the parties are and whether they consent, what was promised, what happened."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.access.labels import grade
from forlik.desk.records.files import may_run
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.cases import the_case
from forlik.desk.register.words import called, namer, word
from forlik.register.concepts import Text
from forlik.register.dossier import Case
from forlik.register.machines.began import began
from forlik.register.machines.consent import consent
from forlik.register.machines.guards import why_not
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.machines.mandate import clocks
from forlik.register.machines.phase import phase
from forlik.register.machines.steps import TRANSITIONS
from forlik.register.promises.projection import project
from forlik.register.promises.state import standings
from forlik.register.promises.words import title as promise_title

PATH = "register/<str:record>"
EXAMPLE = "/register/fiction-talks"
TITLE = _("Engagement")
MENU = "file"


def answer(asked: Asked, record: str) -> Shown:
    """One file.

    Raises:
        NoData: There is none, or none that may be seen; the two are not told apart.
    """
    case = the_case(asked, record)
    life = lifecycle(case)
    shown = _shown(case)
    labels = [label for one in shown for label in asked.viewed.dossier.labels(one) if one in asked.viewed.dossier]
    return Shown(
        title=called(case.engagement),
        shows={
            "case": case,
            "state": word("states", life.state, asked.language) if life.told else "",
            "life": life,
            "about": _about(asked, case),
            "parties": _parties(asked, case),
            "promises": _promises(asked, case),
            "acts": [_act(asked, case, act) for act in reversed(case.acts)],
            "judgements": [_judgement(asked, one) for one in sorted(case.assessments, key=_made, reverse=True)],
            "steps": _steps(asked, case, life.state) if not asked.dated else [],
            "sources": _sources(case),
        },
        records=shown,
        marking=max(labels, key=grade, default=""),
    )


def _made(one: Any) -> date:
    return one.made_on or date.min


def _shown(case: Case) -> tuple[str, ...]:
    """The records of which the page tells anything."""
    ones = (case.acts, case.texts, case.commitments, case.roles, case.actors, case.assessments)
    return (*case.files, *(one.id for some in ones for one in some))


def _about(asked: Asked, case: Case) -> dict[str, Any]:
    engagement, name = case.engagement, namer(case.dossier)
    beginning = began(case)
    process = case.process
    return {
        "began": word("began", beginning.how, asked.language),
        "asked_by": [name(one) for one in beginning.by],
        "differs": beginning.differs,
        "modes": [word("modes", one, asked.language) for one in engagement.modes],
        "process": called(process),
        "phase": word("stages", phase(case.dossier, process.id).stage, asked.language) if process else "",
        "clocks": [(called(case.dossier.get(Text, one.record)) or called(engagement), one) for one in clocks(case)],
    }


def _parties(asked: Asked, case: Case) -> list[dict[str, Any]]:
    name = namer(case.dossier)
    return [
        {
            "name": name(one.party),
            "consent": word("consent_states", one.state, asked.language),
            "since": one.since or "",
            "stands": one.stands,
            "evidence": [piece.citation for piece in one.evidence],
        }
        for one in consent(case)
    ]


def _promises(asked: Asked, case: Case) -> list[dict[str, Any]]:
    projections = project(case)
    found = standings(projections)
    name = namer(case.dossier)
    return [
        {
            "title": promise_title(one),
            "article": one.article or "",
            "by": [name(actor) for actor in one.obligors],
            "state": word("promise_states", found[one.id].state, asked.language)
            or word("promise_days", found[one.id].state, asked.language),
            "late": found[one.id].late,
            "due": projections[one.id].projected,
            "planned": projections[one.id].planned,
            "actual": projections[one.id].actual,
        }
        for one in case.commitments
    ]


def _act(asked: Asked, case: Case, act: Any) -> dict[str, Any]:
    name = namer(case.dossier)
    return {
        "happened": act.happened,
        "kind": word("act_kinds", act.kind, asked.language),
        "title": act.title or act.public_title or "",
        "step": word("transitions", act.transition, asked.language),
        "by": [name(one) for one in act.by],
        "said": act.said or act.statement or "",
        "where": act.where or "",
        "sealed": any(grade(label) > 1 for label in case.dossier.labels(act.id)),
        "evidence": [piece.citation for piece in act.evidence],
    }


def _judgement(asked: Asked, one: Any) -> dict[str, Any]:
    return {
        "kind": word("assessment_kinds", one.kind, asked.language),
        "made_on": one.made_on,
        "finding": one.finding or "",
        "about": called(asked.viewed.dossier[one.about]) if one.about in asked.viewed.dossier else "",
    }


def _steps(asked: Asked, case: Case, state: str) -> list[dict[str, Any]]:
    """What leads on from here, and what each still lacks: for whoever may take the step."""
    if not may_run(asked.viewed.person, case.engagement.id, asked.viewed.now):
        return []
    return [
        {
            "name": one.name,
            "step": word("transitions", one.name, asked.language),
            "missing": why_not(case, one.name, asked.day),
        }
        for one in TRANSITIONS.values()
        if state in one.origins
    ]


def _sources(case: Case) -> list[dict[str, Any]]:
    """What each piece of evidence of the engagement says, side by side."""
    return [
        {"field": field, "said": said, "evidence": piece}
        for piece in case.engagement.evidence
        for field, said in (piece.claims or {"": ""}).items()
    ]
