"""Import: a file is looked at first, and all that it would do is shown; then it is chosen again, and imported."""

from collections.abc import Iterable
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.forms.names import concept_called
from forlik.desk.register.importing import Brought, bring_in
from forlik.desk.register.pages.bring_in.told import reasons
from forlik.register.documents.kinds import LARGEST
from forlik.register.exchange.comparing import Compared
from forlik.register.search.texts import TITLES

PATH = "register/import"
EXAMPLE = "/register/import"
TITLE = _("Import")
MENU = "register"
MEGABYTES = LARGEST // (1024 * 1024)
MOST_SHOWN = 50
"""Records, and reasons, that are shown one by one."""


def answer(asked: Asked) -> Shown:  # noqa: ARG001 - every page is asked alike
    """The form."""
    return _page(None)


def submit(asked: Asked, form: Any) -> Shown:
    """Look at a file, or import the one that was looked at."""
    file = asked.files.get("file")
    if getattr(file, "too_large", False):
        return _page(None, wrong=(_too_large(),))
    if file is None or not file.size:
        return _page(None, wrong=(_t("Choose the file that shall be imported."),))
    content = file.read()
    digest = sha256(content).hexdigest()
    looked = form.get("looked", "")
    other = bool(looked) and looked != digest
    found = bring_in(content, file.name or "", asked.viewed.person, asked.viewed.now, dry=not looked or other)
    said = (
        (_t("This is another file than the one that was looked at. Look through what it would do."),) if other else ()
    )
    return _page(found, wrong=said, digest=digest, language=asked.language)


def _too_large() -> str:
    """What is said of a file that was let go of: of an export with attachments the records may be small."""
    told = _t(
        "The file is too large: at most {size} MB are taken. Of an export with attachments only the records are "
        "imported: unpack it, and choose register.json. Otherwise export one engagement at a time."
    )
    return str(told).format(size=MEGABYTES)


def _page(found: Brought | None, *, wrong: tuple[str, ...] = (), digest: str = "", language: str = "en") -> Shown:
    shows: dict[str, Any] = {"found": found, "said": wrong, "digest": "", "size": MEGABYTES}
    refused = bool(wrong)
    if found is not None:
        refused = refused or bool(found.wrong)
        adds = bool(found.of("new") or found.of("changed"))
        shows |= {
            "result": found,
            "wrong": reasons(found.wrong, language, MOST_SHOWN),
            "wrong_more": max(0, len(found.wrong) - MOST_SHOWN),
            "told": reasons(found.told, language, MOST_SHOWN),
            "told_number": len(found.told),
            "told_more": max(0, len(found.told) - MOST_SHOWN),
            "new": _records(found.of("new")),
            "changed": _records(found.of("changed")),
            "same": len({one.carried.record for one in found.of("same")}),
            "left": len({one.carried.record for one in found.of("left")}),
            "digest": digest if adds and not found.wrong and not found.done else "",
        }
    del shows["found"]
    return Shown(
        title=str(TITLE),
        lead=str(_("A file that an export made, or a table of it that was changed in a spreadsheet.")),
        shows=shows,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK,
    )


def _records(some: Iterable[Compared]) -> dict[str, Any]:
    """The records of some facets: how many, and of the first ones what they are called in the file."""
    records: dict[str, list[Compared]] = {}
    for one in some:
        records.setdefault(one.carried.record, []).append(one)
    first = list(records.items())[:MOST_SHOWN]
    return {
        "number": len(records),
        "more": max(0, len(records) - MOST_SHOWN),
        "first": [
            {
                "id": id_,
                "concept": concept_called(ones[0].carried.concept),
                "title": _title(ones),
                "is_file": ones[0].carried.concept == "engagement",
            }
            for id_, ones in first
        ],
    }


def _title(ones: Iterable[Compared]) -> str:
    bodies = [one.carried.said[-1].body for one in ones]
    return next((str(body[name]) for name in TITLES for body in bodies if isinstance(body.get(name), str)), "")
