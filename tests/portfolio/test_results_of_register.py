"""Results of the register: an engagement that goes on and has none is a work item; a claim against one disputes it."""

from datetime import UTC, date, datetime

import pytest

from forlik.portfolio.results import OfEngagement, by_pillar, coverage_of, indicated, ladder
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


def seen(*there, sealed=()):
    """The dossier of somebody who sees all of it, also what is sealed."""
    labels = {"open": "0", "staff": "1", "secret": "2:a"}
    rows = [
        Row(
            one.id,
            type(one).__name__.lower(),
            facet.word,
            "2:a" if one.id in sealed else labels[facet.word],
            1,
            EARLY,
            EARLY,
            body,
        )
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


def counted(id_="i", **said):
    return result(id_, None, indicator="Fictional: schools", **said)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({"baseline": 10, "target": 40, "actual": 40}, "reached"),
        ({"baseline": 10, "target": 40, "actual": 25}, "partly"),
        ({"baseline": 10, "target": 40, "actual": 10}, "not_reached"),
        ({"baseline": 40, "target": 10, "actual": 5}, "reached"),
        ({"baseline": 10, "target": 40, "period_end": date(2026, 5, 31)}, "no_actual"),
        ({"baseline": 10, "target": 40, "period_end": date(2026, 6, 2)}, "running"),
        ({"baseline": 10, "target": 40, "actual": 0}, "not_reached"),
        ({"target": 40, "actual": 30}, "not_comparable"),
        ({"actual": 30}, "not_comparable"),
    ],
)
def test_an_indicator_is_held_against_its_target_and_an_unknown_actual_is_no_nought(said, verdict):
    [one] = indicated([result(), counted(**said)], DAY)
    assert one.compared.verdict == verdict
    assert (one.compared.actual.number is None) == ("actual" not in said)


def test_a_target_alone_is_no_result_and_is_awaited_when_its_time_is_over():
    over = counted(target=40, period_end=date(2026, 1, 31))
    [asked] = engagements(seen(WORK, *STEPS, over))
    assert (asked.results, asked.awaited) == (0, date(2026, 1, 31))
    [(item, row)] = results_due(seen(WORK, *STEPS, over), DAY)
    assert (item.rule, item.due, row.late) == ("engagement_no_actual", date(2026, 4, 30), True)
    later = counted(target=40, period_end=date(2026, 12, 31))
    [(item, _row)] = results_due(seen(WORK, *STEPS, later), DAY)
    assert item.rule == "engagement_no_result"
    [(item, _row)] = results_due(seen(WORK, *STEPS, over, result()), DAY)
    assert item.rule == "engagement_no_actual", "a rung that was reached does not say what was counted"
    none = counted(target=40, actual=0, period_end=date(2026, 1, 31))
    assert list(results_due(seen(WORK, *STEPS, none), DAY)) == [], "0 is said, and is a result"


def test_a_row_is_sealed_with_the_empty_result_or_the_step_that_it_follows_from_and_names_it():
    over = counted(target=40, period_end=date(2026, 1, 31))
    steps = tuple(one.id for one in STEPS)
    [told] = due_rows(seen(WORK, *STEPS, over, sealed={"i"}), DAY)
    assert told.sealed, "its day is the sealed one's"
    assert set(told.rests_on) == {"i", *steps}
    [told] = due_rows(seen(WORK, *STEPS, over), DAY)
    assert not told.sealed
    later = counted("j", target=40, period_end=date(2026, 2, 28))
    [told] = due_rows(seen(WORK, *STEPS, over, later, sealed={"j"}), DAY)
    assert (told.sealed, set(told.rests_on)) == (False, {"i", *steps}), "the first one that is over alone sets the day"
    for step in steps:
        [told] = due_rows(seen(WORK, *STEPS, sealed={step}), DAY)
        assert told.sealed, "without the step it does not go on, and nothing is due"


def test_that_nothing_is_recorded_rests_on_no_result():
    running = counted(target=40, period_end=date(2026, 12, 31))
    [told] = due_rows(seen(WORK, *STEPS, running, sealed={"i"}), DAY)
    assert (told.sealed, told.rests_on) == (False, tuple(one.id for one in STEPS))


def test_what_came_of_a_lesson_is_no_result_of_the_work():
    learnt = Assessment(id="l", kind="lesson", engagement="e", made_on=DAY, finding="Fictional", evidence=SAID)
    acted = Assessment(
        id="a", kind="result", about="l", engagement="e", made_on=DAY, finding="Fictional", evidence=SAID
    )
    assert results_of(seen(WORK, *STEPS, learnt, acted), "e") == ()
    plain = acted.model_copy(update={"about": "e"})
    assert results_of(seen(WORK, *STEPS, plain), "e") == (plain,)


def test_coverage_counts_what_goes_on_or_is_closed_each_once_and_in_all_of_its_pillars():
    def one(id_, state, results=0, evaluations=0):
        return OfEngagement(id_, "Fictional", "p", state, None, None, results, evaluations)

    some = [
        one("a", "active", 2),
        one("b", "closed", 0, 1),
        one("c", "closing", 1),
        one("d", "noticed", 1),
        one("f", "declined"),
    ]
    whole = coverage_of(some)
    assert (whole.engagements, whole.with_result, whole.with_evaluation) == (3, 2, 1)
    assert (whole.percent, whole.percent_evaluated) == (66, 33), "rounded down: only all is 100"
    parts = by_pillar(some, {"a": ("peace", "rights"), "b": ("peace",), "d": ("peace",)})
    assert {name: (part.engagements, part.with_result) for name, part in parts.items()} == {
        "peace": (2, 1), "rights": (1, 1), "": (1, 1),
    }  # fmt: skip
    assert coverage_of([]).percent is None
