"""The questions on harm of one option in one form: how each stands, answering it, and lifting a red answer."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.assess.options.gate import Gate, gate
from forlik.assess.options.gate_questions import questionnaire
from forlik.assess.options.gate_told import unanswered
from forlik.desk.register.answering import Form, Wrong, entered, shown
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.judging import least_label
from forlik.desk.register.option_titles import option_title
from forlik.desk.register.optioned import decides, the_option
from forlik.desk.register.pages.harm.standing import questions
from forlik.desk.register.pages.harm.written import begun, said, sent
from forlik.desk.register.sections.gated import beside, withdrawn
from forlik.desk.register.sections.telling import Telling
from forlik.register.option import Option

PATH = "register/decide/<str:record>/harm"
EXAMPLE = "/register/decide/fiction-option-facilitate/harm"
TITLE = _("Harm")


def answer(asked: Asked, record: str) -> Shown:
    """How each question stands, and the form that answers.

    Raises:
        NoData: There is no such option, or none that may be seen.
    """
    option, found = _found(asked, record)
    return _form(asked, record, option, found, begun(found, least_label(asked, record)), [])


def again(asked: Asked, form: Any, record: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such option, or none that may be seen.
    """
    option, found = _found(asked, record)
    return _form(asked, record, option, found, sent(form, found), [])


def submit(asked: Asked, form: Any, record: str) -> Shown | Gone:
    """Record every answer and every lifting together, or name everything that is wrong and lose nothing.

    Raises:
        NoData: There is no such option, or none that may be seen.
    """
    option, found = _found(asked, record)
    given, lifts = sent(form, found), decides(asked, record)
    wrong = entered(asked, record, record, given, lambda label: said(asked, option, found, given, label, lifts=lifts))
    return _form(asked, record, option, found, given, wrong) if wrong else Gone(asked.path)


def _found(asked: Asked, record: str) -> tuple[Option, Gate]:
    _, option = the_option(asked, record)
    return option, gate(asked.viewed.dossier, option)


def _form(asked: Asked, record: str, option: Option, found: Gate, given: Form, wrong: Wrong) -> Shown:
    telling = Telling(asked)
    telling.of(telling.dossier[record])
    rows = questions(telling, option, found, given, wrong)
    return shown(
        telling, record, given, wrong,
        title=f"{_t('Harm')}: {option_title(option, asked.language)}",
        lead=str(_("A red answer closes the gate until it is lifted by name, with a reason. Need never offsets it.")),
        shows={
            "record": record,
            "called": option_title(option, asked.language),
            "blocks": found.blocks,
            "nothing": unanswered(found),
            "days": questionnaire().days,
            "rows": rows,
            "red": sum(one.colour == "red" for one in found.resting),
            "amber": sum(one.colour == "amber" for one in found.items),
            "lifts": decides(asked, record),
            "withdrawn": withdrawn(telling, found),
            "gate": {"beside": beside(telling, found)},
        },
    )  # fmt: skip
