"""Taking a step in the life of an engagement: everything that it lacks is named, and nothing is decided by accident."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import BadInput, NotPermitted
from forlik.desk.access.people import colleagues
from forlik.desk.records.files import may_run
from forlik.desk.records.together import record_together
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import ABSENT, absent, the_case
from forlik.desk.register.words import called, word
from forlik.desk.register.writing import GROUNDS, changes, new_id
from forlik.register.checks import doubts
from forlik.register.concepts import Act
from forlik.register.dossier import Case
from forlik.register.facets import OPEN
from forlik.register.machines.guards import Missing, judge, why_not
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.machines.steps import TRANSITIONS
from forlik.register.placing import together

PATH = "register/<str:record>/step/<str:step>"
EXAMPLE = "/register/fiction-talks/step/suspend"
TITLE = _("Take a step")
TEXTS = (
    "happened", "title", "reason", "evidence", "obligations", "contact_rule", "condition", "review_on",
    "provisional_until", "approver",
)  # fmt: skip
OF_THE_ACT = tuple(name for name in TEXTS if name != "evidence")


def answer(asked: Asked, record: str, step: str) -> Shown:
    """What the step lacks, and the form that decides it.

    Raises:
        NoData: There is no such file, or none that may be seen; or no such step.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    case = _case(asked, record, step)
    given = {"happened": asked.day.isoformat(), "title": ""}
    return _form(asked, case, step, given, (), why_not(case, step, asked.day))


def submit(asked: Asked, form: Any, record: str, step: str) -> Shown | Gone:
    """Take the step, or say again what it lacks: nothing that was written is lost.

    Raises:
        NoData: There is no such file, or none that may be seen; or no such step.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    case = _case(asked, record, step)
    given: dict[str, Any] = {name: form.get(name, "").strip() for name in TEXTS} | {"by": form.getlist("by")}
    try:
        act = together("act", new_id(), {OPEN: _body(case, step, given)})
    except BadInput as error:
        return _form(asked, case, step, given, (error.what,), why_not(case, step, asked.day))
    if not isinstance(act, Act):
        raise absent()
    wrong = [one.nb if asked.language == "nb" else one.en for one in doubts(case.dossier, act, asked.day) if one.refuse]
    verdict = judge(case, act, asked.day)
    if not act.evidence:
        wrong.append(_t("Say by what the decision is known."))
    if wrong or not verdict.passes:
        return _form(asked, case, step, given, tuple(wrong), verdict.missing)
    recorded = changes(asked.viewed, act, file=case.engagement.id, secret="", grounds=GROUNDS, step=True)
    record_together(recorded, asked.viewed.person, asked.viewed.now)
    return Gone(f"/register/{record}")


def _case(asked: Asked, record: str, step: str) -> Case:
    case = the_case(asked, record)
    if step not in TRANSITIONS:
        raise absent()
    if not may_run(asked.viewed.person, record, asked.viewed.now):
        raise NotPermitted(ABSENT, remedy="a step takes who answers for the file, and holds every label of it")
    return case


def _body(case: Case, step: str, given: dict[str, Any]) -> dict[str, Any]:
    """The deciding act, as JSON has it; what was left empty is not said."""
    body = {name: given[name] for name in OF_THE_ACT if given[name]}
    kind = "suspension" if step == "suspend" else "decision"
    cited = [{"citation": given["evidence"], "obtained": "archive", "basis": "first-hand"}] if given["evidence"] else []
    by = {"by": given["by"]} if given["by"] else {}
    return {**body, **by, "kind": kind, "transition": step, "engagement": case.engagement.id, "evidence": cited}


def _form(
    asked: Asked, case: Case, step: str, given: dict[str, Any], wrong: tuple[str, ...], missing: tuple[Missing, ...]
) -> Shown:
    life = lifecycle(case)
    refused = bool(wrong) or (bool(missing) and "reason" in given)
    return Shown(
        title=f"{_t('Step')}: {word('transitions', step, asked.language)}",
        shows={
            "case": case,
            "file": called(case.engagement),
            "step": step,
            "given": given,
            "wrong": wrong,
            "missing": missing,
            "refused": refused,
            "state": word("states", life.state, asked.language),
            "actors": [(one.id, called(one)) for one in case.actors],
            "approvers": [(id_, name) for id_, name in colleagues() if id_ != asked.viewed.person.id],
        },
        records=(case.engagement.id, *(one.id for one in case.actors)),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK,
    )
