"""What a decision is made of goes through the register's own door, and is refused there when it is not whole."""

import hashlib
from datetime import timedelta

import pytest
from filling import recorded, seen, wrong_of

from forlik.assess.ledger.ledger import ledger
from forlik.assess.options.gate import gate
from forlik.assess.options.record import decided_of, refused
from forlik.assess.options.record_screen import Shown, freeze
from forlik.core.days import today

OWNER = "demo-owner"
ADD = "/register/fiction-talks/add/"
OPTION = "Fictional: Estovia/peace/facilitate/2027"
CITED = {"evidence.0.citation": "Fictional: a note"}


def add(learning, concept, **said):
    """Record something in the file of the talks; gives its id."""
    before = {one.id for one in seen(learning, OWNER).every(kind(concept))}
    recorded(learning, OWNER, ADD + concept, {"engagement": "fiction-talks", **said})
    [made] = {one.id for one in seen(learning, OWNER).every(kind(concept))} - before
    return made


def kind(concept):
    from forlik.register.concepts import CONCEPTS

    return CONCEPTS[concept]


def judgement(learning, name, **said):
    form = {"kind": name, "option": OPTION, "made_on": str(today()), "author": learning.ids[OWNER], **CITED, **said}
    return add(learning, "assessment", **form)


@pytest.fixture
def made(learning):
    """Three expectations and an exit criterion, recorded; the form of a decision on them."""
    later = str(today() + timedelta(days=200))
    expectations = [
        judgement(learning, "expectation", finding=f"Fictional: {n}", score=str(n), **{"expected.resolves_on": later})
        for n in (20, 50, 80)
    ]
    criterion = add(learning, "commitment", kind="exit_criterion", promise="Fictional: they meet without us")
    shown = Shown("need-top-20", hashlib.sha256(b"x").hexdigest(), 0.5, 3, 30, "depends")
    frozen = freeze(seen(learning, OWNER), OPTION, today(), [shown], as_of=today())
    return {
        "kind": "decision", "option": OPTION, "made_on": str(today()), "author": learning.ids[OWNER],
        "next_on": later, "engagement": "fiction-talks", **CITED, "decided.decision": "change",
        "decided.stance": "agree", "decided.as_of": str(today()), "decided.manifest": frozen.manifest,
        "decided.screen": frozen.text, "decided.dissent": "Nobody", "decided.exit_criteria": [criterion],
        "decided.expectations": expectations,
    }  # fmt: skip


def test_a_decision_is_recorded_whole_and_read_back(learning, made):
    add(learning, "assessment", **made)
    dossier = seen(learning, OWNER)
    [one] = decided_of(dossier, "fiction-talks")
    assert refused(dossier, one.record, today(), holds_all=True) == ()
    assert len(one.expectations) == 3
    assert sorted(each.probability for each in ledger(dossier)) == [20, 50, 80]
    page = learning.ask(OWNER, "/register/fiction-talks").content.decode()
    assert "decision on an option" in page


def test_a_decision_on_two_expectations_is_refused_at_the_door(learning, made):
    answer = learning.ask(
        OWNER, ADD + "assessment", **{**made, "decided.expectations": made["decided.expectations"][:2]}
    )
    assert answer.status_code == 422
    assert "at least 3 expectations of this option" in wrong_of(answer)


def test_an_answer_on_harm_is_recorded_and_closes_the_gate(learning):
    judgement(learning, "harm", issue="diversion", answer="red")
    assert gate(seen(learning, OWNER), OPTION).blocks
    answer = learning.ask(
        OWNER, ADD + "assessment", kind="harm", option="somewhere", made_on=str(today()), answer="red", **CITED
    )
    assert answer.status_code == 422
    assert "is no option" in wrong_of(answer)
