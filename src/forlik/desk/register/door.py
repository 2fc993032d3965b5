"""From a question to the register to a response; every page of it goes through here."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from types import ModuleType
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from forlik.core.days import parse_day, today
from forlik.core.errors import NoData, UsageError
from forlik.desk.access.labels import STAFF, grade
from forlik.desk.records.viewed import view as seen
from forlik.desk.register import unsent
from forlik.desk.register.asked import Asked, Gone, Sent, Shown
from forlik.desk.register.frame import frame, ways
from forlik.desk.signin.who import person_of
from forlik.desk.turns import asking

HERE = "There is no page at this address."
MARKING = "X-Forlik-Marking"
"""The header that says the grade of a file."""


def view(name: str, page: ModuleType, pages: Mapping[str, ModuleType]) -> Callable[..., Any]:
    """The view of one page of the register.

    Args:
        name: Name of the page.
        page: Its module.
        pages: Every page by name, for the way about.
    """

    def handle(request: Any, **parts: str) -> Any:
        submit = getattr(page, "submit", None)
        if request.method not in ("GET", "HEAD") and (request.method != "POST" or submit is None):
            return HttpResponseNotAllowed(["GET", "HEAD"] + (["POST"] if submit else []))
        asked = _asked(request)
        if STAFF not in asked.viewed.held:
            # As for an address that is not there: what is behind the door is nobody else's to know.
            raise NoData(HERE)
        if submit is not None and asked.dated:
            raise UsageError("nothing is recorded in the past", remedy="go to today, and record it there")
        with asking(asked.viewed.person.id):
            return _answered(request, name, page, pages, asked, parts)

    return handle


def _answered(
    request: Any, name: str, page: ModuleType, pages: Mapping[str, ModuleType], asked: Asked, parts: dict[str, str]
) -> Any:
    """What a page answers, as a response."""
    submit = getattr(page, "submit", None)
    written = unsent.taken_up(request, asked)
    if request.method == "POST" and submit is not None:
        found = submit(asked, request.POST, **parts)
    elif written is not None:
        found = unsent.again(page, asked, written, parts)
    else:
        found = page.answer(asked, **parts)
    if isinstance(found, Sent):
        return _sent(asked, found)
    if isinstance(found, Gone):
        if written is not None:
            unsent.done(asked, written)
        return HttpResponseRedirect(found.path, status=HTTPStatus.SEE_OTHER)
    found = _marked(asked, found)
    about = {**ways(pages, asked, parts), **unsent.around(pages, asked, written)}
    around = frame(asked, found, about, writes=submit is not None)
    return _response(request, name, asked, found, around)


def _asked(request: Any) -> Asked:
    """The question.

    Raises:
        UsageError: The day is none, or lies in the future.
    """
    stated = request.GET.get("as_of", "").strip()
    day = parse_day(stated) if stated else today()
    if day > today():
        raise UsageError(f"{day} lies in the future", remedy="ask for today or earlier")
    # To the microsecond: what was revoked within this second is gone.
    viewed = seen(person_of(request), datetime.now(UTC), day=day)
    given = {key: request.GET[key] for key in request.GET}
    twice = frozenset(key for key in request.GET if len(request.GET.getlist(key)) > 1)
    dated = bool(stated) and day != today()
    origin = f"{request.scheme}://{request.get_host()}"
    return Asked(request.path_info, given, day, dated, get_language() or "en", viewed, request.FILES, origin, twice)


def _marked(asked: Asked, found: Shown) -> Shown:
    """A page that says nothing of its marking has the greatest label of the records of which it tells anything."""
    if found.marking:
        return found
    dossier = asked.viewed.dossier
    labels = [label for one in found.records if one in dossier for label in dossier.labels(one)]
    return replace(found, marking=max(labels, key=grade, default=""))


def _response(request: Any, name: str, asked: Asked, found: Shown, around: Mapping[str, Any]) -> Any:
    asked.viewed.showing(found.records)
    body = render_to_string(f"pages/{name}/page.html", {**around, **found.shows}, request)
    response = HttpResponse(body, status=found.status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _sent(asked: Asked, found: Sent) -> Any:
    asked.viewed.showing(found.records)
    response: Any
    if isinstance(found.content, bytes):
        file = BytesIO(found.content)
        response = FileResponse(file, as_attachment=True, filename=found.name, content_type=found.kind)
    else:
        response = StreamingHttpResponse(found.content, content_type=found.kind)
        response.headers["Content-Disposition"] = content_disposition_header(True, found.name)
    if found.marking:
        response.headers[MARKING] = found.marking
    response.headers["Cache-Control"] = "no-store"
    return response
