"""Grades of a file: who may see each part, why, by what law and until when; raising, and proposing something lower."""

from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import ForlikError, NoData
from forlik.desk.access.labels import PUBLIC, grade
from forlik.desk.records.change import Grounds
from forlik.desk.records.grades import raise_label
from forlik.desk.records.grading import Graded, grades_of
from forlik.desk.records.proposals import lower_label
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent, the_case
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.forms.names import concept_called
from forlik.desk.register.marking import label_called, part_called
from forlik.desk.register.named_by import named_by
from forlik.desk.register.writing import REVIEW_DAYS
from forlik.register.called import called
from forlik.register.dossier import Case
from forlik.register.public_line import records_of

PATH = "register/<str:record>/grade"
EXAMPLE = "/register/fiction-talks/grade"
TITLE = _("Grades")
MENU = "file"
NAMED = ("of", "part", "under")
TEXTS = (*NAMED, "target", "reason", "legal_basis", "review_on")


def answer(asked: Asked, record: str) -> Shown:
    """Every part of the file that is seen, and the form for one of them where one is named.

    Raises:
        NoData: There is no such file or part, or none that may be seen.
    """
    case = the_case(asked, record)
    given = {name: asked.given.get(name, "") for name in NAMED}
    found = _grades(asked, case)
    one = _named(found, given) if given["of"] else None
    review = (asked.day + timedelta(days=REVIEW_DAYS)).isoformat()
    return _page(asked, case, found, one, {**given, "review_on": review}, ())


def submit(asked: Asked, form: Any, record: str) -> Shown | Gone:
    """Raise at once, or propose what takes a second person; or the form again, and nothing written is lost.

    Raises:
        NoData: There is no such file or part, or none that may be seen.
    """
    case = the_case(asked, record)
    given = {name: form.get(name, "").strip() for name in TEXTS}
    found = _grades(asked, case)
    if not given["of"]:
        return _page(asked, case, found, None, given, (_t("Choose the part whose grade shall change."),))
    one = _named(found, given)
    grounds, wrong = _grounds(given)
    if given["target"] not in (*one.up, *one.down):
        wrong = (*wrong, _t("Choose the grade that it shall have."))
    if wrong or grounds is None:
        return _page(asked, case, found, one, given, wrong)
    try:
        if given["target"] in one.up:
            raise_label(one.which, given["target"], grounds, asked.viewed.person, asked.viewed.now)
            return Gone(f"/register/{record}/grade")
        lower_label(one.which, given["target"], grounds, asked.viewed.person, asked.viewed.now)
    except NoData:
        raise
    except ForlikError as error:
        return _page(asked, case, found, one, given, (told(error),))
    return Gone("/register/waiting")


def _grades(asked: Asked, case: Case) -> list[Graded]:
    return grades_of(records_of(case), asked.viewed.person, asked.viewed.now)


def _named(found: list[Graded], given: dict[str, str]) -> Graded:
    wanted = (given["of"], given["part"], given["under"])
    for one in found:
        if (one.which.record, one.which.facet, one.which.label) == wanted:
            return one
    raise absent()


def _grounds(given: dict[str, str]) -> tuple[Grounds | None, tuple[str, ...]]:
    wrong = []
    if not given["reason"]:
        wrong.append(_t("Say why."))
    if not given["legal_basis"]:
        wrong.append(_t("State the paragraph of the law."))
    try:
        review = date.fromisoformat(given["review_on"])
    except ValueError:
        return None, (*wrong, _t("State the day on which the grade is looked at again."))
    return (None if wrong else Grounds(given["reason"], given["legal_basis"], review)), tuple(wrong)


def _page(
    asked: Asked, case: Case, found: list[Graded], one: Graded | None, given: dict[str, str], wrong: tuple[str, ...]
) -> Shown:
    choices = Choices(asked, case)
    places = {record: place for place, record in enumerate(records_of(case))}
    return Shown(
        title=str(TITLE),
        lead=str(_("Who may see each part of this file, why, and when that is looked at again.")),
        shows={
            "case": case,
            "file": called(case.engagement),
            "rows": [_row(asked, choices, each) for each in sorted(found, key=lambda each: places[each.which.record])],
            "one": _row(asked, choices, one) if one else None,
            "up": [(label, label_called(label)) for label in one.up] if one else [],
            "down": [(label, label_called(label)) for label in one.down] if one else [],
            "named_by": named_by(asked, case, one.which.record) if one and one.which.label == PUBLIC else [],
            "given": given,
            "wrong": wrong,
        },
        records=(*(each.which.record for each in found), *choices.shown),
        marking=max((each.which.label for each in found), key=grade, default=""),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )


def _row(asked: Asked, choices: Choices, one: Graded) -> dict[str, Any]:
    which, why = one.which, one.grounds
    return {
        "which": which,
        "title": choices.named(which.record) or concept_called(one.concept),
        "concept": concept_called(one.concept),
        "part": part_called(which.facet),
        "label": label_called(which.label),
        "sealed": grade(which.label) > 1,
        "public": which.label == "0",
        "why": why,
        "over": why is not None and why.review_on <= asked.day,
        "moves": bool(one.up or one.down) and not asked.dated,
    }
