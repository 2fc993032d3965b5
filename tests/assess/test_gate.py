"""The harm gate: a red answer blocks until a person lifts it, silence is amber, answers run out."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_option import DAY, OPTION, STAFF, harm, judged, lifting, seen

from forlik.assess.options.gate import gate
from forlik.assess.options.gate_questions import Question, Questionnaire, questionnaire
from forlik.assess.options.gate_told import told, told_of
from forlik.core.errors import UsageError
from forlik.register.concepts import Actor

ITEMS = [one.item for one in questionnaire().questions]


def ago(days):
    return DAY - timedelta(days=days)


def item(found, name="diversion"):
    [one] = [one for one in found.items if one.question.item == name]
    return one


def standing(*records, day=DAY, **how):
    return item(gate(seen(*records, day=max(day, DAY), **how), OPTION, day)).standing


def test_the_questions_are_those_of_the_method_in_both_languages():
    assert ITEMS == [
        "civic_space", "diversion", "staff_security", "own_ties", "reprisal_risk", "exit_liability",
        "conflict_sensitivity",
    ]  # fmt: skip
    assert questionnaire().days == 180
    for one in questionnaire().questions:
        assert all((one.en, one.nb, one.asks_en, one.asks_nb, one.red_en, one.red_nb)), one.item


def test_what_nobody_answered_is_amber_and_does_not_block():
    found = gate(seen(), OPTION)
    assert [(one.standing, one.colour) for one in found.items] == [("unanswered", "amber")] * len(ITEMS)
    assert (found.colour, found.blocks) == ("amber", False)


def test_all_green_is_green():
    found = gate(seen(*(harm(name, "green", name) for name in ITEMS)), OPTION)
    assert (found.colour, found.blocks) == ("green", False)


@pytest.mark.parametrize("name", ITEMS)
def test_one_red_answer_blocks_whatever_else_is_green_and_however_great_the_need(name):
    others = [harm(one, "green", one) for one in ITEMS if one != name]
    need = judged("need", "need", place="XXA", score=10, finding="Fictional: everybody")
    found = gate(seen(*others, need, harm("r", "red", name)), OPTION)
    assert found.blocks
    assert item(found, name).rests_on == ("r",)


def test_a_lifting_names_who_when_and_why_and_opens_the_gate():
    found = gate(seen(harm("r", "red", made_on=ago(9)), lifting("l", "r", author="p2", made_on=ago(3))), OPTION)
    one = item(found)
    assert (one.standing, one.colour, one.since) == ("lifted", "amber", ago(9))
    assert (one.lifted_by, one.lifted_on, one.reason) == ("p2", ago(3), "Fictional: guarded now")
    assert one.until == ago(3) + timedelta(days=180)
    assert not found.blocks


@pytest.mark.parametrize(
    ("lifted", "why"),
    [
        (lifting("l", "r", author=None), "nobody is named"),
        (lifting("l", "r", finding=None), "no reason is given"),
        (lifting("l", "r", author="front"), "an actor is no person of the house"),
        (lifting("l", "other"), "it is of another answer"),
        (lifting("l", "r", made_on=ago(8)), "it is before the answer"),
        (judged("l", "harm", about="r", issue="diversion", answer="green"), "a greener answer lifts nothing"),
    ],
)
def test_what_is_no_lifting_lifts_nothing(lifted, why):
    front = Actor(id="front", kind="armed_group", name="Fictional Front")
    assert standing(front, harm("r", "red", made_on=ago(7)), lifted) == "open", why


def test_a_lifting_that_a_file_brought_in_opens_nothing_whoever_it_names_until_it_is_lifted_here():
    records = (harm("r", "red", made_on=ago(9)), lifting("l", "r", author="another-house", made_on=ago(3)))
    assert item(gate(seen(*records), OPTION)).standing == "lifted"
    found = gate(seen(*records, brought=("r", "l")), OPTION)
    assert found.blocks
    assert (item(found).brought, item(found).lifted_elsewhere, item(found).lifted_by) == (True, True, None)
    assert "brought in from elsewhere opens nothing here" in told(item(found))[0]
    assert "åpner ingenting her" in told(item(found), "nb")[0]
    # Not in the name of whoever brings it in, either: the file gives the name.
    assert gate(seen(records[0], lifting("l", "r", author="p1"), brought=("r", "l")), OPTION).blocks
    again = gate(seen(*records, lifting("here", "r", author="p1"), brought=("r", "l")), OPTION)
    assert not again.blocks
    assert (item(again).standing, item(again).lifted_by, item(again).lifted_elsewhere) == ("lifted", "p1", False)


def test_time_opens_no_gate():
    assert standing(harm("r", "red", made_on=ago(3000))) == "open"


def test_a_lifting_after_the_day_lifts_nothing_yet():
    records = (harm("r", "red", made_on=ago(9)), lifting("l", "r", made_on=ago(2)))
    assert standing(*records, day=ago(3)) == "open"
    assert standing(*records, day=ago(2)) == "lifted"


@pytest.mark.parametrize(("age", "expected"), [(0, "green"), (180, "green"), (181, "amber")])
def test_an_answer_is_good_for_180_days(age, expected):
    one = item(gate(seen(harm("g", "green", made_on=ago(age))), OPTION))
    assert one.colour == expected
    assert one.standing == ("expired" if age > 180 else "answered")


@pytest.mark.parametrize(("age", "expected"), [(180, "lifted"), (181, "open")])
def test_a_lifting_is_good_for_180_days_and_then_the_answer_blocks_again(age, expected):
    assert standing(harm("r", "red", made_on=ago(400)), lifting("l", "r", made_on=ago(age))) == expected


def test_an_answer_after_a_lifted_one_takes_its_place():
    lifted = (harm("r", "red", made_on=ago(400)), lifting("l", "r", made_on=ago(399)))
    one = item(gate(seen(*lifted, harm("g", "green", made_on=ago(2))), OPTION))
    assert (one.standing, one.colour, one.since) == ("answered", "green", ago(2))
    assert standing(*lifted, harm("r2", "red", made_on=ago(2))) == "open"


def test_of_one_day_the_gravest_answer_counts_whoever_recorded_last():
    for order in permutations([harm("g", "green"), harm("a", "amber")]):
        assert item(gate(seen(*order), OPTION)).rests_on == ("a",)
    for order in permutations([harm("g", "green"), harm("r", "red")]):
        assert standing(*order) == "open"


def test_each_open_answer_is_named_and_each_is_lifted_by_itself():
    records = (harm("r1", "red", made_on=ago(5)), harm("r2", "red", made_on=ago(4), author="p3"))
    assert item(gate(seen(*records), OPTION)).rests_on == ("r1", "r2")
    one = item(gate(seen(*records, lifting("l", "r1")), OPTION))
    assert (one.rests_on, one.by, one.since) == (("r2",), "p3", ago(4))


def test_an_option_has_answers_of_its_own_however_its_period_is_written():
    assert standing(harm("r", "red", option="XXA/peace/facilitate/2027-01..2027-12-31")) == "open"
    for other in ("XXB/peace/facilitate/2027", "XXA/humanitarian/facilitate/2027", "XXA/peace/fund/2027",
                  "XXA/peace/facilitate/2028"):  # fmt: skip
        assert standing(harm("r", "red", option=other)) == "unanswered"


def test_a_red_answer_to_a_question_that_is_not_asked_any_more_still_blocks():
    short = Questionnaire(180, (Question("civic_space", "Civic space", "Handlingsrom"),))
    found = gate(seen(harm("r", "red"), harm("a", "amber", "exit_liability")), OPTION, by=short)
    assert [one.question.item for one in found.items] == ["civic_space", "diversion"]
    assert found.blocks


def test_an_answer_whose_option_cannot_be_read_is_told():
    assert gate(seen(harm("r", "red", option="somewhere")), OPTION).unread == ("r",)


def test_two_worlds_with_and_without_a_red_answer_that_the_viewer_may_not_see():
    """Its existence does not leak: the gate is the same to the byte, and only who holds its label sees it blocked."""
    others = [harm(one, "green", one) for one in ITEMS]
    secret = [harm("hidden", "red"), lifting("hidden-lift", "hidden")]
    without = gate(seen(*others, labels=STAFF), OPTION)
    for more in (secret[:1], secret):
        kept = {one.id for one in more}
        assert gate(seen(*others, *more, labels=STAFF, sealed=kept), OPTION) == without
        assert told_of(gate(seen(*others, *more, labels=STAFF, sealed=kept), OPTION)) == told_of(without)
    assert not without.blocks
    holder = gate(seen(*others, secret[0], sealed={"hidden"}), OPTION)
    assert holder.blocks
    assert "2:a" in holder.labels
    assert without.labels == {"1"}


def test_a_red_answer_that_was_withdrawn_blocks_nothing_and_is_told_with_who_when_and_why():
    gone = harm("r", "red", withdrawn="Fictional: the wrong country")
    found = gate(seen(gone, harm("g", "green", withdrawn="Fictional: no")), OPTION)
    assert not found.blocks
    assert [(one.answer.id, one.on, one.reason, one.labels) for one in found.withdrawn] == [
        ("r", DAY, "Fictional: the wrong country", {"1"})
    ]
    assert found.labels == {"1"}
    assert "Nothing has been answered" not in told_of(found)[0]
    assert "was withdrawn by" in told_of(found)[-1]
    assert "Fictional: the wrong country" in told_of(found, "nb")[-1]
    elsewhere = harm("r", "red", option="XXB/peace/facilitate/2027", withdrawn="Fictional: no")
    assert gate(seen(elsewhere), OPTION) == gate(seen(), OPTION)


def test_two_worlds_with_and_without_a_withdrawn_red_answer_that_the_viewer_may_not_see():
    gone = harm("r", "red", withdrawn="Fictional: the wrong country")
    assert gate(seen(gone, labels=STAFF, sealed={"r"}), OPTION) == gate(seen(labels=STAFF), OPTION)
    assert gate(seen(gone, sealed={"r"}), OPTION).labels == {"2:a"}


def test_who_sees_the_answer_and_not_its_lifting_sees_it_blocked():
    records = (harm("r", "red"), lifting("l", "r"))
    assert standing(*records, sealed={"l"}) == "lifted"
    assert standing(*records, sealed={"l"}, labels=STAFF) == "open"


def test_the_gate_is_not_asked_of_a_day_that_is_not_known_or_of_no_option():
    with pytest.raises(UsageError, match="as known on"):
        gate(seen(), OPTION, DAY + timedelta(days=1))
    with pytest.raises(UsageError, match="no option"):
        gate(seen(), "XXA")


def test_what_is_said_names_item_day_person_and_what_to_do():
    found = item(gate(seen(harm("r", "red", made_on=date(2026, 5, 3), author="p7")), OPTION))
    name = {"p7": "the desk"}.get
    says, remedy = told(found, "en", lambda one: name(one, one))
    assert says == "Diversion: red since 3 May 2026, answered by the desk; it blocks the option"
    assert "named person lift it" in remedy
    says, remedy = told(found, "nb")
    assert says == "Avledning av midler: rødt siden 3. mai 2026, besvart av p7; det sperrer alternativet"
    assert "behov veier det ikke opp" in remedy
    lifted = gate(seen(harm("r", "red"), lifting("l", "r", author="p2")), OPTION)
    assert "lifted by p2 on 1 Jun 2026: Fictional: guarded now" in told(item(lifted))[0]
    assert told_of(lifted)[0] == f"The gate is open, with 7 amber: {OPTION}"
    assert told_of(gate(seen(harm("r", "red")), OPTION), "nb")[0].startswith("Porten er stengt")


@pytest.mark.parametrize("days", [0, -1])
def test_a_questionnaire_that_cannot_be_is_refused(days):
    with pytest.raises(UsageError, match="questionnaire"):
        Questionnaire(days, (Question("a", "A", "A"),))
    with pytest.raises(UsageError, match="questionnaire"):
        Questionnaire(180, (Question("a", "A", "A"), Question("a", "B", "B")))


@st.composite
def histories(draw):
    """Answers and liftings of one question over two years."""
    answers = draw(
        st.lists(st.tuples(st.sampled_from(["green", "amber", "red"]), st.integers(0, 700)), min_size=0, max_size=6)
    )
    records = [harm(f"h{n}", answer, made_on=ago(age)) for n, (answer, age) in enumerate(answers)]
    reds = [one for one in records if one.answer == "red"]
    for n, (which, later) in enumerate(draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 400)), max_size=4))):
        if which < len(reds) and reds[which].made_on + timedelta(days=later) <= DAY:
            records.append(lifting(f"l{n}", reds[which].id, made_on=reds[which].made_on + timedelta(days=later)))
    return records


@given(histories(), st.randoms())
def test_a_gate_follows_from_what_was_said_and_not_from_its_order(records, random):
    found = gate(seen(*records, recorded=None), OPTION)
    shuffled = list(records)
    random.shuffle(shuffled)
    assert item(gate(seen(*shuffled), OPTION)).colour == item(found).colour


@given(histories())
def test_without_liftings_a_red_answer_blocks_for_ever_and_without_red_nothing_does(records):
    plain = [one for one in records if one.kind == "harm"]
    assert gate(seen(*plain), OPTION).blocks == any(one.answer == "red" for one in plain)


@given(histories(), st.sampled_from(["green", "amber"]), st.integers(0, 700))
def test_no_answer_of_a_day_before_a_lifting_opens_a_gate_that_was_closed(records, answer, age):
    """Another answer alone never opens what a red answer that nobody ever lifted has closed."""
    lifted = {one.about for one in records if one.kind == "harm_lifting"}
    never = [one for one in records if one.kind == "harm" and one.answer == "red" and one.id not in lifted]
    found = gate(seen(*records, harm("more", answer, made_on=ago(age))), OPTION)
    assert found.blocks or not never


@given(histories(), st.integers(0, 700))
def test_what_was_said_after_a_day_changes_nothing_on_it(records, age):
    day = ago(age)
    before = [one for one in records if one.made_on <= day]
    now, then = gate(seen(*records), OPTION, day), gate(seen(*before), OPTION, day)
    assert [(one.standing, one.colour, one.rests_on) for one in now.items] == [
        (one.standing, one.colour, one.rests_on) for one in then.items
    ]
