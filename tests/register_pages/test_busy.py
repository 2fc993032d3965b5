"""Somebody else holds the register's database: that is said, nothing is half recorded, and it goes on afterwards."""

import threading
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

FORM = {"happened": "2026-01-05", "kind": "note", "title": "Written while it was held", "evidence": "Note of the file"}


@contextmanager
def held():
    """Another connection is in the middle of writing."""
    from django.db import connection, transaction

    begun, done = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            begun.set()
            done.wait(30)
        connection.close()

    other = threading.Thread(target=write)
    other.start()
    assert begun.wait(30)
    try:
        yield
    finally:
        done.set()
        other.join()


@pytest.fixture
def owner(learning):
    """The browser of the owner of the talks, signed in as by a passkey."""
    from allauth.mfa.models import Authenticator
    from django.contrib.auth import get_user_model
    from django.test import Client

    from forlik.desk.signin.names import BY, STRENGTH
    from forlik.desk.signin.users import make_user

    make_user(learning.ids["demo-owner"], "owner", "made up to be tested with", one_time=False)
    user = get_user_model().objects.get(username="owner")
    key = Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    client.force_login(user)
    session = client.session
    session[STRENGTH], session[BY] = "passkey", key.pk
    session.save()
    return client


def titles(learning):
    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view
    from forlik.register.concepts import Act

    now = datetime.now(UTC)
    seen = view(person(learning.ids["demo-owner"], "passkey"), now, day=now.date()).dossier
    return [one.title for one in seen.every(Act)]


def test_a_held_database_is_said_and_what_was_sent_is_recorded_later_once(owner, learning):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 200")
    with held():
        answer = owner.post("/register/fiction-talks/act", FORM)
        assert answer.status_code == 503
        assert "Nothing of what you sent was recorded" in answer.content.decode()
        assert answer.headers["Retry-After"]
    assert FORM["title"] not in titles(learning)
    assert owner.post("/register/fiction-talks/act", FORM).status_code == 303
    assert titles(learning).count(FORM["title"]) == 1
