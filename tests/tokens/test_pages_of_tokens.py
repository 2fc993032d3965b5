"""The pages on which tokens are made, listed and revoked: shown once, to whoever has just proved who it is."""

import html
import re
from datetime import UTC, datetime

import pytest
from test_unsent import Browser, way_in
from visitors import later, prove, quick_hash

from forlik.core.errors import NoData
from forlik.desk.signin.models import Token

__all__ = ["later", "quick_hash"]

LIST, NEW = "/register/tokens", "/register/tokens/new"
SHOWN = re.compile(r'<textarea id="token" rows="2" readonly[^>]*>(forlik_api_[\w-]{43})<')
FORM = {"name": "nightly copy", "scope": ["due:read", "results:read"], "days": "14"}


def make(house, who="demo-legal", **form):
    return house.learning.ask(who, NEW, "second factor", **FORM | form)


def test_a_token_is_in_the_one_answer_that_makes_it_and_nowhere_else(house):
    answer = make(house)
    [token] = SHOWN.findall(answer.content.decode())
    assert answer.headers["Cache-Control"] == "no-store"
    assert token not in str(answer.headers)
    assert token not in str(answer.cookies)
    assert house.ask("/api/register/due", token).status_code == 200
    assert house.ask("/api/register/engagements", token).status_code == 403, "only what was ticked"
    for path in (LIST, NEW, "/register"):
        assert "forlik_api_" not in house.learning.text("demo-legal", path)
    listed = house.learning.text("demo-legal", LIST)
    assert "nightly copy" in listed
    assert "<code>due:read</code>" in listed
    assert "never" in listed
    assert "nightly copy" not in house.learning.text("demo-owner", LIST), "everybody has an own list"


def test_the_list_has_the_day_of_the_last_use_and_what_is_over(house):
    from datetime import timedelta

    [token] = SHOWN.findall(make(house).content.decode())
    house.ask("/api/register/due", token)
    house.make("demo-legal", days=1, ago=timedelta(days=2), name="an old one")
    page = house.learning.text("demo-legal", LIST)
    today = datetime.now(UTC).date()
    assert f'<time datetime="{today}">' in page
    assert page.count('<span class="mark">expired</span>') == 1


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": " "}, "a token has a name"),
        ({"scope": []}, "a token opens something"),
        ({"scope": ["everything"]}, "a token opens something"),
        ({"days": ""}, "a token lasts for 1 to 90 days"),
        ({"days": "91"}, "a token lasts for 1 to 90 days"),
        ({"days": "0"}, "a token lasts for 1 to 90 days"),
        ({"days": "-3"}, "a token lasts for 1 to 90 days"),
        ({"days": "٣"}, "a token lasts for 1 to 90 days"),
        ({"days": "9" * 5000}, "a token lasts for 1 to 90 days"),
    ],
)
def test_what_is_wrong_with_a_form_is_said_and_what_was_written_stays(house, form, said):
    answer = make(house, **form)
    assert answer.status_code == 422
    text = html.unescape(answer.content.decode())
    assert said in text
    assert not SHOWN.search(text)
    assert Token.objects.count() == 0
    if "name" not in form:
        assert 'value="nightly copy"' in text


def test_thirty_days_are_offered_and_nothing_is_ticked(house):
    page = house.learning.text("demo-legal", NEW)
    assert re.search(r'name="days"[^>]*value="30"', page)
    assert " checked" not in page
    assert page.count('type="checkbox"') == 4


def test_one_revokes_ones_own_and_nobody_elses(house):
    [token] = SHOWN.findall(make(house).content.decode())
    [kept] = house.kept("demo-legal")
    for who, id_ in (("demo-owner", kept.id), ("demo-legal", "absent"), ("demo-legal", "")):
        with pytest.raises(NoData):
            house.learning.ask(who, LIST, token=id_)
    assert house.ask("/api/register/due", token).status_code == 200
    answer = house.learning.ask("demo-legal", LIST, token=kept.id)
    assert (answer.status_code, answer.headers["Location"]) == (303, LIST)
    assert house.ask("/api/register/due", token).status_code == 401
    assert "You have no token." in house.learning.text("demo-legal", LIST)
    [row] = house.log("revoke token")
    assert (row.who, row.facets) == (house.ids["demo-legal"], kept.id)


def test_making_one_asks_again_who_it_is_and_listing_and_revoking_do_not(house, later):
    browser = Browser(way_in(house.learning, "demo-owner")).come_in()
    client = browser.client
    client.handler.enforce_csrf_checks = False
    assert client.get(NEW).status_code == 200
    # The desk's clock and allauth's are two: what is fresh is asked of the latter.
    from unittest.mock import patch

    import forlik.desk.signin.adapters as door

    with patch.object(door.time, "time", lambda: datetime.now(UTC).timestamp() + 301):
        for method in (client.get, client.post):
            asked = method(NEW, FORM)
            assert asked.status_code == 302
            assert asked.headers["Location"].startswith("/account/again/passkey")
        assert Token.objects.count() == 0
        assert client.get(LIST).status_code == 200
    assert prove(client, browser.key, NEW).status_code == 302
    assert SHOWN.search(client.post(NEW, FORM).content.decode())
    [kept] = house.kept("demo-owner")
    with patch.object(door.time, "time", lambda: datetime.now(UTC).timestamp() + 301):
        assert client.post(LIST, {"token": kept.id}).status_code == 303
    assert Token.objects.count() == 0


def test_a_form_without_its_token_makes_nothing(house):
    browser = Browser(way_in(house.learning, "demo-owner")).come_in()
    assert browser.client.post(NEW, FORM).status_code in (303, 403)
    assert Token.objects.count() == 0


def test_the_account_says_how_many_there_are_to_whoever_works_here(house):
    from visitors import sign_in, someone, visitor

    browser = Browser(way_in(house.learning, "demo-owner")).come_in()
    house.make("demo-owner")
    assert '<dd>1 · <a href="/register/tokens">' in browser.client.get("/account").content.decode()
    client, other = visitor(), someone("guest", staff=False)
    sign_in(client, other)
    page = client.get("/account")
    assert page.status_code == 200
    assert "/register/tokens" not in page.content.decode()
    assert client.get(LIST).status_code == 404
    assert client.get(NEW).status_code == 404
