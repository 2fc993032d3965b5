"""A flag says its rule, its figures, who answers for it and by when; what it was raised on is never rewritten."""

from datetime import date

import pytest
from pydantic import ValidationError

from forlik.register.checks import doubts
from forlik.register.concepts import Assessment
from forlik.register.concepts.achieved import Achieved
from forlik.register.concepts.flagged import Flagged
from forlik.register.evidence import Evidence
from forlik.register.vocabulary import vocabulary

DAY = date(2026, 6, 1)
SAID = (Evidence(citation="Fictional: figures of the day"),)
FLAGGED = {"rule": "relief_only", "owner": "p1", "due": date(2026, 9, 1), "figures": "[]", "year": 2025}
OPEN = Assessment(id="f", kind="flag", place="SDN", made_on=DAY, evidence=SAID, flagged=Flagged(**FLAGGED))


def refused(seen, proposed, *there):
    return {one.field: one.en for one in doubts(seen(DAY, *there), proposed, DAY) if one.refuse}


def changed(**said):
    return OPEN.model_copy(update={"flagged": Flagged(**{**FLAGGED, **said})})


def test_a_whole_flag_is_not_doubted(seen):
    assert refused(seen, OPEN) == {}


def test_a_remark_of_a_person_needs_no_rule(seen):
    assert refused(seen, OPEN.model_copy(update={"flagged": None, "finding": "Fictional"})) == {}


@pytest.mark.parametrize("name", ["rule", "owner", "due", "figures"])
def test_each_thing_that_is_needed_is_asked_for(seen, name):
    assert refused(seen, changed(**{name: None})) == {f"flagged.{name}": "this is needed"}


def test_a_flag_about_nothing_is_refused(seen):
    assert refused(seen, OPEN.model_copy(update={"place": None})) == {"place": "a flag is about a place or a record"}


def test_only_a_flag_is_one(seen):
    assert refused(seen, OPEN.model_copy(update={"kind": "lesson"})) == {"flagged": "only a flag says this"}


@pytest.mark.parametrize("state", [word for word in vocabulary("flag_states") if word != "open"])
def test_a_flag_that_is_no_longer_open_says_why(state):
    with pytest.raises(ValidationError, match="says why"):
        Flagged(**FLAGGED, state=state)
    assert Flagged(**FLAGGED, state=state, reason="Fictional: looked into").state == state


def test_what_becomes_of_it_and_who_answers_may_change(seen):
    assert refused(seen, changed(state="dismissed", reason="Fictional", owner="p2", due=date(2027, 1, 1)), OPEN) == {}


@pytest.mark.parametrize(
    ("name", "other"),
    [("rule", "peace_gap"), ("version", 2), ("figures", '[{"name": "x"}]'), ("year", 2024), ("as_of", DAY)],
)
def test_what_it_was_raised_on_stays(seen, name, other):
    whole = OPEN.model_copy(update={"flagged": Flagged(**{**FLAGGED, "as_of": date(2026, 5, 1)})})
    proposed = changed(**{"as_of": date(2026, 5, 1), name: other})
    assert refused(seen, proposed, whole) == {f"flagged.{name}": "what a flag was raised on is not rewritten"}


def test_a_value_belongs_to_an_indicator_and_no_time_ends_before_it_starts():
    with pytest.raises(ValidationError, match="belongs to an indicator"):
        Achieved(actual=1)
    with pytest.raises(ValidationError, match="before it starts"):
        Achieved(rung="text_agreed", period_start=date(2026, 1, 2), period_end=date(2026, 1, 1))
    assert Achieved(rung="durable").actual is None


@pytest.mark.parametrize(
    ("name", "said"),
    [("place", "NOR"), ("made_on", date(2001, 1, 1)), ("evidence", ()), ("kind", "lesson")],
)
def test_its_words_place_day_and_evidence_stay_too(seen, name, said):
    found = refused(seen, OPEN.model_copy(update={name: said}), OPEN)
    assert found[name] == "what a flag was raised on is not rewritten"


def test_it_is_not_emptied(seen):
    assert "flagged.figures" in refused(seen, OPEN.model_copy(update={"flagged": None}), OPEN)


@pytest.mark.parametrize(
    "figures",
    [
        "{}",
        "no figures",
        "[" * 100_000,
        '[{"name": "x", "value": "1e999999999"}]',
        '[{"name": "x", "value": 1}]',
        '[{"name": "x", "value": "' + "9" * 32 + '"}]',
        '[{"name": {"a": 1}}]',
        '[{"name": "x", "odd": "y"}]',
        "[" + ", ".join(['{"name": "x"}'] * 61) + "]",
    ],
)
def test_figures_are_of_the_shape_in_which_a_rule_writes_them(figures):
    with pytest.raises(ValidationError, match="no figures as a rule writes them"):
        Flagged(**{**FLAGGED, "figures": figures})


def test_what_every_rule_raises_can_be_kept():
    from forlik.portfolio.flags import Raised, judge, rules
    from forlik.portfolio.flags.examples import example_figures

    raised = [judge(one, example_figures(one.example.raised), place="SDN", year=2023, day=DAY) for one in rules()]
    assert raised
    assert all(isinstance(one, Raised) for one in raised)
    for one in raised:
        assert Flagged(**{**FLAGGED, "figures": one.figures_json()}).figures == one.figures_json()
