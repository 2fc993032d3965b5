"""Signing in at a terminal: name, password and a code, counted by the desk's own lock-out. Passkeys do not work here.

The session is one of the desk's, with its limits, and ends as they end; but it opens nothing in a browser, nor does a
browser's session open anything here.
"""

from collections.abc import Callable
from typing import Any

from forlik.core import days
from forlik.core.errors import NotPermitted
from forlik.desk.access.opening import ready
from forlik.desk.access.people import person
from forlik.desk.access.person import NOBODY, Person
from forlik.desk.signin.names import TERMINAL

ADDRESS = "127.0.0.1"
"""Whoever types here sits at the machine."""
BACKEND = "forlik.desk.signin.backend.Passwords"


def sign_in(username: str, password: str, ask_code: Callable[[], str]) -> tuple[str, str]:
    """Sign in.

    Args:
        username: The user name.
        password: The password.
        ask_code: Asks for the code of the app, or a recovery code; called once the password was right.

    Returns:
        The key of the session, and the name of the person.

    Raises:
        NotPermitted: It was not right, there were too many attempts, or the account is not set up yet. An unknown name
            and a wrong password are told alike.
    """
    from allauth.core import context
    from django.contrib.auth import authenticate, login

    from forlik.desk.signin.adapters import factors_of

    ready()
    request = _request()
    with context.request_context(request):
        user = authenticate(request, username=username, password=password)
        if user is None:
            raise _locked() if request.axes_locked_out else _wrong("user name and password do not belong together")
        if user.one_time_until is not None or not factors_of(user) & {"totp"}:
            raise NotPermitted(
                "this account cannot sign in at a terminal yet",
                remedy="sign in to the desk, choose a password of your own, and set up an app that makes codes",
            )
        _prove(request, user, ask_code())
        login(request, user, backend=BACKEND)
    request.session[TERMINAL] = True
    request.session.save()
    return request.session.session_key, user.person.name


def whose(key: str) -> Person:
    """The person whose session it is, as the policy sees one now; nobody, where it is over.

    Args:
        key: The key of the session; empty where nobody has signed in.
    """
    request = _session(key)
    return NOBODY if request is None else person(request.user.person_id, "second factor")


def sign_out(key: str) -> bool:
    """End a session; whether there was one."""
    from django.contrib.auth import logout

    request = _session(key)
    if request is None:
        return False
    logout(request)
    return True


def _prove(request: Any, user: Any, code: str) -> None:
    """Look at the code, as the desk does.

    Raises:
        NotPermitted: It is not right, or too many were not.
    """
    from forlik.desk.signin.forms import Code

    form = Code({"code": code}, user=user)
    if not form.is_valid():
        raise _locked() if request.axes_locked_out else _wrong("this code is not right, or was used already")
    form.save()


def _session(key: str) -> Any:
    """A request in a terminal's session; none where the session is over, or one of a browser."""
    from django.contrib.auth import get_user

    from forlik.desk.signin import limits
    from forlik.desk.signin.who import strength_of

    if not key:
        return None
    ready()
    request = _request(key)
    user, now = get_user(request), days.now()
    if not user.is_authenticated or not request.session.get(TERMINAL) or user.one_time_until is not None:
        return None
    if not limits.lasts(request.session, now):
        request.session.flush()
        return None
    request.user = user
    if strength_of(request) == "none":
        return None
    limits.alive(request.session, now)
    if request.session.modified:
        request.session.save()
    return request


def _request(key: str | None = None) -> Any:
    """What the lock-out counts by, and what holds the session."""
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from forlik.desk.signin.sessions import SessionStore

    request: Any = HttpRequest()
    request.method = "POST"
    request.META |= {"REMOTE_ADDR": ADDRESS, "SERVER_NAME": "localhost", "SERVER_PORT": "0"}
    request.session = SessionStore(key)
    request.user = AnonymousUser()
    request.axes_locked_out = False
    return request


def _locked() -> NotPermitted:
    return NotPermitted("there were too many attempts", remedy="try again in a quarter of an hour")


def _wrong(what: str) -> NotPermitted:
    return NotPermitted(what, remedy="try again; after five failures it is closed for a quarter of an hour")
