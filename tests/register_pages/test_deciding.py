"""What a decision is made of goes through the register's own door, and is refused there when it is not whole."""

from filling import recorded, seen, wrong_of

from forlik.assess.options.gate import gate
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


def test_an_answer_on_harm_is_recorded_and_closes_the_gate(learning):
    judgement(learning, "harm", issue="diversion", answer="red")
    assert gate(seen(learning, OWNER), OPTION).blocks
    answer = learning.ask(
        OWNER, ADD + "assessment", kind="harm", option="somewhere", made_on=str(today()), answer="red", **CITED
    )
    assert answer.status_code == 422
    assert "is no option" in wrong_of(answer)
