"""What falls due of options: expectations until somebody or a measure has told, and answers on harm that run out."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from made_option import DAY, OPTION, STAFF, expectation, harm, judged, lifting, seen

from forlik.assess.ledger.falling_due import to_be_resolved
from forlik.assess.ledger.ledger import Reading
from forlik.assess.options.running_out import running_out
from forlik.register.concepts.decided import Decided
from forlik.register.concepts.expected import Expected
from forlik.register.promises.due import due

OWN = judged("option", "option", finding="Fictional: sit between them", author="p9")
SEEN = date(2026, 9, 1)
HOPE = expectation("hope", seen_on=SEEN)
BOUND = Expected(resolves_on=SEEN, measure="wars", period="2026", relation="at_most", threshold=Decimal(3), unit="wars")


def on(day, *records, **how):
    return seen(*records, day=day, **how)


def rows(found):
    return [(one.kind, one.record, one.day.earliest, one.days_left, one.late) for one in found]


@pytest.mark.parametrize(
    ("day", "left", "late"), [(date(2026, 8, 31), 1, False), (SEEN, 0, False), (date(2026, 9, 2), -1, True)]
)
def test_an_expectation_is_due_on_its_day_and_late_after_it(day, left, late):
    assert rows(to_be_resolved(on(day, HOPE), day)) == [("expectation", "hope", SEEN, left, late)]


def test_it_is_due_no_more_once_a_person_has_told():
    said = judged("said", "resolution", about="hope", option=None, answer="happened", made_on=date(2026, 9, 3))
    assert rows(to_be_resolved(on(date(2026, 9, 3), HOPE, said), date(2026, 9, 3))) == []
    assert rows(to_be_resolved(on(date(2026, 9, 3), HOPE, said), date(2026, 9, 2))), "on the day before nobody had"


@pytest.mark.parametrize(
    ("known", "waits"), [(None, 1), (Reading(Decimal(2), "wars"), 0), (Reading(Decimal(2), "deaths"), 1)]
)
def test_what_a_figure_has_told_is_not_waited_for(known, waits):
    one = expectation("counted", expected=BOUND, place="XXA")
    assert len(rows(to_be_resolved(on(SEEN, one), SEEN, lambda *_: known))) == waits


def test_answers_on_harm_run_out_180_days_after_the_first_of_them():
    later = harm("later", "green", "own_ties", made_on=DAY + timedelta(days=10))
    records = OWN, harm("first", "green"), harm("beside", "amber", "reprisal_risk"), later
    day = DAY + timedelta(days=11)
    [row] = running_out(on(day, *records), day)
    assert row.day.earliest == DAY + timedelta(days=180) == date(2026, 11, 28)
    assert (row.kind, row.title, row.late) == ("harm", "Diversion, Risk of reprisals", False)
    assert (row.keepers, row.option, set(row.rests_on)) == (("p9",), str(OPTION), {"first", "beside"})
    [row] = running_out(on(day, *records), day, "nb")
    assert row.title == "Avledning av midler, Fare for represalier"


@pytest.mark.parametrize(("after", "late"), [(180, False), (181, True)])
def test_an_answer_is_good_on_its_last_day_and_late_after_it(after, late):
    day = DAY + timedelta(days=after)
    [row] = running_out(on(day, OWN, harm("one", "green")), day)
    assert (row.days_left, row.late, row.state) == (180 - after, late, "overdue" if late else "running")


def test_an_answer_given_anew_takes_the_place_of_the_one_before():
    anew = harm("anew", "green", made_on=DAY + timedelta(days=100))
    day = DAY + timedelta(days=100)
    [row] = running_out(on(day, OWN, harm("one", "green"), anew), day)
    assert (row.record, row.day.earliest) == ("anew", DAY + timedelta(days=280))


def test_a_red_answer_never_runs_out_but_its_lifting_does():
    red = harm("red", "red")
    day = DAY + timedelta(days=20)
    assert list(running_out(on(day, OWN, red), day)) == []
    lifted = lifting("lifted", "red", made_on=day)
    [row] = running_out(on(day, OWN, red, lifted), day)
    assert row.day.earliest == day + timedelta(days=180)


@pytest.mark.parametrize(("decision", "asks"), [("decline", 0), ("wait", 1)])
def test_an_option_that_was_declined_or_is_over_asks_for_no_new_answers(decision, asks):
    said = judged("no", "decision", decided=Decided(decision=decision, screen="{}"))
    assert len(list(running_out(on(DAY, OWN, harm("one", "green"), said), DAY))) == asks
    over = date(2028, 1, 1)
    assert list(running_out(on(over, OWN, harm("one", "green")), over)) == []


def test_who_does_not_see_an_answer_is_not_told_when_it_runs_out():
    records = OWN, harm("sealed", "green", made_on=DAY - timedelta(days=90)), harm("open", "green", "own_ties")
    [row] = running_out(on(DAY, *records, sealed={"sealed"}, labels=STAFF), DAY)
    assert (row.record, row.day.earliest) == ("open", DAY + timedelta(days=180))
    [row] = running_out(on(DAY, *records, sealed={"sealed"}), DAY)
    assert (row.record, row.sealed) == ("sealed", True)


def test_they_stand_in_the_due_list_within_its_days_and_a_decision_by_its_day_of_review():
    decided = judged("yes", "decision", decided=Decided(decision="wait", screen="{}"), next_on=date(2026, 7, 1))
    dossier = on(DAY, OWN, HOPE, harm("one", "green"), decided)
    beside = [*to_be_resolved(dossier, DAY), *running_out(dossier, DAY)]

    def kinds(days):
        return [(one.kind, one.record, one.option) for one in due(dossier, DAY, days, beside=beside)]

    named = str(OPTION)
    assert kinds(29) == []
    assert kinds(30) == [("review", "yes", named)]
    assert kinds(92) == [("review", "yes", named), ("expectation", "hope", named)]
    assert kinds(180) == [*kinds(92), ("harm", "one", named)]
    assert [one.kind for one in due(dossier, DAY, 180, "p9", beside=beside)] == ["harm"], "whoever put it forward"
