"""The questions on harm of one option in one form: how each stands, answering it, and lifting a red answer."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.assess.options.gate import Gate, gate
from forlik.assess.options.gate_questions import questionnaire
from forlik.assess.options.gate_told import unanswered
from forlik.core.errors import ForlikError, NoData
from forlik.desk.access.labels import STAFF, grade
from forlik.desk.records.change import EditConflict
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.judging import SEALED, chosen_label, enter, least_label, not_sealed_so, sealing, sources
from forlik.desk.register.option_titles import option_title
from forlik.desk.register.optioned import decides, the_option
from forlik.desk.register.pages.harm.standing import questions
from forlik.desk.register.pages.harm.written import Form, Wrong, begun, said, sent
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
    given = sent(form, found)
    label = chosen_label(asked, given[SEALED], least_label(asked, record))
    made, wrong = said(asked, option, found, given, label, lifts=decides(asked, record))
    if unsealed := not_sealed_so(asked, given[SEALED], least_label(asked, record)):
        wrong = [("", unsealed), *wrong]
    if wrong:
        return _form(asked, record, option, found, given, wrong)
    try:
        enter(asked, record, made)
    except ForlikError as error:
        if isinstance(error, NoData | EditConflict):
            raise
        return _form(asked, record, option, found, given, [("", told(error))])
    return Gone(asked.path)


def _found(asked: Asked, record: str) -> tuple[Option, Gate]:
    _, option = the_option(asked, record)
    return option, gate(asked.viewed.dossier, option)


def _form(asked: Asked, record: str, option: Option, found: Gate, given: Form, wrong: Wrong) -> Shown:
    telling = Telling(asked)
    telling.of(telling.dossier[record])
    rows = questions(telling, option, found, given, wrong)
    least = least_label(asked, record)
    return Shown(
        title=f"{_t('Harm')}: {option_title(option, asked.language)}",
        lead=str(_("A red answer closes the gate until it is lifted by name, with a reason. Need never offsets it.")),
        shows={
            "record": record,
            "called": option_title(option, asked.language),
            "blocks": found.blocks,
            "nothing": unanswered(found),
            "days": questionnaire().days,
            "rows": rows,
            "red": sum(one.colour == "red" for one in found.items),
            "amber": sum(one.colour == "amber" for one in found.items),
            "lifts": decides(asked, record),
            "given": given,
            "wrong": wrong,
            "sources": sources(asked.language),
            "sealing": sealing(asked, least),
            "must": bool(least),
            "names": {"sealed": SEALED},
        },
        records=telling.records,
        marking=max(telling.marking, chosen_label(asked, given[SEALED], least) or STAFF, key=grade),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )
