"""What a calendar program is given at a calendar's address: it signs in nowhere, so that it is told little."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed

from forlik.core.days import today
from forlik.core.errors import NoData
from forlik.desk.access.engine import was_opened
from forlik.desk.access.labels import PUBLIC
from forlik.desk.access.people import person
from forlik.desk.access.person import Person, Strength
from forlik.desk.records.calendars import WITHIN, Kept, behind, counted, event_key
from forlik.desk.records.viewed import Viewed, view
from forlik.desk.register.cases import nowhere
from forlik.desk.register.due_list import due_list
from forlik.register.promises.calendar_file import calendar_text
from forlik.register.promises.due import DueRow
from forlik.register.promises.words import Language

AHEAD = 365
"""Days ahead that a calendar shows."""
NAMES = {"en": "Forlik: falls due", "nb": "Forlik: forfaller"}
LOG = logging.getLogger("django.forlik")


def feed(request: Any, secret: str) -> Any:
    """The calendar behind an address, as the register stands now; one answer for all that are none.

    Raises:
        NoData: There is no such calendar, it has ended, or its person has left.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    try:
        return _answer(request, secret)
    except NoData:
        raise
    except Exception as error:  # noqa: BLE001 - Django would write the address, which is the secret, to the server's log
        LOG.error("A calendar could not be made: %s", type(error).__name__)  # noqa: TRY400 - a trace may hold the address
        response = HttpResponse(status=HTTPStatus.INTERNAL_SERVER_ERROR)
        response._has_been_logged = True  # noqa: SLF001 - Django's mark of a fault that it need not write down again
        return response


def _answer(request: Any, secret: str) -> Any:
    # To the microsecond: what was revoked within this second is gone.
    now = datetime.now(UTC)
    kept = behind(secret) if was_opened() else None
    if kept is None:
        raise nowhere()
    if not counted(kept, now):
        response = HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(int(WITHIN.total_seconds()))
        return response
    text = calendar_of(kept, now, request.build_absolute_uri("/register/due"))
    response = HttpResponse(text.encode(), content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def calendar_of(kept: Kept, now: datetime, address: str) -> str:
    """The text of a calendar.

    Of public rows it tells the title, of what is for staff too if its person wished so, else that something falls due.
    Of sealed rows it has the days of those that its person follows, as “busy”, if its person wished so.

    Args:
        kept: The calendar.
        now: When: what was revoked before is not in it.
        address: Where the due list is.
    """
    language: Language = "nb" if kept.wishes.language == "nb" else "en"
    mine = kept.wishes.whose == "mine"
    rows = [row for row in _rows(_seen(kept, "second factor", now), language, mine=mine) if not row.sealed]
    busy = _busy(kept, rows, now, language) if kept.wishes.busy else []
    return calendar_text(
        [*rows, *busy],
        stamp=now,
        name=NAMES[language],
        busy={row.record for row in busy},
        language=language,
        untold=lambda row: not kept.wishes.titles and not _public(row),
        address=address,
        key=event_key(kept),
    )


def _seen(kept: Kept, strength: Strength, now: datetime) -> Viewed:
    # An opened glass is good for looking at the desk, and lets nothing out of the house.
    who: Person = replace(person(kept.person, strength), glasses=())
    return view(who, now, day=today())


def _rows(viewed: Viewed, language: Language, *, mine: bool) -> list[DueRow]:
    items = due_list(viewed.dossier, viewed.dossier.day, AHEAD, viewed.person.id, language, mine=mine)
    return [item.row for item in items]


def _busy(kept: Kept, told: list[DueRow], now: datetime, language: Language) -> list[DueRow]:
    """The sealed rows that its person follows; one of which the calendar tells already as staff know it is left so."""
    viewed = _seen(kept, "passkey", now)
    there = {(row.kind, row.record) for row in told}
    found = [row for row in _rows(viewed, language, mine=True) if row.sealed and (row.kind, row.record) not in there]
    viewed.showing(row.record for row in found)
    return found


def _public(row: DueRow) -> bool:
    return bool(row.labels) and row.labels <= {PUBLIC}
