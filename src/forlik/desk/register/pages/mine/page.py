"""My files: what is open in every file that I answer for or am offered, on one page, within what I may see."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import NoData, NotPermitted
from forlik.desk.access.labels import CONFIDENTIAL, grade
from forlik.desk.access.log import writing
from forlik.desk.access.people import compartment_name, named
from forlik.desk.records import files, glass
from forlik.desk.records.change import Change
from forlik.desk.records.duties import files_of
from forlik.desk.records.record import record
from forlik.desk.records.rows import history
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.briefs_sent import pack_offered
from forlik.desk.register.pages.mine.held import falling, held
from forlik.desk.register.withdrawn import Withdrawn, withdrawn
from forlik.register.called import called
from forlik.register.dossier import Case
from forlik.register.machines.handing import unconfirmed

PATH = "register/mine"
EXAMPLE = "/register/mine"
TITLE = _("My files")
MENU = "register"
DUTIES = {
    "offered": _("offered to you"),
    "owner": _("you answer for it"),
    "deputy": _("you are its deputy"),
    "approver": _("you approve its steps"),
}
"""What one may be to a file, in the order of the page."""


def answer(asked: Asked) -> Shown:
    """Everything that is open, on one page."""
    return _page(asked)


def submit(asked: Asked, form: Any) -> Shown | Gone:
    """Take a file over, decline it, or say that one has read of an emergency; what cannot be done is told."""
    viewed = asked.viewed
    try:
        if form.get("take"):
            _take_over(asked, form["take"])
        elif form.get("decline"):
            files.decline(form["decline"], viewed.person, viewed.now)
        elif form.get("read"):
            glass.heed(form["read"], viewed.person, viewed.now)
        else:
            return _page(asked, _t("Say which file you take over or decline."), HTTPStatus.UNPROCESSABLE_ENTITY)
    except (NoData, NotPermitted) as error:
        return _page(asked, told(error), HTTPStatus.CONFLICT)
    return Gone(asked.path)


def _take_over(asked: Asked, offer: str) -> None:
    """Confirm an offer: the duty, the file's record and the hand-over change together, or none of them."""
    viewed = asked.viewed
    [file] = [one.file for one in files.offers(viewed.person) if one.id == offer] or [""]
    with writing():
        files.take_over(offer, viewed.person, viewed.now)
        case = viewed.case(file)
        act = unconfirmed(case, viewed.person.id) if case else None
        if act is not None:
            _confirm(asked, file, act.id)


def _confirm(asked: Asked, file: str, act: str) -> None:
    """Write into the hand-over that the other side has confirmed it, where it says who has."""
    viewed = asked.viewed
    latest = {(row.facet, row.label): row for row in history(viewed.held, act)}
    for row in latest.values():
        if "confirmed_by" in row.body:
            body = {**row.body, "confirmed_by": [*row.body["confirmed_by"], viewed.person.id]}
            change = Change(act, row.concept, row.facet, row.label, body, expected=row.n, file=file)
            record(change, viewed.person, viewed.now)


def _page(asked: Asked, wrong: str = "", status: int = HTTPStatus.OK) -> Shown:
    viewed, dossier = asked.viewed, asked.viewed.dossier
    offers = [one for one in files.offers(viewed.person) if viewed.case(one.file)] if not asked.dated else []
    duties: dict[str, str] = {**files_of(viewed.person.id, viewed.now), **{one.file: "offered" for one in offers}}
    cases = [(duty, case) for file, duty in duties.items() if (case := viewed.case(file))]
    falls = falling(asked)
    rows = [held(asked, case, duty, falls) for duty, case in sorted(cases, key=_order)]
    told = glass.told(viewed.person) if not asked.dated else []
    names = named([*(one.by for one in offers), *(one.who for one in told)])
    shown = tuple(dict.fromkeys(one for row in rows for one in row["records"]))
    gone = _gone(asked, duties)
    labels = [label for one in shown for label in dossier.labels(one)]
    labels += [row.label for one in gone for row in one.rows]
    return Shown(
        title=str(TITLE),
        lead=str(_("Everything open in the files you answer for, as far as you may see it.")),
        shows={
            "wrong": wrong,
            "offers": [
                {"id": one.id, "title": called(dossier[one.file]), "file": one.file, "by": names.get(one.by, "–")}
                for one in offers
            ],
            "told": [{"glass": one, "who": names.get(one.who, "–"), "what": _opened(asked, one.label)} for one in told],
            "files": [{**row, "duty": DUTIES[row["duty"]]} for row in rows if not row["quiet"]],
            "pack": pack_offered(asked) if any(row["duty"] == "owner" for row in rows) else [],
            "gone": [{"id": one.record, "title": one.title or "–"} for one in gone],
            "quiet": [{**row, "duty": DUTIES[row["duty"]]} for row in rows if row["quiet"]],
        },
        records=(*shown, *(one.record for one in gone)),
        marking=max(labels, key=grade, default=""),
        status=status,
    )


def _gone(asked: Asked, duties: Iterable[str]) -> list[Withdrawn]:
    """The files that were withdrawn as a mistake, and that whoever asks may bring back."""
    found = (withdrawn(asked, file).get(file) for file in duties if asked.viewed.case(file) is None)
    return [one for one in found if one is not None]


def _order(one: tuple[str, Case]) -> tuple[int, str]:
    duty, case = one
    return list(DUTIES).index(duty), called(case.engagement).casefold()


def _opened(asked: Asked, label: str) -> str:
    """What a glass opened: a compartment's name is for its members and guardians, and for nobody else."""
    compartment = label.partition(":")[2]
    own = {one.partition(":")[2] for one in asked.viewed.held if grade(one) >= CONFIDENTIAL}
    return compartment_name(compartment) if compartment in own | asked.viewed.person.guards else ""
