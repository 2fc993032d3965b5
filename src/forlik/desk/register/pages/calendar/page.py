"""Calendar addresses: making one, which is shown once; giving it another; ending it."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import NotPermitted, UsageError
from forlik.desk.access.labels import PASSKEY
from forlik.desk.records.calendars import Wishes, calendars, make_calendar, renew_calendar, revoke_calendar
from forlik.desk.register.asked import Asked, Gone, Shown

PATH = "register/calendar"
EXAMPLE = "/register/calendar"
TITLE = _("Calendar addresses")


def answer(asked: Asked) -> Shown:
    """One's own calendars, and the form for a new one."""
    return _page(asked)


def submit(asked: Asked, form: Any) -> Shown | Gone:
    """Make, renew or end a calendar; a new address is in this one answer, and nowhere else.

    Raises:
        NoData: One has no such calendar.
    """
    who, now, id_ = asked.viewed.person, asked.viewed.now, form.get("calendar", "")
    doing = form.get("do", "")
    if doing == "end":
        revoke_calendar(id_, who, now)
        return Gone(asked.path)
    try:
        if doing == "renew":
            secret = renew_calendar(id_, who, now)
        elif doing == "make":
            secret = make_calendar(_wishes(asked, form), who, now)
        else:
            return _page(asked, wrong=_t("Choose what to do with a calendar."))
    except NotPermitted:
        return _page(asked, wrong=_t("The days of sealed rows are let out in a session with a passkey only."))
    except UsageError:
        return _page(asked, wrong=_t("You have as many calendars as one may have: end one that you do not use."))
    return _page(asked, address=f"{asked.origin}/calendar/{secret}.ics")


def _wishes(asked: Asked, form: Any) -> Wishes:
    return Wishes(
        whose="all" if form.get("whose") == "all" else "mine",
        titles=form.get("titles") == "yes",
        busy=form.get("busy") == "yes",
        language="nb" if asked.language == "nb" else "en",
    )


def _page(asked: Asked, *, address: str = "", wrong: str = "") -> Shown:
    return Shown(
        title=str(TITLE),
        lead=_t("Your own calendar program can follow your due list, at an address that only you know."),
        shows={
            "kept": calendars(asked.viewed.person),
            "address": address,
            "wrong": wrong,
            "strong": asked.viewed.person.strength == PASSKEY,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )
