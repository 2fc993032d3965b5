"""For whom a form was made: a cookie that still says so when the session has ended. It opens nothing by itself."""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.middleware import csrf

from forlik.core import days
from forlik.core.errors import BrokenStore
from forlik.desk.access.labels import PASSKEY
from forlik.desk.access.person import Person, Strength
from forlik.desk.access.sealing import seal, unseal
from forlik.desk.signin import closed, digests
from forlik.desk.signin.limits import ABSOLUTE
from forlik.desk.signin.secure import mark
from forlik.desk.signin.who import person_of

COOKIE = "forlik_writer"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
PLACE = "writer"
LASTS = timedelta(days=3)
"""A form that was left open over a weekend still knows its person; no session lives that long."""
MOST = 4
"""Secrets of forms that are remembered: each sign-in makes another, and several pages may be open from before."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody to whom forms were given.

    Args:
        person: Id of the person.
        strength: How that session was signed in.
        at: When the cookie was made, in seconds.
        secrets: What the tokens of those forms were made with, the newest last.
    """

    person: str
    strength: Strength
    at: float
    secrets: tuple[str, ...]


def remember(request: Any, response: Any) -> None:
    """Let the browser say later whose forms it was given, where it cannot say so yet."""
    person: Person = person_of(request)
    secret = request.META.get("CSRF_COOKIE", "")
    if not person.id or person.strength == "none" or not secret:
        return
    new = _next(_told(request), person, secret)
    if new is None:
        return
    sealed = seal(_key(), json.dumps(asdict(new)).encode(), PLACE).hex()
    response.set_cookie(COOKIE, sealed, path=closed.REGISTER, httponly=True, samesite="Strict")
    mark(request, response, COOKIE)


def _next(told: Writer | None, person: Person, secret: str) -> Writer | None:
    """What the cookie shall say; nothing, where it says so already."""
    if told is None or told.person != person.id:
        # Forms from before this sign-in were somebody else's.
        return Writer(person.id, person.strength, days.now().timestamp(), (secret,))
    # One that was made while everything was open stays so, whatever the present session opens.
    strength = PASSKEY if PASSKEY in (told.strength, person.strength) else person.strength
    if (told.strength, told.secrets[-1:]) == (strength, (secret,)) and not _old(told):
        return None
    before = tuple(one for one in told.secrets if one != secret)
    return Writer(person.id, strength, days.now().timestamp(), (*before, secret)[-MOST:])


def _old(told: Writer) -> bool:
    """Whether it is time to make it anew: no session is older than this."""
    return days.now().timestamp() - told.at >= ABSOLUTE.total_seconds()


def wrote(request: Any) -> Writer | None:
    """For whom the form was made that sent this request; nobody, where it is no form of ours."""
    told = _told(request)
    if told is None:
        return None
    token = request.POST.get(TOKEN, "")
    return told if any(_matches(token, one) for one in told.secrets) else None


def _told(request: Any) -> Writer | None:
    """What the cookie says, if it is one of ours and not too old."""
    try:
        said = json.loads(unseal(_key(), bytes.fromhex(request.COOKIES.get(COOKIE, "")), PLACE))
        found = Writer(**{**said, "secrets": tuple(said["secrets"])})
    except (BrokenStore, ValueError, TypeError, KeyError):
        return None
    return found if days.now().timestamp() - found.at < LASTS.total_seconds() else None


def _matches(token: str, secret: str) -> bool:
    try:
        csrf._check_token_format(token)  # noqa: SLF001 - Django has no other name for it
    except csrf.InvalidTokenFormat:
        return False
    return bool(csrf._does_token_match(token, secret))  # noqa: SLF001 - nor for this


def _key() -> bytes:
    return digests.key_for("writers")
