"""What falls due, by whom, anchored on what."""

from datetime import date

import pytest

from forlik.core.errors import UsageError
from forlik.register.concepts import Act, Actor, Assessment, Engagement, Plan, Text
from forlik.register.promises.days import Span
from forlik.register.promises.due import KINDS, due
from forlik.register.vocabulary import vocabulary

D = date.fromisoformat
DAY = D("2024-06-01")


def engagement(id_, **said):
    return Engagement(id=id_, pillars=("peace",), title=f"File {id_}", **said)


def listed(rows):
    return [(one.kind, one.record, one.days_left) for one in rows]


def test_promises_within_the_days_and_overdue_ones_the_soonest_first(seen, promise, judged):
    there = [
        promise("far", "2024-07-02"),
        promise("edge", "2024-07-01"),
        promise("near", "2024-06-03"),
        promise("late", "2024-01-01"),
        promise("met", "2024-06-04"),
        promise("waived", "2024-06-04"),
        promise("partly", "2024-06-04"),
        promise("none"),
        judged("j", "met", "met", "2024-05-01"),
        judged("k", "waived", "waived", "2024-05-01"),
        judged("l", "partly", "partly", "2024-05-01"),
    ]
    rows = due(seen(DAY, *there), DAY, 30)
    assert listed(rows) == [
        ("promise", "late", -152), ("promise", "near", 2), ("promise", "partly", 3), ("promise", "edge", 30),
    ]  # fmt: skip
    assert [(one.state, one.late) for one in rows] == [
        ("overdue", True), ("running", False), ("partly", False), ("running", False),
    ]  # fmt: skip


def test_a_row_says_by_whom_and_what_it_hangs_on(seen, promise):
    there = [
        Actor(id="bank", kind="igo", name="The bank"),
        promise("fund", "2024-05-20", article="3.2", obligors=("bank", "hidden"), keeper="p"),
        promise("meet", ">fund", 2, "weeks", article="3.3"),
    ]
    fund, meet = due(seen(DAY, *there), DAY, 30)
    assert fund.title == "3.2: Promise fund"
    assert fund.by == ("The bank",)
    assert fund.anchored == "2024-05-20"
    assert fund.keepers == ("p",)
    assert meet.day == Span.on(D("2024-06-15"))
    assert meet.state == "waiting"
    assert meet.anchored == "2 weeks after “3.2: Promise fund” is met; waits until “3.2: Promise fund” is met"
    assert due(seen(DAY, *there), DAY, 30, language="nb")[1].anchored == (
        "2 uker etter at «3.2: Promise fund» er innfridd; venter til «3.2: Promise fund» er innfridd"
    )


def test_a_keeper_sees_own_rows_only_and_the_owner_follows_what_nobody_keeps(seen, promise):
    there = [
        engagement("e", owner="o", deputy="d", process="p"),
        promise("kept", "2024-06-03", engagement="e", keeper="k"),
        promise("file", "2024-06-04", engagement="e"),
        promise("process", "2024-06-05", process="p"),
        promise("nobody", "2024-06-06"),
    ]
    dossier = seen(DAY, *there)
    assert [one.record for one in due(dossier, DAY, 30, "k")] == ["kept"]
    assert [one.record for one in due(dossier, DAY, 30, "o")] == ["file", "process"]
    assert [one.record for one in due(dossier, DAY, 30, "d")] == ["file", "process"]
    assert len(due(dossier, DAY, 30)) == 4


def test_mandates_ends_reviews_and_assessments_are_rows_of_their_kind(seen):
    there = [
        engagement("e", owner="o", mandate="m", ends_on=D("2024-06-20"), review_on=D("2024-06-10")),
        engagement("closed", owner="o", end="2024-01", ends_on=D("2024-06-20"), review_on=D("2024-06-10")),
        Text(id="m", kind="mandate", title="Our mandate", ends_on=D("2024-05-30")),
        Text(id="un", kind="un_mandate", public_title="Resolution", ends_on=D("2024-06-30")),
        Text(id="old", kind="un_mandate", public_title="Resolution of old", ends_on=D("2020-06-30")),
        Plan(id="plan", title="The country", owner="o", review_on=D("2024-06-05")),
        Assessment(
            id="first", kind="risk", about="e", engagement="e", made_on=D("2024-01-01"), next_on=D("2024-04-01")
        ),
        Assessment(
            id="again", kind="risk", about="e", engagement="e", made_on=D("2024-04-05"), next_on=D("2024-06-07")
        ),
        Assessment(id="other", kind="need", place="SDN", made_on=D("2024-01-01"), next_on=D("2024-06-08"), author="a"),
        Assessment(id="newer", kind="need", place="SSD", made_on=D("2024-02-01")),
    ]
    rows = due(seen(DAY, *there), DAY, 30)
    assert listed(rows) == [
        ("mandate", "m", -2), ("review", "plan", 4), ("assessment", "again", 6), ("assessment", "other", 7),
        ("review", "e", 9), ("end", "e", 19), ("mandate", "un", 29),
    ]  # fmt: skip
    assert {one.record: one.keepers for one in rows} == {
        "m": ("o",), "plan": ("o",), "again": ("o",), "other": ("a",), "e": ("o",), "un": (),
    }  # fmt: skip
    assert [one.title for one in rows][:3] == ["Our mandate", "The country", "risk"]


def test_a_mandate_that_another_text_renews_does_not_fall_due(seen):
    old = Text(id="old", kind="un_mandate", public_title="Old", ends_on=D("2024-06-30"))
    new = Text(id="new", kind="un_mandate", public_title="New", renews="old", ends_on=D("2025-06-30"))
    assert listed(due(seen(DAY, old), DAY, 30)) == [("mandate", "old", 29)]
    assert due(seen(DAY, old, new), DAY, 30) == ()


def test_provisional_steps_and_reviews_stand_until_the_next_step(seen):
    def step(id_, transition, happened, **said):
        return Act(id=id_, kind="decision", engagement="e", transition=transition, happened=happened, title=id_, **said)

    provisional = step("first", "activate", "2024-05-25", provisional_until=D("2024-06-08"), approver="boss")
    file = engagement("e", owner="o")
    rows = due(seen(DAY, file, provisional), DAY, 30)
    assert listed(rows) == [("provisional", "first", 7)]
    assert rows[0].keepers == ("boss", "o")
    assert (rows[0].title, rows[0].approver) == ("Engage: first", "boss")
    assert due(seen(DAY, file, provisional), DAY, 30, language="nb")[0].title == "Engasjere: first"
    untitled = provisional.model_copy(update={"title": None})
    assert due(seen(DAY, file, untitled), DAY, 30)[0].title == "Engage"
    suspended = step("second", "suspend", "2024-05-28", review_on=D("2024-06-28"))
    assert listed(due(seen(DAY, file, provisional, suspended), DAY, 30)) == [("review", "second", 27)]
    assert due(seen(DAY, file, provisional, suspended, step("third", "resume", "2024-05-30")), DAY, 30) == ()


@pytest.mark.parametrize(
    ("left", "alarm", "rings"),
    [(61, None, False), (60, 60, True), (59, 60, False), (30, 30, True), (8, 30, False), (7, 7, True), (-1, 7, False)],
)
def test_alarms_stand_60_30_and_7_days_before(seen, promise, left, alarm, rings):
    on = date.fromordinal(DAY.toordinal() + left).isoformat()
    (row,) = due(seen(DAY, promise("a", on)), DAY, 90)
    assert (row.alarm, row.rings) == (alarm, rings)


def test_other_alarms_are_data(seen, promise):
    (row,) = due(seen(DAY, promise("a", "2024-06-15")), DAY, 90, alarms=(14, 100))
    assert (row.alarm, row.rings) == (14, True)


def test_what_may_fall_due_early_in_a_month_is_told_early(seen, promise, act):
    there = promise("a", "deployment", 10, process="p"), act("x", "deployment", "2024-06", process="p")
    (row,) = due(seen(D("2024-06-02"), *there), D("2024-06-02"), 10)
    assert row.day == Span(D("2024-06-11"), D("2024-07-10"))
    assert (row.days_left, row.late) == (9, False)


def test_days_behind_are_refused_and_a_long_way_ahead_is_not(seen, promise):
    with pytest.raises(UsageError, match="behind"):
        due(seen(DAY), DAY, -1)
    assert len(due(seen(DAY, promise("a", "9999-12-31")), DAY, 10**9)) == 1


def test_every_kind_of_row_has_its_words():
    assert tuple(vocabulary("due_kinds")) == KINDS


# What seals a row


def sealed(dossier):
    return {one.record: one.sealed for one in due(dossier, DAY, 60)}


def test_a_row_is_sealed_when_what_it_tells_is(seen, promise):
    assert sealed(seen(DAY, promise("a", "2024-06-03"))) == {"a": False}
    assert sealed(seen(DAY, promise("a", "2024-06-03", kind="side_letter"))) == {"a": True}


def test_a_day_that_follows_from_a_sealed_act_seals_the_whole_chain(seen, promise, act):
    visit = act("x", "visit", "2024-05-28", process="p")
    open_visit = seen(DAY, promise("a", "visit", 20, process="p"), promise("b", ">a", 3), visit)
    assert sealed(open_visit) == {"a": False, "b": False}
    request = act("x", "request", "2024-05-28", process="p")
    assert sealed(seen(DAY, promise("a", "request", 20, process="p"), promise("b", ">a", 3), request)) == {
        "a": True, "b": True,
    }  # fmt: skip


def test_a_sealed_promise_that_a_row_names_seals_it(seen, promise):
    there = promise("letter", "2024-05-20", 1, kind="side_letter"), promise("b", ">letter", 3)
    assert sealed(seen(DAY, *there)) == {"letter": True, "b": True}


def test_a_file_with_a_red_line_in_its_sealed_part_is_not_sealed_for_its_review(seen):
    file = engagement("e", owner="o", review_on=D("2024-06-10"), red_lines="Never this.")
    assert sealed(seen(DAY, file)) == {"e": False}
    assert sealed(seen(DAY, file, label="3:b")) == {"e": True}


# The edges of the window


def test_what_falls_due_today_is_neither_late_nor_left_out(seen, promise):
    there = [
        engagement("e", owner="o", ends_on=DAY, review_on=D("2024-06-02")),
        Text(id="m", kind="un_mandate", public_title="Resolution", ends_on=DAY),
        promise("a", "2024-06-01"),
    ]
    rows = due(seen(DAY, *there), DAY, 0)
    assert [(one.kind, one.days_left, one.state, one.late) for one in rows] == [
        ("promise", 0, "running", False), ("mandate", 0, "running", False), ("end", 0, "running", False),
    ]  # fmt: skip
    assert {one.kind for one in due(seen(DAY, *there), DAY, 1)} == {"promise", "mandate", "end", "review"}


def test_an_assessment_is_due_on_the_last_day_of_the_window_and_not_after_it_nor_in_a_closed_file(seen):
    def risk(id_, made_on, next_on, engagement_="e"):
        made, again = D(made_on), D(next_on)
        return Assessment(id=id_, kind="risk", about=id_, engagement=engagement_, made_on=made, next_on=again)

    files = engagement("e", owner="o"), engagement("closed", owner="o", end="2024-05-31")
    edge, beyond = risk("edge", "2024-01-01", "2024-07-01"), risk("beyond", "2024-01-01", "2024-07-02")
    closed = risk("shut", "2024-01-01", "2024-06-05", "closed")
    assert listed(due(seen(DAY, *files, edge, beyond, closed), DAY, 30)) == [("assessment", "edge", 30)]
    today = Assessment(id="today", kind="risk", about="edge", engagement="e", made_on=DAY)
    assert due(seen(DAY, *files, edge, today), DAY, 30) == ()


def test_a_file_that_ends_today_is_not_over(seen):
    assert listed(due(seen(DAY, engagement("e", end="2024-06-01", review_on=DAY)), DAY, 5)) == [("review", "e", 0)]
    assert due(seen(DAY, engagement("e", end="2024-05-31", review_on=DAY)), DAY, 5) == ()


def test_a_row_is_called_by_the_first_title_there_is(seen):
    named = Engagement(id="a", pillars=("peace",), title="Public", working_title="Inside", ends_on=DAY, review_on=DAY)
    inside = Engagement(id="b", pillars=("peace",), working_title="Inside", ends_on=DAY, review_on=DAY)
    bare = Engagement(id="c", pillars=("peace",), ends_on=DAY, review_on=DAY)
    acts = [
        Act(id="d", kind="suspension", happened="2024-05", review_on=DAY, title="Title", public_title="Outside"),
        Act(id="e", kind="suspension", happened="2024-05", review_on=DAY, public_title="Outside"),
        Act(id="f", kind="suspension", happened="2024-05", review_on=DAY),
    ]
    rows = due(seen(DAY, named, inside, bare, *acts), DAY, 5)
    assert {(one.record, one.kind): one.title for one in rows} == {
        ("a", "end"): "Public", ("a", "review"): "Public",
        ("b", "end"): "Inside", ("b", "review"): "Inside",
        ("c", "end"): "engagement ends", ("c", "review"): "review",
        ("d", "review"): "Title", ("e", "review"): "Outside", ("f", "review"): "suspension",
    }  # fmt: skip
