"""Results of the register: an engagement that goes on and has none is a work item; a claim against one disputes it."""

from datetime import UTC, date, datetime

import pytest

from forlik.portfolio.results import ladder
from forlik.portfolio.results.of_register import due_rows, engagements, on_the_ladder, results_due, results_of
from forlik.register.concepts import Act, Assessment, Engagement
from forlik.register.concepts.achieved import Achieved
from forlik.register.dossier import dossier
from forlik.register.evidence import Evidence
from forlik.register.placing import place
from forlik.register.rows import Row

DAY = date(2026, 6, 1)
EARLY = datetime(2020, 1, 1, tzinfo=UTC)
SAID = (Evidence(citation="Fictional: a note"),)
WORK = Engagement(
    id="e", title="Fictional work", places=("SDN",), pillars=("peace",), owner="p1", start="2025-03", review_on=None
)
STEPS = tuple(
    Act(id=f"s{n}", kind="decision", engagement="e", happened=f"2025-0{n}-01", transition=step, evidence=SAID)
    for n, step in enumerate(("explore", "activate"), 3)
)


def seen(*there):
    """The dossier of somebody who sees all of it."""
    labels = {"open": "0", "staff": "1", "secret": "2:a"}
    rows = [
        Row(one.id, type(one).__name__.lower(), facet.word, labels[facet.word], 1, EARLY, EARLY, body)
        for one in there
        for facet, body in place(one).items()
    ]
    return dossier(rows, DAY)


def result(id_="r", rung="text_agreed", **said):
    achieved = Achieved(rung=rung, goal="resolve_conflicts", **said)
    return Assessment(id=id_, kind="result", engagement="e", made_on=DAY, achieved=achieved, evidence=SAID, about="e")


def test_an_engagement_that_runs_without_a_result_is_a_work_item_with_owner_and_day():
    [(item, row)] = results_due(seen(WORK, *STEPS), DAY)
    assert (item.rule, item.owner, item.due) == ("engagement_no_result", "p1", date(2026, 3, 1)), (
        "a year after its start"
    )
    assert (row.kind, row.late, row.keepers, row.engagement) == ("result", True, ("p1",), "e")
    [told] = due_rows(seen(WORK, *STEPS), DAY)
    assert told.title == "Fictional work: Record what came of it"


def test_its_review_comes_first_where_one_is_set():
    reviewed = WORK.model_copy(update={"review_on": date(2026, 9, 1)})
    [(item, row)] = results_due(seen(reviewed, *STEPS), DAY)
    assert (item.due, row.late) == (date(2026, 9, 1), False)


def test_one_with_a_result_asks_for_nothing():
    assert list(results_due(seen(WORK, *STEPS, result()), DAY)) == []
    [asked] = engagements(seen(WORK, *STEPS, result()))
    assert (asked.results, asked.state) == (1, "active")


def test_one_that_is_only_noticed_asks_for_nothing_yet():
    assert list(results_due(seen(WORK), DAY)) == []


def test_results_stand_on_their_rung_and_nothing_is_said_of_the_rungs_below():
    there = seen(WORK, *STEPS, result(), result("q", "contact_kept", period_end=date(2026, 1, 31)))
    found = ladder(on_the_ladder(there, results_of(there, "e")))
    assert found.highest is not None
    assert found.highest.code == "text_agreed"
    assert {step.rung.code: len(step.results) for step in found.steps if step.results} == {
        "contact_kept": 1,
        "text_agreed": 1,
    }
    assert found.goals["resolve_conflicts"] == 2


def test_a_claim_against_a_result_disputes_it():
    against = Assessment(id="c", kind="claim", about="r", finding="Fictional: it is not so", made_on=DAY, evidence=SAID)
    there = seen(WORK, *STEPS, result(), against)
    [one] = on_the_ladder(there, results_of(there, "e"))
    assert one.contested
    assert ladder([one]).highest is None


@pytest.mark.parametrize("vocabulary", ["result_rungs", "paper_goals"])
def test_the_words_of_the_register_are_those_of_the_ladder(vocabulary):
    from forlik.portfolio.results import goals, rungs
    from forlik.register.vocabulary import vocabulary as words

    mine = rungs() if vocabulary == "result_rungs" else goals()
    assert [word for word in words(vocabulary) if word != "other"] == [one.code for one in mine]
