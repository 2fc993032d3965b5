"""Attachments of one engagement: which documents there are, as attached on the day."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.access.labels import grade
from forlik.desk.access.people import everybody
from forlik.desk.records.attachments import Attached, attached, decides
from forlik.desk.register import attaching
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.cases import the_case
from forlik.desk.register.marking import label_called
from forlik.desk.register.titles import title_of
from forlik.register.called import called

PATH = "register/<str:record>/attachments"
EXAMPLE = "/register/fiction-talks/attachments"
TITLE = _("Attachments")
MENU = "file"


def answer(asked: Asked, record: str) -> Shown:
    """The documents of every record of the engagement.

    Raises:
        NoData: There is no such engagement, or none that may be seen.
    """
    case = the_case(asked, record)
    records = {one.id: one for one in attaching.records(case)}
    documents = attached(asked.viewed.held, records, asked.day)
    names, person, now = everybody(), asked.viewed.person, asked.viewed.now
    return Shown(
        title=str(TITLE),
        lead=str(_("Documents of this engagement: each has the secrecy of the part of the record that it hangs on.")),
        shows={
            "file": record,
            "file_title": called(case.engagement),
            "documents": [
                _shown(one, title_of(records[one.which.record], asked.language), names)
                | {"mine": not asked.dated and decides(one.by, one.file, one.which.label, person, now)}
                for one in documents
            ],
            "day": asked.day if asked.dated else None,
        },
        records=tuple(dict.fromkeys([record, *(one.which.record for one in documents)])),
        marking=max((one.which.label for one in documents), key=grade, default=""),
    )


def _shown(one: Attached, title: str, names: dict[str, str]) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "record": title,
        "cites": one.cites,
        "size": one.size,
        "label": label_called(one.which.label),
        "by": names.get(one.by, "–"),
        "at": one.at.date(),
    }
