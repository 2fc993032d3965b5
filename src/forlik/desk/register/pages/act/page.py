"""Adding an act: what happened, when, by whom, and by what it is known; in one short form, by keyboard."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import BadInput, ForlikError, NoData
from forlik.desk.access.people import compartment_name
from forlik.desk.records.change import EditConflict
from forlik.desk.records.together import record_together
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import the_case
from forlik.desk.register.words import called
from forlik.desk.register.writing import GROUNDS, changes, new_id, secret_labels
from forlik.register.checks import doubts
from forlik.register.dossier import Case
from forlik.register.facets import OPEN, SECRET
from forlik.register.placing import lacking, place, together
from forlik.register.vocabulary import vocabulary

PATH = "register/<str:record>/act"
EXAMPLE = "/register/fiction-talks/act"
TITLE = _("Add an act")
MENU = "file"
TEXTS = ("kind", "happened", "title", "public_title", "said", "where", "statement", "evidence", "secret")


def answer(asked: Asked, record: str) -> Shown:
    """The empty form.

    Raises:
        NoData: There is no such file, or none that may be seen.
    """
    return _form(asked, the_case(asked, record), {"kind": "meeting", "happened": asked.day.isoformat()}, ())


def submit(asked: Asked, form: Any, record: str) -> Shown | Gone:
    """Record the act, or the form again with what is wrong: nothing that was written is lost.

    Raises:
        NoData: There is no such file, or none that may be seen.
    """
    case = the_case(asked, record)
    given = {name: form.get(name, "").strip() for name in TEXTS} | {"by": form.getlist("by")}
    try:
        act = together("act", new_id(), {OPEN: _body(case, given)})
    except BadInput as error:
        return _form(asked, case, given, (error.what,))
    wrong = [_t("It lacks: {what}").format(what=", ".join(lacking(act)))] if lacking(act) else []
    wrong += [
        one.nb if asked.language == "nb" else one.en for one in doubts(case.dossier, act, asked.day) if one.refuse
    ]
    if SECRET in place(act) and given["secret"] not in secret_labels(asked.viewed):
        wrong.append(_t("What was said is sealed: choose the compartment, or say less."))
    if wrong:
        return _form(asked, case, given, tuple(wrong))
    try:
        record_together(
            changes(asked.viewed, act, file=case.engagement.id, secret=given["secret"], grounds=GROUNDS),
            asked.viewed.person,
            asked.viewed.now,
        )
    except ForlikError as error:
        if isinstance(error, NoData | EditConflict):
            raise
        return _form(asked, case, given, (error.what,))
    return Gone(f"/register/{record}")


def _body(case: Case, given: dict[str, Any]) -> dict[str, Any]:
    """The fields of the act, as JSON has them; what was left empty is not said."""
    body = {name: given[name] for name in TEXTS if given[name] and name not in ("evidence", "secret")}
    if given["evidence"]:
        body["evidence"] = [{"citation": given["evidence"], "obtained": "witnessed", "basis": "first-hand"}]
    if given["by"]:
        body["by"] = given["by"]
    process = {"process": case.engagement.process} if case.process else {}
    return {**body, **process, "engagement": case.engagement.id}


def _form(asked: Asked, case: Case, given: dict[str, Any], wrong: tuple[str, ...]) -> Shown:
    labels = secret_labels(asked.viewed)
    return Shown(
        title=str(TITLE),
        shows={
            "case": case,
            "file": called(case.engagement),
            "given": given,
            "wrong": wrong,
            "kinds": [
                (word.word, word.nb if asked.language == "nb" else word.en) for word in vocabulary("act_kinds").values()
            ],
            "actors": [(one.id, called(one)) for one in case.actors],
            "labels": [(label, compartment_name(label.partition(":")[2])) for label in labels],
        },
        records=(case.engagement.id, *(one.id for one in case.actors)),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )
