"""The ledger: expectations resolve themselves from figures where they can, wait for a person where not."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_option import DAY, STAFF, expectation, judged, seen

from forlik.assess.ledger.figures import figures_of
from forlik.assess.ledger.ledger import Reading, brought_in, forecasts, ledger, made_here, nowcasts
from forlik.core.errors import NoData, UsageError
from forlik.register.concepts.expected import Expected

LATER = date(2027, 8, 1)
SEEN_ON = date(2027, 6, 1)


def measured(relation="at_least", threshold="25", unit="deaths", **said):
    expected = Expected(
        resolves_on=SEEN_ON, measure="deaths_state_based", period="2027-03", relation=relation,
        threshold=Decimal(threshold), unit=unit, base_rate=40,
    )  # fmt: skip
    return expectation("e", expected=expected, place="XXA", **said)


def world(value="30", unit="deaths"):
    """A made-up world of one figure."""
    figures = {("deaths_state_based", "XXA", "2027-03"): Reading(Decimal(value), unit)}
    return lambda *asked: figures.get(asked)


def resolved(answer, id_="x", made_on=SEEN_ON, **said):
    return judged(
        id_,
        "resolution",
        **{"about": "e", "option": None, "answer": answer, "author": "p2", "made_on": made_on, **said},
    )


def entry(*records, figures=None, day=LATER, **how):
    [one] = ledger(seen(*records, day=max(day, LATER), **how), figures, day)
    return one


def test_what_was_brought_in_is_told_as_that_and_scored_apart():
    records = (expectation("here", 20), expectation("came", 99), resolved("happened", about="came"))
    entries = ledger(seen(*records, resolved("happened", "y", about="here"), day=LATER, brought={"came"}))
    assert {one.record.id: one.brought for one in entries} == {"here": False, "came": True}
    assert forecasts(made_here(entries)) == ((20, True),)
    assert forecasts(brought_in(entries)) == ((99, True),)


def test_what_was_expected_of_a_period_that_was_over_is_no_forecast_and_scored_apart():
    told = {"relation": "at_least", "threshold": 1, "unit": "deaths", "base_rate": 50, "measure": "deaths_state_based"}
    over, runs = (
        Expected(resolves_on=SEEN_ON, period=str(DAY.year + since), **told) for since in (-1, 0)
    )  # fmt: skip
    records = (
        expectation("sure", 99, expected=over, place="XXA"),
        expectation("came", 98, expected=over, place="XXA"),
        expectation("runs", 60, expected=runs, place="XXA"),
    )
    entries = ledger(seen(*records, day=LATER, brought={"came"}), lambda *_asked: Reading(Decimal(7), "deaths"))
    assert {one.record.id: one.over for one in entries} == {"sure": True, "came": True, "runs": False}
    assert {one.outcome for one in entries} == {"happened"}, "what became of it is told all the same"
    assert forecasts(made_here(entries)) == ((60, True),)
    assert forecasts(brought_in(entries)) == ()
    assert sorted(forecasts(nowcasts(entries))) == [(98, True), (99, True)]


@pytest.mark.parametrize(
    ("relation", "value", "outcome"),
    [
        ("at_least", "25", "happened"),
        ("at_least", "24.999999", "did_not_happen"),
        ("at_most", "25", "happened"),
        ("at_most", "25.000001", "did_not_happen"),
        ("at_least", "0", "did_not_happen"),
        ("at_most", "0", "happened"),
    ],
)
def test_a_figure_tells_by_its_bound_the_bound_included(relation, value, outcome):
    one = entry(measured(relation), figures=world(value))
    assert (one.outcome, one.how, one.probability, one.base_rate) == (outcome, "measure", 60, 40)
    assert one.reading == Reading(Decimal(value), "deaths")


def test_nothing_is_told_before_its_day():
    one = entry(measured(), figures=world(), day=SEEN_ON - timedelta(days=1))
    assert (one.outcome, one.how, one.reading) == ("running", "", None)
    assert entry(measured(), figures=world(), day=SEEN_ON).outcome == "happened"


def test_an_unknown_figure_is_waited_for_and_is_not_that_it_did_not_happen():
    one = entry(measured(), figures=lambda *_asked: None)
    assert (one.outcome, one.en) == ("waiting", "the figure is not known yet; a person may judge")
    assert entry(measured()).outcome == "waiting"
    assert not one.resolved


def test_a_figure_of_another_unit_tells_nothing_and_says_so():
    one = entry(measured(), figures=world(unit="deaths per 100,000"))
    assert one.outcome == "waiting"
    assert "“deaths per 100,000”" in one.en
    assert entry(measured(), resolved("happened"), figures=world(unit="other")).how == "person"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(UsageError, match="a number, or nothing"):
        entry(measured(), figures=world(value))


def test_nobody_takes_the_place_of_a_figure_that_is_known():
    one = entry(measured(), resolved("happened", author="p1"), figures=world("3"))
    assert (one.outcome, one.how, one.differs, one.own) == ("did_not_happen", "measure", True, True)


def test_what_a_figure_tells_is_not_made_void():
    one = entry(measured(), resolved("void", finding="Fictional: it went badly"), figures=world("3"))
    assert (one.outcome, one.how, one.differs) == ("did_not_happen", "measure", True)
    assert len(forecasts([one])) == 1


def test_without_a_measure_a_person_judges_and_it_is_told_when_that_is_who_expected_it():
    assert entry(expectation("e")).outcome == "waiting"
    other = entry(expectation("e"), resolved("did_not_happen"))
    assert (other.outcome, other.how, other.own, other.said) == ("did_not_happen", "person", False, "x")
    assert entry(expectation("e"), resolved("happened", author="p1")).own


def test_the_last_word_of_a_person_counts():
    first = resolved("happened", "x", SEEN_ON)
    assert entry(expectation("e"), first, resolved("did_not_happen", "y", SEEN_ON + timedelta(days=1))).said == "y"
    assert entry(expectation("e"), first, resolved("did_not_happen", "y"), day=SEEN_ON).said == "y"


def test_that_it_happened_may_be_said_at_once_that_it_did_not_only_on_its_day():
    early = SEEN_ON - timedelta(days=100)
    assert entry(expectation("e"), resolved("happened", made_on=early), day=early).outcome == "happened"
    assert entry(expectation("e"), resolved("did_not_happen", made_on=early)).outcome == "waiting"


def test_what_was_said_before_it_was_expected_or_of_another_does_not_count():
    assert entry(expectation("e"), resolved("happened", made_on=DAY - timedelta(days=1))).outcome == "waiting"
    assert entry(expectation("e"), resolved("happened", about="other")).outcome == "waiting"


def test_what_cannot_be_judged_any_more_is_void_with_its_reason_and_scores_nothing():
    one = entry(measured(), resolved("void", finding="Fictional: the measure ended"), figures=lambda *_asked: None)
    assert (one.outcome, one.en) == ("void", "it cannot be judged any more: Fictional: the measure ended")
    assert forecasts([one]) == ()


def test_the_ledger_is_in_the_order_of_days_and_scores_what_is_resolved():
    records = (
        expectation("late", 10, SEEN_ON + timedelta(days=9)),
        expectation("first", 90, SEEN_ON - timedelta(days=9)),
        resolved("happened", about="first"),
        resolved("did_not_happen", "y", LATER, about="late"),
        expectation("open", 50, SEEN_ON + timedelta(days=10)),
    )
    found = ledger(seen(*records, day=LATER))
    assert [one.record.id for one in found] == ["first", "late", "open"]
    assert forecasts(found) == ((90, True), (10, False))


def test_an_expectation_under_another_label_is_not_there_and_a_hidden_answer_is_waited_for():
    assert ledger(seen(expectation("e"), sealed={"e"}, labels=STAFF)) == ()
    assert entry(expectation("e"), resolved("happened"), sealed={"x"}, labels=STAFF) == entry(
        expectation("e"), labels=STAFF
    )
    assert entry(expectation("e"), resolved("happened"), sealed={"x"}).labels == {"1", "2:a"}


def test_the_ledger_is_not_asked_of_a_day_that_is_not_known():
    with pytest.raises(UsageError, match="as known on"):
        ledger(seen(), None, DAY + timedelta(days=1))


@given(st.lists(st.tuples(st.sampled_from(["happened", "did_not_happen", "void"]), st.integers(0, 900)), max_size=6),
       st.integers(0, 900))  # fmt: skip
def test_as_known_on_a_day_is_what_was_said_by_that_day(said, at):
    records = [
        resolved(answer, f"x{n}", DAY + timedelta(days=age), finding="w") for n, (answer, age) in enumerate(said)
    ]
    day, far = DAY + timedelta(days=at), DAY + timedelta(days=1000)
    before = [one for one in records if one.made_on <= day]
    [now] = ledger(seen(expectation("e"), *records, day=far), None, day)
    [then] = ledger(seen(expectation("e"), *before, day=far), None, day)
    assert now == then


# ---------------------------------------------------------------- a world's measures


class MadeUp:
    """A world with one measure."""

    def __init__(self, rows):
        self.rows = rows

    def measure(self, name, place, *, start, end):
        self.asked = (name, place, start, end)
        if self.rows is None:
            raise NoData("nothing was known")
        return SimpleNamespace(rows=lambda: self.rows)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"value": Decimal(31), "unit": "deaths"}], Reading(Decimal(31), "deaths")),
        ([{"value": None, "unit": "deaths"}], None),
        ([{"value": 1, "unit": "deaths"}, {"value": 2, "unit": "deaths"}], None),
        ([{"value": 1, "unit": "deaths"}, {"value": None, "unit": "deaths"}], None),
        ([], None),
        (None, None),
    ],
)
def test_a_world_gives_its_one_figure_of_the_period_or_nothing(rows, expected):
    made_up = MadeUp(rows)
    assert figures_of(made_up)("deaths", "XXA", "2027-03") == expected
    assert made_up.asked == ("deaths", "XXA", "2027-03", "2027-03")


def test_a_figure_of_the_starter_resolves_an_expectation(home):  # noqa: ARG001 - an empty store
    """The reference figures, as they stand, of a country and year of which one is known."""
    import forlik

    then = forlik.world()
    row = next(row for row in then.measure("population", "NOR").rows() if row["value"] is not None)
    said = Expected(
        resolves_on=SEEN_ON, measure="population", period=str(row["year"]), relation="at_least",
        threshold=Decimal(str(row["value"])), unit=row["unit"],
    )  # fmt: skip
    one = entry(expectation("e", expected=said, place="NOR"), figures=figures_of(then))
    assert (one.outcome, one.how) == ("happened", "measure")
