"""What each person sees of the register, and that writing an act takes one form."""

from datetime import UTC, datetime, timedelta

import pytest

from forlik.core.errors import NoData, UsageError

TALKS, RELIEF = "/register/fiction-talks", "/register/fiction-relief"
ACT = f"{TALKS}/act"
SEALED = ("the island&#x27;s old mill", "come and hear us", "a third each", "splinter group", "no room on either bank")
MEETING = {
    "kind": "meeting",
    "happened": "2026-11-20",
    "title": "Fictional: eleventh round",
    "said": "Fictional: the tolls are agreed",
    "evidence": "Fictional minutes",
}


@pytest.fixture
def secret(learning):
    """The label of the compartment of the talks."""
    from forlik.desk.access.people import person

    [one] = person(learning.ids["demo-owner"], "passkey").memberships
    return f"2:{one.compartment}"


def test_a_member_sees_the_sealed_part_and_a_colleague_the_rest(learning):
    mine, theirs = learning.text("demo-owner", TALKS), learning.text("demo-legal", TALKS)
    for told in SEALED[:1] + SEALED[4:]:
        assert told in mine
    for told in SEALED:
        assert told not in theirs
    for told in ("Fictional: the two-bank talks", "Fictional: the Island Ceasefire is signed", "meeting"):
        assert told in theirs
    assert "Confidential" in mine
    assert "For staff" in theirs


def test_the_first_page_tells_what_falls_due_and_not_what_is_sealed(learning, monkeypatch):
    from forlik.desk.register.pages.files import page

    monkeypatch.setattr(page, "AHEAD", 1000)
    owner = learning.text("demo-owner", "/register?as_of=2025-03-01")
    assert "Fictional: the splinter group is kept off the lower ferry" in owner
    assert "Fictional: mandate of the two-bank talks" in owner
    colleague = learning.text("demo-legal", "/register?as_of=2025-03-01")
    assert "splinter group" not in colleague
    assert "Fictional: mandate of the two-bank talks" in colleague


@pytest.mark.parametrize(("who", "strength"), [("", "none"), ("demo-owner", "none")])
@pytest.mark.parametrize("path", ["/register", TALKS, ACT, "/register/nothing", "/register/fiction-clerk"])
def test_whoever_is_no_signed_in_member_of_staff_is_told_nothing(learning, who, strength, path):
    with pytest.raises(NoData) as told:
        learning.ask(who, path, strength)
    assert told.value.what == "There is no page at this address."


def test_without_a_passkey_nothing_sealed_is_seen(learning):
    assert learning.text("demo-owner", TALKS, "second factor") == learning.text("demo-owner", TALKS, "second factor")
    weak = learning.text("demo-owner", TALKS, "second factor")
    assert not any(told in weak for told in SEALED)


@pytest.mark.parametrize("path", ["/register/nothing", "/register/fiction-clerk", "/register/fiction-request-front"])
def test_a_hidden_record_and_an_absent_one_are_the_same(learning, path):
    with pytest.raises(NoData) as told:
        learning.ask("demo-legal", path)
    assert told.value.what == "There is no such record, or none that you may see."


def test_what_was_withdrawn_later_is_not_seen_earlier(learning):
    before = learning.text("demo-owner", f"{TALKS}?as_of=2024-09-01")
    after = learning.text("demo-owner", f"{TALKS}?as_of=2024-09-03")
    assert "has withdrawn its consent" not in before
    assert "has withdrawn its consent" in after
    assert "suspended" in after
    assert "suspended" not in before
    assert "nothing is recorded from here" in before


def test_a_member_who_was_let_out_loses_the_past_too(learning):
    from forlik.desk.access.people import let_out, person

    [one] = person(learning.ids["demo-owner"], "passkey").memberships
    guardian = person(learning.ids["demo-guardian"], "passkey")
    let_out(learning.ids["demo-owner"], one.compartment, guardian, datetime.now(UTC))
    for day in ("", "?as_of=2024-04-01"):
        assert "old mill" not in learning.text("demo-owner", f"{TALKS}{day}")


def test_an_act_is_recorded_whole_and_each_part_under_its_label(learning, secret):
    parties = {"by": ["fiction-front", "fiction-government"]}
    answer = learning.ask("demo-owner", ACT, **MEETING, **parties, secret=secret)
    assert (answer.status_code, answer["Location"]) == (303, TALKS)
    mine, theirs = learning.text("demo-owner", TALKS), learning.text("demo-legal", TALKS)
    assert "the tolls are agreed" in mine
    assert "the tolls are agreed" not in theirs
    assert "meeting" in theirs
    assert "eleventh round" not in theirs


def test_an_act_that_cannot_be_sealed_is_not_recorded_in_part(learning):
    before = learning.text("demo-owner", TALKS)
    answer = learning.ask("demo-legal", ACT, **MEETING)  # who is in no compartment
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "you are in no compartment that could hold it" in text
    assert "Fictional: the tolls are agreed" in text
    for forged in ("2:nowhere", "1", "0", "x"):
        assert learning.ask("demo-owner", ACT, **MEETING, secret=forged).status_code == 422
    assert learning.text("demo-owner", TALKS) == before


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("happened", "2026-02-30", "not a day"),
        ("happened", "yesterday", "not a day"),
        ("happened", "2999-01-01", "future"),
        ("happened", "", "happened"),
        ("kind", "war", "no word of act_kinds"),
        ("title", "x" * 301, "300"),
        ("evidence", "", "evidence"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_written_is_lost(learning, secret, field, written, said):
    answer = learning.ask("demo-owner", ACT, **{**MEETING, "secret": secret, field: written})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert MEETING["said"] in text
    assert "nothing you wrote is lost" in text


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "{{ 7|add:1 }}", "=cmd()", "\u202eevil", "محادثات"])
def test_strange_texts_stay_texts(learning, secret, hostile):
    answer = learning.ask("demo-owner", ACT, **{**MEETING, "title": hostile, "said": hostile}, secret=secret)
    assert answer.status_code == 303
    text = learning.text("demo-owner", TALKS)
    assert "<script>" not in text
    assert hostile.replace("<", "&lt;").replace(">", "&gt;") in text


def test_nothing_is_recorded_from_the_past(learning, secret):
    with pytest.raises(UsageError, match="past"):
        learning.ask("demo-owner", f"{ACT}?as_of=2024-05-01", **MEETING, secret=secret)


@pytest.mark.usefixtures("learning")
def test_a_page_takes_only_the_methods_it_has():
    from django.test import RequestFactory
    from django.urls import resolve

    for path, method in ((TALKS, "post"), ("/register", "post"), (TALKS, "delete"), (ACT, "put")):
        match = resolve(path)
        request = getattr(RequestFactory(), method)(path)
        assert match.func(request, **match.kwargs).status_code == 405


def test_one_line_in_the_log_tells_what_sealed_things_were_shown(learning):
    before = len(learning.log("read"))
    learning.ask("demo-legal", TALKS)
    assert len(learning.log("read")) == before
    learning.ask("demo-owner", TALKS)
    [row] = learning.log("read")[before:]
    assert row.who == learning.ids["demo-owner"]
    assert len(row.facets.split()) > 5
    learning.ask("demo-owner", RELIEF)
    assert len(learning.log("read")) == before + 1


def test_what_is_shown_is_never_kept(learning):
    for path in ("/register", TALKS, ACT):
        assert learning.ask("demo-owner", path)["Cache-Control"] == "no-store"


def test_the_same_on_both_databases(learning_on_both):
    learning = learning_on_both
    assert "old mill" in learning.text("demo-owner", TALKS)
    assert "old mill" not in learning.text("demo-legal", TALKS)
    answer = learning.ask("demo-relief", f"{RELIEF}/act", kind="note", happened=_yesterday(), title="x", evidence="y")
    assert answer.status_code == 303


def _yesterday():
    return (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
