"""Planned, projected and actual: what moves when an anchor slips, and what does not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.register.concepts import Engagement, Text
from forlik.register.promises.days import Span
from forlik.register.promises.projection import Wait, project
from forlik.register.promises.state import history, standing

D = date.fromisoformat
ON = Span.on


def test_a_promise_that_hangs_on_a_day(seen, promise):
    found = project(seen(D("2024-06-01"), promise("a", "2024-05-01", 30)))["a"]
    assert found.planned == found.projected == ON(D("2024-05-31"))
    assert (found.actual, found.waits_on, found.anchor, found.slip) == (None, None, ON(D("2024-05-01")), 0)


def test_a_promise_without_a_day_has_none(seen, promise):
    dossier = seen(D("2024-06-01"), promise("a"), promise("b", due={"condition": "if it rains"}))
    found = project(dossier)
    assert found["a"].projected is None
    assert found["a"].waits_on is None
    assert found["b"].projected is None
    assert found["b"].waits_on == Wait("condition", ("if it rains",))


def test_a_planned_day_that_was_agreed_stands_against_what_would_follow(seen, promise):
    found = project(seen(D("2024-06-01"), promise("a", "2024-05-01", 30, planned=D("2024-05-20"))))["a"]
    assert (found.planned, found.projected, found.slip) == (ON(D("2024-05-20")), ON(D("2024-05-31")), 11)


def test_the_first_act_of_a_kind_counts_and_none_before_the_signing(seen, promise, act):
    text = Text(id="t", kind="agreement", signed="2024-03-10")
    waits = promise("a", "body_formed", 10, text="t", process="p")
    early = act("early", "body_formed", "2024-03-09", process="p")
    elsewhere = act("elsewhere", "body_formed", "2024-03-12", process="other")
    other = act("other", "deployment", "2024-03-12", process="p")
    dossier = seen(D("2024-06-01"), text, waits, early, elsewhere, other)
    assert project(dossier)["a"].waits_on == Wait("act", ("body_formed",))
    assert project(dossier)["a"].projected is None
    second = act("second", "body_formed", "2024-04-02", process="p")
    first = act("first", "body_formed", "2024-03-20", process="p")
    found = project(seen(D("2024-06-01"), text, waits, early, elsewhere, other, second, first))["a"]
    assert found.projected == ON(D("2024-03-30"))
    assert found.records == ("first", "t")
    assert found.waits_on is None


def test_an_act_of_its_engagement_or_text_counts_too(seen, promise, act):
    waits = promise("a", "deployment", 1, engagement="e", text="t", agreed="2024-01")
    in_file = act("x", "deployment", "2024-02-02", engagement="e")
    of_text = act("y", "deployment", "2024-02-01", text="t")
    assert project(seen(D("2024-06-01"), waits, in_file, of_text))["a"].projected == ON(D("2024-02-02"))
    assert project(seen(D("2024-06-01"), waits, in_file))["a"].projected == ON(D("2024-02-03"))


def test_an_act_after_the_day_has_not_happened(seen, promise, act):
    dossier = seen(
        D("2024-06-01"), promise("a", "deployment", 1, process="p"), act("x", "deployment", "2024-06-02", process="p")
    )
    assert project(dossier)["a"].projected is None
    assert project(dossier, D("2024-06-02"))["a"].projected == ON(D("2024-06-03"))


def test_an_act_known_to_the_month_gives_an_earliest_and_a_latest_day(seen, promise, act):
    text = Text(id="t", kind="agreement", signed="2024-03-10")
    waits = promise("a", "entry_into_force", 1, "months", text="t", process="p")
    found = project(seen(D("2024-06-01"), text, waits, act("x", "entry_into_force", "2024-03", process="p")))["a"]
    # not before the signing on the 10th
    assert found.projected == Span(D("2024-04-10"), D("2024-04-30"))
    two = act("x", "entry_into_force", "2024-03", process="p"), act("y", "entry_into_force", "2024-03-15", process="p")
    assert project(seen(D("2024-06-01"), text, waits, *two))["a"].projected == Span(D("2024-04-10"), D("2024-04-15"))


def test_an_act_on_the_day_of_the_signing_counts_and_a_signing_known_to_the_month_bounds_by_its_first(
    seen, promise, act
):
    waits = promise("a", "body_formed", 1, text="t", process="p")
    day = Text(id="t", kind="agreement", signed="2024-03-10")
    assert project(seen(D("2024-06-01"), day, waits, act("x", "body_formed", "2024-03-10", process="p")))[
        "a"
    ].anchor == ON(D("2024-03-10"))
    month = Text(id="t", kind="agreement", signed="2024-03")
    dossier = seen(D("2024-06-01"), month, waits, act("x", "body_formed", "2024-03-05", process="p"))
    assert project(dossier)["a"].anchor == ON(D("2024-03-05"))
    agreed = promise("a", "body_formed", 1, process="p", agreed="2024-03")
    assert project(seen(D("2024-06-01"), agreed, act("x", "body_formed", "2024-03-05", process="p")))["a"].anchor == ON(
        D("2024-03-05")
    )
    assert (
        project(seen(D("2024-06-01"), agreed, act("x", "body_formed", "2024-02-28", process="p")))["a"].anchor is None
    )


def test_a_day_rests_on_every_act_that_may_have_been_the_first(seen, promise, act):
    acts = [
        act("march", "deployment", "2024-03", process="p"),
        act("tenth", "deployment", "2024-03-10", process="p"),
        act("twelfth", "deployment", "2024-03-12", process="p"),
        act("may", "deployment", "2024-05", process="p"),
    ]
    found = project(seen(D("2024-06-01"), promise("a", "deployment", 1, process="p"), *acts))["a"]
    assert found.anchor == Span(D("2024-03-01"), D("2024-03-10"))
    assert found.records == ("march", "tenth")


def test_a_slip_is_told_by_the_last_day_and_only_between_two_known_days(seen, promise, act):
    foreseen = promise("a", "deployment", 0, process="p", planned=D("2024-03-20"))
    assert project(seen(D("2024-06-01"), foreseen))["a"].slip is None
    assert project(seen(D("2024-06-01"), foreseen, act("x", "deployment", "2024-03", process="p")))["a"].slip == 11
    unforeseen = promise("a", "deployment", 0, process="p")
    assert project(seen(D("2024-06-01"), unforeseen, act("x", "deployment", "2024-03", process="p")))["a"].slip is None


def test_the_signing_is_known_from_the_text_itself(seen, promise):
    text = Text(id="t", kind="agreement", signed="2024-03-10")
    found = project(seen(D("2024-06-01"), text, promise("a", "signing", 21, text="t")))["a"]
    assert found.planned == found.projected == ON(D("2024-03-31"))
    assert found.records == ("t",)
    assert found.agreed == ON(D("2024-03-10"))
    before = project(seen(D("2024-03-01"), text, promise("a", "signing", 21, text="t")))["a"]
    assert before.projected == ON(D("2024-03-31"))
    assert before.waits_on == Wait("act", ("signing",))


def test_what_is_met_in_time_moves_nothing_and_early_brings_it_nearer(seen, chain, judged):
    early = project(seen(D("2024-01-09"), *chain(judged("j", "a", "met", "2024-01-08"))))
    assert early["a"].actual == D("2024-01-08")
    assert early["b"].projected == ON(D("2024-01-28"))
    assert early["b"].planned == ON(D("2024-01-31"))
    assert early["b"].waits_on is None
    assert early["b"].slip == -3
    assert early["c"].projected == ON(D("2024-02-28"))
    assert early["c"].planned == ON(D("2024-02-29"))
    assert early.chain("c") == ("b", "a")


def test_a_promise_was_met_when_it_was_met_and_not_when_that_was_told(seen, chain, judged):
    told_late = judged("j", "a", "met", "2024-03-01", since=D("2024-01-08"))
    found = project(seen(D("2024-03-01"), *chain(told_late)))
    assert found["a"].actual == D("2024-01-08")
    assert found["b"].projected == ON(D("2024-01-28"))
    assert [(one.day, one.state) for one in history(found, "a")][-1] == (D("2024-01-08"), "met")
    revoked = judged("k", "a", "breached", "2024-03-02")
    assert standing(project(seen(D("2024-03-02"), *chain(told_late, revoked))), "a").state == "breached"
    again = judged("l", "a", "met", "2024-03-03", since=D("2024-01-08"))
    assert standing(project(seen(D("2024-03-03"), *chain(told_late, revoked, again))), "a").state == "met"


def test_what_is_overdue_pushes_what_hangs_on_it_to_today(seen, chain, judged):
    late = project(seen(D("2024-01-16"), *chain()))
    assert late["a"].projected == ON(D("2024-01-11"))
    assert late["b"].projected == ON(D("2024-02-05"))
    assert late["b"].planned == ON(D("2024-01-31"))
    assert late["b"].waits_on == Wait("promise", ("a",))
    assert late["c"].projected == ON(D("2024-03-05"))
    met = project(seen(D("2024-03-01"), *chain(judged("j", "a", "met", "2024-02-01"))))
    assert met["b"].projected == ON(D("2024-02-21"))
    assert met["c"].projected == ON(D("2024-04-01"))


@pytest.mark.parametrize("state", ["partly", "breached", "disputed", "handed_over"])
def test_only_met_is_met(seen, chain, judged, state):
    found = project(seen(D("2024-01-16"), *chain(judged("j", "a", state, "2024-01-08"))))
    assert found["a"].actual is None
    assert found["b"].projected == ON(D("2024-02-05"))


@pytest.mark.parametrize("state", ["waived", "superseded"])
def test_nothing_can_hang_on_what_will_not_be_met(seen, chain, judged, state):
    found = project(seen(D("2024-01-16"), *chain(judged("j", "a", state, "2024-01-08"))))
    assert found["b"].projected is None
    assert found["b"].planned == ON(D("2024-01-31"))
    assert found["b"].waits_on == Wait("dropped", ("a",))
    assert found["c"].projected is None
    assert found["c"].waits_on == Wait("promise", ("b",))


def test_only_assessments_of_promises_count_the_last_one_and_none_made_later(seen, chain, judged):
    others = [
        judged("risk", "a", "met", "2024-01-05", kind="risk"),
        judged("later", "a", "met", "2024-02-05"),
        judged("again", "a", "open_again", "2024-01-12"),
        judged("met", "a", "met", "2024-01-08", kind="internal_implementation"),
    ]
    assert project(seen(D("2024-01-10"), *chain(*others)))["a"].actual == D("2024-01-08")
    assert project(seen(D("2024-01-16"), *chain(*others)))["a"].records == ("again",)
    assert project(seen(D("2024-01-16"), *chain(*others)))["a"].actual is None
    assert project(seen(D("2024-02-10"), *chain(*others)))["a"].actual == D("2024-02-05")


def test_what_hangs_on_something_unseen_is_told_and_nothing_more(seen, promise):
    found = project(seen(D("2024-01-16"), promise("b", ">a", 20)))["b"]
    assert (found.projected, found.planned, found.waits_on) == (None, None, Wait("unseen"))


def test_an_act_is_foreseen_by_the_promises_that_bring_it_whichever_comes_first(seen, promise, act, judged):
    there = (
        promise("months", "2024-01-01", 8, "months", text="t", brings="transition_begins"),
        promise("forces", "2024-01-01", 3, "months", text="t", brings="transition_begins"),
        promise("law", "transition_begins", 2, "months", text="t", process="p"),
    )
    found = project(seen(D("2024-01-02"), *there))
    assert found["law"].planned == found["law"].projected == ON(D("2024-06-01"))
    assert found["law"].waits_on == Wait("act", ("transition_begins",))
    assert found.chain("law") == ("forces",)
    both_late = project(seen(D("2024-10-01"), *there))["law"]
    assert (both_late.planned, both_late.projected) == (ON(D("2024-06-01")), ON(D("2024-12-01")))
    begun = project(seen(D("2024-10-01"), *there, act("x", "transition_begins", "2024-05-10", process="p")))
    assert begun["law"].projected == ON(D("2024-07-10"))
    assert begun["law"].waits_on is None
    assert begun.chain("law") == ()
    # An act meets no promise, and a promise that is met brings its act, though nobody recorded it.
    assert begun["months"].actual is None
    told = project(seen(D("2024-10-01"), *there, judged("j", "months", "met", "2024-09-02")))["law"]
    assert (told.projected, told.waits_on) == (ON(D("2024-11-02")), None)


def test_a_ring_that_is_there_is_told_and_nothing_hangs(seen, promise):
    found = project(
        seen(D("2024-01-16"), promise("a", ">b", 1), promise("b", ">a", 1, planned=D("2024-03-01")), promise("c", ">b"))
    )
    assert {one.waits_on for one in found.values()} == {Wait("ring", ("a", "b"))}
    assert all(one.projected is None for one in found.values())
    assert found["b"].planned == ON(D("2024-03-01"))
    assert found.chain("c") == ()


def test_a_day_beyond_the_calendar_is_told(seen, promise):
    found = project(seen(D("2024-01-16"), promise("a", "9999-12-01", 60)))["a"]
    assert (found.projected, found.waits_on) == (None, Wait("beyond"))


def test_a_file_is_reckoned_with_what_it_hangs_on_elsewhere(seen, promise):
    ours = promise("ours", ">theirs", 5, engagement="e")
    theirs = promise("theirs", ">act", 5, process="p")
    root = promise("act", "deployment", 5, process="p")
    begins = promise("begins", "2024-01-01", process="p", brings="deployment")
    apart = promise("apart", "2024-01-01", process="q")
    engagement = Engagement(id="e", pillars=("peace",))
    dossier = seen(D("2024-01-01"), ours, theirs, root, begins, apart, engagement)
    case = project(dossier.case("e"))
    assert set(case) == {"ours", "theirs", "act", "begins"}
    assert case["ours"] == project(dossier)["ours"]
    assert case["ours"].projected == ON(D("2024-01-16"))
    assert set(project(dossier, only=["apart"])) == {"apart"}


def test_working_days_take_the_promises_own_weekend_and_the_holidays_given(seen, promise):
    # 2024-05-16 is a Thursday
    there = (
        promise("a", "2024-05-16", 1, "working_days"),
        promise("b", "2024-05-16", 1, "working_days", due={"weekend": "friday_saturday"}),
    )
    dossier = seen(D("2024-05-01"), *there)
    assert project(dossier)["a"].projected == ON(D("2024-05-17"))
    assert project(dossier, holidays=[D("2024-05-17")])["a"].projected == ON(D("2024-05-20"))
    assert project(dossier)["b"].projected == ON(D("2024-05-19"))


# Properties, over forests of promises, each hanging on an earlier one, on an act, or on a day.

START = D("2024-01-01")
steps = st.tuples(st.integers(-1, 30), st.integers(0, 90), st.sampled_from(("days", "weeks", "months", "working_days")))
forests = st.lists(steps, min_size=1, max_size=25)


@given(
    steps=forests,
    mixer=st.randoms(use_true_random=False),
    day=st.integers(0, 400),
    met=st.sets(st.integers(0, 24), max_size=5),
)
def test_the_order_of_entries_does_not_matter(seen, forest, act, judged, steps, mixer, day, met):
    records = [*forest(steps), act("x", "entry_into_force", "2024-01-15", process="p")]
    records += [judged(f"j{n}", f"c{n}", "met", "2024-02-01") for n in met]
    there = project(seen(START + timedelta(days=day), *records))
    mixer.shuffle(records)
    again = project(seen(START + timedelta(days=day), *records))
    assert dict(there) == dict(again)


@given(steps=forests, later=st.integers(1, 300))
def test_an_anchor_that_moves_moves_exactly_what_hangs_on_it_by_as_many_days(seen, forest, promise, act, steps, later):
    fixed = promise("fixed", "2024-03-01", 5), promise("hangs", ">fixed", 7)
    promises = [*forest(steps, only_days=True), *fixed]
    moved = START + timedelta(days=later)
    before = project(seen(START, *promises, act("x", "entry_into_force", START.isoformat(), process="p")), START)
    after = project(seen(moved, *promises, act("x", "entry_into_force", moved.isoformat(), process="p")), moved)
    for id_, one in before.items():
        shift = 0 if id_ == "fixed" else later
        if id_ == "hangs":
            # pushed only where the day has passed its anchor
            shift = max(0, (moved - one.anchor.latest).days)
        assert after[id_].projected == ON(one.projected.latest + timedelta(days=shift)), id_


@given(steps=forests, day=st.integers(0, 400))
def test_nothing_is_projected_before_its_anchor(seen, forest, act, steps, day):
    found = project(
        seen(START + timedelta(days=day), *forest(steps), act("x", "entry_into_force", "2024-01-15", process="p"))
    )
    for one in found.values():
        if one.projected:
            assert one.projected.earliest >= one.anchor.earliest
            assert one.projected.latest >= one.anchor.latest


@given(steps=forests, early=st.integers(0, 400), more=st.integers(0, 400))
def test_while_nothing_is_recorded_days_only_move_on(seen, forest, act, steps, early, more):
    records = [*forest(steps), act("x", "entry_into_force", "2024-01-15", process="p")]
    first = project(seen(START + timedelta(days=15 + early), *records))
    then = project(seen(START + timedelta(days=15 + early + more), *records))
    for id_, one in first.items():
        assert one.projected.latest <= then[id_].projected.latest
        assert one.planned == then[id_].planned
