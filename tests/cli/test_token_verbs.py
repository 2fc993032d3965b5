"""Tokens at the machine: what there is, and ending somebody's."""

from datetime import UTC, datetime


def made(learning, who="demo-legal", name="nightly copy"):
    from forlik.desk.access.people import person
    from forlik.desk.signin.tokens import make_token

    return make_token(name, ["due:read"], 30, person(learning.ids[who], "second factor"), datetime.now(UTC))


def test_the_list_says_all_that_is_known_and_no_token(at_machine, learning):
    token = made(learning)
    made(learning, "demo-owner", "another")
    answer = at_machine("token", "list", "--json")
    assert {one["name"] for one in answer.json} == {"nightly copy", "another"}
    [one] = at_machine("token", "list", "--person", "demo-legal", "--json").json
    assert one["person"] == learning.ids["demo-legal"]
    assert (one["scopes"], one["last_used"]) == (["due:read"], None)
    words = at_machine("token", "list").out
    assert "nightly copy" in words
    assert "never" in words
    for text in (answer.out, words):
        assert token not in text
    assert learning.log("at the machine")[-2].facets == learning.ids["demo-legal"]
    assert at_machine("token", "list", "--person", "nobody").exit == 3


def test_a_token_is_revoked_at_the_next_request_and_the_log_says_that_it_was_done_here(at_machine, learning):
    from forlik.desk.signin.tokens import behind

    token = made(learning)
    [one] = at_machine("token", "list", "--json").json
    assert behind(token, datetime.now(UTC))
    done = at_machine("token", "revoke", one["id"], "--json")
    assert done.json == {"id": one["id"], "person": learning.ids["demo-legal"]}
    assert behind(token, datetime.now(UTC)) is None
    assert learning.log("revoke token")[-1].facets == one["id"]
    assert learning.log("at the machine")[-1].facets == learning.ids["demo-legal"]
    assert at_machine("token", "revoke", one["id"]).exit == 3
    assert at_machine("token", "list").out.strip() == "no token"


def test_closing_an_account_takes_its_tokens_away(at_machine, learning):
    made(learning)
    assert at_machine("person", "close", "demo-legal").exit == 0
    assert at_machine("token", "list", "--json").json == []
