"""Handing a file over: what is open is listed, both confirm, and the old owner's rights end at the next request."""

import html
import re
from datetime import UTC, datetime

import pytest
from filling import record, secret_of, seen
from worlds import in_both, plain, without_secrets

from forlik.core.errors import NoData, NotPermitted
from forlik.desk.access.people import colleagues, person
from forlik.desk.records import duties, files

TALKS = "/register/fiction-talks"
PAGE, MINE = f"{TALKS}/handover", "/register/mine"


def given(learning, **changed):
    """A hand-over to the deputy that lacks nothing, as a browser sends it."""
    return {
        "happened": datetime.now(UTC).date().isoformat(),
        "new_owner": learning.ids["demo-deputy"],
        "commitments": open_ones(learning),
        "contacts": ["fiction-clerk"],
        "next_dates": "Fictional: the twelfth round, on Thursday",
        "evidence": "Fictional note of the hand-over",
        "secret": secret_of(learning),
        **changed,
    }


def open_ones(learning):
    return ticked(learning.text("demo-owner", PAGE), "commitments")


def ticked(text, name):
    return re.findall(rf'name="{name}" value="([^"]*)" checked', text)


def offer_of(learning, who="demo-deputy"):
    [one] = files.offers(person(learning.ids[who], "passkey"))
    return one.id


def handed_over(learning):
    assert learning.ask("demo-owner", PAGE, **given(learning)).status_code == 303
    return offer_of(learning)


def said(answer):
    return html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode()))


def owners():
    return duties.owners(["fiction-talks"], datetime.now(UTC))


def test_the_form_holds_everything_that_is_open_before_anything_is_written(learning):
    text = learning.text("demo-owner", PAGE)
    assert ticked(text, "contacts") == ["fiction-clerk"]
    for open_promise in ("both have ratified", "splinter group is kept off"):
        assert open_promise in text
    assert "a heated room" not in text.partition("<form class")[2].partition("tall")[0], "that promise was kept"
    assert "mandate of the two-bank talks" in text, "what comes next is written into the form"
    assert "who takes over" in text
    assert "does not hold every label" in text


def test_who_lacks_a_label_is_named_and_cannot_be_chosen(learning):
    text = learning.text("demo-owner", PAGE)
    able = re.search(rf'<option value="{learning.ids["demo-deputy"]}"([^>]*)>', text)
    unable = re.search(rf'<option value="{learning.ids["demo-legal"]}"([^>]*)>', text)
    assert "disabled" not in able[1]
    assert "disabled" in unable[1]
    answer = learning.ask("demo-owner", PAGE, **given(learning, new_owner=learning.ids["demo-legal"]))
    assert answer.status_code == 422
    assert "a guardian lets them in first" in said(answer)
    assert "the twelfth round, on Thursday" in said(answer), "nothing written is lost"


@pytest.mark.parametrize(
    ("left_out", "lack"),
    [
        ("new_owner", "who takes over"),
        ("commitments", "every open promise of ours"),
        ("contacts", "the live contacts"),
        ("next_dates", "the next dates"),
        ("evidence", "Say by what the hand-over is known"),
        ("happened", "next"),
    ],
)
def test_every_single_thing_left_out_is_named_and_nothing_is_offered(learning, left_out, lack):
    empty = [] if left_out in ("commitments", "contacts") else ""
    answer = learning.ask("demo-owner", PAGE, **given(learning, **{left_out: empty}))
    assert answer.status_code in ((422,) if left_out != "happened" else (422, 303))
    if left_out != "happened":
        assert lack in said(answer)
        assert files.offers(person(learning.ids["demo-deputy"], "passkey")) == []
        assert not [one for one in seen(learning, "demo-owner").case("fiction-talks").acts if one.kind == "hand_over"]


def test_what_is_listed_is_sealed_and_a_colleague_learns_only_that_the_file_changes_hands(learning):
    handed_over(learning)
    staff = seen(learning, "demo-legal").case("fiction-talks")
    [act] = [one for one in staff.acts if one.kind == "hand_over"]
    assert (act.contacts, act.commitments, act.next_dates) == ((), (), None)
    [whole] = [one for one in seen(learning, "demo-deputy").case("fiction-talks").acts if one.kind == "hand_over"]
    assert whole.contacts == ("fiction-clerk",)
    assert (whole.commitments, whole.next_dates) == (("fiction-exit",), given(learning)["next_dates"])


def test_a_list_is_never_sealed_for_people_who_may_not_know_of_what_is_in_it(learning):
    for forged in ("", "2:nowhere", "1"):
        answer = learning.ask("demo-owner", PAGE, **given(learning, secret=forged))
        assert answer.status_code == 422
        assert "choose for whom" in said(answer)
    relief = f"2:{next(one.compartment for one in person(learning.ids['demo-relief'], 'passkey').memberships)}"
    answer = learning.ask("demo-owner", PAGE, **given(learning, secret=relief))
    assert answer.status_code == 422
    deputy = learning.ask("demo-deputy", PAGE, **given(learning, secret=relief, new_owner=learning.ids["demo-owner"]))
    assert deputy.status_code == 422
    assert "sealed for others" in said(deputy)


def test_both_confirm_and_then_register_and_duties_agree(learning):
    offer = handed_over(learning)
    assert owners() == [learning.ids["demo-owner"]], "until it is confirmed nothing changes"
    assert record(learning, "demo-owner", "fiction-talks")["owner"] == learning.ids["demo-owner"]
    assert "Something waits for you" in learning.text("demo-deputy", "/register")
    assert "Something waits for you" not in learning.text("demo-owner", "/register")
    assert "Offered to you" in learning.text("demo-deputy", MINE)
    answer = learning.ask("demo-deputy", MINE, take=offer)
    assert answer.status_code == 303
    assert owners() == [learning.ids["demo-deputy"]]
    engagement = record(learning, "demo-deputy", "fiction-talks")
    assert engagement["owner"] == learning.ids["demo-deputy"]
    assert "deputy" not in engagement, "nobody is both"
    assert duties.holders("fiction-talks", "deputy", datetime.now(UTC)) == []
    [act] = [one for one in seen(learning, "demo-deputy").case("fiction-talks").acts if one.kind == "hand_over"]
    assert set(act.confirmed_by) == {learning.ids["demo-owner"], learning.ids["demo-deputy"]}
    from forlik.register.machines.guards import why_not

    assert (
        why_not(seen(learning, "demo-deputy").case("fiction-talks"), "hand_over", datetime.now(UTC).date(), act) == ()
    )


def test_the_old_owner_s_rights_end_at_the_next_request(learning):
    offer = handed_over(learning)
    assert learning.ask("demo-owner", f"{TALKS}/step/suspend").status_code == 200
    learning.ask("demo-deputy", MINE, take=offer)
    for path in (f"{TALKS}/step/suspend", PAGE):
        with pytest.raises(NotPermitted):
            learning.ask("demo-owner", path)
        assert learning.ask("demo-deputy", path).status_code == 200
    with pytest.raises(NotPermitted):
        files.appoint(
            "fiction-talks",
            learning.ids["demo-legal"],
            "approver",
            person(learning.ids["demo-owner"], "passkey"),
            datetime.now(UTC),
        )
    assert "you answer for it" not in learning.text("demo-owner", MINE)
    assert "old mill" in learning.text("demo-owner", TALKS), "what ends is the duty, not the membership"


def test_an_offer_is_taken_once_and_what_else_was_offered_lapses(learning):
    offer = handed_over(learning)
    assert learning.ask("demo-owner", PAGE, **given(learning)).status_code == 303
    [first, second] = files.offers(person(learning.ids["demo-deputy"], "passkey"))
    assert offer in (first.id, second.id)
    assert learning.ask("demo-deputy", MINE, take=first.id).status_code == 303
    for one in (first.id, second.id):
        answer = learning.ask("demo-deputy", MINE, take=one)
        assert answer.status_code == 409
        assert "there is no such offer" in said(answer)


def test_two_who_take_over_at_once_do_not_both_become_owner(learning_on_both):
    import threading

    from django.db import connection

    learning = learning_on_both
    offer = handed_over(learning)
    found, start = [], threading.Barrier(4)

    def take():
        start.wait()
        found.append(learning.ask("demo-deputy", MINE, take=offer).status_code)
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(found) == [303, 409, 409, 409]
    assert owners() == [learning.ids["demo-deputy"]]
    [act] = [one for one in seen(learning, "demo-deputy").case("fiction-talks").acts if one.kind == "hand_over"]
    assert len(act.confirmed_by) == 2


def test_an_offer_is_declined_by_the_one_and_taken_back_by_the_other(learning):
    offer = handed_over(learning)
    for stranger in ("demo-legal", "demo-relief"):
        assert learning.ask(stranger, MINE, take=offer).status_code == 409
        assert learning.ask(stranger, MINE, decline=offer).status_code == 409
    assert learning.ask("demo-deputy", MINE, decline=offer).status_code == 303
    assert files.offers(person(learning.ids["demo-deputy"], "passkey")) == []
    offer = handed_over(learning)
    assert "Demo: deputy of both files" in learning.text("demo-owner", PAGE)
    assert learning.ask("demo-owner", PAGE, withdraw=offer).status_code == 303
    with pytest.raises(NoData):
        learning.ask("demo-owner", PAGE, withdraw=offer)
    assert owners() == [learning.ids["demo-owner"]]


def test_what_was_offered_by_somebody_let_go_is_not_taken_over(learning):
    offer = handed_over(learning)
    from forlik.desk.access.people import let_out

    guardian = person(learning.ids["demo-guardian"], "passkey")
    [membership] = person(learning.ids["demo-owner"], "passkey").memberships
    let_out(learning.ids["demo-owner"], membership.compartment, guardian, datetime.now(UTC))
    answer = learning.ask("demo-deputy", MINE, take=offer)
    assert answer.status_code == 409
    assert "may no longer offer it" in said(answer)
    assert record(learning, "demo-deputy", "fiction-talks")["owner"] == learning.ids["demo-owner"]


@pytest.mark.parametrize("who", ["demo-legal", "demo-guardian", "demo-relief"])
def test_a_file_is_handed_over_by_who_answers_for_it(learning, who):
    for form in ({}, given(learning)):
        with pytest.raises(NotPermitted):
            learning.ask(who, PAGE, **form)
    with pytest.raises(NotPermitted):
        learning.ask("demo-owner", PAGE, "second factor")


def test_a_hand_over_that_lacks_something_may_stand_for_two_weeks_and_is_then_owed(learning):
    from datetime import timedelta

    until = (datetime.now(UTC).date() + timedelta(days=10)).isoformat()
    form = given(learning, next_dates="", provisional_until=until, approver=learning.ids["demo-legal"])
    assert learning.ask("demo-owner", PAGE, **form).status_code == 303
    learning.ask("demo-deputy", MINE, take=offer_of(learning))
    assert "the next dates" in learning.text("demo-deputy", MINE)


# My files


def test_whoever_takes_over_on_monday_finds_everything_open_on_one_page(learning):
    text = learning.text("demo-owner", MINE)
    for told in (
        "you answer for it", "active", "both have ratified", "splinter group", "night clerk", "intermediary",
        "Fictional: mandate of the two-bank talks", "begin to close", "a plan to protect contacts and partners",
    ):  # fmt: skip
        assert told in text, told
    assert "a heated room" not in text
    assert "you are its deputy" in learning.text("demo-deputy", MINE)


def test_without_a_passkey_the_same_page_holds_nothing_sealed(learning):
    text = learning.text("demo-owner", MINE, "second factor")
    assert "both have ratified" in text
    for sealed in ("night clerk", "splinter group"):
        assert sealed not in text


def test_whoever_answers_for_nothing_is_told_so(learning):
    assert "You answer for no file" in learning.text("demo-legal", MINE)


def test_an_offer_of_a_file_that_is_not_seen_tells_nothing(learning):
    now = datetime.now(UTC)
    owner = person(learning.ids["demo-owner"], "passkey")
    from forlik.desk.records.change import Grounds, Which
    from forlik.desk.records.grades import raise_label

    for name in ("open", "staff"):
        raise_label(Which("fiction-talks", name, "1"), secret_of(learning), Grounds("r", "l", now.date()), owner, now)
    before = learning.text("demo-legal", MINE)
    files.hand_over("fiction-talks", learning.ids["demo-legal"], owner, datetime.now(UTC))
    assert learning.text("demo-legal", MINE) == before
    assert "Something waits" not in learning.text("demo-legal", "/register")


def test_nothing_is_taken_over_in_the_past(learning):
    from forlik.core.errors import UsageError

    with pytest.raises(UsageError, match="past"):
        learning.ask("demo-deputy", f"{MINE}?as_of=2024-05-01", take="x")


def test_what_is_shown_of_sealed_things_is_logged(learning):
    before = len(learning.log("read"))
    learning.ask("demo-legal", MINE)
    assert len(learning.log("read")) == before
    for path in (MINE, PAGE):
        learning.ask("demo-owner", path)
        [row] = learning.log("read")[before:]
        before += 1
        assert len(row.facets.split()) > 2


def test_two_worlds(django_db_blocker, tmp_path_factory):
    def look(learning):
        return {who: plain(learning, {MINE: learning.text(who, MINE)}) for who in learning.ids}

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    for who in ("demo-legal", "demo-guardian"):
        assert whole[who] == bare[who], who
    assert whole["demo-owner"] != bare["demo-owner"]


def test_colleagues_are_all_named(learning):
    text = learning.text("demo-owner", PAGE)
    assert all(name in text for id_, name in colleagues() if id_ != learning.ids["demo-owner"])


# The record and the duties


def test_a_deputy_changed_in_the_form_is_one_at_the_next_request(learning):
    from filling import fields_of, recorded

    path = f"{TALKS}/change/fiction-talks"
    assert learning.ask("demo-deputy", f"{TALKS}/step/suspend").status_code == 200
    form = fields_of(learning.ask("demo-owner", path))
    recorded(learning, "demo-owner", path, {**form, "deputy": learning.ids["demo-legal"]})
    assert duties.holders("fiction-talks", "deputy", datetime.now(UTC)) == [learning.ids["demo-legal"]]
    with pytest.raises(NotPermitted):
        learning.ask("demo-deputy", f"{TALKS}/step/suspend")


def test_a_deputy_is_not_changed_by_whoever_does_not_own_the_file(learning):
    from filling import fields_of

    path = f"{TALKS}/change/fiction-talks"
    form = fields_of(learning.ask("demo-legal", path))
    answer = learning.ask("demo-legal", path, **{**form, "deputy": learning.ids["demo-legal"]})
    assert answer.status_code == 422
    assert "the owner names the deputy" in said(answer)
    assert duties.holders("fiction-talks", "deputy", datetime.now(UTC)) == [learning.ids["demo-deputy"]]


def test_a_public_file_names_its_owner_to_the_staff_and_lacks_only_a_deputy(learning):
    from forlik.desk.register.starting import seed_public
    from forlik.register.machines.guards import why_not

    owner, now = person(learning.ids["demo-owner"], "passkey"), datetime.now(UTC)
    seed_public(owner, now)
    case = seen(learning, "demo-legal").case("no-col-farc")
    assert case.engagement.owner == owner.id
    lacking = {one.item for one in why_not(case, "explore", now.date())}
    assert "owner" not in lacking
    assert "deputy" in lacking
    assert seed_public(owner, datetime.now(UTC)) == 0
