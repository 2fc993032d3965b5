"""The states of a promise: by the days while nobody judged it, and by assessments alone after that."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.register.promises.assessed import SETTLED
from forlik.register.promises.projection import project
from forlik.register.promises.state import BY_DAYS, Moment, history, standing, standings
from forlik.register.vocabulary import vocabulary

D = date.fromisoformat


def at(dossier, id_="a"):
    return standing(project(dossier), id_)


def test_days_alone_take_a_promise_from_agreed_to_overdue(seen, promise, act):
    there = (
        promise("a", "deployment", 10, process="p", agreed="2024-01-01"),
        act("x", "deployment", "2024-02-01", process="p"),
    )
    waiting, running, overdue = (at(seen(D(day), *there)) for day in ("2024-01-31", "2024-02-11", "2024-02-12"))
    assert (waiting.state, waiting.since) == ("waiting", D("2024-01-01"))
    assert (running.state, running.since, running.late) == ("running", D("2024-02-01"), False)
    assert (overdue.state, overdue.since, overdue.late) == ("overdue", D("2024-02-12"), True)
    assert history(project(seen(D("2024-03-01"), *there)), "a") == (
        Moment(D("2024-01-01"), "agreed"),
        Moment(D("2024-01-01"), "waiting"),
        Moment(D("2024-02-01"), "running"),
        Moment(D("2024-02-12"), "overdue"),
    )


def test_a_promise_without_a_day_is_agreed_and_one_on_a_condition_waits(seen, promise):
    dossier = seen(D("2024-01-31"), promise("a"), promise("b", due={"condition": "if it rains"}), promise("c", ">b"))
    assert [standings(project(dossier))[id_].state for id_ in "abc"] == ["agreed", "waiting", "waiting"]


@pytest.mark.parametrize("state", [one for one in vocabulary("promise_states") if one != "open_again"])
def test_an_assessment_moves_it_and_the_days_do_not_any_more(seen, promise, judged, state):
    dossier = seen(D("2024-06-01"), promise("a", "2024-01-01", 5), judged("j", "a", state, "2024-01-03"))
    found = at(dossier)
    assert (found.state, found.since, found.by) == (state, D("2024-01-03"), "j")
    assert found.settled is (state in SETTLED)
    assert found.late is (state not in {"met", "waived", "superseded"})
    assert [one.state for one in history(project(dossier), "a")] == ["agreed", "running", state]


def test_open_again_gives_it_back_to_the_days(seen, promise, judged):
    there = (
        promise("a", "2024-01-01", 5),
        judged("j", "a", "met", "2024-01-03"),
        judged("k", "a", "open_again", "2024-01-04"),
    )
    assert at(seen(D("2024-01-05"), *there)).state == "running"
    assert at(seen(D("2024-01-07"), *there)).state == "overdue"
    assert [(one.state, one.by) for one in history(project(seen(D("2024-01-07"), *there)), "a")] == [
        ("agreed", None), ("running", None), ("met", "j"), ("open_again", "k"), ("running", None), ("overdue", None),
    ]  # fmt: skip


def test_nothing_but_an_assessment_of_promises_meets_it(seen, promise, act, judged):
    met = promise("a", "2024-01-01", 5, process="p", brings="deployment")
    there = met, act("x", "deployment", "2024-01-02", process="p"), judged("j", "a", "met", "2024-01-03", kind="risk")
    assert at(seen(D("2024-01-04"), *there)).state == "running"


def test_of_two_on_one_day_the_one_recorded_later_counts(seen, promise, judged):
    # recorded at the same instant here: the later id
    there = (
        promise("a", "2024-01-01"),
        judged("j", "a", "breached", "2024-01-03"),
        judged("k", "a", "partly", "2024-01-03"),
    )
    assert at(seen(D("2024-01-04"), *there)).state == "partly"


def test_a_promise_due_before_its_anchor_may_be_overdue_before_it_ran(seen, promise):
    there = promise("end", "2024-06-01"), promise("a", ">end", -60)
    assert at(seen(D("2024-04-02"), *there)).state == "waiting"
    assert at(seen(D("2024-04-03"), *there)).state == "overdue"


def test_a_day_known_to_the_month_is_overdue_when_its_last_day_has_passed(seen, promise, act):
    there = promise("a", "deployment", 10, process="p"), act("x", "deployment", "2024-02", process="p")
    assert at(seen(D("2024-02-15"), *there)).state == "running"
    assert at(seen(D("2024-03-10"), *there)).state == "running"
    assert at(seen(D("2024-03-11"), *there)).state == "overdue"


def test_the_words_of_days_are_those_of_the_vocabulary_and_no_assessment_can_say_them():
    assert tuple(vocabulary("promise_days")) == BY_DAYS
    assert not set(BY_DAYS) & set(vocabulary("promise_states"))


words = st.sampled_from(tuple(vocabulary("promise_states")))


@given(
    said=st.lists(st.tuples(words, st.integers(0, 60)), max_size=5),
    day=st.integers(0, 60),
    offset=st.integers(-40, 40),
    happened=st.none() | st.integers(0, 60),
)
def test_history_ends_where_it_stands_and_holds_every_assessment(
    seen, promise, act, judged, said, day, offset, happened
):
    start = D("2024-01-01")

    def after(days):
        return (start + timedelta(days=days)).isoformat()

    records = [promise("a", "deployment", offset, process="p", agreed=after(3))]
    records += [judged(f"j{n}", "a", state, after(days)) for n, (state, days) in enumerate(said)]
    if happened is not None:
        records.append(act("x", "deployment", after(happened), process="p"))
    found = project(seen(start + timedelta(days=day), *records))
    steps = history(found, "a")
    made = [(state, f"j{n}") for n, (state, days) in enumerate(said) if days <= day]
    assert sorted(made) == sorted((one.state, one.by) for one in steps if one.by)
    assert all(one.day <= other.day for one, other in pairwise(steps) if one.day and other.day)
    last = max(((days, f"j{n}", state) for n, (state, days) in enumerate(said) if days <= day), default=None)
    if last and last[2] != "open_again":
        assert (steps[-1].state, steps[-1].by) == (last[2], last[1])
    else:
        due = found["a"].projected
        expected = (
            "overdue" if due and due.latest < found.day
            else "waiting" if due is None
            else "running"
        )  # fmt: skip
        assert (steps[-1].state, steps[-1].by) == (expected, None)


def test_days_known_to_the_month_make_history_by_their_outer_ends(seen, promise, act):
    there = (
        promise("a", "deployment", 10, process="p", agreed="2024-01"),
        act("x", "deployment", "2024-02", process="p"),
    )
    assert history(project(seen(D("2024-04-01"), *there)), "a") == (
        Moment(D("2024-01-01"), "agreed"),
        Moment(D("2024-01-01"), "waiting"),
        Moment(D("2024-02-29"), "running"),
        Moment(D("2024-03-11"), "overdue"),
    )
    # in the month itself it runs already, as far as anybody can say from today
    assert history(project(seen(D("2024-02-15"), *there)), "a")[-1] == Moment(D("2024-02-15"), "running")
    # and on the last day of the month from that day
    assert history(project(seen(D("2024-02-29"), *there)), "a")[-1] == Moment(D("2024-02-29"), "running")


def test_a_promise_made_on_the_day_of_its_anchor_never_waited(seen, promise, act):
    there = (
        promise("a", "deployment", 10, process="p", agreed="2024-02-01"),
        act("x", "deployment", "2024-02-01", process="p"),
    )
    assert [one.state for one in history(project(seen(D("2024-02-02"), *there)), "a")] == ["agreed", "running"]


def test_a_promise_that_is_overdue_on_the_day_of_its_anchor_did_not_run(seen, promise, act):
    there = (
        promise("a", "deployment", -1, process="p", agreed="2024-01-01"),
        act("x", "deployment", "2024-02-01", process="p"),
    )
    assert [one.state for one in history(project(seen(D("2024-02-02"), *there)), "a")] == [
        "agreed",
        "waiting",
        "overdue",
    ]
