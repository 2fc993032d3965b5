"""Taking a step in the life of an engagement: everything that it lacks is named, and nothing is decided by accident."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import NotPermitted
from forlik.desk.access.people import colleagues
from forlik.desk.records.files import may_run
from forlik.desk.records.together import record_together
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import ABSENT, absent, the_case
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.forms.mistakes import Wrong, told
from forlik.desk.register.pages.step.written import Written, act_of, against, begun, sent
from forlik.desk.register.words import word
from forlik.desk.register.writing import GROUNDS, changes
from forlik.register.called import called
from forlik.register.concepts import Act
from forlik.register.dossier import Case
from forlik.register.machines.guards import Missing, judge, why_not
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.machines.ours import DISPOSED, undisposed
from forlik.register.machines.steps import TRANSITIONS

PATH = "register/<str:record>/step/<str:step>"
EXAMPLE = "/register/fiction-talks/step/suspend"
TITLE = _("Take a step")
ORDER = (
    "happened", "title", "reason", "evidence", "dispositions", "by", "obligations", "contact_rule", "condition",
    "review_on", "provisional_until", "approver",
)  # fmt: skip
"""The inputs as they stand on the page: the first of them that is wrong has the focus."""


def answer(asked: Asked, record: str, step: str) -> Shown:
    """What the step lacks, and the form that decides it.

    Raises:
        NoData: There is no such file, or none that may be seen; or no such step.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    case = _case(asked, record, step)
    return _form(asked, case, step, begun(asked, _promises(asked, case, step)), {}, why_not(case, step, asked.day))


def again(asked: Asked, form: Any, record: str, step: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such file, or none that may be seen; or no such step.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    case = _case(asked, record, step)
    return _form(asked, case, step, sent(form, _promises(asked, case, step)), {}, why_not(case, step, asked.day))


def submit(asked: Asked, form: Any, record: str, step: str) -> Shown | Gone:
    """Take the step, or say again what it lacks: nothing that was written is lost.

    Raises:
        NoData: There is no such file, or none that may be seen; or no such step.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    case = _case(asked, record, step)
    written = sent(form, _promises(asked, case, step))
    act, mistaken = act_of(case, step, written)
    if act is None:
        return _form(asked, case, step, written, mistaken, why_not(case, step, asked.day), refused=True)
    wrong, verdict = against(asked, case, act), judge(case, act, asked.day)
    if wrong or not verdict.passes:
        return _form(asked, case, step, written, wrong, verdict.missing, refused=True)
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


def _promises(asked: Asked, case: Case, step: str) -> tuple[str, ...]:
    """Our promises of which the step says what becomes of them: those that are open when the file is closed."""
    return tuple(one.id for one in undisposed(case, asked.day)) if step == "begin_closing" else ()


def _form(
    asked: Asked,
    case: Case,
    step: str,
    written: Written,
    wrong: Wrong,
    missing: tuple[Missing, ...],
    *,
    refused: bool = False,
) -> Shown:
    life, choices = lifecycle(case), Choices(asked, case)
    told_too = {"dispositions": _t("What becomes of each promise")}
    return Shown(
        title=f"{_t('Step')}: {word('transitions', step, asked.language)}",
        shows={
            "case": case,
            "file": called(case.engagement),
            "step": step,
            "given": written.texts,
            "by": written.by,
            "disposed": [(one, choices.named(one.commitment)) for one in written.disposed],
            "ends": [(one, word("promise_states", one, asked.language)) for one in sorted(DISPOSED)],
            "wrong": wrong,
            "told": told(Act, wrong, but=told_too),
            "focus": next((name for name in ORDER if name in wrong), ""),
            "missing": [(one, "; ".join(choices.named(id_) or "–" for id_ in one.about)) for one in missing],
            "refused": refused,
            "state": word("states", life.state, asked.language),
            "actors": [(one.id, called(one)) for one in case.actors],
            "approvers": [(id_, name) for id_, name in colleagues() if id_ != asked.viewed.person.id],
        },
        records=(case.engagement.id, *(one.id for one in case.actors), *choices.shown),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK,
    )
