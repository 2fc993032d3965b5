"""A form for a result: a rung of the ladder, or an indicator with its target and what was reached."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.answering import Form, Wrong, entered, shown
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import the_case
from forlik.desk.register.judging import least_label
from forlik.desk.register.pages.record_result.written import begun, said, sent
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.results import paper, rungs
from forlik.register.vocabulary import vocabulary

PATH = "register/<str:record>/results/record"
EXAMPLE = "/register/fiction-talks/results/record"
TITLE = _("Record a result")
LEAD = _("What came of the work: a rung of the ladder, or something that is counted, with what was aimed at.")


def answer(asked: Asked, record: str) -> Shown:
    """The form.

    Raises:
        NoData: There is no such engagement, or none that may be seen.
    """
    return _form(asked, record, begun(least_label(asked, record)), [])


def again(asked: Asked, form: Any, record: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such engagement, or none that may be seen.
    """
    return _form(asked, record, sent(form), [])


def submit(asked: Asked, form: Any, record: str) -> Shown | Gone:
    """Record the result; or name everything that is wrong and lose nothing.

    Raises:
        NoData: There is no such engagement, or none that may be seen.
    """
    the_case(asked, record)
    given = sent(form)
    wrong = entered(asked, record, record, given, lambda label: said(asked, record, given, label))
    return _form(asked, record, given, wrong) if wrong else Gone(f"/register/{record}/results")


def _form(asked: Asked, record: str, given: Form, wrong: Wrong) -> Shown:
    case = the_case(asked, record)
    telling = Telling(asked)
    language = telling.language
    shows = {
        "file": {"id": record, "title": telling.called(case.engagement)},
        "rungs": [
            {
                "code": one.code,
                "name": one.text(language=language),
                "evidence": one.text("evidence", language),
                "wrong": one.text("wrong", language),
            }
            for one in reversed(rungs())
        ],
        "other": telling.word("result_rungs", "other"),
        "goals": [(code, telling.word("paper_goals", code)) for code in vocabulary("paper_goals")],
        "paper": {"citation": paper()["citation"], "url": paper()["url_nb" if language == "nb" else "url"]},
        "inputs": {
            name: {"name": name, "said": given[name], "wrong": [text for where, text in wrong if where == name]}
            for name in given
        },
    }
    return shown(telling, record, given, wrong, title=str(TITLE), lead=str(LEAD), shows=shows)
