"""Debts of provisional steps: owed until paid once, each record for itself."""

from datetime import date, timedelta

from good_case import DAY, act, ago, case_of, check, good, judged

from forlik.register.concepts import Actor, Role
from forlik.register.concepts.text import Version
from forlik.register.machines.debts import debts

TAKEN = ago(10)
"""The day of the provisional step."""


def taken(transition, *, days=10, until=14, **more):
    """The good case, in which its step was taken provisionally some days ago."""
    records = good(transition)
    day = ago(days)
    step = {} if transition == "hand_over" else {"transition": transition}
    more = {"happened": day.isoformat(), "provisional_until": day + timedelta(days=until), "approver": "p3", **more}
    records["act"] = records["act"].model_copy(update={**step, **more})
    records["incl"] = records["incl"].model_copy(update={"versions": (Version(dated="2026-01-01"),)})
    return records


def owed(records, day=DAY):
    return {one.missing.item: one.missing.about for one in debts(case_of(records), day)}


def test_what_a_provisional_step_lacks_is_owed_until_its_day_and_overdue_after_it():
    records = taken("suspend", contact_rule=None, condition=None)
    first, second = debts(case_of(records), DAY)
    assert (first.missing.item, second.missing.item) == ("contact_rule", "condition")
    assert (first.act, first.transition, first.due, first.overdue) == (
        "act",
        "suspend",
        TAKEN + timedelta(days=14),
        False,
    )
    due = first.due
    assert not debts(case_of(records), due)[0].overdue
    assert debts(case_of(records), due + timedelta(days=1))[0].overdue


def test_it_is_due_after_fourteen_days_whatever_the_act_says():
    [debt] = debts(case_of(taken("suspend", until=100, contact_rule=None)), DAY)
    assert debt.due == TAKEN + timedelta(days=14)


def test_before_the_step_nothing_is_owed():
    records = taken("suspend", contact_rule=None)
    assert debts(case_of(records), TAKEN - timedelta(days=1)) == ()
    assert len(debts(case_of(records), TAKEN)) == 1


def test_a_step_that_is_not_provisional_owes_nothing():
    assert owed(taken("suspend", contact_rule=None, provisional_until=None, approver=None)) == {}


def test_a_debt_that_was_paid_disappears():
    records = taken("activate", days=20)
    del records["cs"]
    assert owed(records) == {"conflict_sensitivity": ()}
    records["cs"] = judged("cs", "conflict_sensitivity", 3)
    assert owed(records) == {}
    assert owed(records, ago(4)) == {"conflict_sensitivity": ()}


def test_a_debt_that_was_paid_stays_paid_when_the_check_grows_old():
    late = DAY + timedelta(days=500)
    records = taken("activate", days=20)
    assert owed(records, late) == {}, "it was young enough when the step was taken"
    for record, kind in (("cs", "conflict_sensitivity"), ("hr", "human_rights_diligence")):
        records[record] = judged(record, kind, 3)
        assert owed(records, late) == {}
        records[record] = judged(record, kind, 111)
        assert list(owed(records, late)) in (["conflict_sensitivity"], ["human_rights"])
        records[record] = judged(record, kind, 110)
        assert owed(records, late) == {}


def test_a_promise_that_was_kept_once_is_paid_though_it_is_open_again():
    for kind in ("implementation", "internal_implementation"):
        records = taken("begin_closing", dispositions=())
        records["met"] = judged("met", kind, 5, about="pledge", state="met")
        records["again"] = judged("again", kind, 3, about="pledge", state="open_again")
        assert owed(records) == {}
        del records["met"]
        assert owed(records) == {"dispositions": ("pledge",)}


def test_consent_that_came_and_was_withdrawn_is_no_debt_of_the_step():
    records = taken("activate", days=20)
    records["c2"] = act("c2", "consent", ago(5).isoformat(), by=("front",))
    records["w"] = act("w", "consent_withdrawn", ago(2).isoformat(), by=("front",))
    assert owed(records, ago(8)) == {"consent": ("front", "gov")}
    assert owed(records, ago(6)) == {"consent": ("front",)}
    assert owed(records) == {}
    records["c2"] = act("c2", "consent_waiver", ago(5).isoformat(), to=("front",), reason="It has no spokesman")
    assert owed(records) == {}
    del records["c2"]
    assert owed(records) == {"consent": ("front",)}


def test_each_record_pays_for_itself():
    records = taken("explore", days=100)
    del records["l1"], records["l2"]
    late = DAY + timedelta(days=100)
    assert owed(records) == {"listing_check": ("chief", "front")}
    records["l1"] = check("l1", "front", made_on=ago(80))
    assert owed(records) == {"listing_check": ("chief",)}
    records["l2"] = check("l2", "chief", made_on=ago(10))
    assert owed(records, late) == {}


def test_who_came_after_the_step_owes_nothing_for_it():
    records = taken("explore")
    records["wing"] = Actor(id="wing", kind="faction", name="Fictional Wing")
    records["r7"] = Role(id="r7", kind="party", actor="wing", of="proc", since=ago(9).isoformat())
    assert owed(records) == {}
    records["r7"] = Role(id="r7", kind="party", actor="wing", of="proc", since=TAKEN.isoformat())
    assert owed(records) == {"listing_check": ("wing",)}


def test_a_promise_made_after_the_step_is_no_debt_of_it():
    records = taken("begin_closing", dispositions=())
    assert owed(records) == {"dispositions": ("pledge",)}
    records["pledge"] = records["pledge"].model_copy(update={"agreed": ago(9).isoformat()})
    assert owed(records) == {}


def test_a_mandate_or_a_text_that_came_later_pays():
    records = taken("activate")
    records["man"] = records["man"].model_copy(update={"starts_on": ago(6), "ends_on": ago(5), "signed": None})
    assert owed(records) == {}
    records["man"] = records["man"].model_copy(update={"starts_on": ago(20), "ends_on": ago(15)})
    assert owed(records) == {"mandate": ()}
    records["man"] = records["man"].model_copy(
        update={"starts_on": None, "signed": ago(6).isoformat(), "ends_on": ago(5)}
    )
    assert owed(records) == {}
    records["man"] = records["man"].model_copy(
        update={"signed": (DAY + timedelta(days=1)).isoformat(), "ends_on": None}
    )
    assert owed(records) == {"mandate": ()}
    del records["man"]
    assert owed(records) == {"mandate": ()}


def test_a_plan_that_was_written_later_pays():
    records = taken("activate")
    records["incl"] = records["incl"].model_copy(update={"versions": (Version(dated=ago(-1).isoformat()),)})
    assert owed(records) == {"inclusion_plan": ()}
    records["incl"] = records["incl"].model_copy(update={"versions": (Version(dated=ago(4).isoformat()),)})
    assert owed(records) == {}


def test_a_step_owes_what_its_own_past_asks_of_it():
    records = taken("resume", days=2)
    records["t"] = act("t", "decision", ago(1).isoformat(), transition="suspend")
    assert owed(records) == {}, "consent of after the first suspension, not of after the second"


def test_a_provisional_hand_over_owes_too():
    records = taken("hand_over", confirmed_by=("p1",))
    assert owed(records) == {"confirmed": ()}
    [debt] = debts(case_of(records), DAY)
    assert (debt.act, debt.transition) == ("act", "hand_over")
    assert owed(records, TAKEN - timedelta(days=1)) == {}
    assert owed(taken("hand_over", confirmed_by=("p1",), provisional_until=None, approver=None)) == {}
    records["act"] = records["act"].model_copy(update={"kind": "note"})
    assert owed(records) == {}


def test_a_year_alone_counts_from_its_first_day():
    records = taken("suspend", happened="2026-03", contact_rule=None, provisional_until=date(2026, 3, 10))
    [debt] = debts(case_of(records), DAY)
    assert (debt.due, debt.overdue) == (date(2026, 3, 10), True)
