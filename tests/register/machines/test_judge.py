"""Proposed acts: who may decide, provisionally too, and what is asked when nobody has decided yet."""

from datetime import timedelta

import pytest
from good_case import DAY, act, ago, case_of, good, step

from forlik.register.machines.guards import GUARDS, judge, lacking, why_not
from forlik.register.machines.guards.guard import Asked
from forlik.register.machines.steps import TRANSITIONS


def proposed(name, **more):
    """The good act of a step, not recorded yet, and the case without it."""
    records = good(name)
    one = records.pop("act")
    step_ = {} if name == "hand_over" else {"transition": name}
    return case_of(records), one.model_copy(update={**step_, **more})


def test_a_proposed_act_is_judged_before_it_is_recorded():
    for transition in GUARDS:
        case, one = proposed(transition)
        assert judge(case, one, DAY).passes, transition
        assert not judge(case, one, DAY).provisional
        assert why_not(case, transition, DAY, one) == ()


def test_an_act_that_lacks_something_passes_only_provisionally():
    case, one = proposed("suspend", contact_rule=None, condition=None)
    verdict = judge(case, one, DAY)
    assert [missing.item for missing in verdict.missing] == ["contact_rule", "condition"]
    assert not verdict.passes
    for days, passes in ((-1, False), (0, True), (14, True), (15, False)):
        more = {"provisional_until": DAY + timedelta(days=days), "approver": "p3"}
        verdict = judge(case, one.model_copy(update=more), DAY)
        assert (verdict.passes, verdict.provisional) == (passes, passes)
    verdict = judge(case, one.model_copy(update={"provisional_until": DAY}), DAY)
    assert not verdict.passes, "nobody approved it"


def test_a_whole_act_that_is_provisional_owes_nothing():
    case, one = proposed("suspend", provisional_until=DAY, approver="p3")
    assert judge(case, one, DAY).passes
    assert not judge(case, one, DAY).provisional


def test_a_step_that_the_state_does_not_allow_is_refused_even_provisionally():
    for name, lacks in (("explore", {"state"}), ("suspend", {"state", "new_request"})):
        transition = {"explore": "resume", "suspend": "reopen"}[name]
        case, one = proposed(name, kind="decision", transition=transition, provisional_until=DAY, approver="p3")
        if name == "suspend":
            records = {key: value for key, value in good(name).items() if key not in ("act", "q1")}
            case = case_of(records)
        verdict = judge(case, one, DAY)
        assert {missing.item for missing in verdict.missing} == lacks
        assert not verdict.passes
        assert not verdict.provisional


def test_a_hand_over_to_oneself_is_refused_until_it_was_carried_out():
    case, one = proposed("hand_over", new_owner="p1", confirmed_by=("p1", "p2"))
    assert [missing.item for missing in judge(case, one, DAY).missing] == ["new_owner"]
    records = good("hand_over")
    records["eng"] = records["eng"].model_copy(update={"owner": "p4"})
    assert why_not(case_of(records), "hand_over", DAY, records["act"]) == ()


def test_a_hand_over_may_be_provisional():
    case, one = proposed("hand_over", confirmed_by=("p1",), provisional_until=DAY, approver="p3")
    assert judge(case, one, DAY).provisional


def test_an_act_without_a_day_is_judged_as_of_the_day():
    case, one = proposed("suspend", happened=None)
    assert why_not(case, "suspend", DAY, one) == ()
    assert [missing.item for missing in why_not(case, "suspend", DAY + timedelta(days=1), one)] == ["review_day"]


def test_what_is_asked_may_be_narrowed_to_some_items():
    records = good("explore")
    records["eng"] = records["eng"].model_copy(update={"owner": None, "deputy": None})
    case = case_of(records)
    asked = Asked(case, "explore", DAY, None, ())
    assert [one.item for one in lacking(asked, {"deputy"})] == ["deputy"]
    assert [one.item for one in lacking(asked, frozenset())] == []
    assert [one.item for one in lacking(asked)] == ["owner", "deputy", "decision"]


def test_an_act_that_decides_nothing_is_not_judged():
    case, one = proposed("explore", transition=None, kind="meeting")
    with pytest.raises(KeyError):
        judge(case, one, DAY)
    with pytest.raises(KeyError):
        why_not(case, "abandon", DAY)


def test_a_recorded_decision_counts_once():
    records = {**good("activate"), "s2": step("s2"), "late": act("late", "suspension", ago(3).isoformat(), by=("gov",))}
    assert {one.item for one in why_not(case_of(records), "suspend", DAY)} == set(), "the decision of the day counts"
    del records["act"]
    items = {one.item for one in why_not(case_of(records), "suspend", DAY)}
    assert items == {"obligations", "contact_rule", "condition", "review_day"}


def test_everything_missing_is_named_in_both_languages_with_what_to_do():
    assert set(GUARDS) == {*TRANSITIONS, "hand_over"}
    for transition, guards in GUARDS.items():
        assert len({one.item for one in guards}) == len(guards), transition
        for one in guards:
            words = (one.item, one.en, one.nb, one.remedy_en, one.remedy_nb)
            assert all(words), one.item
            assert one.en != one.nb, one.item
            assert one.predicate.__doc__, one.item
    assert [one.item for one in GUARDS["activate"] if one.only_with_process] == ["consent"]
    assert [one.item for one in GUARDS["activate"] if one.only_without_process] == ["need", "partner_diligence"]


def test_each_guard_has_a_predicate_of_its_own():
    every = {one.item: one.predicate for guards in GUARDS.values() for one in guards}
    assert len(set(every.values())) == len(every)
