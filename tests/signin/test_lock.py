"""The lock-out: before anything is hashed, by name and address, the same for names that there are not."""

import pytest
from visitors import PASSWORD, add_passkey, by_passkey, code_of, sign_in, someone, verbs, visitor

WRONG = "wrong words of some length"


@pytest.fixture
def hashes(monkeypatch):
    """Every hash that is computed."""
    from forlik.desk.signin.hashing import Argon2id

    counted = []
    work, check = Argon2id.encode, Argon2id.verify
    monkeypatch.setattr(Argon2id, "encode", lambda *given: counted.append("new") or work(*given))
    monkeypatch.setattr(Argon2id, "verify", lambda *given: counted.append("check") or check(*given))
    return counted


def attempt(name, password=WRONG, address="10.0.0.1", client=None):
    return (client or visitor()).post("/account/sign-in", {"login": name, "password": password}, REMOTE_ADDR=address)


def test_hashes_are_argon2id(anna):
    from forlik.desk.signin.models import User

    assert User.objects.get(pk=anna.user).password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("name", ["anna", "nobody"])
def test_after_five_failures_nothing_is_hashed_any_more(anna, hashes, name):
    statuses = [attempt(name).status_code for _ in range(5)]
    assert statuses == [200] * 4 + [429]
    assert len(hashes) == 5
    answers = [attempt(name, password) for password in (WRONG, PASSWORD) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {429}
    assert len(hashes) == 5, "the right password is not looked at either"
    assert verbs()[-6:] == ["sign-in failed"] * 5 + ["lock out"], "what is refused unseen fills no log"
    assert "closed for a quarter of an hour" in answers[0].content.decode()
    assert answers[0]["Retry-After"] == "900"
    print(f"lock-out: {len(answers)} attempts after the fifth, {len(hashes) - 5} hashes")


def test_the_page_is_the_same_for_every_name(anna):
    import re

    pages = set()
    for name in ("anna", "nobody"):
        for _ in range(5):
            attempt(name)
        answer = attempt(name)
        pages.add((re.sub(r'value="[\w-]{64}"', "", answer.content.decode()), answer.status_code))
    assert len(pages) == 1


def test_another_address_and_another_name_are_not_locked_and_spelling_does_not_help(anna):
    berit = someone("berit")
    for _ in range(5):
        attempt("anna")
    assert attempt("ANNA ", PASSWORD).status_code == 429
    assert attempt("anna", PASSWORD, "10.0.0.2").status_code == 302
    assert attempt(berit.username, PASSWORD).status_code == 302
    assert attempt("anna", PASSWORD, client=visitor(**{"user-agent": "another"})).status_code == 429
    assert attempt("anna", PASSWORD, client=visitor(**{"x-forwarded-for": "10.9.9.9"})).status_code == 429


def test_a_lock_opens_after_a_quarter_of_an_hour_and_trying_does_not_lengthen_it(anna, monkeypatch):
    from datetime import timedelta

    from axes.handlers import proxy

    now = proxy.now
    for _ in range(5):
        attempt("anna")
    for minutes, status in ((14, 429), (16, 302)):
        monkeypatch.setattr(proxy, "now", lambda minutes=minutes: now() + timedelta(minutes=minutes))
        assert attempt("anna", PASSWORD).status_code == status


def test_somebody_who_tries_many_names_is_locked_out_altogether(anna, hashes):
    statuses = [attempt(f"name{turn}").status_code for turn in range(60)]
    assert statuses[:49] == [200] * 49
    assert set(statuses[50:]) == {429}
    assert len(hashes) == 50
    assert attempt("anna", PASSWORD).status_code == 429
    assert attempt("anna", PASSWORD, "10.0.0.2").status_code == 302


def test_a_success_forgets_the_failures_before_it(anna):
    for step in (-1, 0, 1):
        assert [attempt("anna").status_code for _ in range(4)] == [200] * 4
        client = visitor()
        assert attempt("anna", PASSWORD, client=client).status_code == 302
        code = {"code": code_of(anna.secret, step)}
        assert client.post("/account/second-factor", code, REMOTE_ADDR="10.0.0.1").status_code == 302


def test_wrong_codes_close_the_second_factor_from_everywhere(anna):
    def code(client, typed, address):
        return client.post("/account/second-factor", {"code": typed}, REMOTE_ADDR=address).status_code

    statuses = []
    for turn in range(6):
        client = visitor()
        assert attempt("anna", PASSWORD, f"10.0.1.{turn}", client).status_code == 302
        statuses.append(code(client, "000000", f"10.0.1.{turn}"))
    assert statuses == [200] * 4 + [429] * 2
    client = visitor()
    assert attempt("anna", PASSWORD, "10.0.2.1", client).status_code == 302
    assert code(client, code_of(anna.secret), "10.0.2.1") == 429, "the right code is not looked at either"
    assert verbs().count("lock out") == 1


def test_a_passkey_opens_though_others_try_the_name(inside, anna):
    key, _ = add_passkey(inside)
    for _ in range(5):
        attempt("anna")
    client = visitor()
    assert by_passkey(client, key).status_code == 302
    assert client.get("/account").status_code == 200


def test_answers_that_are_no_passkeys_are_counted_by_address(register):
    statuses = []
    for _ in range(6):
        client = visitor()
        statuses.append(client.post("/account/passkey", {"credential": "{}"}).status_code)
    assert statuses == [200] * 4 + [429] * 2
    assert verbs()[-6:] == ["sign-in failed"] * 5 + ["lock out"]


def test_codes_typed_to_prove_again_are_counted_too(inside):
    statuses = [inside.post("/account/again/code", {"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [200] * 4 + [429] * 2


def test_a_proxy_is_believed_only_where_the_settings_name_one(anna, settings):
    from forlik.desk.signin.lock import address_of

    class Request:
        META = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 10.1.1.1"}  # noqa: RUF012 - a stand-in

    assert address_of(Request) == "127.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert address_of(Request) == "10.1.1.1", "what the proxy itself wrote, not what it was sent"
    Request.META["HTTP_X_FORWARDED_FOR"] = "x"
    assert address_of(Request) is None


def test_who_has_a_network_of_ipv6_is_one_who_tries(anna):
    statuses = [attempt("anna", address=f"2001:db8::{turn:x}").status_code for turn in range(6)]
    assert statuses == [200] * 4 + [429] * 2
    assert attempt("anna", PASSWORD, "2001:db8:0:1::1").status_code == 302, "the next network"


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("", None),
    ],
)
def test_an_address_is_counted_as_what_one_visitor_has(said, counted):
    from types import SimpleNamespace

    from forlik.desk.signin.lock import address_of

    assert address_of(SimpleNamespace(META={"REMOTE_ADDR": said})) == counted


def test_nothing_is_hashed_for_a_password_without_end(anna, hashes):
    assert attempt("anna", "x" * 300).status_code == 200
    assert hashes == []


def test_signing_in_still_works_after_all_this(anna, door):
    assert sign_in(door, anna).status_code == 302
