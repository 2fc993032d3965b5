"""The questions on harm of one option: answering, lifting, expiring, and sealed answers that leave no trace."""

from datetime import timedelta

import pytest
from optioning import CITED, OPTION, enter, gate_of, item_of, label, propose, refusals, viewed
from worlds import in_both, plain, without_secrets

from forlik.core.days import in_words, today
from forlik.core.errors import NoData
from forlik.desk.access.labels import grade
from forlik.register.concepts import Assessment

OWNER, OTHER, ELSE = "demo-owner", "demo-guardian", "demo-relief"


def path(record):
    return f"/register/decide/{record}/harm"


def answered(item, colour, finding="Fictional: found so", citation=CITED):
    return {f"answer.{item}": colour, f"finding.{item}": finding, f"citation.{item}": citation}


@pytest.fixture
def option(learning):
    return propose(learning)


def red(learning, option, who=OTHER):
    answer = learning.ask(who, path(option), **answered("diversion", "red"))
    assert answer.status_code == 303
    [id_] = item_of(learning, OWNER, "diversion").rests_on
    return id_


def test_several_answers_are_recorded_together_in_the_name_of_who_asks(learning, option):
    form = {**answered("diversion", "green"), **answered("own_ties", "amber"), "obtained.own_ties": "witnessed"}
    assert learning.ask(OTHER, path(option), **form).status_code == 303
    colours = {one.question.item: (one.standing, one.colour) for one in gate_of(learning, OWNER).items}
    assert colours["diversion"] == ("answered", "green")
    assert colours["own_ties"] == ("answered", "amber")
    assert sum(standing == "unanswered" for standing, _ in colours.values()) == 5
    one = item_of(learning, OWNER, "own_ties")
    assert one.by == learning.ids[OTHER]
    record = viewed(learning, OWNER).dossier.get(Assessment, one.rests_on[0])
    assert (record.finding, record.evidence[0].obtained, record.evidence[0].basis) == (
        "Fictional: found so",
        "witnessed",
        "first-hand",
    )


def test_a_red_answer_closes_the_gate_and_a_greener_one_does_not_open_it(learning, option):
    red(learning, option)
    assert gate_of(learning, OWNER).blocks
    assert "The gate is closed" in learning.text(OTHER, path(option))
    assert learning.ask(OWNER, path(option), **answered("diversion", "green")).status_code == 303
    assert gate_of(learning, OWNER).blocks


def test_an_answer_meant_to_be_sealed_is_never_recorded_in_the_open(learning, option):
    assert 'name="sealed"' not in learning.text(OTHER, path(option)), "who holds no compartment is offered none"
    form = {**answered("diversion", "red", "Fictional: the night clerk"), "sealed": label(learning)}
    answer = learning.ask(ELSE, path(option), **form)
    assert refusals(answer) == ["You can no longer seal it so: choose anew who may read it."]
    assert "Fictional: the night clerk" in answer.content.decode(), "nothing that was written is lost"
    assert item_of(learning, OWNER, "diversion").standing == "unanswered"


def test_who_does_not_answer_for_the_option_cannot_lift_it(learning, option):
    id_ = red(learning, option)
    page = learning.text(OTHER, path(option))
    assert f'name="reason.{id_}"' not in page
    form = {f"reason.{id_}": "Fictional: guarded", f"citation.{id_}": CITED, **answered("own_ties", "green")}
    answer = learning.ask(OTHER, path(option), **form)
    [said] = refusals(answer)
    assert "lifted by who answers for the option" in said
    assert "Fictional: guarded" in answer.content.decode()
    # Nothing of the form was recorded, the answer beside it neither.
    assert item_of(learning, OWNER, "own_ties").standing == "unanswered"
    assert gate_of(learning, OWNER).blocks


def test_the_owner_lifts_it_with_a_reason_and_by_name(learning, option):
    id_ = red(learning, option)
    answer = learning.ask(OWNER, path(option), **{f"citation.{id_}": CITED})
    assert refusals(answer) == ["Say why it is lifted."]
    assert gate_of(learning, OWNER).blocks
    form = {f"reason.{id_}": "Fictional: guarded now", f"citation.{id_}": CITED}
    assert learning.ask(OWNER, path(option), **form).status_code == 303
    one = item_of(learning, OWNER, "diversion")
    assert (one.standing, one.lifted_by, one.reason) == ("lifted", learning.ids[OWNER], "Fictional: guarded now")
    assert one.until == today() + timedelta(days=180)
    page = learning.text(OTHER, path(option))
    assert "lifted by Demo: owner of the talks" in page
    assert f"answer the question anew by {in_words(one.until, 'en')}, or it blocks again" in page


def test_everything_that_is_wrong_is_named_at_once_and_nothing_is_lost(learning, option):
    form = {
        **answered("diversion", "red", finding="", citation=""),
        **answered("own_ties", "", finding="Fictional: words without a colour"),
        "answer.reprisal_risk": "purple",
    }
    answer = learning.ask(OTHER, path(option), **form)
    assert refusals(answer) == [
        "Say in words what you found.",
        "Say by what it is known.",
        "Say green, amber or red, or empty what you wrote.",
        "Say green, amber or red, or empty what you wrote.",
        "Say in words what you found.",
        "Say by what it is known.",
    ]
    page = answer.content.decode()
    assert "Fictional: words without a colour" in page
    assert 'name="answer.diversion" value="red" checked' in page
    assert refusals(learning.ask(OTHER, path(option), nothing="1")) == [
        "Answer at least one question, or lift a red answer."
    ]


def test_an_answer_expires_after_180_days_and_the_page_says_on_which(learning):
    option = propose(learning, ago=300)
    enter(learning, OWNER, option, "harm", option=OPTION, issue="diversion", answer="green", ago=180)
    enter(learning, OWNER, option, "harm", option=OPTION, issue="own_ties", answer="green", ago=181)
    page = learning.text(OTHER, path(option))
    assert f"→ answer it anew after {in_words(today(), 'en')}" in page
    assert f"was good until {in_words(today() - timedelta(days=1), 'en')}" in page


def test_what_was_written_when_the_session_ended_is_in_the_form_again(learning, option):
    from django.http import QueryDict

    from forlik.desk.register.asked import Asked
    from forlik.desk.register.pages.harm import page

    form = QueryDict(mutable=True)
    form.update(answered("diversion", "amber", finding="Fictional: half a thought"))
    asked = Asked(path(option), {}, today(), dated=False, language="en", viewed=viewed(learning, OTHER))
    rows = {one["id"]: one for one in page.again(asked, form, option).shows["rows"]}
    assert rows["diversion"]["inputs"]["finding"]["said"] == "Fictional: half a thought"
    assert not gate_of(learning, OWNER).blocks


def test_what_is_sealed_is_sealed_whole_and_so_is_its_lifting(learning, option):
    sealed = label(learning)
    form = {**answered("diversion", "red"), "sealed": sealed}
    assert learning.ask("demo-deputy", path(option), **form).status_code == 303
    [id_] = item_of(learning, OWNER, "diversion").rests_on
    assert item_of(learning, OTHER, "diversion").standing == "unanswered"
    # Whoever lifts it without sealing names it nowhere in the open.
    form = {f"reason.{id_}": "Fictional: guarded now", f"citation.{id_}": CITED}
    assert learning.ask(OWNER, path(option), **form).status_code == 303
    assert item_of(learning, OWNER, "diversion").standing == "lifted"
    dossier = viewed(learning, OWNER).dossier
    made = [one for one in dossier.every(Assessment) if one.about == id_]
    assert [{grade(one) for one in dossier.labels(each.id)} for each in made] == [{2}]


def test_what_lifts_a_sealed_answer_is_told_to_no_other_compartment(learning, option):
    from datetime import UTC, datetime

    from forlik.desk.access.people import found_compartment, let_in, person

    now = datetime.now(UTC)
    room = found_compartment("Fictional: another", person(learning.ids[OTHER], "passkey"), now)
    let_in(learning.ids[OWNER], room, 2, person(learning.ids[OTHER], "passkey"), now)
    form = {**answered("diversion", "red"), "sealed": label(learning)}
    assert learning.ask(OWNER, path(option), **form).status_code == 303
    [id_] = item_of(learning, OWNER, "diversion").rests_on
    lifting = {f"reason.{id_}": "Fictional: guarded", f"citation.{id_}": CITED, "sealed": f"2:{room}"}
    assert learning.ask(OWNER, path(option), **lifting).status_code == 303
    dossier = viewed(learning, OWNER).dossier
    [made] = [one for one in dossier.every(Assessment) if one.kind == "harm_lifting" and one.about == id_]
    assert dossier.labels(made.id) == {label(learning)}


def test_of_a_sealed_option_everything_is_sealed(learning):
    sealed = label(learning)
    option = propose(learning, secret=sealed, option="MLI/peace/facilitate/2027")
    assert learning.ask(OWNER, path(option), **answered("diversion", "green")).status_code == 303
    with pytest.raises(NoData):
        learning.ask(OTHER, path(option))
    assert item_of(learning, OTHER, "diversion", "MLI/peace/facilitate/2027").standing == "unanswered"
    assert item_of(learning, OWNER, "diversion", "MLI/peace/facilitate/2027").standing == "answered"


def test_sealed_answers_leave_no_trace(django_db_blocker, tmp_path_factory):
    seal = iter([True, False])

    def look(learning):
        option = propose(learning, id_="option-of-both-worlds")
        if next(seal):
            enter(
                learning, OWNER, option, "harm", secret=label(learning), option=OPTION, issue="diversion",
                answer="red", finding="Fictional: the night clerk",
            )  # fmt: skip
        return {who: plain(learning, {"harm": learning.text(who, path(option))}) for who in (OWNER, OTHER, ELSE)}

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    assert whole[OTHER] == bare[OTHER]
    assert whole[ELSE] == bare[ELSE]
    assert "night clerk" in whole[OWNER]["harm"]
