"""Withdrawing a judgement of one's own as a mistake, with a reason; it stays in sight. The door says whether it may."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import ForlikError, NoData
from forlik.desk.records.change import Change, EditConflict
from forlik.desk.records.duties import file_of
from forlik.desk.records.together import record_together
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent
from forlik.desk.register.option_titles import option_title
from forlik.desk.register.optioned import the_option
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Assessment
from forlik.register.deciding import NEEDED

PATH = "register/decide/<str:record>/withdraw/<str:other>"
EXAMPLE = "/register/decide/fiction-option-facilitate/withdraw/fiction-harm-civic-space"
TITLE = _("Withdraw as a mistake")
REASON = "reason"
"""Name of the input that says why."""


def offered(_asked: Asked, _record: str) -> bool:
    """It is offered beside each judgement of one's own, and not among the ways of the option."""
    return False


def answer(asked: Asked, record: str, other: str) -> Shown:
    """What would be withdrawn, and the form that asks why.

    Raises:
        NoData: There is no such judgement of one's own, or none that may be seen.
    """
    return _form(asked, record, _own(asked, record, other), "", [])


def again(asked: Asked, form: Any, record: str, other: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such judgement of one's own, or none that may be seen.
    """
    return _form(asked, record, _own(asked, record, other), _reason(form), [])


def submit(asked: Asked, form: Any, record: str, other: str) -> Shown | Gone:
    """Withdraw it, or say why not and lose nothing.

    Raises:
        NoData: There is no such judgement of one's own, or none that may be seen.
    """
    one, reason = _own(asked, record, other), _reason(form)
    if not reason:
        return _form(asked, record, one, reason, [_t("Say why it was a mistake.")])
    changes = [
        Change(one.id, row.concept, row.facet, row.label, {**row.body, "withdrawn": reason}, expected=row.n)
        for row in asked.viewed.latest(one.id).values()
    ]
    try:
        record_together(changes, asked.viewed.person, asked.viewed.now)
    except (NoData, EditConflict):
        raise
    except ForlikError as error:
        return _form(asked, record, one, reason, [told(error)])
    return Gone(f"/register/decide/{record}")


def _own(asked: Asked, record: str, other: str) -> Assessment:
    the_option(asked, record)
    one = asked.viewed.dossier.get(Assessment, other)
    mine = one is not None and one.author == asked.viewed.person.id and one.kind in NEEDED and one.kind != "option"
    if one is None or not mine or file_of(other) != record:
        raise absent()
    return one


def _reason(form: Any) -> str:
    return str(form.get(REASON, "")).replace("\r\n", "\n").strip()


def _form(asked: Asked, record: str, one: Assessment, reason: str, wrong: list[str]) -> Shown:
    telling = Telling(asked)
    begun, option = the_option(asked, record)
    telling.of(begun, one)
    said = one.decided
    return Shown(
        title=str(TITLE),
        shows={
            "record": record,
            "called": option_title(option, asked.language),
            "kind": telling.word("assessment_kinds", one.kind) or one.kind,
            "said": telling.word("decisions", said.decision) if said else "",
            "finding": one.finding or "",
            "made_on": one.made_on,
            "sealed": telling.sealed(one),
            "name": REASON,
            "reason": reason,
            "wrong": wrong,
        },
        records=telling.records,
        marking=telling.marking,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )
