"""Adding an act: what happened, when, by whom, and by what it is known; in one short form, by keyboard."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from forlik.core.errors import ForlikError, NoData
from forlik.desk import refusals
from forlik.desk.access.labels import CONFIDENTIAL, grade
from forlik.desk.records.change import EditConflict
from forlik.desk.records.together import record_together
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import the_case
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.forms.mistakes import Wrong, listed, mistakes, told
from forlik.desk.register.forms.names import field_called
from forlik.desk.register.writing import GROUNDS, changes, new_id, secret_labels
from forlik.register.called import called
from forlik.register.checks import doubts
from forlik.register.concepts import Act
from forlik.register.dossier import Case
from forlik.register.evidence import Evidence
from forlik.register.facets import SECRET, facet_of
from forlik.register.placing import lacking, place
from forlik.register.typed import typed

PATH = "register/<str:record>/act"
EXAMPLE = "/register/fiction-talks/act"
TITLE = _("Add an act")
MENU = "file"
TEXTS = (
    "kind",
    "happened",
    "title",
    "public_title",
    "said",
    "where",
    "statement",
    "evidence",
    "obtained",
    "basis",
    "secret",
)
ORDER = ("kind", "happened", "title", "by", "said", "where", "statement", "evidence", "secret")
"""The inputs as they stand on the page: the first of them that is wrong has the focus."""
KNOWN = {"obtained": "witnessed", "basis": "first-hand"}
"""How most is known that is written down here; it stands on the page, and whoever records may say otherwise."""
SEALED = tuple(name for name in TEXTS if name in Act.model_fields and facet_of(Act, name) is SECRET)
"""What is kept for a compartment alone."""


def answer(asked: Asked, record: str) -> Shown:
    """The form: a meeting of today, sealed as the file is, unless something else is said.

    Raises:
        NoData: There is no such file, or none that may be seen.
    """
    case = the_case(asked, record)
    begun = {**KNOWN, "kind": "meeting", "happened": asked.day.isoformat(), "secret": Choices(asked, case).usual}
    return _form(asked, case, begun, {})


def submit(asked: Asked, form: Any, record: str) -> Shown | Gone:
    """Record the act, or the form again with what is wrong: nothing that was written is lost.

    Raises:
        NoData: There is no such file, or none that may be seen.
    """
    case = the_case(asked, record)
    given = _given(form)
    try:
        act = Act(id=new_id(), **_body(case, given))
    except ValidationError as error:
        return _form(asked, case, given, listed(mistakes(error)))
    wrong = listed(_against(asked, case, act, given["secret"]))
    if wrong:
        return _form(asked, case, given, wrong)
    try:
        record_together(
            changes(asked.viewed, act, file=case.engagement.id, secret=given["secret"], grounds=GROUNDS),
            asked.viewed.person,
            asked.viewed.now,
        )
    except ForlikError as error:
        if isinstance(error, NoData | EditConflict):
            raise
        return _form(asked, case, given, {"": [refusals.told(error)]})
    return Gone(f"/register/{record}")


def again(asked: Asked, form: Any, record: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such file, or none that may be seen.
    """
    return _form(asked, the_case(asked, record), _given(form), {})


def _given(form: Any) -> dict[str, Any]:
    given = {name: form.get(name, KNOWN.get(name, "")).strip() for name in TEXTS}
    return given | {"happened": typed(given["happened"]), "by": form.getlist("by")}


def _against(asked: Asked, case: Case, act: Act, label: str) -> list[tuple[str, str]]:
    """All that stands against it: the field, and what."""
    found = [(name, _t("this is needed")) for name in lacking(act)]
    for one in doubts(case.dossier, act, asked.day):
        if one.refuse:
            nb = asked.language == "nb"
            found.append((one.field, f"{one.nb if nb else one.en}: {one.remedy_nb if nb else one.remedy_en}"))
    if SECRET in place(act) and label not in secret_labels(asked.viewed):
        choose = _t("What was said is sealed: choose the compartment, or say less.")
        nowhere = _t("What was said is sealed, and you are in no compartment that could hold it: say less.")
        found.append(("secret", choose if secret_labels(asked.viewed) else nowhere))
    return found


def _body(case: Case, given: dict[str, Any]) -> dict[str, Any]:
    """The fields of the act, as JSON has them; what was left empty is not said."""
    body = {name: given[name] for name in TEXTS if given[name] and name not in ("evidence", "secret", *KNOWN)}
    if given["evidence"]:
        body["evidence"] = [{"citation": given["evidence"], **{name: given[name] for name in KNOWN if given[name]}}]
    if given["by"]:
        body["by"] = given["by"]
    process = {"process": case.engagement.process} if case.process else {}
    return {**body, **process, "engagement": case.engagement.id}


def _form(asked: Asked, case: Case, given: Mapping[str, Any], wrong: Wrong) -> Shown:
    choices = Choices(asked, case)
    labels, shown = choices.sealing, (case.engagement.id, *(one.id for one in case.actors))
    return Shown(
        title=str(TITLE),
        shows={
            "case": case,
            "file": called(case.engagement),
            "given": given,
            "wrong": wrong,
            "told": told(Act, wrong, but={"secret": _t("Sealed for")} if labels else {}),
            "focus": next((name for name in ORDER if name in wrong), "kind"),
            "kinds": choices.words("act_kinds"),
            "known": [(name, field_called(Evidence, name), choices.words(name)) for name in KNOWN],
            "actors": [(one.id, called(one)) for one in case.actors],
            "labels": labels,
        },
        records=shown,
        marking=_marking(asked, given, shown, [label for label, _ in labels]),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )


def _marking(asked: Asked, given: Mapping[str, Any], shown: tuple[str, ...], labels: list[str]) -> str:
    """The greatest label of the page: it names compartments, and what its author wrote stands on it to the end."""
    of = [label for one in shown for label in asked.viewed.dossier.labels(one)]
    sealed = [str(CONFIDENTIAL)] if labels or any(given.get(name) for name in SEALED) else []
    return max([*of, *sealed], key=grade, default="")
