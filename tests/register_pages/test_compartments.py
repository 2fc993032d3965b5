"""The page of compartments: who sees what of them, what a guardian does there, and what nobody learns by it."""

import ast
import html
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from worlds import in_both, plain, without_secrets

from forlik.core.days import today
from forlik.core.errors import NoData
from forlik.desk.access import people
from forlik.desk.access.people import person

PAGE, TALKS, RELIEF = "/register/compartments", "Fictional: talks", "Fictional: relief"
LEGAL = "Demo: legal adviser and data protection, without a compartment"


def said(answer):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def read(learning, who):
    return said(learning.ask(who, PAGE))


def verified():
    from forlik.desk.records.proof import verify_register

    return verify_register()[1]


@pytest.fixture
def talks(learning):
    [one] = person(learning.ids["demo-owner"], "passkey").memberships
    return one.compartment


@pytest.fixture
def doing(learning, talks):
    """What somebody sends: about the talks, unless another compartment is named."""

    def send(who="demo-guardian", strength="passkey", **form):
        form = {name: learning.ids.get(value, value) for name, value in form.items()}
        return learning.ask(who, PAGE, strength, **{"room": talks, **form})

    return send


def let_in(doing, **changed):
    return doing(**{"do": "let in", "person": "demo-legal", "clearance": "2", "until": "", **changed})


def held(learning, who, room):
    now = datetime.now(UTC)
    stands = (one for one in person(learning.ids[who], "passkey").memberships if one.since <= now)
    return [
        (one.clearance, one.until)
        for one in stands
        if one.compartment == room and (one.until is None or one.until > now)
    ]


# Who sees what


def test_a_guardian_sees_who_is_in_and_who_guards_and_each_look_is_logged(learning):
    text = read(learning, "demo-guardian")
    for name in (TALKS, RELIEF, "Demo: owner of the talks", "Strictly confidential", "no end"):
        assert name in text
    assert "You do not read what is sealed for it" in text
    [row] = learning.log("read members")
    assert (row.who, len(row.facets.split())) == (learning.ids["demo-guardian"], 2)


def test_a_member_sees_the_own_compartment_and_not_who_else_is_in(learning, doing, talks):
    text = read(learning, "demo-owner")
    assert TALKS in text
    assert "Strictly confidential" in text
    assert RELIEF not in text
    assert "Demo: deputy" not in text
    assert learning.log("read members") == []
    with pytest.raises(NoData):
        let_in(doing, who="demo-owner")
    with pytest.raises(NoData):
        doing(who="demo-owner", room="")
    assert held(learning, "demo-legal", talks) == []


def test_it_is_marked_by_the_greatest_grade_on_it(learning):
    assert 'class="bar marking warn">Strictly confidential<' in learning.text("demo-owner", PAGE)
    assert 'class="bar marking warn">Strictly confidential<' in learning.text("demo-guardian", PAGE)
    [own] = person(learning.ids["demo-relief"], "passkey").memberships
    people.let_in(
        learning.ids["demo-relief"], own.compartment, 2, person(learning.ids["demo-guardian"], "passkey"),
        datetime.now(UTC),
    )  # fmt: skip
    assert 'class="bar marking warn">Confidential<' in learning.text("demo-relief", PAGE)


def test_for_whoever_is_in_none_and_without_a_passkey_there_is_no_such_page(learning, doing):
    for who, strength in (
        ("demo-legal", "passkey"),
        ("demo-guardian", "second factor"),
        ("demo-owner", "second factor"),
    ):
        assert PAGE not in learning.text(who, "/register", strength)
        with pytest.raises(NoData) as none:
            learning.ask(who, PAGE, strength)
        assert none.value.what == "There is no page at this address."
        with pytest.raises(NoData):
            let_in(doing, who=who, strength=strength)
    assert PAGE in learning.text("demo-guardian", "/register")
    assert PAGE in learning.text("demo-owner", "/register")


def test_what_others_do_in_their_compartments_changes_no_page_of_mine(learning, doing):
    pages = ("/register", "/register/mine", PAGE)

    def mine():
        return [learning.text("demo-relief", one) for one in pages] + [learning.text("demo-legal", "/register")]

    before = mine()
    people.found_compartment("Fictional: another", person(learning.ids["demo-guardian"], "passkey"), datetime.now(UTC))
    assert let_in(doing, person="demo-deputy", clearance="3").status_code == 303
    assert mine() == before


def test_two_worlds(django_db_blocker, tmp_path_factory):
    def look(learning):
        texts = {who: {PAGE: learning.text(who, "/register")} for who in ("demo-legal",)}
        texts["demo-relief"] = {PAGE: learning.text("demo-relief", PAGE)}
        return {who: plain(learning, text) for who, text in texts.items()}

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    assert whole["demo-relief"] == bare["demo-relief"]
    assert whole["demo-legal"] == bare["demo-legal"]


# What a guardian does


def test_a_guardian_lets_somebody_in_until_a_day_as_typed(learning, doing, talks):
    last = today() + timedelta(days=400)
    assert let_in(doing, until=f"{last.day}.{last.month}.{last.year}").status_code == 303
    [(clearance, until)] = held(learning, "demo-legal", talks)
    assert (clearance, until.date()) == (2, last + timedelta(days=1))
    row = learning.log("let in")[-1]
    assert (row.who, row.facets.split()) == (learning.ids["demo-guardian"], [talks, learning.ids["demo-legal"]])
    assert LEGAL in read(learning, "demo-guardian")
    assert f'datetime="{last}"' in learning.text("demo-legal", PAGE)
    assert "in your name" not in read(learning, "demo-guardian"), "nobody did it at the machine"
    assert let_in(doing, clearance="3").status_code == 303
    assert held(learning, "demo-legal", talks) == [(3, None)], "what was held before ends"
    assert verified() == []


def test_a_membership_ends_once_somebody_is_sure(learning, doing, talks):
    assert "old mill" in learning.text("demo-deputy", "/register/fiction-talks")
    answer = doing(do="end", person="demo-deputy")
    assert answer.status_code == 422
    assert "say that you are sure" in said(answer)
    assert held(learning, "demo-deputy", talks)
    assert doing(do="end", person="demo-deputy", sure="yes").status_code == 303
    assert held(learning, "demo-deputy", talks) == []
    assert "old mill" not in learning.text("demo-deputy", "/register/fiction-talks")
    assert learning.log("let out")[-1].who == learning.ids["demo-guardian"]
    assert verified() == []


def test_another_guards_it_too_and_then_instead(learning, doing, talks):
    assert doing(do="guard", person="demo-legal").status_code == 303
    assert f"{LEGAL}" in read(learning, "demo-guardian")
    assert "Demo: guardian" in read(learning, "demo-legal")
    unsure = doing(do="guard", person="demo-deputy", instead="demo-guardian")
    assert unsure.status_code == 422
    assert "Nobody was replaced" in said(unsure)
    gone = doing(do="guard", person="demo-deputy", instead="demo-guardian", sure="yes")
    assert (gone.status_code, gone["Location"]) == (303, PAGE), "the other compartment is guarded still"
    assert TALKS not in read(learning, "demo-guardian")
    with pytest.raises(NoData):
        let_in(doing)
    assert verified() == []


def test_who_steps_down_from_the_last_one_is_led_to_the_register(learning, doing):
    room = people.found_compartment("Fictional: new", person(learning.ids["demo-legal"], "passkey"), datetime.now(UTC))
    form = {"room": room, "do": "guard", "person": "demo-deputy", "instead": "demo-legal", "sure": "yes"}
    assert doing(who="demo-legal", **form)["Location"] == "/register"


def test_nobody_decides_what_he_may_see_himself(learning, doing, talks):
    answer = let_in(doing, person="demo-guardian")
    assert answer.status_code == 422
    assert "nobody decides what he may see himself" in said(answer)
    assert held(learning, "demo-guardian", talks) == []
    doing(do="guard", person="demo-owner")
    text = learning.text("demo-owner", PAGE)
    assert "your own: another guardian changes it" in text
    assert f'<option value="{learning.ids["demo-owner"]}">' not in text.partition('name="instead"')[0]
    assert doing(who="demo-owner", do="end", person="demo-owner", sure="yes").status_code == 422
    assert doing(who="demo-owner", do="guard", person="demo-owner").status_code == 422


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"do": ""}, "Choose what to do"),
        ({"do": "x"}, "Choose what to do"),
        ({"room": ""}, "Choose what to do"),
        ({"person": ""}, "Say whom you mean"),
        ({"clearance": ""}, "Say up to which grade"),
        ({"clearance": "1"}, "Say up to which grade"),
        ({"until": "soon"}, "“soon” is not a day"),
        ({"until": "9999-12-31"}, "is not a day"),
        ({"until": "1.1.2020"}, "2020-01-01 is over: name a day from today on"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_changed(learning, doing, talks, changed, reason):
    answer = let_in(doing, **changed)
    assert answer.status_code == 422
    text = said(answer)
    assert reason in (text if "is over" not in reason else re.sub(r"1 Jan(uary)? 2020", "2020-01-01", text))
    assert held(learning, "demo-legal", talks) == []
    if changed.get("until"):
        assert f'value="{changed["until"]}"' in answer.content.decode(), "nothing written is lost"


def test_who_has_left_or_is_a_guest_is_not_let_in(learning, doing, talks):
    now = datetime.now(UTC)
    learning.ids["guest"] = people.enrol("Fictional: a guest", now, staff=False)
    people.leave(learning.ids["demo-legal"], now, learning.ids["demo-legal"])
    for who in ("guest", "demo-legal"):
        assert learning.ids[who] not in learning.text("demo-guardian", PAGE)
        answer = let_in(doing, person=who)
        assert answer.status_code == 422
        assert "who is let in works here" in said(answer)
        assert doing(do="guard", person=who).status_code == 422
        assert held(learning, who, talks) == []


def test_a_closed_account_is_marked(learning):
    assert "account closed" not in read(learning, "demo-guardian")
    people.leave(learning.ids["demo-deputy"], datetime.now(UTC), learning.ids["demo-deputy"])
    assert "account closed" in read(learning, "demo-guardian")


def test_a_compartment_of_others_and_one_that_is_not_there_are_answered_alike(learning, doing):
    other = people.found_compartment(
        "Fictional: other", person(learning.ids["demo-legal"], "passkey"), datetime.now(UTC)
    )
    answers = set()
    for room in (other, "nothing-there", "a b", "x" * 3000):
        with pytest.raises(NoData) as none:
            let_in(doing, room=room)
        answers.add((none.value.what, none.value.remedy))
    assert len(answers) == 1


@pytest.mark.parametrize("odd", ["nobody", "a\nb", "a\x00b", "x" * 3000])
@pytest.mark.parametrize("field", ["person", "instead"])
def test_persons_who_are_not_there_change_nothing(doing, field, odd):
    for do in ("let in", "end", "guard"):
        with pytest.raises(NoData):
            let_in(doing, do=do, sure="yes", **{field: odd})


# What was done at the machine


def test_what_was_done_at_the_machine_in_ones_name_is_told(learning, talks):
    from forlik.desk.signin import machine

    guardian, legal, deputy = (learning.ids[one] for one in ("demo-guardian", "demo-legal", "demo-deputy"))
    assert "Done at the machine" not in read(learning, "demo-guardian")
    machine.let_in(legal, talks, 2, guardian, None)
    assert f"{LEGAL} was let in, in your name. {TALKS}" in read(learning, "demo-guardian")
    machine.let_out(legal, talks, guardian)
    machine.make_guardian(legal, talks, guardian, "")
    machine.let_in(deputy, talks, 3, legal, None)
    text = read(learning, "demo-guardian")
    assert f"The membership of {LEGAL} was ended, in your name." in text
    assert f"{LEGAL} was made a guardian, in your name." in text
    assert f"was let in, in the name of {LEGAL}." in text
    for who in ("demo-owner", "demo-relief"):
        assert "Done at the machine" not in read(learning, who)
    machine.make_guardian(deputy, talks, legal, guardian)
    text = read(learning, "demo-legal")
    assert "Demo: guardian of the compartments ceased to be a guardian, in your name." in text
    assert "Done at the machine" not in read(learning, "demo-guardian"), "it guards the talks no more"


def test_who_is_in_one_and_guards_another_is_told_of_the_one_that_is_guarded(learning, talks):
    from forlik.desk.signin import machine

    machine.let_in(learning.ids["demo-legal"], talks, 2, learning.ids["demo-guardian"], None)
    owner = learning.ids["demo-owner"]
    room = people.found_compartment("Fictional: own", person(owner, "passkey"), datetime.now(UTC))
    assert "Done at the machine" not in read(learning, "demo-owner")
    machine.let_in(learning.ids["demo-legal"], room, 2, owner, None)
    text = read(learning, "demo-owner")
    assert "in your name. Fictional: own" in text
    assert f"in the name of Demo: guardian of the compartments. {TALKS}" not in text


def test_it_is_told_for_three_months(learning, talks):
    from forlik.desk.access.at_machine import TOLD_FOR, done_at_machine
    from forlik.desk.signin import machine

    machine.let_in(learning.ids["demo-legal"], talks, 2, learning.ids["demo-guardian"], None)
    guardian, now = person(learning.ids["demo-guardian"], "passkey"), datetime.now(UTC)
    assert len(done_at_machine(guardian, now + TOLD_FOR - timedelta(hours=1))) == 1
    assert done_at_machine(guardian, now + TOLD_FOR + timedelta(hours=1)) == []


# In the reader's language


DOORS = {"let_in", "let_out", "make_guardian", "over_after", "_allow"}
NOT_FROM_THE_PAGE = {"2 confidential, 3 strictly confidential"}


def refused():
    """The fixed words in which these doors refuse."""
    for path in (Path(people.__file__), Path(people.__file__).with_name("last_day.py")):
        doors = (one for one in ast.parse(path.read_text(encoding="utf-8")).body if getattr(one, "name", "") in DOORS)
        calls = (one for door in doors for one in ast.walk(door) if isinstance(one, ast.Raise))
        for one in calls:
            told = [*one.exc.args[:1], *(each.value for each in one.exc.keywords)]
            yield from (
                each.value for part in told for each in ast.walk(part)
                if isinstance(each, ast.Constant) and not isinstance(part, ast.JoinedStr) and each.value
            )  # fmt: skip


def test_what_the_doors_refuse_is_said_in_norwegian(learning):
    from django.utils.translation import override

    from forlik.desk import refusals

    found = set(refused()) - NOT_FROM_THE_PAGE
    assert len(found) >= 8
    with override("nb"):
        assert [one for one in found if refusals.said(one) == one] == []
        assert refusals.said("2020-01-31 is over") == "31. jan. 2020 er forbi"
