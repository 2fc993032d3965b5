"""What the register refuses of answers, codes, expectations and liftings; decisions are tried in tests/assess."""

from datetime import date

import pytest

from forlik.register.checks import doubts
from forlik.register.concepts import Actor, Assessment
from forlik.register.concepts.decided import Decided
from forlik.register.concepts.expected import Expected
from forlik.register.deciding import deciding, forecasting, period_over, resting
from forlik.register.evidence import Evidence
from forlik.register.placing import place
from forlik.register.vocabulary import vocabulary

DAY = date(2026, 6, 1)
SAID = (Evidence(citation="Fictional: a note"),)
OPTION = "SDN/peace/facilitate/2027"
RED = Assessment(id="r", kind="harm", option=OPTION, issue="diversion", answer="red", author="p1", made_on=DAY)
GREEN = RED.model_copy(update={"id": "g", "answer": "green"})
SEEN_ON = Expected(resolves_on=date(2027, 1, 1))


def found(seen, kind, *there, id_="x", **said):
    whole = {"made_on": DAY, "author": "p1", "evidence": SAID, **said}
    return {one.field: one.en for one in doubts(seen(DAY, *there), Assessment(id=id_, kind=kind, **whole), DAY)}


GOOD = {
    "option": {"option": OPTION},
    "harm": {"option": OPTION, "issue": "diversion", "answer": "red"},
    "opportunity": {"place": "SDN", "issue": "ceasefire", "score": 0},
    "ability": {"option": OPTION, "issue": "envoy", "score": 4},
    "harm_lifting": {"about": "r", "finding": "Fictional: guarded"},
    "expectation": {"option": OPTION, "finding": "Fictional", "score": 60, "expected": SEEN_ON},
    "resolution": {"about": "e", "answer": "happened"},
}
EXPECTED = Assessment(id="e", kind="expectation", made_on=DAY, finding="Fictional", score=60, expected=SEEN_ON)
THERE = (RED, EXPECTED, Actor(id="front", kind="armed_group", name="Fictional Front"))


@pytest.mark.parametrize("kind", GOOD)
def test_what_is_whole_is_not_doubted(seen, kind):
    assert found(seen, kind, *THERE, **GOOD[kind]) == {}


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, said in GOOD.items() for field in said])
def test_each_thing_that_is_needed_is_asked_for(seen, kind, field):
    said = {name: value for name, value in GOOD[kind].items() if name != field}
    if kind == "expectation" and field == "option":
        assert found(seen, kind, *THERE, **said) == {}, "an expectation need not be of an option"
    elif field == "place":
        assert "option" in found(seen, kind, *THERE, **said)
    elif (kind, field) == ("ability", "option"):
        assert "about nothing" in found(seen, kind, *THERE, **said)["option"]
    else:
        assert field in found(seen, kind, *THERE, **said)


WHOLE = Decided(
    decision="open", stance="agree", question="need-top-20", as_of=DAY, manifest="0" * 64, screen="{}",
    dissent="Nobody", exit_criteria=("c",), expectations=("e1", "e2", "e3"),
)  # fmt: skip
DECISION = Assessment(
    id="d", kind="decision", option=OPTION, made_on=DAY, author="p1", next_on=date(2027, 1, 1), engagement="f",
    decided=WHOLE,
)  # fmt: skip


def test_what_a_decision_says_itself_is_told_apart_from_what_it_rests_on(seen):
    """A file from a register that hid the expectations comes in, and tells; one that names too few never does."""
    fields = lambda check, one: [doubt.field for doubt in check(seen(DAY), one, DAY)]  # noqa: E731 - short
    assert (fields(deciding, DECISION), fields(resting, DECISION)) == (
        [], ["decided.expectations", "decided.exit_criteria"]
    )  # fmt: skip
    few = DECISION.model_copy(update={"decided": WHOLE.model_copy(update={"expectations": ("e1", "e2", "e2")})})
    assert fields(deciding, few) == ["decided.expectations"]
    unnamed = DECISION.model_copy(update={"decided": WHOLE.model_copy(update={"question": ""})})
    assert fields(deciding, unnamed) == ["decided.question"]
    uncovered = {"question": "", "stance": "not_covered", "reason_code": "missing_datum"}
    said = {"decided": WHOLE.model_copy(update=uncovered), "finding": "Fictional: no figure"}
    assert fields(deciding, DECISION.model_copy(update=said)) == []
    bare = DECISION.model_copy(update={"decided": WHOLE.model_copy(update={"exit_criteria": ()})})
    assert fields(deciding, bare) == ["decided.exit_criteria"]


@pytest.mark.parametrize("kind", ["harm", "opportunity", "ability", "harm_lifting", "expectation", "resolution"])
def test_who_judges_is_said(seen, kind):
    assert "author" in found(seen, kind, *THERE, **GOOD[kind], author=None)


@pytest.mark.parametrize("kind", ["option", "harm", "ability", "expectation"])
def test_an_option_that_cannot_be_read_is_refused(seen, kind):
    assert "option" in found(seen, kind, *THERE, **{**GOOD[kind], "option": "somewhere"})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"about": "g"}, "about"),
        ({"about": "e"}, "about"),
        ({"about": "nobody"}, "about"),
        ({"made_on": date(2026, 5, 31)}, "made_on"),
        ({"author": "front"}, "author"),
    ],
)
def test_only_a_person_lifts_only_a_red_answer_and_not_before_it(seen, change, field):
    assert field in found(seen, "harm_lifting", *THERE, GREEN, **{**GOOD["harm_lifting"], **change})


@pytest.mark.parametrize(
    ("expected", "why"),
    [
        (Expected(), "has a day"),
        (Expected(resolves_on=DAY), "is not after"),
    ],
)
def test_an_expectation_is_of_a_day_to_come(seen, expected, why):
    assert why in found(seen, "expectation", **{**GOOD["expectation"], "expected": expected})["expected"]


def test_a_measure_tells_of_a_place(seen):
    said = Expected(resolves_on=date(2027, 1, 1), measure="deaths", period="2026", relation="at_most", threshold=3)
    assert "place" in found(seen, "expectation", **{**GOOD["expectation"], "expected": said})
    assert found(seen, "expectation", place="SDN", **{**GOOD["expectation"], "expected": said}) == {}


@pytest.mark.parametrize(
    ("period", "made_on", "over"),
    [
        ("2025", DAY, True),
        ("2026-05", DAY, True),
        ("0900", DAY, True),
        ("2026", DAY, False),
        ("2026-06", DAY, False),
        ("2027", DAY, False),
        ("2026", date(2026, 12, 31), False),
        ("2026", date(2027, 1, 1), True),
        ("2026-11", date(2026, 12, 1), True),
    ],
)
def test_nothing_is_expected_of_a_figure_whose_period_is_over(seen, period, made_on, over):
    told = Expected(resolves_on=date(2028, 1, 1), measure="deaths", period=period, relation="at_least", threshold=1)
    said = {**GOOD["expectation"], "expected": told, "place": "AFG", "made_on": made_on}
    doubts_of = list(forecasting(seen(DAY), Assessment(id="x", kind="expectation", **said), DAY))
    assert [one.field for one in doubts_of] == (["expected.period"] if over else [])
    assert period_over(Assessment(id="x", kind="expectation", **said)) is over
    if over and made_on == DAY:
        assert "was over when it was expected" in found(seen, "expectation", **said)["expected.period"]


def test_what_is_void_says_why(seen):
    assert "finding" in found(seen, "resolution", *THERE, about="e", answer="void")


@pytest.mark.parametrize("kind", [kind for kind in GOOD if kind != "option"])
def test_what_was_thought_then_is_not_rewritten(seen, kind):
    there = Assessment(id="x", kind=kind, **{"made_on": DAY, "author": "p1", "evidence": SAID, **GOOD[kind]})
    same = {name: getattr(there, name) for name in ("made_on", "author", *GOOD[kind])}
    assert found(seen, kind, *THERE, there, **same) == {}
    assert found(seen, kind, *THERE, there, **same, basis="Fictional: a field that was not seen") == {}
    assert "author" in found(seen, kind, *THERE, there, **{**same, "author": "p2"})
    assert found(seen, kind, *THERE, there, **same, withdrawn="Fictional: twice") == {}


@pytest.mark.parametrize(
    ("kind", "said", "why"),
    [
        ("harm", {"answer": "happened"}, "no answer here"),
        ("resolution", {"answer": "red"}, "no answer here"),
        ("harm", {"answer": "purple"}, "no word of answers"),
        ("opportunity", {"score": 5}, "give 0 to 4"),
        ("ability", {"score": -1}, "give 0 to 4"),
        ("expectation", {"score": -1}, "give 0 to 100"),
        ("expectation", {"expected": {"measure": "deaths"}}, "say all three"),
        ("expectation", {"expected": {"threshold": 3}}, "name it"),
        (
            "expectation",
            {"expected": {"measure": "a b", "period": "2026", "relation": "at_most", "threshold": 1}},
            "measure",
        ),
        ("expectation", {"expected": {"threshold": "NaN"}}, "finite"),
        ("expectation", {"expected": {"base_rate": 101}}, "100"),
        ("decision", {"decided": {"manifest": "abc"}}, "manifest"),
        ("decision", {"decided": {"stance": "perhaps"}}, "no word of stances"),
    ],
)
def test_what_cannot_be_said_of_a_kind_is_refused(kind, said, why):
    with pytest.raises(ValueError, match=why):
        Assessment(id="x", kind=kind, **said)


@pytest.mark.parametrize("kind", ["harm", "harm_lifting", "opportunity", "ability", "decision", "resolution", "option"])
def test_what_decisions_are_made_of_is_never_open_by_itself(kind):
    word = vocabulary("assessment_kinds")[kind]
    assert (word.existence.word, word.substance.word) == ("staff", "staff")
    bodies = place(Assessment(id="x", kind=kind, made_on=DAY, option=OPTION, score=3, finding="Fictional"))
    assert [facet.word for facet in bodies] == ["staff"]
