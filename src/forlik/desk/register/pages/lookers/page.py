"""Who looked, by name: for a cause, for data protection, who need not see what was looked at."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import NoData, NotPermitted
from forlik.desk.access.people import named
from forlik.desk.records.lookers import who_looked_by_name
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.cases import ABSENT

PATH = "register/lookers"
EXAMPLE = "/register/lookers"
TITLE = _("Who looked, by name")
MENU = "register"
TEXTS = ("reference", "cause")


def offered(asked: Asked, _record: str) -> bool:
    """For whoever holds the role of data protection, signed in with a passkey."""
    person = asked.viewed.person
    return person.protection and person.strength == "passkey"


def answer(asked: Asked) -> Shown:
    """The form.

    Raises:
        NotPermitted: It takes the role of data protection.
    """
    _allowed(asked)
    return _page(dict.fromkeys(TEXTS, ""), ())


def again(asked: Asked, form: Any) -> Shown:
    """The form, as it was written once.

    Raises:
        NotPermitted: It takes the role of data protection.
    """
    _allowed(asked)
    return _page(_given(form), ())


def submit(asked: Asked, form: Any) -> Shown:
    """The names; that they were asked for, and why, stands in the log.

    Raises:
        NotPermitted: It takes the role of data protection.
    """
    _allowed(asked)
    given = _given(form)
    wrong = [] if given["cause"] else [_t("State the cause: names are told for cause only.")]
    if not given["reference"]:
        wrong.append(_t("Write the reference that the owner of the file has given you."))
    if wrong:
        return _page(given, tuple(wrong))
    viewed = asked.viewed
    try:
        found = who_looked_by_name(given["reference"], given["cause"], viewed.person, viewed.now)
    except NoData:
        return _page(given, (_t("There is nothing of this reference."),))
    names = named(found)
    rows = sorted(((names.get(id_, "–"), times) for id_, times in found.items()), key=lambda one: (-one[1], one[0]))
    return _page(given, (), rows)


def _allowed(asked: Asked) -> None:
    if not offered(asked, ""):
        raise NotPermitted(ABSENT, remedy="names are told to whoever holds the role of data protection")


def _given(form: Any) -> dict[str, str]:
    return {name: form.get(name, "").strip() for name in TEXTS}


def _page(given: dict[str, str], wrong: tuple[str, ...], rows: list[tuple[str, int]] | None = None) -> Shown:
    return Shown(
        title=str(TITLE),
        lead=str(_("For a cause, of one sealed part. That you asked, and why, is kept in the log.")),
        shows={"given": given, "wrong": wrong, "rows": rows, "asked_for": rows is not None},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )
