"""What was considered stands as it was made, and where it belongs, whichever way somebody comes in."""

import json
from datetime import timedelta

import pytest
from optioning import CITED, OPTION, enter, gate_of, label, propose, take_back, viewed
from test_exchange import asker, brought, export_of

from forlik.core.days import today
from forlik.core.errors import NotPermitted
from forlik.register.concepts import Assessment

OWNER, OTHER = "demo-owner", "demo-relief"


@pytest.fixture
def option(learning):
    return propose(learning)


def red(learning, option, who=OWNER, **said):
    return enter(
        learning, who, option, "harm", option=OPTION, issue="diversion", answer="red", finding="Fictional: it is taken",
        **said,
    )  # fmt: skip


def expected(learning, option, who=OWNER, **said):
    seen_on = {"resolves_on": (today() + timedelta(days=90)).isoformat()}
    return enter(
        learning, who, option, "expectation", option=OPTION, finding="Fictional: they meet", score=20,
        **{"expected": seen_on, **said},
    )  # fmt: skip


def brought_in_changed(learning, who, record, **said):
    """An export in which one record says something else, brought in again; why it was refused."""
    whole = json.loads(export_of(asker(learning, who)))
    [one] = [one for one in whole["records"] if one["id"] == record]
    holding = [facet for facet in one["facets"] if said.keys() & facet["revisions"][-1]["body"].keys()]
    facet = (holding or one["facets"])[0]
    last = facet["revisions"][-1]
    rewritten = {**last["body"], **said}
    facet["revisions"].append({**last, "n": last["n"] + 1, "known_at": None, "recorded_at": None, "body": rewritten})
    told = brought(learning, who, json.dumps(whole).encode())
    assert not told.done
    return " ".join(wrong.en for wrong in told.wrong)


def of(learning, record):
    return viewed(learning, OWNER).dossier.get(Assessment, record)


def test_no_import_rewrites_an_answer_an_expectation_or_an_option(learning, option):
    answer, hope = red(learning, option), expected(learning, option)
    assert "not rewritten" in brought_in_changed(learning, OTHER, answer, answer="green", finding="All is well")
    assert "not rewritten" in brought_in_changed(learning, OTHER, hope, score=99, finding="I knew it")
    assert "not rewritten" in brought_in_changed(learning, OTHER, option, option="SDN/peace/facilitate/2031")
    assert (of(learning, answer).answer, of(learning, hope).score) == ("red", 20)
    assert of(learning, option).option == OPTION
    assert gate_of(learning, OWNER).blocks


def test_nobody_takes_back_what_somebody_else_judged_not_even_who_answers_for_the_option(learning, option):
    answer, theirs = red(learning, option, "demo-guardian"), red(learning, option, OWNER)
    lifted = enter(learning, OWNER, option, "harm_lifting", about=theirs, finding="Fictional: it is guarded now")
    code = enter(learning, OTHER, option, "opportunity", option=OPTION, issue="mandate", score=3)
    for who, record in ((OTHER, answer), (OWNER, answer), (OTHER, lifted), (OWNER, code)):
        with pytest.raises(NotPermitted, match="not yours to take back"):
            take_back(learning, who, record)
    assert "not yours to take back" in brought_in_changed(learning, OWNER, answer, withdrawn="Fictional: oops")
    assert gate_of(learning, OWNER).blocks
    # What opens it is a lifting, by name.
    enter(learning, OWNER, option, "harm_lifting", about=answer, finding="Fictional: it is guarded now")
    assert not gate_of(learning, OWNER).blocks


def test_who_answers_for_an_option_puts_it_away(learning, option):
    with pytest.raises(NotPermitted, match="not yours to take back"):
        take_back(learning, OTHER, option)
    take_back(learning, OWNER, option)
    assert of(learning, option) is None


def test_a_lifting_takes_who_answers_for_the_option_and_stands_in_its_file(learning, option):
    answer, other = red(learning, option), propose(learning, OTHER, option="MLI/peace/watch/2027")
    lifting = {"about": answer, "finding": "Fictional: it is guarded now"}
    with pytest.raises(NotPermitted, match="who answers for the option"):
        enter(learning, OTHER, option, "harm_lifting", **lifting)
    for file in (other, "fiction-talks", "fiction-relief"):
        with pytest.raises(NotPermitted, match="stands in the file of that option"):
            enter(learning, OTHER, file, "harm_lifting", **lifting)
    assert gate_of(learning, OWNER).blocks
    enter(learning, OWNER, option, "harm_lifting", **lifting)
    assert not gate_of(learning, OWNER).blocks


def test_what_is_about_an_option_stands_in_its_file_alone(learning, option):
    other = propose(learning, option="MLI/peace/watch/2027")
    for file in (other, "fiction-talks"):
        with pytest.raises(NotPermitted, match="stands in the file of that option"):
            red(learning, file, secret=label(learning))
        with pytest.raises(NotPermitted, match="stands in the file of that option"):
            expected(learning, file)
    with pytest.raises(NotPermitted, match="stands in the file of that option"):
        enter(learning, OWNER, "fiction-talks", "option", option="SDN/peace/hold/2027")


def ledgered(learning):
    from forlik.assess.ledger.ledger import ledger

    return {
        one.record.id: one.outcome for one in ledger(viewed(learning, OWNER).dossier) if one.record.option == OPTION
    }


def test_an_expectation_is_taken_back_on_its_own_day_alone_and_not_brought_back_once_it_turned_out_well(learning):
    option = propose(learning, ago=200)
    old, slip, kept = (expected(learning, option, ago=ago) for ago in (120, 120, 0))
    theirs = expected(learning, option, OTHER, ago=120)
    for who, one, why in (
        (OWNER, old, "only on the day"),
        (OTHER, theirs, "only on the day"),
        (OWNER, theirs, "yours"),
    ):
        with pytest.raises(NotPermitted, match=why):
            take_back(learning, who, one)
    assert "only on the day on which it was made" in brought_in_changed(learning, OWNER, old, withdrawn="Fictional: no")
    take_back(learning, OWNER, slip, ago=120)
    assert set(ledgered(learning)) == {old, theirs, kept}
    with pytest.raises(NotPermitted, match="not expected again afterwards"):
        take_back(learning, OWNER, slip, back=True)
    take_back(learning, OWNER, kept)
    assert set(ledgered(learning)) == {old, theirs}
    take_back(learning, OWNER, kept, back=True)
    # What cannot be judged any more is said to be so: it stays, and is counted.
    enter(learning, OWNER, option, "resolution", about=old, answer="void", finding="Fictional: the bridge is gone")
    assert ledgered(learning) == {old: "void", theirs: "running", kept: "running"}


def test_what_was_expected_is_not_taken_back_once_it_was_said_what_became_of_it(learning, option):
    hope = expected(learning, option)
    enter(learning, OTHER, option, "resolution", about=hope, answer="happened")
    with pytest.raises(NotPermitted, match="what became of this was said"):
        take_back(learning, OWNER, hope)
    assert ledgered(learning) == {hope: "happened"}


def test_nobody_takes_back_what_another_said_became_of_his_own_expectation(learning):
    option = propose(learning, ago=200)
    hope = expected(learning, option, ago=150, expected={"resolves_on": (today() - timedelta(days=10)).isoformat()})
    said = enter(learning, OTHER, option, "resolution", about=hope, answer="did_not_happen")
    own = enter(learning, OWNER, option, "resolution", about=hope, answer="happened")
    with pytest.raises(NotPermitted, match="not yours to take back"):
        take_back(learning, OWNER, said)
    take_back(learning, OWNER, own)
    assert ledgered(learning) == {hope: "did_not_happen"}
    take_back(learning, OTHER, said)
    assert ledgered(learning) == {hope: "waiting"}


def measured(period):
    """An expectation of at least one death in a country in which there were many."""
    return {
        "place": "AFG",
        "expected": {
            "resolves_on": (today() + timedelta(days=1)).isoformat(), "measure": "deaths_state_based",
            "period": period, "relation": "at_least", "threshold": "1", "unit": "deaths",
        },
    }  # fmt: skip


def test_nobody_expects_a_figure_whose_period_is_over_whether_or_not_it_is_published(learning, option):
    last_month = (today().replace(day=1) - timedelta(days=1)).isoformat()[:7]
    for period in ("2020", str(today().year - 1), last_month):
        with pytest.raises(NotPermitted, match="still runs or is to come"):
            expected(learning, option, **measured(period))
    assert ledgered(learning) == {}
    runs = expected(learning, option, **measured(str(today().year)))
    assert ledgered(learning) == {runs: "running"}


def test_nothing_is_foreseen_afterwards(learning, option):
    with pytest.raises(NotPermitted, match="dated by the day of recording"):
        expected(learning, option, made_on=today() - timedelta(days=400))
    hope = expected(learning, option)
    with pytest.raises(NotPermitted, match="dated by the day of recording"):
        enter(learning, OWNER, option, "resolution", about=hope, answer="happened", made_on=today() - timedelta(days=1))


def test_nobody_judges_in_the_name_of_nobody(learning, option):
    answer = red(learning, option)
    with pytest.raises(NotPermitted, match="by whoever makes it"):
        enter(learning, OWNER, option, "harm_lifting", about=answer, finding="Fictional: fine", author="nobody-at-all")


def test_a_decision_is_recorded_by_its_page_alone(learning, option):
    from forlik.desk.records.change import Change, Grounds
    from forlik.desk.records.record import record

    body = {"kind": "decision", "option": OPTION, "made_on": today().isoformat(), "evidence": [{"citation": CITED}]}
    seen = viewed(learning, OWNER)
    grounds = Grounds("a test", "none", today() + timedelta(days=30))
    with pytest.raises(NotPermitted, match="on the page of its option"):
        record(Change("lone", "assessment", "open", "1", body, file=option, grounds=grounds), seen.person, seen.now)


def test_a_lone_decision_does_not_come_in_by_a_file(learning):
    body = {
        "kind": "decision", "option": OPTION, "made_on": today().isoformat(), "author": "another-house",
        "next_on": (today() + timedelta(days=90)).isoformat(), "evidence": [{"citation": CITED}],
        "decided": {
            "decision": "decline", "stance": "agree", "as_of": today().isoformat(), "manifest": "0" * 64,
            "screen": "{}", "dissent": "Nobody", "expectations": ["one", "two", "three"],
        },
    }  # fmt: skip
    grounds = {"reason": "a", "legal_basis": "b", "review_on": (today() + timedelta(days=300)).isoformat()}
    revision = {
        "n": 1,
        "recorded_at": "2026-01-01T00:00:00Z",
        "known_at": "2026-01-01T00:00:00Z",
        "who": "x",
        "body": body,
    }
    facet = {"facet": "staff", "label": "1", "grounds": grounds, "revisions": [revision]}
    one = {"id": "lone", "concept": "assessment", "file": "lone", "facets": [facet]}
    whole = {"forlik_register": 1, "marking": "x", "as_known_on": None, "compartments": {}, "records": [one]}
    told = brought(learning, OTHER, json.dumps(whole).encode())
    assert not told.done
    assert "lone" not in viewed(learning, OWNER).dossier
