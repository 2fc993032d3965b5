"""What went wrong, said as a page: never a stack trace, always a way on."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db.utils import OperationalError
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forlik.core.days import parse_day, today
from forlik.core.errors import Busy, ForlikError, UsageError
from forlik.core.printable import printable
from forlik.desk.api import problems
from forlik.desk.frame import bare
from forlik.desk.refusals import said

LONGEST_QUERY = 2048
LONGEST_NAME, LONGEST_WORDS = 200, 600
PATIENCE = 30
"""Seconds after which a program may ask again."""
PATIENCE_DRAWING = 5
"""Seconds in which what is reckoned just now is mostly done."""
LOG = logging.getLogger("django.forlik")


def faults(get_response: Callable[[Any], Any]) -> Any:
    """Answer with a clear page when the library says what is wrong."""
    return _Faults(get_response)


class _Faults:
    """Django asks a middleware for ``process_exception`` by name, so this one is a class."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY or len(request.path_info) > LONGEST_QUERY:
            return page(request, HTTPStatus.REQUEST_URI_TOO_LONG, _("The address is longer than any of ours."))
        return self.get_response(request)

    def process_exception(self, request: Any, error: Exception) -> Any:
        """The page for an error of ours, or of the register's database; Django's own way for any other."""
        if isinstance(error, OperationalError):
            return busy(request, error)
        if not isinstance(error, ForlikError):
            return None
        status = problems.status_of(error)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            LOG.error("%s %s: %s", request.method, printable(request.path_info, LONGEST_NAME), error)
        what, remedy = said(error.what), said(error.remedy)
        if problems.is_asked(request.path_info):
            answer = problems.told(error)
        else:
            answer = page(request, status, printable(what, LONGEST_WORDS), printable(remedy, LONGEST_WORDS))
        if isinstance(error, Busy):
            answer.headers["Retry-After"] = str(PATIENCE_DRAWING)
        return answer


def page(request: Any, status: int, what: str, remedy: str = "") -> Any:
    """A page, or JSON where JSON was asked for, that says what happened and what to do."""
    if problems.is_asked(request.path_info):
        return problems.problem(status, what, remedy or problems.REMEDY)
    if request.path_info.endswith(".json"):
        return JsonResponse({"error": what, "remedy": remedy}, status=status)
    titles = {
        400: _("This question cannot be asked"),
        403: _("Not taken"),
        404: _("Not here"),
        503: _("Not available now"),
    }
    below = request.path_info.startswith("/register/")
    shows = {
        **bare(get_language() or "en"),
        "title": titles.get(status, _("Something went wrong here")),
        "what": what,
        "remedy": remedy,
        "status": status,
        # To whoever asked for an address below it, signed in or not: it tells of nothing.
        "register": below,
        "kept": _day_kept(request) if below and status == HTTPStatus.NOT_FOUND else "",
    }
    return HttpResponse(render_to_string("desk/fault.html", shows), status=status)


def _day_kept(request: Any) -> str:
    """What keeps the day of the question on the way back; empty where it was none, or lies in the future."""
    try:
        day = parse_day(request.GET.get("as_of", "").strip())
    except UsageError:
        return ""
    return f"?as_of={day}" if day < today() else ""


def not_found(request: Any, exception: Any = None) -> Any:  # noqa: ARG001 - Django's signature
    """No page has that address."""
    return page(request, HTTPStatus.NOT_FOUND, _("There is no page at this address."))


def bad_request(request: Any, exception: Any = None) -> Any:
    """The request itself is malformed, or far too large."""
    if isinstance(exception, RequestDataTooBig):
        return page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("What was sent is larger than anything we take."))
    return page(request, HTTPStatus.BAD_REQUEST, _("The request could not be read."))


def forged(request: Any, reason: str = "") -> Any:  # noqa: ARG001 - Django's signature
    """A form came without its token: from another site, or from a page that was open for too long."""
    what = _("This form was not sent from a page of this desk, or its page was open for too long.")
    return page(request, HTTPStatus.FORBIDDEN, what, _("Load the page anew and send it again."))


def busy(request: Any, error: Exception) -> Any:
    """The register's database is held by somebody else, cannot be reached, or has no room: nothing was done."""
    LOG.error("%s %s: the register's database: %s", request.method, printable(request.path_info, LONGEST_NAME), error)
    what = _("The register cannot be reached or written just now. Nothing of what you sent was recorded.")
    remedy = _("Go back, where your text still stands, and send it again in a moment.")
    answer = page(request, HTTPStatus.SERVICE_UNAVAILABLE, what, remedy)
    answer.headers["Retry-After"] = str(PATIENCE)
    return answer


def broken(request: Any) -> Any:
    """A fault of ours; the details are on the server's standard error."""
    what = _("The fault is on our side; the details are in the server's log.")
    return page(request, HTTPStatus.INTERNAL_SERVER_ERROR, what)
