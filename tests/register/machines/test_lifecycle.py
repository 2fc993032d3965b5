"""The lifecycle: what leads from where to where, and what is told of acts that lead nowhere."""

from datetime import UTC, date, datetime, timedelta

from good_case import BEFORE, DAY, STEPS, act, ago, case_of, good, step

from forlik.register.concepts import Engagement
from forlik.register.machines.guards import why_not
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.machines.steps import TRANSITIONS, course, provisional
from forlik.register.vocabulary import vocabulary

REACHED = {
    "noticed": (), "exploring": ("s1",), "active": ("s1", "s2"), "suspended": ("s1", "s2", "s3"),
    "closing": ("s1", "s2", "s4"), "closed": ("s1", "s2", "s4", "s5"), "declined": ("no",),
}  # fmt: skip
TABLE = {
    ("noticed", "explore"): "exploring", ("exploring", "activate"): "active", ("active", "suspend"): "suspended",
    ("suspended", "resume"): "active", ("active", "begin_closing"): "closing",
    ("suspended", "begin_closing"): "closing", ("closing", "close"): "closed", ("noticed", "decline"): "declined",
    ("exploring", "decline"): "declined", ("closed", "reopen"): "active",
}  # fmt: skip
FILE = Engagement(id="eng", title="Fictional talks", places=("XXX",), pillars=("peace",))
NO = act("no", "decision", "2026-01-03", transition="decline")


def life_of(*acts, day=DAY, recorded=None):
    return lifecycle(case_of({one.id: one for one in (FILE, *acts)}, day, recorded))


def steps(state):
    return [NO if one == "no" else step(one) for one in REACHED[state]]


def test_every_step_from_every_state_leads_where_the_design_says_or_nowhere():
    assert set(REACHED) == set(vocabulary("states"))
    assert set(TRANSITIONS) == set(vocabulary("transitions"))
    for state in REACHED:
        for transition in TRANSITIONS:
            life = life_of(*steps(state), act("n", "decision", "2026-05-30", transition=transition))
            if (state, transition) in TABLE:
                assert life.state == TABLE[state, transition]
                assert life.since == "2026-05-30"
                assert life.history[-1].act == "n"
                assert (life.history[-1].origin, life.history[-1].to) == (state, life.state)
                assert life.anomalies == ()
            else:
                assert life.state == state
                [told] = life.anomalies
                assert (told.act, told.name, told.taken) == ("n", "not_possible", False)
                assert TRANSITIONS[transition].en in told.en
                assert vocabulary("states")[state].nb in told.nb


def test_a_step_that_is_not_possible_is_missing_its_state_and_everything_else():
    for state in REACHED:
        for transition in TRANSITIONS:
            case = case_of({one.id: one for one in (FILE, *steps(state))})
            items = {one.item for one in why_not(case, transition, DAY)}
            assert ("state" in items) == ((state, transition) not in TABLE), (state, transition)
            assert items - {"state"}, (state, transition)
    records = {**good("explore"), "done": step("s1")}
    [missing] = why_not(case_of(records), "explore", DAY)
    assert missing.en == "“explore” is not possible from “exploring”"
    assert missing.nb == "«utforske» er ikke mulig fra «utforsker»"


def test_an_engagement_without_steps_is_noticed_and_that_is_no_finding():
    life = life_of()
    assert (life.state, life.since, life.history, life.anomalies, life.debts) == ("noticed", None, (), (), ())
    assert not life.told
    assert life_of(step("s1")).told
    assert (life.en, life.nb) == ("noticed", "lagt merke til")


def test_acts_are_taken_in_the_order_in_which_they_happened_not_in_which_they_were_recorded():
    recorded = {f"s{n}": datetime(2026, 6, 1, 12 - n, tzinfo=UTC) for n in range(1, 6)}
    life = life_of(*(step(one) for one in STEPS if one != "s3"), recorded=recorded)
    assert life.state == "closed"
    assert [one.transition for one in life.history] == ["explore", "activate", "begin_closing", "close"]


def test_acts_of_one_day_are_taken_in_the_order_in_which_they_were_recorded():
    one = act("a", "decision", "2026-03-01", transition="resume")
    other = act("b", "decision", "2026-03-01", transition="suspend")
    early, late = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert life_of(step("s1"), step("s2"), one, other, recorded={"a": late, "b": early}).state == "active"
    life = life_of(step("s1"), step("s2"), one, other, recorded={"a": early, "b": late})
    assert life.state == "suspended"
    assert [told.act for told in life.anomalies] == ["a"]


def test_acts_of_one_day_recorded_at_one_instant_are_taken_in_the_order_of_the_table():
    same = [
        act("b", "decision", "2026-03-01", transition="explore"),
        act("a", "decision", "2026-03-01", transition="activate"),
    ]
    assert life_of(*same).state == "active"


def test_a_month_or_year_counts_as_over_at_its_end():
    late = act("a", "decision", "2026-01", transition="explore")
    early = act("b", "decision", "2026-01-31", transition="activate")
    assert life_of(late, act("c", "decision", "2026-02-01", transition="activate")).state == "active"
    assert life_of(act("a", "decision", "2026", transition="explore"), early).state == "exploring"


def test_a_step_of_another_file_or_of_the_process_moves_nothing():
    records = {
        **good("explore"),
        "s": act("s", "decision", "2026-01-05", transition="explore", engagement=None, process="proc"),
    }
    assert lifecycle(case_of(records)).state == "noticed"


def test_what_is_wrong_with_an_act_is_told_by_name_and_never_taken():
    told = {
        "undated": act("x", "decision", None, transition="explore"),
        "in_the_future": act("x", "decision", "2026-06-02", transition="explore"),
        "not_a_decision": act("x", "meeting", "2026-05-01", transition="explore"),
        "not_possible": act("x", "decision", "2026-05-01", transition="resume"),
    }
    for name, one in told.items():
        life = life_of(one)
        assert life.state == "noticed"
        [anomaly] = life.anomalies
        assert (anomaly.act, anomaly.name, anomaly.taken) == ("x", name, False)
        assert anomaly.en
        assert anomaly.nb
    assert life_of(act("x", None, "2026-05-01", transition="explore")).anomalies[0].name == "not_a_decision"


def test_only_a_suspension_may_be_decided_by_a_suspension():
    life = life_of(step("s1"), step("s2"), act("x", "suspension", "2026-05-01", transition="suspend"))
    assert life.state == "suspended"
    life = life_of(step("s1"), act("x", "suspension", "2026-05-01", transition="activate"))
    assert [one.name for one in life.anomalies] == ["not_a_decision"]


def test_the_state_of_an_earlier_day_leaves_out_what_came_later_and_calls_it_no_anomaly():
    case = case_of({one.id: one for one in (FILE, step("s1"), step("s2"))})
    assert lifecycle(case, date(2026, 2, 1)).state == "exploring"
    assert lifecycle(case, date(2026, 2, 1)).anomalies == ()
    assert lifecycle(case, date(2026, 2, 2)).state == "active"
    assert course(case, date(2026, 1, 4)).state == "noticed"
    assert life_of(act("x", "decision", DAY.isoformat(), transition="explore")).state == "exploring"


def test_an_anomaly_does_not_stop_what_follows():
    life = life_of(act("x", "decision", "2026-01-01", transition="close"), step("s1"), step("s2"))
    assert life.state == "active"
    assert [one.act for one in life.anomalies] == ["x"]


def test_a_step_is_provisional_for_fourteen_days_and_no_longer():
    day = ago(20)
    for days, held in ((-1, False), (0, True), (14, True), (15, False)):
        until = day + timedelta(days=days)
        one = act("s1", "decision", day.isoformat(), transition="explore", provisional_until=until, approver="p3")
        assert provisional(one) == held
        life = life_of(one)
        assert life.state == "exploring", "the step is taken"
        assert [(told.name, told.taken) for told in life.anomalies] == (
            [] if held else [("provisional_out_of_bounds", True)]
        )
        assert life.history[0].provisional_until == min(until, day + timedelta(days=14))
    assert not provisional(act("s1", "decision", None, provisional_until=day, approver="p3"))
    assert not provisional(act("s1", "decision", day.isoformat()))
    assert life_of(step("s1")).history[0].provisional_until is None


def test_every_step_of_the_good_case_meets_the_state_it_needs():
    for transition, before in BEFORE.items():
        life = lifecycle(case_of(good(transition)))
        assert [one.act for one in life.history] == list(before)
        assert life.anomalies == ()
        assert life.debts == ()
