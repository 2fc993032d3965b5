"""A form that disputes a result: it stays where it is, and is shown as disputed, with what is said against it."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.desk.register import answering
from forlik.desk.register.answering import OBTAINED, Form, Wrong, entered, shown
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent, the_case
from forlik.desk.register.judging import Said, judgement, least_label
from forlik.desk.register.sections.achieved import result as told
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.results import rungs
from forlik.portfolio.results.of_register import CLAIM, results_of
from forlik.register.concepts import Assessment

PATH = "register/<str:record>/results/<str:result>/dispute"
EXAMPLE = "/register/fiction-talks/results/fiction-result/dispute"
TITLE = _("Dispute a result")
LEAD = _("Nothing is taken away: the result stays, and counts as disputed until this is withdrawn.")
INPUTS = ("finding", "citation", OBTAINED)


def answer(asked: Asked, record: str, result: str) -> Shown:
    """The result, and the form.

    Raises:
        NoData: There is no such result, or none that may be seen.
    """
    return _form(asked, record, _result(asked, record, result), _begun(asked, result), [])


def again(asked: Asked, form: Any, record: str, result: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such result, or none that may be seen.
    """
    return _form(asked, record, _result(asked, record, result), answering.sent(form, INPUTS), [])


def submit(asked: Asked, form: Any, record: str, result: str) -> Shown | Gone:
    """Record what is said against it; or name everything that is wrong and lose nothing.

    Raises:
        NoData: There is no such result, or none that may be seen.
    """
    one, given = _result(asked, record, result), answering.sent(form, INPUTS)
    wrong = entered(asked, result, record, given, lambda label: _said(asked, record, result, given, label))
    return _form(asked, record, one, given, wrong) if wrong else Gone(f"/register/{record}/results")


def _result(asked: Asked, record: str, result: str) -> Assessment:
    the_case(asked, record)
    found = next((one for one in results_of(asked.viewed.dossier, record) if one.id == result), None)
    if found is None:
        raise absent()
    return found


def _begun(asked: Asked, result: str) -> Form:
    return answering.empty(INPUTS, least_label(asked, result))


def _said(asked: Asked, record: str, result: str, given: Form, label: str) -> tuple[list[Said], Wrong]:
    wrong = []
    if not given["finding"]:
        wrong.append(("finding", _t("Say what is said against it.")))
    if not given["citation"]:
        wrong.append(("citation", _t("Say by what it is known.")))
    if wrong:
        return [], wrong
    made, found = judgement(
        asked, CLAIM, given["citation"], given[OBTAINED], about=result, engagement=record, finding=given["finding"]
    )
    return [(made, label)] if made else [], [("", text) for text in found]


def _form(asked: Asked, record: str, one: Assessment, given: Form, wrong: Wrong) -> Shown:
    telling = Telling(asked)
    rung = next((each for each in rungs() if one.achieved and each.code == one.achieved.rung), None)
    shows = {
        "one": told(telling, one),
        "file": {"id": record, "title": telling.called(the_case(asked, record).engagement)},
        "rung": rung.text(language=telling.language) if rung else "",
        "shows_wrong": rung.text("wrong", telling.language) if rung else "",
        "indicator": one.achieved.indicator if one.achieved else "",
        "inputs": {
            name: {"name": name, "said": given[name], "wrong": [text for where, text in wrong if where == name]}
            for name in given
        },
    }
    return shown(telling, one.id, given, wrong, title=str(TITLE), lead=str(LEAD), shows=shows)
