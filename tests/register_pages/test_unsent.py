"""A session that ends while somebody types: what was written is kept for that person alone, sealed, for a day."""

import html
import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent.parent / "signin"))

from filling import fields_of, found, new
from visitors import PASSWORD, add_passkey, by_passkey, later, prove, quick_hash, sign_in
from visitors import Someone as Way

__all__ = ["later", "quick_hash"]

CANARY = "the canary sings at the mill"
ADDRESS = "/register/fiction-talks/add/actor"
RELIEF = "/register/fiction-relief/add/actor"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of nobody
DAY = timedelta(days=1)


def way_in(learning, who):
    """A password and an app for a person of the examples."""
    from allauth.mfa.totp.internal.auth import TOTP

    from forlik.desk.signin.models import User
    from forlik.desk.signin.users import make_user

    user = make_user(learning.ids[who], who, PASSWORD)
    TOTP.activate(User.objects.get(pk=user), SECRET)
    return Way(learning.ids[who], user, who, SECRET)


class Browser:
    """A browser that keeps its cookies and sends the forms that it was given."""

    def __init__(self, someone):
        from django.test import Client

        self.client = Client(enforce_csrf_checks=True, headers={"accept-language": "en", "host": "localhost"})
        self.someone, self.key = someone, None

    def come_in(self):
        """For the first time: by code, then with a passkey of its own."""
        self.client.handler.enforce_csrf_checks = False
        assert sign_in(self.client, self.someone).status_code == 302
        self.key, made = add_passkey(self.client)
        assert made.status_code == 302
        assert prove(self.client, self.key).status_code == 302
        self.client.handler.enforce_csrf_checks = True
        return self

    def sign_in_again(self, back=""):
        self.client.handler.enforce_csrf_checks = False
        answer = by_passkey(self.client, self.key, back)
        self.client.handler.enforce_csrf_checks = True
        return answer.headers["Location"]

    def by_code(self):
        self.client.handler.enforce_csrf_checks = False
        answer = sign_in(self.client, self.someone, 1)
        self.client.handler.enforce_csrf_checks = True
        assert answer.status_code == 302

    def open(self, path):
        """A page's form, with its token."""
        answer = self.client.get(path)
        assert answer.status_code == 200
        return fields_of(answer) | {"csrfmiddlewaretoken": token_of(answer)}

    def send(self, path, form):
        return self.client.post(path, form)

    def lose_the_session(self):
        del self.client.cookies["forlik_session"]


def token_of(answer):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', answer.content.decode())[1]


def text_of(answer):
    return html.unescape(answer.content.decode())


@pytest.fixture
def owner(learning_on_both):
    return Browser(way_in(learning_on_both, "demo-owner")).come_in()


@pytest.fixture
def learning(learning_on_both):
    return learning_on_both


def written(form):
    return form | {"kind": "person", "name": "Fictional: somebody new", "contact": CANARY}


def lost(browser, path=ADDRESS, said=written):
    """What was typed into a form, whose session is over when it is sent; where it can be found again."""
    form = said(browser.open(path))
    browser.lose_the_session()
    answer = browser.send(path, form)
    assert answer.status_code == 302
    where, _, back = answer.headers["Location"].partition("?next=")
    assert where == "/account/sign-in"
    return back.replace("%2F", "/")


def follow(browser, path):
    answer = browser.client.get(path)
    while answer.status_code in (302, 303):
        answer = browser.client.get(answer.headers["Location"])
    return answer


def test_what_was_typed_comes_back_in_its_form_and_is_recorded_by_its_author(owner, learning):
    back = lost(owner)
    said = owner.client.get(f"/account/sign-in?next={back}")
    assert "What you wrote is not lost" in text_of(said)
    assert CANARY not in text_of(said)
    assert new(learning, "demo-owner", "actor") == [], "nothing is recorded by signing in"
    assert owner.sign_in_again(back) == back
    page = follow(owner, back)
    form = fields_of(page)
    assert (form["name"], form["contact"]) == (["Fictional: somebody new"], [CANARY])
    assert "It is not recorded yet" in text_of(page)
    assert new(learning, "demo-owner", "actor") == []
    answer = owner.send(ADDRESS, form | {"csrfmiddlewaretoken": token_of(page)})
    assert answer.status_code == 303
    assert found(learning, "demo-owner", "actor")["contact"] == CANARY
    assert owner.client.get(back).status_code == 404, "it is kept no longer than it is needed"
    assert [len(learning.log(f"{verb} unsent")) for verb in ("keep", "take up", "end")] == [1, 1, 1]
    assert "Not recorded" not in text_of(owner.client.get("/register"))


def test_what_is_refused_when_it_is_sent_again_is_still_kept(owner):
    back = lost(owner, said=lambda form: written(form) | {"kind": "dragon"})
    owner.sign_in_again(back)
    page = follow(owner, back)
    again = owner.send(ADDRESS, fields_of(page) | {"csrfmiddlewaretoken": token_of(page)})
    assert again.status_code == 422
    assert fields_of(again)["contact"] == [CANARY]
    assert owner.client.get(back).status_code == 303


@pytest.mark.parametrize("how", ["idle", "signed out", "too old"])
def test_however_the_session_ended(owner, later, how):
    form = written(owner.open(ADDRESS))
    if how == "idle":
        later(minutes=31)
    elif how == "too old":
        later(hours=15)
    else:
        out = owner.client.get("/register")
        owner.client.post("/account/sign-out", {"csrfmiddlewaretoken": token_of(out)})
    answer = owner.send(ADDRESS, form)
    assert answer.status_code == 302
    assert "unsent" in answer.headers["Location"]


def test_a_form_from_before_its_person_signed_in_anew_is_not_lost_either(owner, learning):
    form = written(owner.open(ADDRESS))
    owner.lose_the_session()
    owner.sign_in_again()
    answer = owner.send(ADDRESS, form)
    assert answer.status_code == 303
    page = follow(owner, answer.headers["Location"])
    assert fields_of(page)["contact"] == [CANARY]
    assert new(learning, "demo-owner", "actor") == []


def test_nobody_else_reads_it_or_learns_of_it(learning):
    # Both are in the compartment, and the other one in more: it is not for want of a label that it is not shown.
    owner = Browser(way_in(learning, "demo-relief")).come_in()
    back = lost(owner, RELIEF)
    other = Browser(way_in(learning, "demo-deputy")).come_in()
    absent = other.client.get("/register/unsent/nothing-at-all")
    assert other.client.get(back).status_code == absent.status_code == 404
    assert other.client.get(back).content == absent.content
    assert other.client.get(f"{RELIEF}?unsent={back.rpartition('/')[2]}").status_code == 404
    assert "Not recorded" not in text_of(other.client.get("/register"))
    page = other.client.get("/register")
    form = {"csrfmiddlewaretoken": token_of(page)}
    assert other.send(back, form).status_code == 404, "nor throws it away"
    owner.sign_in_again(back)
    assert follow(owner, back).status_code == 200


def test_somebody_else_at_the_same_browser_is_not_given_it(owner, learning):
    form = written(owner.open(ADDRESS))
    other = Browser(way_in(learning, "demo-deputy")).come_in()
    for name in ("forlik_session", "forlik_form"):
        owner.client.cookies[name] = other.client.cookies[name].value
    # The other one has signed in and looked at nothing yet: it is kept for whoever wrote it.
    answer = owner.send(ADDRESS, form)
    assert answer.status_code == 303
    assert owner.client.get(answer.headers["Location"]).status_code == 404
    # The other one has looked at the register: the form is nobody's.
    owner.client.get("/register")
    assert owner.send(ADDRESS, form).status_code == 403


def test_a_weaker_sign_in_does_not_show_what_was_sealed(owner):
    back = lost(owner)
    owner.by_code()
    assert owner.client.get(back).status_code == 404
    page = text_of(owner.client.get("/register"))
    assert CANARY not in page
    assert "sign in with your passkey to see it" in page


def test_whoever_left_the_compartment_is_not_given_back_what_came_from_it(owner, learning):
    from forlik.core import days
    from forlik.desk.access.people import let_out, person

    path = "/register/fiction-talks/change/fiction-commander"
    back = lost(owner, path, lambda form: form | {"security": "Fictional: more than one"})
    guardian = person(learning.ids["demo-guardian"], "passkey")
    [compartment] = {one.compartment for one in person(learning.ids["demo-owner"], "passkey").memberships}
    let_out(learning.ids["demo-owner"], compartment, guardian, days.now())
    owner.sign_in_again(back)
    assert owner.client.get(back).status_code == 404
    page = text_of(owner.client.get("/register"))
    assert "kept for you" not in page
    assert "Not recorded" not in page


def test_what_was_raised_in_the_meantime_is_not_given_back(owner, learning):
    from datetime import UTC, datetime

    from forlik.desk.access.people import person
    from forlik.desk.records.change import Grounds, Which
    from forlik.desk.records.grades import raise_label

    legal = Browser(way_in(learning, "demo-legal")).come_in()
    path = "/register/fiction-talks/change/fiction-front"
    back = lost(legal, path, lambda form: form | {"influence": f"{form['influence'][0]}, and more"})
    who = person(learning.ids["demo-owner"], "passkey")
    [one] = who.memberships
    now = datetime.now(UTC)
    raise_label(
        Which("fiction-front", "staff", "1"), f"2:{one.compartment}", Grounds("x", "y", now.date() + DAY), who, now
    )
    legal.sign_in_again(back)
    assert follow(legal, back).status_code == 404


def test_it_is_gone_after_a_day(owner, later):
    from forlik.desk.signin.models import Unsent

    back = lost(owner)
    later(hours=23)
    owner.sign_in_again(back)
    assert owner.client.get(back).status_code == 303
    later(hours=1, seconds=1)
    owner.sign_in_again(back)
    assert owner.client.get(back).status_code == 404
    assert not Unsent.objects.exists(), "nothing of it lies in the database"


def test_its_author_throws_it_away(owner):
    back = lost(owner)
    owner.sign_in_again()
    page = owner.client.get("/register")
    assert "Add a record" in text_of(page)
    assert owner.send(back, {"csrfmiddlewaretoken": token_of(page)}).headers["Location"] == "/register"
    assert owner.client.get(back).status_code == 404


@pytest.mark.parametrize("forged", ["no cookie", "another key", "no token", "another token", "of another address"])
def test_what_is_no_form_of_ours_is_not_kept(owner, learning, forged):
    from forlik.desk.signin.models import Unsent

    form = written(owner.open(ADDRESS))
    owner.lose_the_session()
    path = ADDRESS
    if forged == "no cookie":
        del owner.client.cookies["forlik_writer"]
    elif forged == "another key":
        owner.client.cookies["forlik_writer"] = "00" * 80
    elif forged == "of another address":
        path = "/account/password"
    else:
        form["csrfmiddlewaretoken"] = "" if forged == "no token" else "x" * 64
    answer = owner.send(path, form)
    assert answer.headers["Location"] == "/account/sign-in"
    assert not Unsent.objects.exists()


def test_a_flood_pushes_out_the_oldest_and_no_more(owner):
    from forlik.desk.signin.models import Unsent
    from forlik.desk.signin.unsent import LONGEST, MOST

    form = written(owner.open(ADDRESS))
    owner.lose_the_session()
    for turn in range(MOST + 3):
        owner.send(ADDRESS, form | {"name": f"Fictional: {turn}"})
    assert Unsent.objects.count() == MOST
    assert owner.send(ADDRESS, form | {"contact": "x" * (LONGEST + 1)}).headers["Location"] == "/account/sign-in"
    assert Unsent.objects.count() == MOST


def test_there_or_not_is_not_told_to_whoever_is_not_signed_in(owner):
    form = written(owner.open(ADDRESS))
    owner.lose_the_session()
    seen = set()
    for path in (ADDRESS, ADDRESS.replace("fiction-talks", "nothing-at-all"), "/register/x/y/z/nowhere"):
        answer = owner.send(path, form)
        assert not answer.cookies
        seen.add((answer.status_code, answer.content, re.sub("unsent%2F.*", "unsent", answer.headers["Location"])))
    assert len(seen) == 1


def test_nothing_of_it_lies_about(owner, capfd):
    import os

    from django.db import connection

    from forlik.desk.access.log import entries
    from forlik.desk.signin.models import Unsent

    form = written(owner.open(ADDRESS))
    owner.lose_the_session()
    answer = owner.send(ADDRESS, form)
    [row] = Unsent.objects.all()
    [noted] = [str(one) for one in entries() if one.verb == "keep unsent"]
    kept = [noted, str(dict(answer.items())), answer.content.decode(), str(answer.cookies)]
    out = capfd.readouterr()
    for text in (*kept, out.out, out.err, bytes(row.sealed).decode("latin-1")):
        assert CANARY not in text
        assert "fiction-talks" not in text, "nor where it was written"
    if connection.vendor == "sqlite":
        files = [one for one in Path(os.environ["FORLIK_HOME"]).rglob("*") if one.is_file()]
        assert files
        assert all(CANARY.encode() not in one.read_bytes() for one in files)


def test_one_put_in_the_place_of_another_does_not_open(learning):
    from forlik.desk.signin.models import Unsent

    back = lost(Browser(way_in(learning, "demo-relief")).come_in(), RELIEF)
    [row] = Unsent.objects.all()
    other = Browser(way_in(learning, "demo-deputy")).come_in()
    Unsent.objects.filter(pk=row.pk).update(person=learning.ids["demo-deputy"])
    assert other.client.get(back).status_code == 404
    assert CANARY not in text_of(other.client.get("/register"))


def test_the_cookie_opens_nothing(owner):
    owner.open(ADDRESS)
    kept = owner.client.cookies["forlik_writer"]
    assert (kept["httponly"], kept["samesite"], kept["path"]) == (True, "Strict", "/register")
    owner.lose_the_session()
    assert owner.client.get("/register").headers["Location"].startswith("/account/sign-in")


def test_files_that_come_without_a_session_are_not_even_received(owner, monkeypatch):
    from django.core.files.uploadedfile import SimpleUploadedFile

    monkeypatch.setattr("django.core.files.uploadhandler.MemoryFileUploadHandler.new_file", lambda *_, **__: 1 / 0)
    form = written(owner.open(ADDRESS)) | {"upload": SimpleUploadedFile("a.pdf", b"%PDF-1.7 " * 1000)}
    owner.lose_the_session()
    answer = owner.send(ADDRESS, form)
    back = answer.headers["Location"].partition("?next=")[2].replace("%2F", "/")
    owner.sign_in_again(back)
    page = follow(owner, back)
    assert fields_of(page)["contact"] == [CANARY]
    assert "was not kept: choose it again" in text_of(page)
