"""Waiting: what takes a second person, with what exactly somebody new would read; approved or refused here."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import ForlikError, NoData
from forlik.desk.access.labels import grade
from forlik.desk.access.people import colleagues
from forlik.desk.records import proposals
from forlik.desk.records.change import EditConflict
from forlik.desk.records.proposals import RELEASE, Proposed
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.forms.draft import Draft
from forlik.desk.register.forms.inputs import inputs
from forlik.desk.register.forms.names import concept_called, field_called
from forlik.desk.register.forms.shown import in_words
from forlik.desk.register.marking import label_called, part_called
from forlik.desk.register.public_text import differing, in_lines, public_text, short
from forlik.desk.register.releasing import NotReleased, approve, public_view, standing_against
from forlik.register.concepts import CONCEPTS

PATH = "register/waiting"
EXAMPLE = "/register/waiting"
TITLE = _("Waiting")
MENU = "register"


def answer(asked: Asked) -> Shown:
    """What waits, of what may be seen."""
    return _page(asked)


def submit(asked: Asked, form: Any) -> Shown | Gone:
    """Approve or refuse one of them.

    Raises:
        NoData: There is no such proposal, or none that may be seen.
    """
    id_, decided = form.get("proposal", ""), form.get("decided", "")
    if not id_ or decided not in ("approve", "refuse"):
        return _page(asked, wrong=(_t("Choose what shall be decided."),))
    one = next((one for one in _waiting(asked) if one.id == id_), None)
    if one is None:
        raise absent()
    try:
        if decided == "refuse":
            proposals.refuse(id_, asked.viewed.person, asked.viewed.now)
        else:
            approve(asked.viewed, one)
    except NoData:
        raise
    except NotReleased as error:
        return _page(asked, wrong=tuple(refusal.said(asked.language) for refusal in error.refusals), at=id_)
    except EditConflict as error:
        return _page(asked, conflict=(id_, error), status=HTTPStatus.CONFLICT)
    except ForlikError as error:
        return _page(asked, wrong=(told(error),), at=id_)
    return Gone(PATH_AGAIN)


PATH_AGAIN = f"/{PATH}"


def _waiting(asked: Asked) -> list[Proposed]:
    found = proposals.waiting(asked.viewed.person, asked.viewed.now)
    # Of what is not there on this day nothing is shown, so that all that is shown is logged.
    return [one for one in found if one.which.record in asked.viewed.dossier]


def _page(
    asked: Asked,
    *,
    wrong: tuple[str, ...] = (),
    at: str = "",
    conflict: tuple[str, EditConflict] | None = None,
    status: int = 0,
) -> Shown:
    found = _waiting(asked)
    names, choices = dict(colleagues()), Choices(asked, None)
    rows = [_row(asked, one, names, choices) for one in found]
    for row in rows:
        row["wrong"] = wrong if row["id"] == at else ()
        row["theirs"] = _theirs(asked, conflict[1]) if conflict and row["id"] == conflict[0] else None
    return Shown(
        title=str(_("Waiting for a second person")),
        lead=str(_("Nothing here has happened yet. Read what would be seen, and by whom, before you decide.")),
        shows={"rows": rows, "wrong": wrong if not at else ()},
        records=(*(one.which.record for one in found), *choices.shown),
        marking=max((one.which.label for one in found), key=grade, default=""),
        status=status or (HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK),
    )


def _row(asked: Asked, one: Proposed, names: dict[str, str], choices: Choices) -> dict[str, Any]:
    viewed, record = asked.viewed, one.which.record
    concept = viewed.dossier.concept(record)
    released = one.kind == RELEASE
    text = in_lines(public_text(asked, record, concept, one.body), one.body) if released else None
    before = _public_now(asked, record, concept) if released else None
    return {
        "id": one.id,
        "release": released,
        "record": record,
        "file": one.file if one.file in viewed.dossier and viewed.case(one.file) else "",
        "title": choices.named(record),
        "concept": concept_called(concept),
        "part": part_called(one.which.facet),
        "now": label_called(one.which.label),
        "then": label_called(one.target),
        "by": names.get(one.by, "–"),
        "at": one.at.date(),
        "why": one.why,
        "mine": one.by == viewed.person.id,
        "may": proposals.decides(one, viewed.person, viewed.now) and not asked.dated,
        "text": text,
        "before": before,
        "differing": differing(before, text) if text else [],
        "lines": [] if released else _lines(asked, one),
        "against": [each.said(asked.language) for each in standing_against(viewed, one)] if released else [],
    }


def _public_now(asked: Asked, record: str, concept: str) -> dict[str, Any] | None:
    """What the public reads of a record already."""
    rows = public_view(asked.viewed).latest(record)
    return in_lines(public_text(asked, record, concept, {}), next(iter(rows.values())).body) if rows else None


def _lines(asked: Asked, one: Proposed) -> list[tuple[str, str]]:
    """What stands in the part whose grade would be lower."""
    row = asked.viewed.latest(one.which.record).get((one.which.facet, one.which.label))
    return _words(asked, one.which.record, row.body) if row else []


def _words(asked: Asked, record: str, body: Any) -> list[tuple[str, str]]:
    concept = asked.viewed.dossier.concept(record)
    draft = Draft(asked, None, concept, record, {})
    every = {one.name: one for one in inputs(CONCEPTS[concept])}
    said = ((every[name], value) for name, value in body.items() if name in every)
    return [(short(field_called(one.owner, one.name)), in_words(one, draft, value)) for one, value in said]


def _theirs(asked: Asked, error: EditConflict) -> dict[str, Any] | None:
    """What was recorded since something was proposed."""
    row = error.theirs
    return {"lines": _words(asked, row.record, row.body), "at": row.recorded_at.date()} if row else None
