"""What somebody wrote when the session was over: found again in its form, or thrown away."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.core import days
from forlik.desk.register.asked import Asked, Gone
from forlik.desk.register.cases import absent
from forlik.desk.register.unsent import FIELD
from forlik.desk.signin import unsent

PATH = "register/unsent/<str:written>"
EXAMPLE = "/register/unsent/nothing-at-all"
TITLE = _("What was not recorded")


def answer(asked: Asked, written: str) -> Gone:
    """The form into which it was written.

    Raises:
        NoData: There is none, or somebody else wrote it.
    """
    one = unsent.taken_up(asked.viewed.person, written, days.now())
    if one is None:
        raise absent()
    return Gone(f"{one.path}{'&' if '?' in one.path else '?'}{FIELD}={one.id}")


def submit(asked: Asked, form: Any, written: str) -> Gone:  # noqa: ARG001 - every page is asked so
    """Throw it away.

    Raises:
        NoData: There is none, or somebody else wrote it.
    """
    if not unsent.throw_away(asked.viewed.person, written):
        raise absent()
    return Gone("/register")
