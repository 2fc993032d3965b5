"""The door: what is closed, to whom, and that a public page knows nothing of it."""

import re

import pytest
from visitors import PASSWORD, add_passkey, by_passkey, prove, sign_in, someone, visitor

from forlik.desk.signin import closed

OWN = [
    value
    for name, value in vars(closed).items()
    if name.isupper() and isinstance(value, str) and value.startswith("/account")
]
UNKNOWN = ["/account/x", "/account/", "/account/passkeys/1/remove", "/register", "/register/", "/register/x"]
INSIDE = sorted({*OWN, "/register", "/register/x", "/", "/data", "/language/nb"} - closed.OUTSIDE)
NEAR = [("localhost", ""), ("localhost:8400", ""), ("127.0.0.1", ""), ("[::1]:8400", ""), ("desk.example", True)]


@pytest.mark.parametrize("address", sorted({*OWN, *UNKNOWN} - closed.OUTSIDE))
@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head"])
def test_whatever_is_closed_leads_a_stranger_to_the_same_page(door, address, method):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    for client in (door, strict):
        answer = getattr(client, method)(address)
        back = f"?next={address.replace('/', '%2F')}" if method in ("get", "head") else ""
        assert (answer.status_code, answer.content) == (302, b"")
        assert answer.headers["Location"] == closed.SIGN_IN + back
        assert not answer.cookies


def test_something_that_is_there_and_something_that_is_not_look_the_same_to_a_stranger(door):
    def seen(path):
        answer = door.get(path)
        return answer.status_code, answer.content, {name: text.replace("there", "x") for name, text in answer.items()}

    assert seen("/account/passkeys")[0] == seen("/account/xxxxxxxx")[0] == 302
    assert set(seen("/account/passkeys")[2]) == set(seen("/account/xxxxxxxx")[2])


@pytest.mark.parametrize("address", ["/account/nothing", "/account/passkeys/999/remove", "/register/nothing-at-all"])
def test_inside_an_address_without_a_page_says_so(inside, address):
    assert inside.get(address).status_code == 404


REACHED = {closed.SET_UP, closed.ADD_APP, closed.ADD_PASSKEY}


@pytest.mark.parametrize("address", sorted({*OWN, *UNKNOWN} - REACHED - {closed.OUT, closed.AGAIN_BY_PASSWORD}))
def test_a_password_without_a_second_factor_reaches_the_page_that_sets_one_up_and_nothing_else(bare, door, address):
    first = sign_in(door, bare)
    assert first.headers["Location"] == "/account"
    answer = door.get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"] in (closed.SET_UP, "/account", "/account/again/password"), address
    follow = door.get(answer.headers["Location"]) if answer.headers["Location"] == "/account" else answer
    assert follow.headers["Location"].startswith((closed.SET_UP, closed.AGAIN_BY_PASSWORD))


def test_what_sets_a_second_factor_up_is_reached_and_leads_in(bare, door):
    import html

    from visitors import code_of

    sign_in(door, bare)
    for address in REACHED:
        assert door.get(address).status_code == 200
    page = html.unescape(door.get(closed.ADD_APP).content.decode())
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    assert door.post(closed.ADD_APP, {"code": "000000"}).status_code == 200
    code = code_of(secret)
    answer = door.post(closed.ADD_APP, {"code": code})
    assert answer.headers["Location"] == closed.CODES
    other = visitor()
    sign_in(other, bare)
    assert other.post(closed.SECOND_FACTOR, {"code": code}).status_code == 200, "the code that set it up was used by it"
    shown = door.get(closed.CODES).content.decode()
    codes = re.findall(r"<li><code>(\d+)</code>", shown)
    assert len(codes) == 10
    assert not re.findall(r"<li><code>", door.get(closed.CODES).content.decode()), "they are shown once"
    assert door.get("/account").status_code == 200


def test_the_first_passkey_is_used_once_before_it_counts(bare, door):
    sign_in(door, bare)
    key, answer = add_passkey(door)
    assert answer.headers["Location"] == closed.CODES
    assert door.get(closed.CODES).headers["Location"].startswith(closed.AGAIN_BY_PASSKEY)
    assert door.get(closed.ADD_APP).headers["Location"].startswith(closed.AGAIN_BY_PASSKEY), "no second one beside it"
    assert prove(door, key, closed.CODES).headers["Location"] == closed.CODES
    assert "shown this once" in door.get(closed.CODES).content.decode()
    assert "signed in with a passkey" in door.get("/account").content.decode()


def test_whoever_stole_a_password_cannot_set_a_factor_beside_the_one_there_is(anna, door):
    door.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    for address in (*REACHED, closed.CODES, closed.PASSWORD):
        assert door.get(address).headers["Location"].startswith(closed.SIGN_IN)


def test_whoever_stole_password_and_code_cannot_set_a_passkey_beside_the_one_there_is(inside, anna):
    key, _ = add_passkey(inside)
    thief = visitor()
    sign_in(thief, anna, 1)
    for address in (closed.ADD_PASSKEY, closed.PASSWORD, closed.NEW_CODES, closed.REMOVE_APP):
        assert thief.get(address).headers["Location"].startswith(closed.AGAIN_BY_PASSKEY), address
        assert thief.post(address, {"new": "x"}).headers["Location"].startswith(closed.AGAIN_BY_PASSKEY), address
    assert prove(thief, key).status_code == 302
    assert thief.get(closed.ADD_PASSKEY).status_code == 200


def test_a_change_asks_again_who_it_is_when_the_last_proof_is_old(inside, monkeypatch):
    import time

    from forlik.desk.signin import adapters

    assert inside.get(closed.PASSWORD).status_code == 200
    real = time.time
    monkeypatch.setattr(adapters.time, "time", lambda: real() + 301)
    assert inside.get(closed.PASSWORD).headers["Location"] == "/account/again/code?next=%2Faccount%2Fpassword"
    assert inside.get("/account").status_code == 200


UNSAFE = ["post", "put", "patch", "delete"]


@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize("address", INSIDE)
def test_no_form_is_taken_without_its_token_inside(inside, address, method):
    inside.handler.enforce_csrf_checks = True
    answer = getattr(inside, method)(address)
    assert answer.status_code in (403, 404), address
    assert inside.get("/account").status_code == 200, "nobody was signed out by it"


@pytest.mark.parametrize(
    ("origin", "site", "taken"),
    [
        ("http://localhost", "", True),
        ("null", "same-origin", True),
        ("null", "cross-site", False),
        ("null", "same-site", False),
        ("null", "", False),
        ("http://evil.example", "same-origin", False),
        ("http://localhost.evil.example", "", False),
    ],
)
def test_a_form_with_its_token_is_taken_from_our_own_pages_only(anna, origin, site, taken):
    from django.test import Client

    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(closed.SIGN_IN).content.decode())[1]
    headers = {"origin": origin} | ({"sec-fetch-site": site} if site else {})
    form = {"login": "anna", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert (client.post(closed.SIGN_IN, form, headers=headers).status_code == 302) is taken


@pytest.mark.parametrize(("host", "secure"), NEAR)
def test_cookies_are_for_the_browser_alone_and_over_tls_wherever_they_leave_the_machine(anna, settings, host, secure):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "desk.example"]
    client = visitor(host=host)
    client.get(closed.SIGN_IN)
    sign_in(client, anna)
    session, form = client.cookies["forlik_session"], client.cookies["forlik_form"]
    assert (session["httponly"], session["samesite"], session["secure"], session["path"]) == (True, "Lax", secure, "/")
    assert (form["httponly"], form["samesite"], form["secure"]) == (True, "Strict", secure)
    assert session["max-age"] == form["max-age"] == "", "the browser forgets both when it is closed"
    assert not session["domain"]


def test_a_session_key_that_somebody_else_chose_is_not_taken(anna, door):
    door.cookies["forlik_session"] = "x" * 32
    door.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    between = door.cookies["forlik_session"].value
    assert between != "x" * 32
    sign_in(door, anna)
    assert door.cookies["forlik_session"].value not in {between, "x" * 32}
    for old in (between, "x" * 32):
        thief = visitor()
        thief.cookies["forlik_session"] = old
        assert thief.get("/account").status_code == 302


def test_a_session_gets_a_new_key_when_it_gets_stronger(inside):
    before = inside.cookies["forlik_session"].value
    key, _ = add_passkey(inside)
    prove(inside, key)
    assert inside.cookies["forlik_session"].value != before
    thief = visitor()
    thief.cookies["forlik_session"] = before
    assert thief.get("/account").status_code == 302


def test_the_table_of_sessions_opens_nobodys(inside):
    from forlik.desk.signin.models import Session

    kept = inside.cookies["forlik_session"].value
    keys = list(Session.objects.values_list("session_key", flat=True))
    assert keys
    assert kept not in keys
    for one in keys:
        thief = visitor()
        thief.cookies["forlik_session"] = one
        assert thief.get("/account").status_code == 302


def test_secrets_of_second_factors_are_sealed_in_the_table(anna):
    import json

    from allauth.mfa.models import Authenticator

    told = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert anna.secret not in told


def test_sessions_of_those_who_never_signed_in_do_not_stay(register, door):
    from datetime import timedelta

    from forlik.core import days
    from forlik.desk.signin.models import Session

    door.get("/account/passkey", headers={"accept": "application/json"})
    [one] = Session.objects.all()
    assert one.expire_date <= days.now() + timedelta(minutes=16)


PUBLIC = ["/data", "/", "/watch", "/language/xx", "/nothing", "/accounts", "/registers", "/static/desk/desk.css"]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_the_same_whoever_asks_and_asks_no_database(inside, address, monkeypatch):
    from django.db import connection

    signed, nobody, forged = inside, visitor(), visitor()
    forged.cookies["forlik_session"] = "x" * 32
    asked = []
    answers = []
    with connection.execute_wrapper(lambda run, *given: asked.append(given[0]) or run(*given)):
        for client in (signed, nobody, forged, signed):
            answer = client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            answers.append((answer.status_code, body, sorted(answer.items())))
            answer.close()
    assert asked == []
    assert answers[0] == answers[1] == answers[2] == answers[3]


@pytest.mark.parametrize("address", ["/account", "/account/passkeys", "/account/sign-in"])
def test_pages_behind_the_door_are_kept_nowhere(inside, address):
    from forlik.desk.memory import PAGES

    for _ in range(2):
        answer = inside.get(address)
        assert answer["Cache-Control"].endswith("no-store") or "no-store" in answer["Cache-Control"]
        assert "ETag" not in answer
    assert not [key for key in PAGES._kept if key[0].startswith(("/account", "/register"))]


def test_memory_keeps_nothing_from_behind_the_door_even_if_a_page_calls_itself_public():
    from django.http import HttpResponse
    from django.test import RequestFactory

    from forlik.desk.memory import memory

    made = []

    def page(request):
        made.append(request.path_info)
        response = HttpResponse("x")
        response.public = True
        return response

    asked = memory(page)
    for address in ("/account", "/register/x", "/register/x.csv"):
        for _ in range(2):
            assert "ETag" not in asked(RequestFactory(headers={"host": "localhost"}).get(address))
    assert len(made) == 6


def test_a_stranger_at_the_door_asks_no_database(door):
    from django.db import connection

    asked = []
    with connection.execute_wrapper(lambda run, *given: asked.append(given[0]) or run(*given)):
        for address in ("/account/sign-in", "/account", "/register/x"):
            door.get(address)
    assert asked == []


def test_where_no_register_is_nobody_makes_one(tmp_path, monkeypatch):
    monkeypatch.setenv("FORLIK_HOME", str(tmp_path / "h"))
    monkeypatch.setenv("FORLIK_REGISTER_DATABASE", "")
    monkeypatch.setenv("FORLIK_REGISTER_KEYS", "")
    client = visitor()
    client.cookies["forlik_session"] = "x" * 32
    assert client.get("/account/sign-in").status_code == 200
    for answer in (
        client.get("/account"),
        client.get("/account/passkey"),
        client.post("/account/sign-in", {"login": "anna", "password": PASSWORD}),
        client.post("/account/passkey", {"credential": "{}"}),
        client.post("/account/second-factor", {"code": "1"}),
    ):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/sign-in")
    assert not list(tmp_path.rglob("register*"))


SHOWN = ["", "/passkeys", "/passkeys/add", "/password", "/recovery-codes", "/again/code", "/set-up", "/app/remove"]


@pytest.mark.parametrize("language", ["en", "nb"])
def test_pages_are_in_the_readers_language_and_carry_no_script_or_style(inside, language):
    add_passkey(inside)
    for client, address in [(inside, f"/account{rest}") for rest in SHOWN] + [(visitor(), "/account/sign-in")]:
        answer = client.get(address, headers={"accept-language": language})
        if answer.status_code == 302:
            continue
        text = answer.content.decode()
        assert f'<html lang="{language}"' in text, address
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:", text), address
        assert not re.search(r"https?://", text.replace("http://www.w3.org", "")), address
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        said = re.search(r"<h1>(.*?)</h1>", text)[1]
        assert said


def test_sign_in_with_a_passkey_alone_leads_past_the_password(inside):
    key, _ = add_passkey(inside)
    client = visitor()
    assert by_passkey(client, key, "/account/passkeys").headers["Location"] == "/account/passkeys"


def test_the_last_second_factor_stays(inside, anna):
    from allauth.mfa.models import Authenticator

    assert inside.get(closed.REMOVE_APP).status_code == 409
    assert inside.post(closed.REMOVE_APP).status_code == 409
    key, _ = add_passkey(inside)
    prove(inside, key)
    assert inside.post(closed.REMOVE_APP).status_code == 302
    [row] = Authenticator.objects.filter(user_id=anna.user, type="webauthn")
    assert inside.post(f"/account/passkeys/{row.pk}/remove").status_code == 409
    assert Authenticator.objects.filter(pk=row.pk).exists()


def test_nobody_takes_anothers_passkey_away(inside):
    key, _ = add_passkey(inside)
    prove(inside, key)
    other = someone("berit")
    theirs = visitor()
    sign_in(theirs, other)
    add_passkey(theirs)
    from allauth.mfa.models import Authenticator

    row = Authenticator.objects.get(user_id=other.user, type="webauthn")
    assert inside.get(f"/account/passkeys/{row.pk}/remove").status_code == 404
    assert inside.post(f"/account/passkeys/{row.pk}/remove").status_code == 404
    assert Authenticator.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("new", "again", "taken"),
    [
        ("quite another few words", "quite another few words", True),
        ("quite another few words", "quite another few word", False),
        ("short words", "short words", False),
        ("password1234", "password1234", False),
        (PASSWORD, PASSWORD, False),
        ("x" * 257, "x" * 257, False),
    ],
)
def test_a_new_password_is_long_not_common_and_typed_twice_alike(inside, new, again, taken):
    assert (inside.post(closed.PASSWORD, {"new": new, "again": again}).status_code == 302) is taken
