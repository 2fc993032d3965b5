"""Coming in: what leads in, what does not, and what nobody can tell from it."""

import re

import pytest
from visitors import PASSWORD, add_passkey, by_passkey, code_of, options, prove, sign_in, someone, verbs, visitor

from forlik.desk.access.log import entries, verify_log

AWAY = [
    "//evil.example/", "https://evil.example/", "http://evil.example", "\\\\evil.example", "/\\evil.example",
    "javascript:alert(1)", "account/passkeys", "?x",
    "///evil.example", "http:evil.example", "//localhost@evil.example", "http://127.0.0.1/x",
]  # fmt: skip


def test_password_and_code_lead_in_and_each_alone_does_not(anna, door):
    assert door.get("/account/sign-in").status_code == 200
    first = door.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    assert first.headers["Location"] == "/account/second-factor"
    assert door.get("/account").headers["Location"].startswith("/account/sign-in"), "a password alone opens nothing"
    assert door.get("/account/second-factor").status_code == 200
    second = door.post("/account/second-factor", {"code": code_of(anna.secret)})
    assert second.headers["Location"] == "/account"
    assert "person anna" in door.get("/account").content.decode()
    stranger = visitor()
    assert stranger.post("/account/second-factor", {"code": code_of(anna.secret)}).status_code == 302
    assert stranger.get("/account").status_code == 302


@pytest.mark.parametrize("spelling", ["Anna", " ANNA ", "\uff41\uff4e\uff4e\uff41"])
def test_a_user_name_is_known_in_any_spelling(anna, door, spelling):
    assert door.post("/account/sign-in", {"login": spelling, "password": PASSWORD}).status_code == 302


def test_a_recovery_code_opens_once_and_a_code_of_the_app_once(anna, door):
    from allauth.mfa.models import Authenticator

    codes = Authenticator.objects.get(user_id=anna.user, type="recovery_codes").wrap().get_unused_codes()
    for attempt, opens in (
        (codes[0], True),
        (codes[0], False),
        (code_of(anna.secret), True),
        (code_of(anna.secret), False),
    ):
        client = visitor()
        client.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
        assert (client.post("/account/second-factor", {"code": attempt}).status_code == 302) is opens, attempt


def test_a_used_code_is_used_for_every_process(register):
    from forlik.desk.signin.marks import Marks

    one, other = Marks("", {}), Marks("", {})
    assert one.add("x", 1, 60)
    assert not other.add("x", 1, 60), "the mark lies in the database, not in a process"
    assert one.add("y", 1, 0)
    assert other.add("y", 1, 60), "a mark that has run out is none"


def test_with_a_passkey_nothing_else_is_needed(inside, door):
    key, answer = add_passkey(inside)
    assert answer.status_code == 302
    stranger = visitor()
    assert by_passkey(stranger, key).headers["Location"] == "/account"
    assert "signed in with a passkey" in stranger.get("/account").content.decode()


def test_a_passkey_may_be_the_second_factor_too(inside, anna):
    key, _ = add_passkey(inside)
    other = visitor()
    other.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    asked = options(other.get("/account/second-factor"))
    assert other.post("/account/second-factor", {"credential": key.get(asked)}).headers["Location"] == "/account"
    assert "signed in with a passkey" in other.get("/account").content.decode()


def test_a_passkey_that_does_not_verify_the_person_is_refused_everywhere(inside, anna):
    from softkey import SoftKey

    weak, answer = add_passkey(inside, SoftKey(verifies=False))
    assert answer.status_code == 200
    assert "was not accepted" in answer.content.decode()
    key, _ = add_passkey(inside)
    key.flags = weak.flags
    assert by_passkey(visitor(), key).status_code == 200
    assert prove(inside, key).status_code == 200


@pytest.mark.parametrize("wrong", ["origin", "host", "challenge", "signature", "handle"])
def test_a_passkeys_answer_to_another_question_is_refused(inside, wrong):
    import json

    from softkey import SoftKey

    key, _ = add_passkey(inside)
    client = visitor()
    asked = client.get("/account/passkey", headers={"accept": "application/json"}).json()["request_options"]
    if wrong == "origin":
        key.origin = "http://evil.example"
    if wrong == "host":
        key.host = "evil.example"
    if wrong == "challenge":
        asked = visitor().get("/account/passkey", headers={"accept": "application/json"}).json()["request_options"]
    if wrong == "signature":
        key.key = SoftKey().key
    if wrong == "handle":
        key.handle = b"somebody else"
    answer = client.post("/account/passkey", {"credential": key.get(json.loads(json.dumps(asked)))})
    assert answer.status_code == 200
    assert "was not accepted" in answer.content.decode()
    assert client.get("/account").status_code == 302


ODD = ["", "[]", "{}", "null", "1", '"x"', '{"response": null}', '{"response": []}', '{"response": {"userHandle": 1}}']
ODD += ['{"id": "x", "rawId": "x", "type": "public-key", "response": {"clientDataJSON": "e30", "userHandle": "_w"}}']


@pytest.mark.parametrize("credential", ODD)
def test_an_answer_of_an_odd_shape_is_refused_and_breaks_nothing(inside, credential):
    client = visitor()
    client.get("/account/passkey", headers={"accept": "application/json"})
    assert client.post("/account/passkey", {"credential": credential}).status_code == 200
    inside.get("/account/passkeys/add")
    assert inside.post("/account/passkeys/add", {"credential": credential}).status_code == 200


def test_a_passkey_that_another_hand_put_into_the_database_opens_nothing(inside, anna):
    from allauth.mfa.models import Authenticator

    other = someone("berit")
    their = visitor()
    assert sign_in(their, other).status_code == 302
    key, _ = add_passkey(their)
    row = Authenticator.objects.get(user_id=other.user, type="webauthn")
    row.user_id = anna.user
    row.save()
    key.handle = anna.user.encode()
    assert by_passkey(visitor(), key).status_code == 200, "it was moved to another user"
    row.user_id, row.data = other.user, {**row.data, "proof": ""}
    row.save()
    key.handle = other.user.encode()
    assert by_passkey(visitor(), key).status_code == 200, "nobody set it up here"


@pytest.mark.parametrize("back", AWAY)
def test_signing_in_never_leads_away(anna, inside, back):
    key, _ = add_passkey(inside)
    client = visitor()
    client.post("/account/sign-in", {"login": "anna", "password": PASSWORD, "next": back})
    answer = client.post("/account/second-factor", {"code": code_of(anna.secret, 1), "next": back})
    assert answer.headers["Location"] == "/account"
    assert client.get("/account/sign-in", {"next": back}).headers["Location"] == "/account"
    assert by_passkey(visitor(), key, back).headers["Location"] == "/account"
    assert prove(inside, key, back).headers["Location"] == "/account"
    page = visitor().get("/account/sign-in", {"next": back}).content.decode()
    assert 'name="next"' not in page


def test_signing_in_leads_to_what_was_asked_for(anna, door):
    asked = door.get("/register/x?as_of=2023-01-01").headers["Location"]
    assert asked == "/account/sign-in?next=%2Fregister%2Fx%3Fas_of%3D2023-01-01"
    assert 'name="next" value="/register/x?as_of=2023-01-01"' in door.get(asked).content.decode()
    door.post("/account/sign-in", {"login": "anna", "password": PASSWORD, "next": "/register/x?as_of=2023-01-01"})
    answer = door.post("/account/second-factor", {"code": code_of(anna.secret)})
    assert answer.headers["Location"] == "/register/x?as_of=2023-01-01"


def plain(answer) -> str:
    return re.sub(r'value="[\w-]{64}"|value="(anna|nobody|closed)"', "", answer.content.decode())


def test_an_unknown_name_a_wrong_password_and_a_closed_account_are_answered_alike(anna, door, monkeypatch):
    from forlik.core import days
    from forlik.desk.access import people
    from forlik.desk.signin.hashing import Argon2id

    closed = someone("closed")
    people.leave(closed.id, days.now(), "")
    hashes = []
    work, check = Argon2id.encode, Argon2id.verify
    monkeypatch.setattr(Argon2id, "encode", lambda *given: hashes.append(1) or work(*given))
    monkeypatch.setattr(Argon2id, "verify", lambda *given: hashes.append(1) or check(*given))
    answers = {}
    for name, password in (("anna", "wrong" * 4), ("nobody", "wrong" * 4), ("closed", PASSWORD)):
        hashes.clear()
        answer = visitor().post("/account/sign-in", {"login": name, "password": password})
        answers[plain(answer), answer.status_code, tuple(answer.headers), len(hashes)] = name
    assert len(answers) == 1
    [(text, status, _headers, number)] = answers
    assert (status, number) == (200, 1)
    assert "do not belong together" in text


def test_the_log_tells_who_came_and_names_nobody_who_did_not(anna, door):
    door.post("/account/sign-in", {"login": "a typed secret", "password": "wrong" * 4})
    sign_in(door, anna)
    door.post("/account/sign-out")
    rows = list(entries())
    assert [one.verb for one in rows[-3:]] == ["sign-in failed", "sign in", "sign out"]
    assert [one.who for one in rows[-3:]] == ["", anna.id, anna.id]
    assert all("typed" not in part and "anna" not in part for one in rows for part in map(str, one))
    assert verify_log()[1] == []


def test_nothing_that_was_typed_lies_in_the_tables_of_failures(anna, door):
    from axes.models import AccessAttempt

    door.post("/account/sign-in", {"login": "typed-name", "password": "typed-password", "next": "/register/typed"})
    door.post("/account/sign-in?next=/register/typed", {"login": "typed-name", "password": "typed-password"})
    [row] = AccessAttempt.objects.all()
    assert "typed" not in f"{row.username}{row.post_data}{row.get_data}{row.path_info}"
    assert row.failures_since_start == 2


def test_signing_out_is_a_post_and_ends_the_session_for_good(inside):
    kept = inside.cookies["forlik_session"].value
    assert inside.get("/account/sign-out").status_code == 405
    assert inside.get("/account").status_code == 200
    assert inside.post("/account/sign-out").headers["Location"] == "/"
    inside.cookies["forlik_session"] = kept
    assert inside.get("/account").status_code == 302
    assert verbs()[-1] == "sign out"


def test_one_can_begin_anew_between_password_and_code(anna, door):
    door.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    assert door.get("/account/sign-in").headers["Location"] == "/account/second-factor"
    assert door.post("/account/second-factor", {"cancel": "yes"}).headers["Location"] == "/account/sign-in"
    assert door.get("/account/sign-in").status_code == 200
    assert door.get("/account/second-factor").status_code == 302


NOT_ROUTED = ["signup", "password/reset", "email", "inactive", "login", "logout", "2fa", "social/login/cancelled"]


@pytest.mark.parametrize("rest", NOT_ROUTED)
def test_what_allauth_has_beside_is_not_to_be_reached(inside, rest):
    assert inside.get(f"/account/{rest}/").status_code == 404
    assert inside.get(f"/accounts/{rest}/").status_code == 404
