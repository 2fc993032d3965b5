"""Changing a record: the same form, filled with what is seen of it; what is not seen is not touched."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent, the_case
from forlik.desk.register.forms import draft, flow

PATH = "register/<str:record>/change/<str:other>"
EXAMPLE = "/register/fiction-talks/change/fiction-front"
TITLE = _("Change a record")


def answer(asked: Asked, record: str, other: str) -> Shown:
    """The form.

    Raises:
        NoData: There is no such file or record, or none that may be seen.
    """
    return flow.page(_draft(asked, record, other))


def submit(asked: Asked, form: Any, record: str, other: str) -> Shown | Gone:
    """Record what changed, or the form again: with what is wrong, or with both versions.

    Raises:
        NoData: There is no such file or record, or none that may be seen.
    """
    before = _draft(asked, record, other)
    gone = bool(form.get("withdrawn", "").strip()) and record == other
    # Of a file that is gone its history is left, where it is brought back.
    return flow.submit(form, before, record, f"/register/{record}/history" if gone else f"/register/{record}")


def again(asked: Asked, form: Any, record: str, other: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such file or record, or none that may be seen.
    """
    return flow.again(form, _draft(asked, record, other))


def _draft(asked: Asked, record: str, other: str) -> draft.Draft:
    case = the_case(asked, record)
    if other not in asked.viewed.dossier:
        raise absent()
    return draft.of(asked, case, other)
