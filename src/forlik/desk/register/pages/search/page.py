"""Search: words in any script, in every text of every record that one may see, as known on the day."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.assess.options.proposed import option_about
from forlik.core.errors import BadInput
from forlik.core.printable import printable
from forlik.desk.access.labels import grade
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.forms.names import concept_called, field_called
from forlik.desk.register.titles import title_of
from forlik.register.concepts import CONCEPTS
from forlik.register.search.filed import filed
from forlik.register.search.finding import LONGEST, Hit, find

PATH = "register/search"
EXAMPLE = "/register/search?q=ceasefire"
TITLE = _("Search")
MENU = "register"
A_PAGE = 20
"""Records on one page."""
MOST_DIGITS = 4


def answer(asked: Asked) -> Shown:
    """What was found, by the files in which it stands; “none” for what is not there and for what is hidden alike."""
    text = printable(asked.given.get("q", ""), LONGEST).strip()
    number = _number(asked.given.get("page", ""))
    dossier = asked.viewed.dossier
    found = find(dossier, text, start=(number - 1) * A_PAGE, most=A_PAGE)
    last = max(1, -(-found.number // A_PAGE))
    if number > last:
        number, found = last, find(dossier, text, start=(last - 1) * A_PAGE, most=A_PAGE)
    files = {one.record: filed(dossier, one.record) for one in found.hits}
    shown = tuple(dict.fromkeys(id_ for pair in files.items() for id_ in pair if id_))
    labels = [label for one in shown for label in dossier.labels(one)]
    return Shown(
        title=str(TITLE),
        lead="" if text else str(_("Words in any script; every one of them must stand in what is found.")),
        shows={
            "text": text,
            "number": found.number,
            "groups": list(_groups(asked, found.hits, files)),
            "page": number,
            "last": last,
            "earlier": number - 1,
            "later": number + 1 if number < last else 0,
            "day": asked.day if asked.dated else None,
        },
        records=shown,
        marking=max(labels, key=grade, default=""),
    )


def _number(given: str) -> int:
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS else 1


def _groups(asked: Asked, hits: Iterable[Hit], files: dict[str, str]) -> Iterable[dict[str, Any]]:
    """The found records by their files, the file of the best one first."""
    order = list(dict.fromkeys(files.values()))
    by_file = sorted(hits, key=lambda one: order.index(files[one.record]))
    for file, some in groupby(by_file, key=lambda one: files[one.record]):
        yield {
            "file": file,
            "title": _title(asked, file) if file else _t("In no file"),
            "hits": [_shown(asked, one, file) for one in some],
        }


def _shown(asked: Asked, one: Hit, file: str) -> dict[str, Any]:
    kind = CONCEPTS[one.concept]
    return {
        "record": one.record,
        "title": _title(asked, one.record),
        "concept": concept_called(one.concept),
        "field": field_called(kind, one.field),
        "excerpt": [(piece.text, piece.found) for piece in one.excerpt],
        "sealed": any(grade(label) > 1 for label in asked.viewed.dossier.labels(one.record)),
        "address": _address(asked, one, file),
    }


def _address(asked: Asked, one: Hit, file: str) -> str:
    """Where the record can be read: its file, and today its own form, where everything it says stands."""
    if not file:
        option = option_about(asked.viewed.dossier, one.record)
        return f"/register/decide/{option}{asked.kept}" if option else ""
    if one.record == file or asked.dated:
        return f"/register/{file}" + (f"?as_of={asked.day}" if asked.dated else "")
    return f"/register/{file}/change/{one.record}"


def _title(asked: Asked, record: str) -> str:
    try:
        return title_of(asked.viewed.dossier[record], asked.language)
    except BadInput:
        return "–"
