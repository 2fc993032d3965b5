"""Alarms 60, 30 and 7 days before a mandate ends, and what has ended."""

from good_case import DAY, act, ago, case_of, good, step, written

from forlik.register.machines.mandate import alarms, clocks, rests, running

OLD = written("old", "un_mandate", signed="2025-01-01", ends_on=ago(-40))


def file(*more, **fields):
    records = good("suspend")
    records["eng"] = records["eng"].model_copy(update=fields)
    records.update({one.id: one for one in more})
    return case_of(records)


def ending(days):
    return file(written("man", "mandate", ends_on=ago(-days)))


def test_alarms_are_given_60_30_and_7_days_before_the_end():
    expected = {61: None, 60: 60, 31: 60, 30: 30, 8: 30, 7: 7, 0: 7, -1: None}
    for days, alarm in expected.items():
        [clock] = clocks(ending(days))
        assert (clock.kind, clock.record, clock.days_left) == ("mandate", "man", days)
        assert (clock.alarm, clock.expired) == (alarm, days < 0)
        assert bool(alarms(ending(days))) == (days <= 60)


def test_the_engagement_and_the_un_mandates_of_its_file_end_too():
    case = file(OLD, written("un2", "un_mandate", engagement=None, process="proc", ends_on=ago(-3)), ends_on=ago(-90))
    assert [(one.kind, one.record, one.days_left) for one in clocks(case)] == [
        ("mandate", "man", 0), ("un_mandate", "un2", 3), ("un_mandate", "old", 40), ("engagement", "eng", 90),
    ]  # fmt: skip
    assert [one.record for one in alarms(case)] == ["man", "un2", "old"]
    assert clocks(case, ago(1))[0].days_left == 1


def test_a_treaty_of_the_file_has_no_clock_and_a_mandate_without_an_end_none():
    case = file(written("t", "treaty", ends_on=DAY), written("man", "mandate"), written("u", "un_mandate"))
    assert clocks(case) == ()
    assert clocks(file(mandate=None)) == ()


def test_a_mandate_that_was_renewed_ends_with_its_renewal():
    new = written("new", "un_mandate", signed=ago(1).isoformat(), ends_on=ago(-300), renews="old")
    assert [one.record for one in clocks(file(OLD, new, mandate=None))] == ["new"]
    planned = written("new", "un_mandate", signed=ago(-1).isoformat(), ends_on=ago(-300), renews="old")
    assert [one.record for one in clocks(file(OLD, planned, mandate=None))] == ["old", "new"]
    man = written("man2", "mandate", signed=DAY.isoformat(), ends_on=ago(-9), renews="man")
    assert [(one.kind, one.record) for one in clocks(file(man))] == [("mandate", "man2")]


def test_texts_that_renew_one_another_end_all_the_same():
    one = written("one", "un_mandate", signed="2026-01-01", ends_on=ago(-5), renews="two")
    two = written("two", "un_mandate", signed="2026-01-01", ends_on=ago(-6), renews="one")
    assert {clock.record for clock in clocks(file(one, two, mandate=None))} == {"one", "two"}
    assert running(file(one, two), one, DAY).id == "two"


def test_a_un_mandate_that_the_file_rests_on_is_told_once():
    assert [(one.kind, one.record) for one in clocks(file(OLD, mandate="old"))] == [("mandate", "old")]
    assert rests(file(OLD, mandate="old"), DAY).id == "old"


def test_what_is_over_gives_no_alarm():
    records = good("reopen")
    assert clocks(case_of(records)) == ()
    declined = act("s2", "decision", "2026-02-02", transition="decline")
    assert clocks(case_of({**good("activate"), "s2": declined})) == ()
    assert clocks(case_of({**records, "s5": step("s5", withdrawn="a mistake")})) != ()
