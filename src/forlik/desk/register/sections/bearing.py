"""What bears on a file now: lessons and what became of them, and what survives if it is suspended."""

from typing import Any

from forlik.desk.register.sections.promises import promises
from forlik.desk.register.sections.telling import Telling
from forlik.desk.register.sections.texts import texts
from forlik.register.answers.lessons import Lesson, learnt
from forlik.register.answers.surviving import surviving
from forlik.register.concepts import Engagement
from forlik.register.dossier import Case
from forlik.register.promises.projection import Projections


def lessons(telling: Telling, case: Case) -> dict[str, Any]:
    """Lessons that bear on where the engagement stands, those of other phases apart, and how many nobody acted on."""
    found = learnt(case)
    rows = [_lesson(telling, case, one, of_process=found.of_process) for one in found.lessons]
    return {
        "stage": telling.word("stages" if found.of_process else "states", found.stage),
        "bearing": [one for one in rows if one["bears"]],
        "others": [one for one in rows if not one["bears"]],
        "open": len(found.never_acted_on),
    }


def _lesson(telling: Telling, case: Case, one: Lesson, *, of_process: bool) -> dict[str, Any]:
    telling.of(one.assessment, one.by)
    file = telling.dossier.get(Engagement, one.assessment.engagement)
    return {
        "finding": one.assessment.finding or one.assessment.public_title or "",
        "made_on": one.assessment.made_on,
        "why": one.why,
        "stage": telling.word("stages" if of_process or one.why == "stage" else "states", one.stage),
        "bears": one.bears,
        "became": one.became,
        "what": (one.by.finding or "") if one.by else "",
        "when": one.by.made_on if one.by else None,
        "file": {"id": file.id, "name": telling.called(file)} if file and file.id != case.engagement.id else None,
        "evidence": [telling.evidence(piece) for piece in one.assessment.evidence],
    }


def survival(telling: Telling, case: Case, projections: Projections) -> dict[str, Any]:
    """What survives: promises owed, what rests, what others owe, which texts go on, and who may still talk to whom."""
    found = surviving(case)
    telling.of(found.suspension, found.contact)
    named = {one.commitment.id: one.named for one in found.owed}
    owed = promises(telling, [one.commitment for one in found.owed], projections)
    act = found.suspension
    return {
        "suspended": act is not None,
        "since": act.happened if act else "",
        "said": (act.obligations or "") if act else "",
        "rule": (act.contact_rule or "") if act else "",
        "condition": (act.condition or "") if act else "",
        "review_on": act.review_on if act else None,
        "owed": [{**one, "named": named[one["id"]]} for one in owed],
        "resting": promises(telling, found.resting, projections),
        "criteria": promises(telling, found.criteria, projections),
        "theirs": promises(telling, found.theirs, projections),
        "texts": texts(telling, found.texts),
        "safety": telling.called(found.contact),
        "safety_said": (found.contact.summary or "") if found.contact else "",
    }
