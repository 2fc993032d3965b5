"""Two worlds, with and without what is sealed: whatever is asked by a token, the same bytes, headers and counts."""

import itertools
import json
import secrets
from datetime import UTC, datetime

import pytest
import worlds
from by_token import ByToken, plain_headers
from falling import CANARY, fill, secret_label
from learning import learning_in
from worlds import in_both, without_secrets

SEALED = "hidden-talks"
TITLE = f"Fictional: {CANARY}, talks of which nobody knows"
WHO = ("demo-legal", "demo-guardian", "demo-relief", "demo-owner")
PATHS = [
    "/api/register/engagements",
    "/api/register/engagements?limit=1",
    "/api/register/engagements?limit=1&offset=1",
    "/api/register/engagements?as_of=2024-03-25",
    "/api/register/engagements?mine=true",
    "/api/register/engagements/fiction-talks",
    "/api/register/engagements/fiction-talks?as_of=2024-03-25",
    "/api/register/engagements/fiction-relief",
    f"/api/register/engagements/{SEALED}",
    "/api/register/engagements/fiction-clerk",
    "/api/register/engagements/fiction-talks/brief",
    "/api/register/engagements/fiction-talks/brief?kind=whole&language=nb",
    "/api/register/engagements/fiction-talks/brief?kind=line",
    "/api/register/engagements/fiction-talks/brief?kind=lessons",
    f"/api/register/engagements/{SEALED}/brief",
    "/api/register/due?days=3660",
    "/api/register/due?days=3660&limit=2&offset=2",
    "/api/register/due?days=3660&mine=true&language=nb",
    "/api/register/results",
    "/api/register/results?limit=1&as_of=2026-01-01",
]


def seal_an_engagement(learning):
    """Record another engagement, of which nothing but its compartment knows, with a promise in it."""
    from forlik.desk.access.people import person
    from forlik.desk.records.change import Change, Grounds
    from forlik.desk.records.record import record

    label, author = secret_label(learning), person(learning.ids["demo-owner"], "passkey")
    body = {
        "title": TITLE, "places": ["Fictional: Estovia"], "pillars": ["peace"], "start": "2024-01",
        "owner": learning.ids["demo-owner"],
    }  # fmt: skip
    why = Grounds("fictional", "fictional: no law", datetime.now(UTC).date())
    record(Change(SEALED, "engagement", "secret", label, body, file=SEALED, grounds=why), author, datetime.now(UTC))


@pytest.fixture
def answers(django_db_blocker, tmp_path_factory, monkeypatch):
    """Everything that each person is answered, in both worlds; random ids come in the same order in both."""
    sealed = iter((True, False))

    def counted(start):
        numbers = itertools.count(start)
        monkeypatch.setattr(secrets, "token_urlsafe", lambda _bytes=16: f"id{next(numbers):041}")

    def learning_counted():
        counted(0)
        return learning_in()

    def look(learning):
        there = next(sealed)
        fill(learning, sealed=there)
        if there:
            seal_an_engagement(learning)
        counted(10_000)
        asks = ByToken(learning)
        tokens = {who: asks.make(who) for who in WHO}
        found = {(who, path): asks.ask(path, tokens[who]) for who in WHO for path in PATHS}
        return {key: (one.status_code, plain_headers(one), one.content) for key, one in found.items()}

    monkeypatch.setattr(worlds, "learning_in", learning_counted)
    return in_both(look, without_secrets, django_db_blocker, tmp_path_factory)


def labels_in(value):
    """Every label that an answer states, wherever it stands but in what a record itself says."""
    if isinstance(value, dict):
        yield from [value["label"]] if "label" in value else []
        value = [one for name, one in value.items() if name != "body"]
    if isinstance(value, list):
        for one in value:
            yield from labels_in(one)


def test_nobody_is_told_by_a_token_that_there_is_anything_sealed(answers):
    whole, bare = answers
    assert len(whole) == len(WHO) * len(PATHS)
    for key, found in whole.items():
        assert found == bare[key], key
    statuses = {status for status, _headers, _body in whole.values()}
    assert statuses == {200, 404}
    for who in WHO:
        _, headers, body = whole[who, "/api/register/engagements?limit=1"]
        assert b'"count": 2' in body
        assert "ETag" in headers
        assert 'offset=1>; rel="next"' in headers["Link"]
        hidden, absent = (whole[who, f"/api/register/engagements/{one}"] for one in (SEALED, "fiction-clerk"))
        assert hidden == absent, "as what is not there"
    for key, (_status, headers, body) in whole.items():
        for word in (CANARY, "night clerk", SEALED, "falling-sealed"):
            assert word not in str(headers), key
            assert word not in body.decode(), key
        assert set(labels_in(json.loads(body))) <= {"0", "1"}, key


def test_the_worlds_differ_for_whoever_may_see(talks):
    """The sealed things are there: a page shows them to their owner, and a token of the same person does not."""
    fill(talks.learning)
    seal_an_engagement(talks.learning)
    assert CANARY in talks.learning.text("demo-owner", "/register/due")
    assert TITLE in talks.learning.text("demo-owner", "/register")
    made = talks.make("demo-owner")
    assert CANARY not in talks.ask("/api/register/due?days=3660", made).content.decode()
    assert {one["label"] for one in talks.ask("/api/register/due?days=3660", made).json()["rows"]} == {"0", "1"}


def test_a_token_that_sees_what_is_sealed_is_caught(talks, monkeypatch):
    """Planted: the ceiling is taken away, and the reader taken for one with a passkey."""
    from forlik.desk.access.people import person
    from forlik.desk.signin import tokens

    fill(talks.learning)
    made = talks.make("demo-owner")
    monkeypatch.setattr(tokens, "reader", lambda kept, _now: person(kept.person, "passkey"))
    assert CANARY not in talks.ask("/api/register/due?days=3660", made).content.decode(), "the ceiling holds alone"
    monkeypatch.setattr(tokens, "CEILING", None)
    assert CANARY in talks.ask("/api/register/due?days=3660", made).content.decode()


def test_neither_token_nor_sealed_word_stands_in_what_the_server_writes(talks, caplog, monkeypatch):
    from forlik.desk.access.log import entries
    from forlik.desk.register.programs import results

    fill(talks.learning)
    made = talks.make("demo-owner")

    def broken(*_given, **_named):
        raise RuntimeError("it fails")

    for path in PATHS:
        talks.ask(path, made)
    from django.test import Client

    client = Client(headers={"host": "localhost", "authorization": f"Bearer {made}"}, raise_request_exception=False)
    monkeypatch.setattr(results, "results", broken)
    answer = client.get("/api/register/results")
    assert answer.status_code == 500
    told = answer.content.decode() + caplog.text + "".join(map(str, entries()))
    assert "it fails" in caplog.text
    for word in (made, made.removeprefix("forlik_api_"), CANARY):
        assert word not in told
