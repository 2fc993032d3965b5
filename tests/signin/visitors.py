"""A fresh register with persons who sign in, and visitors whose clock can be put forward."""

import html
import json
import re
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "access"))

from house import encrypted, register, server, templates
from softkey import SoftKey

PASSWORD = "four words of some length"  # noqa: S105 - of nobody


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch):
    """The same hash with less work."""
    from forlik.desk.signin.hashing import Argon2id

    monkeypatch.setattr(Argon2id, "memory_cost", 64)
    monkeypatch.setattr(Argon2id, "time_cost", 1)


@dataclass
class Someone:
    """A person with a way in; the secret of an app, where one is set."""

    id: str
    user: str
    username: str
    secret: str = ""


def code_of(secret: str, steps: int = 0) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def someone(username: str, *, app: bool = True, staff: bool = True, **others) -> Someone:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    from forlik.desk.signin.models import User
    from forlik.desk.signin.users import make_person, make_user

    person = make_person(f"person {username}", staff=staff)
    user = make_user(person, username, PASSWORD, **others)
    secret = ""
    if app:
        secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of nobody
        TOTP.activate(User.objects.get(pk=user), secret)
        RecoveryCodes.activate(User.objects.get(pk=user))
    return Someone(person, user, username, secret)


@pytest.fixture
def anna(register):
    """Staff, with an app that makes codes."""
    return someone("anna")


@pytest.fixture
def bare(register):
    """Staff, with a password alone."""
    return someone("bare", app=False)


def visitor(**headers):
    from django.test import Client

    return Client(headers={"accept-language": "en", "host": "localhost", **headers})


@pytest.fixture
def door(register):
    """Somebody at the door of a register."""
    return visitor()


def sign_in(client, one: Someone, steps: int = 0, password: str = PASSWORD):
    """Password, then code; the answer of the last step."""
    first = client.post("/account/sign-in", {"login": one.username, "password": password})
    if first.headers.get("Location") != "/account/second-factor":
        return first
    return client.post("/account/second-factor", {"code": code_of(one.secret, steps)})


@pytest.fixture
def inside(anna, door):
    """Anna's browser, signed in by password and code."""
    assert sign_in(door, anna).headers["Location"] == "/account"
    return door


@pytest.fixture
def later(monkeypatch):
    """Put the clock of sessions forward."""
    from forlik.core import days

    gone = {"by": timedelta()}

    now = days.now
    monkeypatch.setattr(days, "now", lambda: now() + gone["by"])

    def forward(**by):
        gone["by"] += timedelta(**by)

    return forward


def options(page) -> dict:
    """What a page lets the browser ask a passkey for."""
    return json.loads(html.unescape(re.search(r'data-options="([^"]*)"', page.content.decode())[1]))


def add_passkey(client, key: SoftKey | None = None, name: str = "a device"):
    """Set up a passkey in a session that may; the device, and the answer."""
    key = key or SoftKey()
    asked = options(client.get("/account/passkeys/add"))
    return key, client.post("/account/passkeys/add", {"credential": key.create(asked), "name": name})


def prove(client, key: SoftKey, back: str = "/account"):
    """Use a passkey in a session that began without it."""
    asked = options(client.get("/account/again/passkey", {"next": back}))
    return client.post("/account/again/passkey", {"credential": key.get(asked), "next": back})


def by_passkey(client, key: SoftKey, back: str = ""):
    """Sign in with a passkey alone."""
    asked = client.get("/account/passkey", headers={"accept": "application/json"}).json()["request_options"]
    return client.post("/account/passkey", {"credential": key.get(asked), "next": back})


def verbs() -> list[str]:
    from forlik.desk.access.log import entries

    return [one.verb for one in entries()]


__all__ = ["anna", "bare", "door", "encrypted", "inside", "later", "quick_hash", "register", "server", "templates"]
