"""Bringing back what was withdrawn as a mistake: as it stood, by whoever could withdraw it; nothing is overwritten."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import ForlikError, NoData
from forlik.desk.access.people import named
from forlik.desk.records.attachments import Attached, bring_back
from forlik.desk.records.together import record_together
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent, the_case
from forlik.desk.register.forms.names import concept_called
from forlik.desk.register.hung import taken_back
from forlik.desk.register.marking import label_called
from forlik.desk.register.withdrawn import Withdrawn, brought_back, withdrawn
from forlik.register.called import called

PATH = "register/<str:record>/bring-back/<str:other>"
EXAMPLE = "/register/fiction-talks/bring-back/fiction-boat"
TITLE = _("Bring back what was withdrawn")
SEEN = "seen"
"""Name of the input that says which revisions the author had before him."""


def answer(asked: Asked, record: str, other: str) -> Shown:
    """What was withdrawn, by whom and why, and the button that brings it back.

    Raises:
        NoData: Nothing of this file is withdrawn under that id, or none of it may be seen.
    """
    document = taken_back(asked, record).get(other)
    return _document(asked, record, document) if document else _page(asked, record, _found(asked, record, other))


def submit(asked: Asked, form: Any, record: str, other: str) -> Shown | Gone:
    """Bring it back, or say why not.

    Raises:
        NoData: Nothing of this file is withdrawn under that id, or none of it may be seen.
    """
    document = taken_back(asked, record).get(other)
    if document:
        bring_back(document.id, document.which.record, asked.viewed.person, asked.viewed.now)
        return Gone(f"/register/{record}/attachments")
    found = _found(asked, record, other)
    if form.get(SEEN, "") != found.seen:
        return _page(asked, record, found, _t("somebody else has changed this in the meantime"), HTTPStatus.CONFLICT)
    try:
        record_together(brought_back(found), asked.viewed.person, asked.viewed.now)
    except NoData:
        raise
    except ForlikError as error:
        return _page(asked, record, found, told(error), HTTPStatus.CONFLICT)
    return Gone(f"/register/{record}")


def _found(asked: Asked, record: str, other: str) -> Withdrawn:
    found = withdrawn(asked, record).get(other)
    if found is None:
        raise absent()
    return found


def _document(asked: Asked, record: str, found: Attached) -> Shown:
    case = the_case(asked, record)
    return Shown(
        title=str(TITLE),
        shows={
            "file": record,
            "file_title": called(case.engagement),
            "history": f"/register/{record}/history",
            "title": found.name,
            "concept": _t("Document"),
            "document": label_called(found.which.label),
            "who": named([found.ended_by]).get(found.ended_by, ""),
            "on": found.ended_at.date() if found.ended_at else None,
        },
        records=(record, found.which.record),
        marking=found.which.label,
    )


def _page(asked: Asked, record: str, found: Withdrawn, wrong: str = "", status: int = HTTPStatus.OK) -> Shown:
    case = asked.viewed.case(record)
    return Shown(
        title=str(TITLE),
        shows={
            "file": record if case else "",
            "file_title": called(case.engagement) if case else "",
            "history": f"/register/{record}/history",
            "title": found.title,
            "concept": concept_called(found.concept),
            "who": named([found.who]).get(found.who, ""),
            "on": found.at.date(),
            "reason": found.reason,
            "public": found.public,
            "whole": found.record == record,
            "seen": found.seen,
            "wrong": wrong,
        },
        records=tuple(one for one in (record, found.record) if one in asked.viewed.dossier or one == found.record),
        marking=found.marking,
        status=status,
    )
