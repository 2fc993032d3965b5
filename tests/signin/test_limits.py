"""Sessions end: idle, old, revoked; and what ended is gone at the next request, not at the next sign-in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from visitors import add_passkey, by_passkey, prove, sign_in, someone, visitor

from forlik.core import days
from forlik.desk.access import people
from forlik.desk.access.labels import labels
from forlik.desk.signin import limits
from forlik.desk.signin.strength import proof

TICK = timedelta(seconds=1)


def is_in(client) -> bool:
    return client.get("/account").status_code == 200


def test_thirty_idle_minutes_end_a_session(inside, later):
    later(minutes=29, seconds=50)
    assert is_in(inside)
    later(minutes=29, seconds=50)
    assert is_in(inside)
    later(minutes=30)
    assert not is_in(inside)
    later(minutes=-30)
    assert not is_in(inside), "what ended stays ended"


def test_twelve_hours_end_a_session_however_busy(inside, later):
    for _ in range(12 * 4 - 1):
        later(minutes=15)
        assert is_in(inside)
    later(minutes=14, seconds=30)
    assert is_in(inside)
    later(seconds=30)
    assert not is_in(inside)


def test_proving_again_does_not_lengthen_a_session(inside, later):
    key, _ = add_passkey(inside)
    for _ in range(12 * 4 - 1):
        later(minutes=15)
        assert is_in(inside)
    assert prove(inside, key).status_code == 302
    later(minutes=15)
    assert not is_in(inside)


def test_the_server_counts_whatever_the_cookie_says(inside, later):
    kept = inside.cookies["forlik_session"]
    assert kept["max-age"] == ""
    kept["max-age"], kept["expires"] = 10**9, "Fri, 31 Dec 2100 23:59:59 GMT"
    later(minutes=31)
    assert not is_in(inside)


@given(st.lists(st.integers(min_value=0, max_value=3000), max_size=60))
def test_no_course_of_requests_outlives_the_limits(pauses):
    at = begun = seen = datetime(2025, 1, 1, tzinfo=UTC)
    session = {}
    limits.begin(session, at)
    for pause in pauses:
        at += timedelta(seconds=pause)
        lasts = limits.lasts(session, at)
        if at - seen >= limits.IDLE or at - begun >= limits.ABSOLUTE:
            assert not lasts
        if at - seen <= limits.IDLE - limits.STEP and at - begun < limits.ABSOLUTE:
            assert lasts, "nobody is put out a minute too early"
        if not lasts:
            return
        limits.alive(session, at)
        seen = at


HALF = [{}, {"forlik_begun": 1}, {"forlik_begun": "x", "forlik_seen": 1}, {"forlik_begun": None, "forlik_seen": None}]


@pytest.mark.parametrize("session", HALF)
def test_a_session_that_says_nothing_of_itself_is_over(session):
    assert not limits.lasts(session, datetime(2025, 1, 1, tzinfo=UTC))


RECORDS = {
    "password": ({"method": "password"}, "none"),
    "code": ({"method": "mfa", "type": "totp", "id": 1}, "second factor"),
    "recovery": ({"method": "mfa", "type": "recovery_codes", "id": 2}, "second factor"),
    "passkey": ({"method": "mfa", "type": "webauthn", "id": 3}, "passkey"),
    "other": ({"method": "socialaccount", "type": "webauthn"}, "none"),
}
ORDER = ("none", "second factor", "passkey")


@given(st.lists(st.sampled_from(sorted(RECORDS))))
def test_a_session_is_as_strong_as_its_strongest_proof_and_no_code_makes_a_passkey(names):
    found = proof(RECORDS[name][0] for name in names)
    assert found.strength == max((RECORDS[name][1] for name in names), key=ORDER.index, default="none")
    assert (found.strength == "passkey") == ("passkey" in names)


def held(client, monkeypatch) -> frozenset[str]:
    """The labels of a session, seen from inside the next request."""
    from forlik.desk.signin import own, who

    seen = []
    real = own.account

    def watched(request):
        seen.append(labels(who.person_of(request), days.now()))
        return real(request)

    monkeypatch.setattr(own, "account", watched)
    client.get("/account")
    monkeypatch.setattr(own, "account", real)
    return seen[-1] if seen else frozenset({"0"})


@pytest.fixture
def member(inside, anna):
    """Anna's browser and her passkey; she is let into a compartment."""
    from forlik.desk.access.people import person

    key, _ = add_passkey(inside)
    guardian = people.enrol("person guardian", days.now())
    compartment = people.found_compartment("talks", person(guardian, "passkey"), days.now())
    people.let_in(anna.id, compartment, 3, person(guardian, "passkey"), days.now())
    return inside, key, compartment, guardian


def test_labels_two_and_three_need_a_passkey_and_a_code_never_becomes_one(member, anna, monkeypatch):
    coded, key, a, _guardian = member
    assert held(coded, monkeypatch) == {"0", "1"}, "a passkey that was set up in it was not used yet"
    keyed = visitor()
    by_passkey(keyed, key)
    assert held(keyed, monkeypatch) == {"0", "1", f"2:{a}", f"3:{a}"}
    assert held(coded, monkeypatch) == {"0", "1"}, "another session's passkey is not this one's"
    again = visitor()
    sign_in(again, anna, 1)
    assert held(again, monkeypatch) == {"0", "1"}
    assert prove(again, key).status_code == 302
    assert held(again, monkeypatch) == {"0", "1", f"2:{a}", f"3:{a}"}
    assert again.post("/account/again/code", {"code": "000000"}).status_code == 200
    assert held(again, monkeypatch) == {"0", "1", f"2:{a}", f"3:{a}"}


def test_a_membership_that_ended_is_gone_at_the_next_request(member, anna, monkeypatch):
    from forlik.desk.access.people import person

    _coded, key, a, guardian = member
    client = visitor()
    by_passkey(client, key)
    assert f"3:{a}" in held(client, monkeypatch)
    people.let_out(anna.id, a, person(guardian, "passkey"), days.now())
    assert held(client, monkeypatch) == {"0", "1"}


def test_a_closed_account_is_out_at_the_next_request(member, anna):
    coded, key, _a, guardian = member
    client = visitor()
    by_passkey(client, key)
    people.leave(anna.id, days.now(), guardian)
    for one in (client, coded):
        assert not is_in(one)
    assert not is_in(client)
    by_passkey(client, key)
    assert not is_in(client)


def test_a_factor_that_was_taken_away_takes_its_sessions_strength_along(member, monkeypatch):
    coded, key, _a, _guardian = member
    client, other = visitor(), visitor()
    by_passkey(client, key)
    by_passkey(other, key)
    second, _ = add_passkey(client)
    from allauth.mfa.models import Authenticator

    first = Authenticator.objects.filter(type="webauthn").order_by("pk").first()
    assert client.post(f"/account/passkeys/{first.pk}/remove").status_code == 302
    assert other.get("/account").headers["Location"].startswith("/account/again/passkey")
    assert client.get("/account").status_code == 302
    assert prove(client, second).status_code == 302
    assert client.get("/account").status_code == 200
    assert is_in(coded), "a session by the app stands on the app"
    assert by_passkey(visitor(), key).status_code == 200, "the key opens nothing any more"
    assert held(coded, monkeypatch) == {"0", "1"}


def test_another_password_ends_every_other_session(inside, anna):
    other = visitor()
    sign_in(other, anna, 1)
    new = "quite another few words"
    assert inside.post("/account/password", {"new": new, "again": new}).status_code == 302
    assert is_in(inside)
    assert not is_in(other)


def test_a_reset_ends_every_session_and_takes_every_factor(member, anna):
    from allauth.mfa.models import Authenticator

    from forlik.desk.signin.users import reset

    coded, key, _a, _guardian = member
    password = reset(anna.id)
    assert not is_in(coded)
    assert not Authenticator.objects.filter(user_id=anna.user).exists()
    assert by_passkey(visitor(), key).status_code == 200
    client = visitor()
    client.post("/account/sign-in", {"login": "anna", "password": password})
    assert client.get("/account").headers["Location"] == "/account/password"


def test_a_person_who_is_not_staff_holds_nothing_however_they_sign_in(register, monkeypatch):
    guest = someone("guest", staff=False)
    client = visitor()
    sign_in(client, guest)
    add_passkey(client)
    assert held(client, monkeypatch) == {"0"}
