"""Attach a document to a record of an engagement; or take one back that was attached by mistake."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import ForlikError, NoData
from forlik.desk.records.attachments import attached, take_back
from forlik.desk.refusals import told
from forlik.desk.register import attaching
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent, the_case
from forlik.desk.register.forms.names import concept_called
from forlik.desk.register.marking import label_called
from forlik.desk.register.titles import title_of
from forlik.register.called import called
from forlik.register.documents.kinds import LIST, LIST_NB, too_large
from forlik.register.documents.refused import Refused
from forlik.register.dossier import Case

PATH = "register/<str:record>/attachments/add"
EXAMPLE = "/register/fiction-talks/attachments/add"
TITLE = _("Attach a document")


def answer(asked: Asked, record: str) -> Shown:
    """Which record; and once it is chosen, the form.

    Raises:
        NoData: There is no such engagement or record, or none that may be seen.
    """
    return _page(asked, the_case(asked, record), asked.given.get("to", ""))


def submit(asked: Asked, form: Any, record: str) -> Shown | Gone:
    """Attach a document, or take one back; or say why not.

    Raises:
        NoData: There is no such engagement, record or document, or none that may be seen.
    """
    case = the_case(asked, record)
    if form.get("back", ""):
        return _taken_back(asked, case, form["back"])
    to = form.get("to", "")
    if to not in {one.id for one in attaching.records(case)}:
        return _page(asked, case, "", wrong=_t("Choose the record to which it is attached."))
    spots = {one.value: one for one in attaching.spots(asked.viewed, to)}
    file, spot = asked.files.get("file"), spots.get(form.get("spot", ""))
    if getattr(file, "too_large", False):
        return _page(asked, case, to, wrong=_why(asked, too_large()))
    if file is None or spot is None:
        return _page(asked, case, to, wrong=_t("Choose a file, and how it is kept."))
    chosen = {name: form.get(name, "") for name in ("cites", "subject")}
    if chosen["subject"] not in {"", *(id_ for id_, _ in attaching.persons(asked.viewed))}:
        raise absent()
    if chosen["cites"] not in {"", *(piece.citation for piece in asked.viewed.dossier[to].evidence)}:
        raise absent()
    try:
        attaching.attach_to(asked.viewed, spot, record, file.name or "", file.read(), **chosen)
    except NoData:
        raise
    except ForlikError as error:
        return _page(asked, case, to, wrong=_why(asked, error))
    return Gone(f"/register/{record}/attachments")


def _taken_back(asked: Asked, case: Case, id_: str) -> Gone:
    here = attached(asked.viewed.held, (one.id for one in attaching.records(case)), asked.day)
    record = next((one.which.record for one in here if one.id == id_), "")
    try:
        take_back(id_, record, asked.viewed.person, asked.viewed.now)
    except NoData:
        raise absent() from None
    return Gone(f"/register/{case.engagement.id}/attachments")


def _why(asked: Asked, error: ForlikError) -> str:
    if isinstance(error, Refused) and asked.language == "nb":
        return f"{error.nb} → {error.remedy_nb}"
    return told(error)


def _page(asked: Asked, case: Case, to: str, *, wrong: str = "") -> Shown:
    records = {one.id: one for one in attaching.records(case)}
    if to and to not in records:
        raise absent()
    persons = attaching.persons(asked.viewed) if to else ()
    named = (to, *(id_ for id_, _ in persons)) if to else records
    shown = tuple(dict.fromkeys([case.engagement.id, *named]))
    return Shown(
        title=str(TITLE),
        shows={
            "file": case.engagement.id,
            "file_title": called(case.engagement),
            "wrong": wrong,
            "records": [(id_, _named(asked, one)) for id_, one in records.items()],
            "to": to,
            "to_title": title_of(records[to], asked.language) if to else "",
            "spots": [(one.value, _spot(one)) for one in attaching.spots(asked.viewed, to)] if to else [],
            "citations": [piece.citation for piece in records[to].evidence] if to else [],
            "persons": persons,
            "taken": LIST_NB if asked.language == "nb" else LIST,
        },
        records=shown,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )


def _named(asked: Asked, record: Any) -> str:
    return f"{title_of(record, asked.language)} ({concept_called(type(record).__name__.lower())})"


def _spot(spot: attaching.Spot) -> str:
    title = label_called(spot.which.label)
    return f"{title} ({_t('a part of its own is begun')})" if spot.new else title
