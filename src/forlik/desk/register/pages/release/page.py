"""Release: the public line of a file with its evidence, what more could be released, and the form that proposes it."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import ForlikError, NoData, NotPermitted
from forlik.desk import refusals
from forlik.desk.access.labels import grade
from forlik.desk.records.grading import grades_of
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import ABSENT, absent, the_case
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.forms.names import concept_called
from forlik.desk.register.public_line import closed, could_be_released, public_line, taken_from, told
from forlik.desk.register.public_text import PublicText, form_of, judged, public_text
from forlik.desk.register.releasing import NotReleased, beside, propose, source, suggested
from forlik.register.called import called
from forlik.register.dossier import Case
from forlik.register.public_line import records_of
from forlik.register.releasing import Beside, Offered, Refusal, why_not

PATH = "register/<str:record>/release"
EXAMPLE = "/register/fiction-talks/release"
TITLE = _("Public")
MENU = "file"
SEEN = "form-seen"


def answer(asked: Asked, record: str) -> Shown:
    """What the public reads, what could be released, and the form for one record where one is named.

    Raises:
        NoData: There is no such file or record, or none that may be seen.
    """
    case = the_case(asked, record)
    against = beside(asked.viewed, case)
    chosen = asked.given.get("of", "")
    if not chosen:
        return _page(asked, case, against)
    _may_release(asked, case, chosen)
    first = suggested(asked.viewed, chosen, against)
    text = public_text(asked, chosen, first.concept, first.body)
    return _page(asked, case, against, text, refusals=why_not(first))


def submit(asked: Asked, form: Any, record: str) -> Shown | Gone:
    """Propose the text, or the form again with every rule that stands against it: nothing written is lost.

    Raises:
        NoData: There is no such file or record, or none that may be seen.
        NotPermitted: It takes who answers for the file.
    """
    case = the_case(asked, record)
    chosen = form.get("of", "") or record
    _may_release(asked, case, chosen)
    against = beside(asked.viewed, case)
    text = public_text(asked, chosen, asked.viewed.dossier.concept(chosen), {}, form)
    found = judged(text)
    if found.wrong:
        return _page(asked, case, against, text, found=found)
    offered = Offered(chosen, text.concept, text.body, against)
    if form.get(SEEN, "") != _number(asked, chosen):
        changed = _t("The text that it is taken from has changed since you opened this form. Look at it, and go on.")
        return _page(asked, case, against, text, refusals=why_not(offered), wrong=(changed,))
    try:
        propose(asked.viewed, offered)
    except NoData:
        raise
    except NotReleased as error:
        return _page(asked, case, against, text, refusals=error.refusals, refused=True)
    except ForlikError as error:
        return _page(asked, case, against, text, wrong=(refusals.told(error),))
    return Gone("/register/waiting")


def _may_release(asked: Asked, case: Case, record: str) -> None:
    """Refuse whoever may not propose a text of a record of the file.

    Raises:
        NoData: There is no such record in the file, or it may not be seen.
        NotPermitted: It takes who answers for the file.
    """
    if record not in records_of(case):
        raise absent()
    which = source(asked.viewed, record)
    graded = grades_of([record], asked.viewed.person, asked.viewed.now)
    if not any(one.which == which and one.releases for one in graded):
        raise NotPermitted(ABSENT, remedy="a release is proposed by who answers for the file")


def _number(asked: Asked, record: str) -> str:
    """By which it is known from which revision a form was made."""
    which = source(asked.viewed, record)
    return f"{asked.viewed.latest(record)[which.facet, which.label].n}"


def _page(
    asked: Asked,
    case: Case,
    against: Beside,
    text: PublicText | None = None,
    *,
    refusals: tuple[Refusal, ...] = (),
    found: Any = None,
    wrong: tuple[str, ...] = (),
    refused: bool = False,
) -> Shown:
    choices = Choices(asked, case)
    release_on = case.engagement.release_on
    found = found or judged(text) if text else None
    failed = bool(refused or wrong or (found and found.wrong))
    records = records_of(case)
    labels = [label for one in records for label in asked.viewed.dossier.labels(one)]
    return Shown(
        title=str(_("What the public may read")),
        lead=str(_("The public line of this file with its evidence, and what more could be released.")),
        shows={
            "case": case,
            "file": called(case.engagement),
            "public": [] if text else public_line(asked, records),
            "open": [] if text else could_be_released(asked, case, against, choices),
            "closed": [] if text or asked.dated else closed(asked, records, choices),
            "release_on": release_on,
            "waits": release_on is not None and release_on > asked.day,
            "text": text,
            "title": choices.named(text.id) if text else "",
            "concept": concept_called(text.concept) if text else "",
            "sections": form_of(text, found) if text and found else [],
            "hidden": [("of", text.id), (SEEN, _number(asked, text.id))] if text else [],
            "taken": taken_from(asked, text) if text else None,
            "wrong": [*wrong, *([one for some in found.wrong.values() for one in some] if found else [])],
            "refusals": [told(asked, one) for one in refusals],
            "refused": refused,
        },
        records=(*records, *choices.shown),
        marking=max(labels, key=grade, default=""),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK,
    )
