"""Coding opportunity and ability of one option, each person blind to the others' codes, and then beside them."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.desk.register.answering import Form, Wrong, entered, shown
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.judging import least_label
from forlik.desk.register.option_titles import option_title
from forlik.desk.register.optioned import the_option
from forlik.desk.register.pages.evidence.beside import agreements, kinds
from forlik.desk.register.pages.evidence.written import begun, said, sent
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
    wrong = entered(asked, record, record, given, lambda label: said(asked, option, given, label))
    return _form(asked, record, option, given, wrong) if wrong else Gone(asked.path)


def _form(asked: Asked, record: str, option: Option, given: Form, wrong: Wrong) -> Shown:
    telling = Telling(asked)
    telling.of(telling.dossier[record])
    groups = kinds(telling, option, given, wrong)
    return shown(
        telling, record, given, wrong,
        title=f"{_t('Opportunity and ability')}: {option_title(option, asked.language)}",
        lead=str(_("Each item is coded by two people, neither knowing what the other gave. Codes are never averaged.")),
        shows={
            "record": record,
            "called": option_title(option, asked.language),
            "kinds": groups,
            "agree": agreements(telling, option),
        },
    )  # fmt: skip
