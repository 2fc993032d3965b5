"""The archive package of a file: every revision and document, its checksum recorded, and sent to be kept elsewhere."""

from datetime import datetime
from http import HTTPStatus
from typing import Any, cast

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import NotPermitted
from forlik.desk.access.labels import grade
from forlik.desk.access.log import writing
from forlik.desk.records.enclosing import enclosed, opener
from forlik.desk.records.files import may_run
from forlik.desk.records.leaving import exportable
from forlik.desk.records.rows import of_file
from forlik.desk.records.together import record_together
from forlik.desk.records.until import Until, began, newest, until
from forlik.desk.register.asked import Asked, Gone, Sent, Shown
from forlik.desk.register.cases import ABSENT, absent, the_case
from forlik.desk.register.frame import GRADES
from forlik.desk.register.writing import GROUNDS, changes, new_id
from forlik.register.archive import KIND, Inside, digest, inside, package
from forlik.register.called import called
from forlik.register.concepts import Text
from forlik.register.dossier import Case
from forlik.register.facets import OPEN
from forlik.register.placing import together

PATH = "register/<str:record>/archive"
EXAMPLE = "/register/fiction-talks/archive"
TITLE = _("Archive package")
MENU = "file"
LEAD = _("Every revision and attachment of the file and its process in one ZIP file, to be kept elsewhere.")
CHANGED = _(
    "This package cannot be made again: a label of the file, or what belongs to the file, was changed since. "
    "Make a new one."
)

TURNS = 3
"""Tries while others record beside it."""


def offered(asked: Asked, record: str) -> bool:
    """For whoever answers for the file, and holds every label of it: any other's package would lack something."""
    return may_run(asked.viewed.person, record, asked.viewed.now)


def answer(asked: Asked, record: str) -> Shown | Sent:
    """The packages whose checksums are recorded, or one of them.

    Raises:
        NoData: There is no such file or package, or none that may be seen.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    case = _case(asked, record)
    wanted = asked.given.get("package", "")
    if not wanted:
        return _page(asked, case)
    text = next((one for one in _recorded(case) if one.id == wanted), None)
    if text is None:
        raise absent()
    at = case.dossier.recorded[text.id]
    held = _inside(asked, case, at, until(began(text.id, asked.viewed.held)))
    opened = opener(exportable(asked.viewed))
    # It is gone through twice, a document at a time: once for its checksum, and once to be sent.
    if digest(package(held, opened)) != _sum(text):
        return _page(asked, case, str(CHANGED), HTTPStatus.CONFLICT)
    name = f"archive-{record}-{_dated(text)}-{held.marking}.zip"
    return Sent(package(held, opened), name, "application/zip", held.records, held.marking)


def submit(asked: Asked, _form: Any, record: str) -> Shown | Gone:
    """Make a package and record its checksum; it can then be fetched.

    The checksum of all documents takes its time, and nobody waits for it: what was recorded beside it is looked for
    once it is made, in the transaction in which it is recorded.

    Raises:
        NoData: There is no such file, or none that may be seen.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    case = _case(asked, record)
    at = asked.viewed.now.replace(microsecond=0)
    for _turn in range(TURNS):
        held = _inside(asked, case, at, until(newest()))
        made = digest(package(held, opener(exportable(asked.viewed))))
        with writing():
            if _inside(asked, case, at, until(newest())) == held:
                _record(asked, held, _text(case, made, asked.day.isoformat()))
                return Gone(asked.path)
    return _page(
        asked, case, _t("Others are recording in this file right now: try again in a moment."), HTTPStatus.CONFLICT
    )


def _record(asked: Asked, held: Inside, text: Text) -> None:
    viewed = asked.viewed
    viewed.showing(held.records)
    recorded = changes(viewed, text, file=held.engagement, secret="", grounds=GROUNDS, package=True)
    record_together(recorded, viewed.person, viewed.now)


def _case(asked: Asked, record: str) -> Case:
    case = the_case(asked, record)
    if not offered(asked, record):
        raise NotPermitted(ABSENT, remedy="a file is archived by who answers for it, and holds every label of it")
    return case


def _inside(asked: Asked, case: Case, at: datetime, stood: Until) -> Inside:
    """All that goes into a package: what was opened in an emergency is for reading, and leaves in no file."""
    labels, file, records = exportable(asked.viewed), case.engagement.id, _records(case)
    documents = enclosed(labels, stood, lambda facet: facet.file == file or facet.record in records)
    return inside(file, stood.recorded(of_file(labels, file, records)), at, documents)


def _records(case: Case) -> tuple[str, ...]:
    """The records of the file and of its process."""
    some = (case.acts, case.texts, case.commitments, case.roles, case.actors, case.assessments)
    every = [*case.files, *(one.id for ones in some for one in ones)]
    return tuple(one for one in dict.fromkeys(every) if one in case.dossier)


def _text(case: Case, made: str, today: str) -> Text:
    """The record of a package: what is kept elsewhere is known here by its checksum."""
    cited = {"citation": f"SHA-256 {made}", "content_hash": made, "obtained": "archive", "basis": "first-hand"}
    said = {
        "kind": KIND,
        "engagement": case.engagement.id,
        "signed": today,
        "versions": [{"dated": today, "content_hash": made}],
        "evidence": [cited],
    }
    text = together("text", new_id(), {OPEN: said})
    return cast("Text", text)


def _recorded(case: Case) -> list[Text]:
    """The packages of the file, the newest first."""
    own = [one for one in case.texts if one.kind == KIND and one.engagement == case.engagement.id]
    return sorted(own, key=lambda one: case.dossier.recorded[one.id], reverse=True)


def _sum(text: Text) -> str:
    return text.versions[-1].content_hash if text.versions else ""


def _dated(text: Text) -> str:
    return text.versions[-1].dated if text.versions else text.signed or ""


def _page(asked: Asked, case: Case, wrong: str = "", status: int = HTTPStatus.OK) -> Shown:
    recorded, held = _recorded(case), _inside(asked, case, asked.viewed.now, until(newest()))
    return Shown(
        title=f"{_t('Archive package')}: {called(case.engagement)}",
        lead=str(LEAD),
        shows={
            "file": case.engagement.id,
            "called": called(case.engagement),
            "wrong": wrong,
            "number": len(held.records),
            "documents": len(held.documents),
            "size": sum(one.size for one in held.documents),
            "grade_of_all": GRADES[max((one.label for one in held.rows), key=grade)[0]],
            "day": asked.day if asked.dated else None,
            "packages": [
                {"id": one.id, "dated": _dated(one), "sum": _sum(one), "title": one.title or ""} for one in recorded
            ],
        },
        records=(case.engagement.id, *(one.id for one in recorded)),
        status=status,
    )
