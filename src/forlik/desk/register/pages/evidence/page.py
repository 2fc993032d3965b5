"""Coding opportunity and ability of one option, each person blind to the others' codes, and then beside them."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import ForlikError, NoData
from forlik.desk.access.labels import STAFF, grade
from forlik.desk.records.change import EditConflict
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.judging import SEALED, chosen_label, enter, least_label, not_sealed_so, sealing, sources
from forlik.desk.register.option_titles import option_title
from forlik.desk.register.optioned import the_option
from forlik.desk.register.pages.evidence.beside import agreements, kinds
from forlik.desk.register.pages.evidence.written import Form, Wrong, begun, said, sent
from forlik.desk.register.sections.telling import Telling
from forlik.register.option import Option

PATH = "register/decide/<str:record>/evidence"
EXAMPLE = "/register/decide/fiction-option-facilitate/evidence"
TITLE = _("Opportunity and ability")


def answer(asked: Asked, record: str) -> Shown:
    """The items, with the codes of those that whoever asks has coded.

    Raises:
        NoData: There is no such option, or none that may be seen.
    """
    _, option = the_option(asked, record)
    return _form(asked, record, option, begun(least_label(asked, record)), [])


def again(asked: Asked, form: Any, record: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such option, or none that may be seen.
    """
    _, option = the_option(asked, record)
    return _form(asked, record, option, sent(form), [])


def submit(asked: Asked, form: Any, record: str) -> Shown | Gone:
    """Record every code together, or name everything that is wrong and lose nothing.

    Raises:
        NoData: There is no such option, or none that may be seen.
    """
    _, option = the_option(asked, record)
    given = sent(form)
    label = chosen_label(asked, given[SEALED], least_label(asked, record))
    made, wrong = said(asked, option, given, label)
    if unsealed := not_sealed_so(asked, given[SEALED], least_label(asked, record)):
        wrong = [("", unsealed), *wrong]
    if wrong:
        return _form(asked, record, option, given, wrong)
    try:
        enter(asked, record, made)
    except ForlikError as error:
        if isinstance(error, NoData | EditConflict):
            raise
        return _form(asked, record, option, given, [("", told(error))])
    return Gone(asked.path)


def _form(asked: Asked, record: str, option: Option, given: Form, wrong: Wrong) -> Shown:
    telling = Telling(asked)
    telling.of(telling.dossier[record])
    least = least_label(asked, record)
    groups = kinds(telling, option, given, wrong)
    return Shown(
        title=f"{_t('Opportunity and ability')}: {option_title(option, asked.language)}",
        lead=str(_("Each item is coded by two people, neither knowing what the other gave. Codes are never averaged.")),
        shows={
            "record": record,
            "called": option_title(option, asked.language),
            "kinds": groups,
            "agree": agreements(telling, option),
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
