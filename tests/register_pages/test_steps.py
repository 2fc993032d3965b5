"""A step of an engagement's life through its page: what it lacks is named, and what is provisional is owed."""

from datetime import UTC, datetime, timedelta

import pytest

from forlik.core.errors import NoData, NotPermitted

TALKS = "/register/fiction-talks"
SUSPEND = {
    "happened": "2026-11-20",
    "title": "Fictional: the Front leaves the table",
    "reason": "Fictional: shots again",
    "evidence": "Fictional decision note",
    "by": ["fiction-front"],
    "obligations": "Fictional: the hotline stays",
    "contact_rule": "Fictional: the owner only",
    "condition": "Fictional: a week without shots",
    "review_on": "2027-01-15",
}
LACKS = {
    "by": "who suspended it",
    "obligations": "which obligations survive",
    "contact_rule": "a rule for contact",
    "condition": "a condition to resume",
    "review_on": "a day of review",
    "evidence": "Say by what the decision is known",
}


def test_the_page_names_everything_that_a_step_lacks_before_anything_is_written(learning):
    text = learning.text("demo-owner", f"{TALKS}/step/begin_closing")
    for lack in ("a reason", "what becomes of each open promise of ours", "a plan to protect contacts and partners"):
        assert lack in text


def test_a_step_that_lacks_nothing_is_taken(learning):
    answer = learning.ask("demo-owner", f"{TALKS}/step/suspend", **SUSPEND)
    assert (answer.status_code, answer["Location"]) == (303, TALKS)
    text = learning.text("demo-legal", TALKS)
    assert "suspended" in text
    assert "Fictional: the Front leaves the table" in text


@pytest.mark.parametrize("left_out", LACKS)
def test_every_single_thing_left_out_is_named_and_nothing_is_taken(learning, left_out):
    answer = learning.ask("demo-owner", f"{TALKS}/step/suspend", **{**SUSPEND, left_out: ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert LACKS[left_out] in text
    assert "Fictional: the Front leaves the table" in text, "nothing written is lost"
    assert learning.state("demo-owner", "fiction-talks") == "active"


def test_a_step_that_lacks_something_may_stand_for_two_weeks_and_is_then_owed(learning):
    today = datetime.now(UTC).date()
    given = {
        "happened": today.isoformat(),
        "reason": "Fictional: both have ratified",
        "evidence": "Fictional decision note",
        "provisional_until": (today + timedelta(days=10)).isoformat(),
    }
    page = f"{TALKS}/step/begin_closing"
    unapproved = learning.ask("demo-owner", page, **given)
    assert unapproved.status_code == 422
    assert "who approved" in unapproved.content.decode()
    answer = learning.ask("demo-owner", page, **given, approver=learning.ids["demo-deputy"])
    assert answer.status_code == 303
    assert learning.state("demo-owner", "fiction-talks") == "closing"
    owed = learning.text("demo-legal", "/register")
    assert "Still owed by provisional steps" in owed
    assert "a plan to protect contacts and partners" in owed


def test_the_day_of_a_step_may_be_typed_as_people_do(learning):
    sent = SUSPEND | {"happened": "20.11.2026", "review_on": "15/1/2027", "by": "nobody"}
    answer = learning.ask("demo-owner", f"{TALKS}/step/suspend", **sent).content.decode()
    assert 'value="2026-11-20"' in answer
    assert 'value="2027-01-15"' in answer


def test_a_step_for_longer_than_two_weeks_is_refused(learning):
    today = datetime.now(UTC).date()
    given = {"reason": "Fictional", "evidence": "Fictional", "approver": learning.ids["demo-deputy"]}
    given |= {"happened": today.isoformat(), "provisional_until": (today + timedelta(days=15)).isoformat()}
    answer = learning.ask("demo-owner", f"{TALKS}/step/begin_closing", **given)
    assert answer.status_code == 422


@pytest.mark.parametrize("step", ["explore", "activate", "resume", "close", "decline", "reopen"])
def test_a_step_that_does_not_lead_on_from_here_is_never_taken(learning, step):
    given = {"happened": "2026-11-20", "reason": "r", "evidence": "e", "approver": learning.ids["demo-deputy"]}
    given["provisional_until"] = "2026-11-30"
    answer = learning.ask("demo-owner", f"{TALKS}/step/{step}", **given)
    assert answer.status_code == 422
    assert "is not possible from" in answer.content.decode()


@pytest.mark.parametrize("who", ["demo-legal", "demo-guardian", "demo-relief"])
def test_a_step_takes_who_answers_for_the_file(learning, who):
    for form in ({}, SUSPEND):
        with pytest.raises(NotPermitted):
            learning.ask(who, f"{TALKS}/step/suspend", **form)
    assert learning.state("demo-owner", "fiction-talks") == "active"


def test_a_step_takes_every_label_of_the_file(learning):
    with pytest.raises(NotPermitted):
        learning.ask("demo-owner", f"{TALKS}/step/suspend", "second factor", **SUSPEND)


def test_what_is_no_step_and_what_is_no_file_are_the_same(learning):
    for path in (f"{TALKS}/step/win", "/register/nothing/step/suspend", "/register/fiction-clerk/step/suspend"):
        with pytest.raises(NoData, match="no such record"):
            learning.ask("demo-owner", path)


def test_no_other_page_records_a_step(learning):
    answer = learning.ask(
        "demo-owner",
        f"{TALKS}/act",
        kind="decision",
        happened="2026-11-20",
        transition="begin_closing",
        evidence="e",
        title="t",
    )
    assert answer.status_code == 303
    assert learning.state("demo-owner", "fiction-talks") == "active"
