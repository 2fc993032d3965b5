"""Work items, the ladder and evaluations: by hand, and what must hold."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.errors import UsageError
from forlik.iati.standard import codelists
from forlik.portfolio.results import (
    OfEngagement,
    Public,
    Result,
    disputed,
    goals,
    ladder,
    linked,
    paper,
    rungs,
    work_items,
)
from forlik.portfolio.results.expecting import EVALUATIONS
from forlik.portfolio.results.words import data
from forlik.portfolio.results.work import later
from forlik.register.vocabulary import vocabulary

DAY = date(2024, 6, 30)


def activity(number, **said):
    row = {
        "dataset": "XA/all", "activity_no": number, "activity_key": f"XA-{number}", "activity_id": f"XA-{number}",
        "title": "Work", "reporting_org_ref": "XA", "reporting_org_name": "Giver", "standing": "counted",
        "owes": "expected", "owed_from": date(2022, 1, 31), "result": False, "indicator": False, "target": False,
        "actual": False,
    }  # fmt: skip
    return row | said


def engagement(number, **said):
    plain = OfEngagement(f"E{number}", "Talks", "owner", "active", date(2023, 1, 15), None, 0, 0)
    return dataclasses.replace(plain, **said)


def test_an_empty_result_is_a_work_item_with_who_and_by_when():
    [one] = work_items([activity(0)], day=DAY)
    assert (one.rule, one.id, one.owner, one.owner_name) == ("no_result", "XA-0", "XA", "Giver")
    assert one.due == date(2023, 1, 31), "twelve months after results were expected"
    assert one.overdue(DAY)
    assert not one.overdue(one.due)
    assert (one.what(), one.what("nb")) == ("Publish a result", "Publiser et resultat")
    assert one.why()
    assert one.why("nb")


def test_each_activity_is_asked_for_the_first_thing_it_lacks():
    ends = {("XA/all", 2): date(2023, 8, 31), ("XA/all", 1): date(2020, 1, 1)}
    found = work_items(
        [
            activity(1, result=True),
            activity(2, result=True, target=True),
            activity(3, result=True, target=True, actual=True),
            activity(4, owes="not_yet"),
            activity(5, standing="other_level"),
            activity(6, owed_from=None),
        ],
        ends=ends,
        day=DAY,
    )
    assert [(one.rule, one.id, one.due) for one in found] == [
        ("no_target", "XA-1", date(2023, 1, 31)),
        ("no_actual", "XA-2", date(2024, 2, 29)),
        ("no_result", "XA-6", None),
    ], "the first due first; what has no day last"


def test_an_engagement_is_asked_for_results_and_at_its_end_for_an_evaluation():
    found = work_items(
        engagements=[
            engagement(1),
            engagement(2, state="closed", review_on=date(2024, 9, 1)),
            engagement(3, state="closed", results=2),
            engagement(4, state="noticed"),
            engagement(5, results=1),
            engagement(6, start=date(2024, 7, 1)),
            engagement(7, start=None),
            engagement(8, state="closing", results=1, evaluations=1),
        ],
        day=DAY,
    )
    assert [(one.id, one.rule, one.due) for one in found] == [
        ("E1", "engagement_no_result", date(2024, 1, 15)),
        ("E2", "engagement_no_evaluation", date(2024, 9, 1)),
        ("E2", "engagement_no_result", date(2024, 9, 1)),
        ("E3", "engagement_no_evaluation", date(2025, 1, 15)),
        ("E7", "engagement_no_result", None),
    ]
    assert {one.owner for one in found} == {"owner"}


def test_counts_below_0_are_refused_and_states_are_words_of_the_register():
    with pytest.raises(UsageError, match="below 0"):
        work_items(engagements=[engagement(1, results=-1)], day=DAY)
    said = {state for rule in data("work.toml").values() for state in rule.get("states", ())}
    assert said <= set(vocabulary("states"))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_so_many_months_later_is_that_month_and_never_a_later_day(day, months):
    found = later(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day <= day.day
    assert found.day == day.day or (found.month != date.fromordinal(found.toordinal() + 1).month)


def won(number, rung, **said):
    return dataclasses.replace(Result(f"R{number}", "Talks", rung, "", date(2020, 1, number), 1, False), **said)


def test_the_highest_rung_is_told_and_no_lower_one_is_claimed():
    found = ladder([won(2, "violence_paused"), won(1, "contact_kept"), won(3, "promise_kept")])
    assert found.highest is not None
    assert found.highest.code == "promise_kept"
    assert {one.rung.code: len(one.results) for one in found.steps} == {
        "contact_kept": 1, "access_won": 0, "violence_paused": 1, "text_agreed": 0, "promise_kept": 1, "durable": 0,
    }  # fmt: skip
    assert [one.rung.code for one in found.steps] == [
        "contact_kept", "access_won", "violence_paused", "text_agreed", "promise_kept", "durable",
    ]  # fmt: skip


def test_what_is_disputed_or_without_evidence_stands_there_and_lifts_nothing():
    found = ladder([won(1, "durable", contested=True), won(2, "text_agreed", evidence=0), won(3, "access_won")])
    assert found.highest is not None
    assert found.highest.code == "access_won"
    told = {one.rung.code: (len(one.results), one.contested, one.bare, one.holds) for one in found.steps}
    assert told["durable"] == (1, 1, 0, 0)
    assert told["text_agreed"] == (1, 0, 1, 0)
    assert ladder([won(1, "durable", contested=True)]).highest is None
    assert ladder([]).highest is None


def test_results_stand_by_their_day_and_those_on_no_rung_beside():
    found = ladder(
        [won(5, "access_won"), won(1, "access_won", day=None), won(2, "access_won"), won(3, "other"), won(4, "")]
    )
    step = next(one for one in found.steps if one.rung.code == "access_won")
    assert [one.id for one in step.results] == ["R2", "R5", "R1"]
    assert [one.id for one in found.beside] == ["R3", "R4"]


def test_goals_count_the_results_that_name_them():
    found = ladder(
        [won(1, "access_won", goal="resolve_conflicts"), won(2, "other", goal="resolve_conflicts"), won(3, "")]
    )
    assert found.goals == {"resolve_conflicts": 2, "law_and_ownership": 0, "capital_and_insight": 0}


@pytest.mark.parametrize("wrong", [{"rung": "peace"}, {"goal": "goal_9"}, {"evidence": -1}])
def test_what_is_none_is_refused(wrong):
    with pytest.raises(UsageError):
        ladder([dataclasses.replace(won(1, "access_won"), **wrong)])


@given(st.lists(st.builds(won, st.integers(1, 28), st.sampled_from([*(one.code for one in rungs()), "other", ""]),
                          evidence=st.integers(0, 2), contested=st.booleans()), max_size=12))  # fmt: skip
def test_every_result_stands_once_and_above_the_highest_nothing_holds(results):
    found = ladder(results)
    stood = [one for step in found.steps for one in step.results] + list(found.beside)
    assert sorted(stood, key=repr) == sorted(results, key=repr)
    holding = [step.rung.place for step in found.steps if step.holds]
    assert (found.highest.place if found.highest else 0) == max(holding, default=0)


def test_rungs_and_goals_are_those_of_the_register_with_words_in_both_languages():
    assert [one.code for one in rungs()] == [word for word in vocabulary("result_rungs") if word != "other"]
    assert [one.code for one in goals()] == list(vocabulary("paper_goals"))
    for language in ("en", "nb"):
        for one in rungs():
            assert all(one.text(part, language) for part in ("", "evidence", "wrong"))
            assert one.text(language=language) == getattr(vocabulary("result_rungs")[one.code], language)
        for one in goals():
            assert one.text("note", language)
            assert one.text(language=language) == getattr(vocabulary("paper_goals")[one.code], language)


def test_the_paper_is_cited_with_how_sure_it_is():
    assert len(goals()) == 3
    said = paper()
    assert "Meld. St. 30 (2024–2025)" in said["citation"]
    assert said["url"].startswith("https://www.regjeringen.no/")
    assert said["confidence"] in vocabulary("confidence")


def test_pieces_of_evidence_that_say_different_things_dispute_it():
    assert disputed([{"achieved": "paused"}, {"achieved": "never paused"}])
    assert not disputed([{"achieved": "paused"}, {"achieved": "paused", "made_on": "2020"}, {}, {"made_on": ""}])


def document(activity, code, url="https://a.example/1"):
    return {"activity_key": activity, "category_code": code, "url": url}


def test_evaluations_are_counted_once_an_address_and_what_is_shared_is_told():
    found = linked(
        [
            document("A", "A07"), document("A", "A07"), document("A", "A08", "https://a.example/results"),
            document("A", "A07", " "), document("B", "A07"), document("B", "A07", "https://a.example/2"),
            document("B", "B10", "https://a.example/country"), document("C", "A01"),
        ],
        [
            Public("P1", "E1", "Review", date(2020, 1, 1), "https://a.example/2", ("B", "D")),
            Public("P2", "E1", "Other", None, "", ("B",)),
        ],
    )  # fmt: skip
    assert {key: (one.many, one.urls, one.shared) for key, one in found.items()} == {
        "A": (1, ("https://a.example/1",), ("https://a.example/1",)),
        "B": (3, ("https://a.example/1", "https://a.example/2"), ("https://a.example/1",)),
        "D": (1, (), ()),
    }
    assert found["B"].wider == ("https://a.example/country",)
    assert [one.id for one in found["B"].public] == ["P1", "P2"]


def test_codes_of_evaluations_are_codes_of_the_list_and_speak_of_evaluation():
    every = codelists()["DocumentCategory"]
    names = {code: every[code].name.lower() for codes in data(EVALUATIONS).values() for code in codes}
    assert all("evaluation" in name for name in names.values()), names
    assert set(names) == {"A07", "B09", "B10"}
