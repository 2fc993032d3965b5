"""The door: sessions exist behind it only, and nobody passes without what an address asks for."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware

from forlik.core import days
from forlik.desk.access.engine import was_opened
from forlik.desk.signin import closed, limits, writer
from forlik.desk.signin.names import TERMINAL
from forlik.desk.signin.secure import mark


class Sessions(SessionMiddleware):
    """Sessions at closed addresses; a public page has none, and is the same for everybody."""

    def process_request(self, request: Any) -> None:
        """Give a request to a closed address its session."""
        if closed.is_closed(request.path_info):
            super().process_request(request)

    def process_response(self, request: Any, response: Any) -> Any:
        """Save the session, and send its cookie over TLS only wherever it leaves the machine."""
        if not hasattr(request, "session"):
            return response
        answered = super().process_response(request, response)
        mark(request, answered, settings.SESSION_COOKIE_NAME)
        return answered


class Forms(CsrfViewMiddleware):
    """No unsafe method without the form's own token."""

    def _origin_verified(self, request: Any) -> bool:
        # Our pages tell nobody where a request comes from (no-referrer), so that browsers say “null” even to
        # ourselves. What they say beside it cannot be forged by a page of another site.
        if request.META["HTTP_ORIGIN"] == "null" and request.META.get("HTTP_SEC_FETCH_SITE") == "same-origin":
            return True
        return bool(super()._origin_verified(request))

    def process_view(self, request: Any, callback: Any, callback_args: Any, callback_kwargs: Any) -> Any:
        """Refuse a form without its token; one from before its person signed in anew is kept for that person."""
        refused = super().process_view(request, callback, callback_args, callback_kwargs)
        if refused is None:
            return None
        from forlik.desk.signin import unsent

        kept = unsent.keep(request)
        return HttpResponseRedirect(f"{closed.UNSENT}/{kept}", status=HTTPStatus.SEE_OTHER) if kept else refused

    def process_response(self, request: Any, response: Any) -> Any:
        """Send the form's cookie as the session's."""
        answered = super().process_response(request, response)
        mark(request, answered, settings.CSRF_COOKIE_NAME)
        return answered


def door(get_response: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let a request to a closed address pass, or lead it to what is lacking."""

    def handle(request: Any) -> Any:
        if not closed.is_closed(request.path_info):
            return get_response(request)
        request.user = _user(request)
        lacking = _inside(request) if request.user.is_authenticated else _outside(request)
        if lacking is not None:
            return _lead(request, lacking)
        response = get_response(request)
        if request.path_info.startswith(closed.REGISTER):
            writer.remember(request, response)
        return response

    return handle


def _user(request: Any) -> Any:
    """Who is signed in; without a cookie the database is not asked, and without a register it is not made."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not was_opened():
        return AnonymousUser()
    from django.contrib.auth import get_user

    from forlik.desk.access.opening import ready

    ready()
    if request.session.get(TERMINAL):
        return AnonymousUser()  # a key that was taken from a terminal's file opens no page
    user, now = get_user(request), days.now()
    if user.is_authenticated and not limits.lasts(request.session, now):
        request.session.flush()
        return AnonymousUser()
    if user.is_authenticated:
        limits.alive(request.session, now)
    return user


def _outside(request: Any) -> str | None:
    """What somebody who has not signed in lacks; the same wherever they asked, whether something is there or not."""
    path = request.path_info
    if path not in closed.OUTSIDE:
        return closed.SIGN_IN
    looks = path == closed.SIGN_IN and request.method in ("GET", "HEAD")
    return None if looks or was_opened() else closed.SIGN_IN


def _inside(request: Any) -> str | None:
    """What somebody who has signed in lacks: a password of their own, a second factor, or a fresh proof."""
    from forlik.desk.signin.adapters import again, factors_of, is_fresh
    from forlik.desk.signin.who import strength_of

    path = request.path_info
    if path == closed.OUT or path.startswith(f"{closed.AGAIN}/"):
        return None
    if request.user.one_time_until is not None:
        return None if path == closed.PASSWORD else closed.PASSWORD
    strength, kinds = strength_of(request), factors_of(request.user)
    if strength == "none" and kinds:
        return again(request.user)
    if strength == "none" and path not in (closed.SET_UP, closed.ADD_APP, closed.ADD_PASSKEY):
        return closed.SET_UP
    if closed.is_change(path) and ((kinds & {"webauthn"} and strength != "passkey") or not is_fresh(request)):
        return again(request.user)
    return None


def _lead(request: Any, to: str) -> Any:
    back = urlencode({"next": request.get_full_path()}) if request.method in ("GET", "HEAD") else _kept(request)
    goes_back = back and to not in (closed.SET_UP, closed.PASSWORD)
    return HttpResponseRedirect(f"{to}?{back}" if goes_back else to)


def _kept(request: Any) -> str:
    """Where what was sent is found again, once its person has signed in."""
    from forlik.desk.signin import unsent

    kept = unsent.keep(request)
    return urlencode({"next": f"{closed.UNSENT}/{kept}"}) if kept else ""
