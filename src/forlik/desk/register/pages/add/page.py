"""Adding a record of any concept to a file, in a form made from the concept."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent, the_case
from forlik.desk.register.forms import draft, flow
from forlik.desk.register.writing import new_id
from forlik.register.concepts import CONCEPTS

PATH = "register/<str:record>/add/<str:concept>"
EXAMPLE = "/register/fiction-talks/add/actor"
TITLE = _("Add a record")
NOT_HERE = ("engagement",)
"""An engagement is no part of a file: it begins one."""


def answer(asked: Asked, record: str, concept: str) -> Shown:
    """The form.

    Raises:
        NoData: There is no such file or concept, or none that may be seen.
    """
    return flow.page(_draft(asked, record, concept))


def submit(asked: Asked, form: Any, record: str, concept: str) -> Shown | Gone:
    """Record it, or the form again with what is wrong.

    Raises:
        NoData: There is no such file or concept, or none that may be seen.
    """
    return flow.submit(form, _draft(asked, record, concept), record, f"/register/{record}")


def again(asked: Asked, form: Any, record: str, concept: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such file or concept, or none that may be seen.
    """
    return flow.again(form, _draft(asked, record, concept))


def _draft(asked: Asked, record: str, concept: str) -> draft.Draft:
    case = the_case(asked, record)
    if concept not in CONCEPTS or concept in NOT_HERE:
        raise absent()
    said: dict[str, Any] = {
        "engagement": record,
        "process": case.process.id if case.process else None,
        "of": record,
        "places": list(case.engagement.places),
        "made_on": asked.day.isoformat(),
    }
    if concept == "assessment":
        said["author"] = asked.viewed.person.id
    return draft.new(asked, case, concept, new_id(), said)
