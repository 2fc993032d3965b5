"""Making a token for programs: its name, what it opens, for how long; it is shown in this one answer alone."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import UsageError
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.signin.scopes import scopes
from forlik.desk.signin.tokens import LONGEST_NAME, MOST_DAYS, USUAL_DAYS, make_token

PATH = "register/tokens/new"
EXAMPLE = "/register/tokens/new"
TITLE = _("Make a token")
LISTED = "/register/tokens"
LONGEST_DAYS = 4
"""Figures of a number of days that are looked at."""


def answer(asked: Asked) -> Shown:
    """The form."""
    return _page(asked, "", frozenset(), str(USUAL_DAYS))


def again(asked: Asked, form: Any) -> Shown:
    """The form, as it was written once."""
    return _page(asked, *_written(form))


def submit(asked: Asked, form: Any) -> Shown:
    """Make the token, or the form again with what is wrong."""
    name, ticked, days = _written(form)
    number = int(days) if days.isascii() and days.isdigit() and len(days) <= LONGEST_DAYS else 0
    try:
        token = make_token(name, ticked, number, asked.viewed.person, asked.viewed.now)
    except UsageError as error:
        return _page(asked, name, ticked, days, wrong=told(error))
    return _page(asked, name, ticked, days, token=token)


def _written(form: Any) -> tuple[str, frozenset[str], str]:
    return form.get("name", ""), frozenset(form.getlist("scope")), form.get("days", "").strip()


def _page(asked: Asked, name: str, ticked: frozenset[str], days: str, *, token: str = "", wrong: str = "") -> Shown:
    return Shown(
        title=_t("Your new token") if token else str(TITLE),
        lead="" if token else _t("It opens only what you tick, and what you may see then; it ends when you leave."),
        shows={
            "token": token,
            "wrong": wrong,
            "name": name,
            "days": days,
            "most": MOST_DAYS,
            "longest": LONGEST_NAME,
            "scopes": [(one.word, one.text(asked.language), one.word in ticked) for one in scopes().values()],
            "listed": LISTED,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )
