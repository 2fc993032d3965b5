"""The archive package of a file: made from every revision, its checksum recorded, and sent to be kept elsewhere."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, cast

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import NotPermitted
from forlik.desk.access.labels import grade
from forlik.desk.records.files import may_run
from forlik.desk.records.leaving import exportable
from forlik.desk.records.rows import of_file
from forlik.desk.records.together import record_together
from forlik.desk.register.asked import Asked, Gone, Sent, Shown
from forlik.desk.register.cases import ABSENT, absent, the_case
from forlik.desk.register.exporting import SLUGS
from forlik.desk.register.words import called
from forlik.desk.register.writing import GROUNDS, changes, new_id
from forlik.register.archive import KIND, digest, package
from forlik.register.concepts import Text
from forlik.register.dossier import Case
from forlik.register.facets import OPEN
from forlik.register.placing import together
from forlik.register.rows import Row

PATH = "register/<str:record>/archive"
EXAMPLE = "/register/fiction-talks/archive"
TITLE = _("Archive package")
MENU = "file"


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
        return _page(case)
    text = next((one for one in _recorded(case) if one.id == wanted), None)
    if text is None:
        raise absent()
    rows = _rows(asked, case)
    content = package(case.engagement.id, rows, case.dossier.recorded[text.id])
    if digest(content) != _sum(text):
        changed = _t("This package cannot be made again: labels of the file were changed since. Make a new one.")
        return _page(case, changed, HTTPStatus.CONFLICT)
    marking = SLUGS[max((row.label for row in rows), key=grade)[0]]
    name = f"archive-{record}-{_dated(text)}-{marking}.zip"
    return Sent(content, name, "application/zip", _records(rows), marking)


def submit(asked: Asked, _form: Any, record: str) -> Gone:
    """Make a package and record its checksum; it can then be fetched.

    Raises:
        NoData: There is no such file, or none that may be seen.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    case = _case(asked, record)
    at = asked.viewed.now.replace(microsecond=0)
    rows = _rows(asked, case)
    made = digest(package(record, rows, at))
    text = _text(case, made, asked.day.isoformat())
    asked.viewed.showing(_records(rows))
    record_together(
        changes(asked.viewed, text, file=record, secret="", grounds=GROUNDS), asked.viewed.person, asked.viewed.now
    )
    return Gone(asked.path)


def _case(asked: Asked, record: str) -> Case:
    case = the_case(asked, record)
    if not offered(asked, record):
        raise NotPermitted(ABSENT, remedy="a file is archived by who answers for it, and holds every label of it")
    return case


def _rows(asked: Asked, case: Case) -> list[Row]:
    """All that goes into a package: what was opened in an emergency is for reading, and leaves in no file."""
    return of_file(exportable(asked.viewed), case.engagement.id, _inside(case))


def _records(rows: Iterable[Row]) -> tuple[str, ...]:
    """Whatever is in it was shown, also what was withdrawn since."""
    return tuple(dict.fromkeys(row.record for row in rows))


def _inside(case: Case) -> tuple[str, ...]:
    """The records of the file and of its process."""
    some = (case.acts, case.texts, case.commitments, case.roles, case.actors, case.assessments)
    inside = [*case.files, *(one.id for ones in some for one in ones)]
    return tuple(one for one in dict.fromkeys(inside) if one in case.dossier)


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


def _page(case: Case, wrong: str = "", status: int = HTTPStatus.OK) -> Shown:
    recorded = _recorded(case)
    return Shown(
        title=f"{_t('Archive package')}: {called(case.engagement)}",
        lead=str(_("Every revision of the file and its process in one ZIP file. It holds what is sealed: keep it so.")),
        shows={
            "file": case.engagement.id,
            "called": called(case.engagement),
            "wrong": wrong,
            "packages": [
                {"id": one.id, "dated": _dated(one), "sum": _sum(one), "title": one.title or ""} for one in recorded
            ],
        },
        records=(case.engagement.id, *(one.id for one in recorded)),
        status=status,
    )
