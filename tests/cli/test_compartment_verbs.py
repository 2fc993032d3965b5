"""Compartments at the machine: who is in them, who guards them, and that none is left without a guardian."""

import pytest

TALKS, RELIEF = "Fictional: talks", "Fictional: relief"


def verified():
    from forlik.desk.records.proof import verify_register

    return verify_register()[1]


def guardians(answer):
    return {one["name"]: {each["name"] for each in one["guardians"]} for one in answer.json if one["guards"]}


def test_a_member_sees_the_own_compartment_and_a_guardian_its_members(at_machine, learning):
    [mine] = at_machine("compartment", "list", "demo-owner", "--json").json
    assert (mine["name"], mine["clearance"], mine["guards"]) == (TALKS, 3, False)
    assert "members" not in mine, "a member is not told who else is in"
    guarded = {one["name"]: one for one in at_machine("compartment", "list", "demo-guardian", "--json").json}
    assert set(guarded) == {TALKS, RELIEF}
    assert {one["person"]: one["clearance"] for one in guarded[TALKS]["members"]} == {
        learning.ids["demo-owner"]: 3,
        learning.ids["demo-deputy"]: 2,
    }
    assert guarded[TALKS]["clearance"] is None, "who guards it is not in it for that"
    words = at_machine("compartment", "list", "demo-guardian").out
    assert f"{mine['id']}  {TALKS}" in words
    assert "clearance 3" in words
    none = at_machine("compartment", "list", "demo-legal")
    assert (none.exit, none.out.strip()) == (0, "in no compartment, and guardian of none")


def test_each_look_is_logged_and_shows_nothing_of_who_has_left(at_machine, learning):
    at_machine("compartment", "list", "demo-guardian")
    [row] = learning.log("read members")
    assert row.who == learning.ids["demo-guardian"]
    assert len(row.facets.split()) == 2
    assert learning.log("at the machine")[-1].facets == learning.ids["demo-guardian"]
    at_machine("compartment", "list", "demo-owner")
    assert len(learning.log("read members")) == 1, "no members were shown"
    at_machine("person", "close", "demo-owner")
    assert at_machine("compartment", "list", "demo-owner").exit == 6
    ended = at_machine("compartment", "list", "demo-guardian", "--json").json
    assert all("left" not in one for one in ended)


def test_a_membership_that_has_ended_is_not_listed_and_the_last_day_is_the_one_that_was_given(at_machine):
    words = ("compartment", "admit", "demo-legal", TALKS, "--clearance", "2", "--guardian", "demo-guardian")
    assert at_machine(*words, "--until", "2099-12-31").exit == 0
    [mine] = at_machine("compartment", "list", "demo-legal", "--json").json
    assert mine["until"] == "2099-12-31"
    assert "clearance 2 until 2099-12-31" in at_machine("compartment", "list", "demo-guardian").out
    assert at_machine("compartment", "dismiss", "demo-legal", TALKS, "--guardian", "demo-guardian").exit == 0
    assert at_machine("compartment", "list", "demo-legal", "--json").json == []
    over = at_machine(*words, "--until", "2020-01-01")
    assert over.exit == 2
    assert "2020-01-01 is over" in over.err


@pytest.mark.parametrize("day", ["31.12.2099", "31/12/2099", "31. des. 2099"])
def test_the_last_day_is_taken_as_it_is_typed(at_machine, day):
    words = ("compartment", "admit", "demo-legal", TALKS, "--clearance", "2", "--guardian", "demo-guardian")
    assert at_machine(*words, "--until", day, "--json").json["until"] == "2099-12-31"
    assert at_machine("compartment", "list", "demo-legal", "--json").json[0]["until"] == "2099-12-31"


@pytest.mark.parametrize("day", ["12.2099", "soon", "9999-12-31", "31.2.2099"])
def test_what_is_no_last_day_lets_nobody_in(at_machine, day):
    words = ("compartment", "admit", "demo-legal", TALKS, "--clearance", "2", "--guardian", "demo-guardian")
    found = at_machine(*words, "--until", day)
    assert found.exit == 2
    assert "is not a day" in found.err
    assert at_machine("compartment", "list", "demo-legal", "--json").json == []


def test_who_does_not_work_here_is_not_let_in_and_closed_accounts_are_named(at_machine, learning):
    at_machine("person", "add", "Fictional: a guest", "--username", "guest")
    at_machine("person", "close", "demo-deputy")
    before = len(learning.log("let in"))
    for who in ("guest", "demo-deputy"):
        found = at_machine(
            "compartment", "admit", who, TALKS, "--clearance", "2", "--guardian", "demo-guardian", "--json"
        )
        assert found.exit == 2, who
        assert "works here" in found.err
    assert len(learning.log("let in")) == before
    rooms = at_machine("compartment", "list", "demo-guardian", "--json").json
    closed = {each["person"]: each["closed"] for one in rooms for each in one["members"] if one["name"] == TALKS}
    assert closed == {learning.ids["demo-owner"]: False, learning.ids["demo-deputy"]: True}
    assert "clearance 2, account closed" in at_machine("compartment", "list", "demo-guardian").out


@pytest.mark.parametrize("name", [TALKS, " fictional:   TALKS ", "\uff26ictional: talks"])
def test_two_compartments_do_not_bear_one_name(at_machine, name):
    found = at_machine("compartment", "add", name, "--guardian", "demo-owner")
    assert found.exit == 2
    assert "two compartments may not bear one name" in found.err
    assert at_machine("compartment", "list", "demo-owner", "--json").json[0]["guards"] is False


@pytest.mark.parametrize("name", ["", "  ", "a\x1b[31mb", "a\x00b", "x" * 201, "\u202etalks"])
def test_what_is_no_name_is_refused_and_nothing_is_founded(at_machine, learning, name):
    before = len(learning.log("found"))
    found = at_machine("compartment", "add", name, "--guardian", "demo-owner")
    assert found.exit == 2
    assert "no name of a compartment" in found.err
    assert "\x1b" not in found.err
    assert len(learning.log("found")) == before


def test_a_name_is_free_again_for_nobody_and_another_one_is_taken(at_machine):
    assert at_machine("compartment", "add", "Fictional: talks on water", "--guardian", "demo-owner").exit == 0
    assert at_machine("compartment", "add", "Fictional: talks on water", "--guardian", "demo-legal").exit == 2


def test_another_guards_it_too_and_then_alone(at_machine, learning):
    words = ("compartment", "guard", "demo-legal", TALKS, "--guardian", "demo-guardian")
    assert at_machine(*words).exit == 0
    both = guardians(at_machine("compartment", "list", "demo-legal", "--json"))
    assert len(both[TALKS]) == 2
    assert (learning.log("guard")[-1].who, learning.log("unguard")) == (learning.ids["demo-guardian"], [])
    assert at_machine(*words, "--instead-of", "demo-guardian").exit == 0
    alone = guardians(at_machine("compartment", "list", "demo-legal", "--json"))
    assert alone == {TALKS: {"Demo: legal adviser and data protection, without a compartment"}}
    assert set(guardians(at_machine("compartment", "list", "demo-guardian", "--json"))) == {RELIEF}
    late = at_machine("compartment", "admit", "demo-legal", TALKS, "--clearance", "3", "--guardian", "demo-guardian")
    assert late.exit == 6, "who guards it no more lets nobody in"
    assert learning.log("unguard")[-1].facets.split()[1] == learning.ids["demo-guardian"]
    assert verified() == []


def test_a_guardian_who_was_put_back_at_the_database_is_found(at_machine, learning):
    from forlik.desk.access.models import Guard

    at_machine(
        "compartment", "guard", "demo-legal", TALKS, "--guardian", "demo-guardian", "--instead-of", "demo-guardian"
    )
    room = at_machine("compartment", "list", "demo-legal", "--json").json[0]["id"]
    assert verified() == []
    Guard.objects.create(person_id=learning.ids["demo-guardian"], compartment_id=room)
    assert [one.where for one in verified()] == [f"guardian {learning.ids['demo-guardian']}"]


def test_it_is_never_left_without_a_guardian_who_works_here(at_machine):
    at_machine("person", "add", "Fictional: a guest", "--username", "guest")
    at_machine("person", "close", "demo-deputy")
    before = guardians(at_machine("compartment", "list", "demo-guardian", "--json"))
    instead = ("--guardian", "demo-guardian", "--instead-of", "demo-guardian")
    for who in ("guest", "demo-deputy"):
        found = at_machine("compartment", "guard", who, TALKS, *instead)
        assert found.exit == 2, who
        assert "works here" in found.err
    assert at_machine("compartment", "guard", "demo-guardian", TALKS, *instead).exit == 6, "nobody appoints himself"
    nobody = at_machine(
        "compartment", "guard", "demo-legal", TALKS, "--guardian", "demo-guardian", "--instead-of", "demo-owner"
    )
    assert nobody.exit == 2
    assert "guards it not" in nobody.err
    assert guardians(at_machine("compartment", "list", "demo-guardian", "--json")) == before, "nothing stays half done"


def test_a_compartment_whose_guardian_has_left_can_be_given_to_another(at_machine, learning):
    told = at_machine("person", "close", "demo-guardian", "--json").json
    assert len(told["compartments_without_guardian"]) == 2
    room = told["compartments_without_guardian"][0]
    given = ("compartment", "guard", "demo-legal", room, "--guardian", "demo-guardian")
    for other in (("demo-owner",), ("demo-legal",)):
        assert at_machine("compartment", "guard", "demo-legal", room, "--guardian", *other).exit == 6
    assert (
        at_machine("compartment", "admit", "demo-legal", room, "--clearance", "2", "--guardian", "demo-guardian").exit
        == 6
    )
    assert at_machine(*given, "--instead-of", "demo-guardian").exit == 0
    assert len(guardians(at_machine("compartment", "list", "demo-legal", "--json"))) == 1
    assert at_machine(*given).exit == 6, "once somebody guards it, who has left decides nothing"
    assert learning.log("at the machine")[-1].facets.split()[0] == learning.ids["demo-legal"]
    assert verified() == []


def test_where_another_still_guards_it_who_has_left_decides_nothing(at_machine):
    at_machine("compartment", "guard", "demo-legal", TALKS, "--guardian", "demo-guardian")
    told = at_machine("person", "close", "demo-guardian", "--json").json
    assert len(told["compartments_without_guardian"]) == 1, "the other one is guarded by somebody"
    assert at_machine("compartment", "guard", "demo-owner", TALKS, "--guardian", "demo-guardian").exit == 6
    assert at_machine("compartment", "guard", "demo-owner", TALKS, "--guardian", "demo-legal").exit == 0


@pytest.mark.parametrize("verb", [("guard",), ("admit", "--clearance", "2"), ("dismiss",)])
def test_a_compartment_of_others_and_none_are_answered_alike(at_machine, verb):
    rooms = at_machine("compartment", "list", "demo-guardian", "--json").json
    hidden = [rooms[0]["id"], rooms[0]["name"]]
    answers = {
        at_machine("compartment", verb[0], "demo-legal", one, *verb[1:], "--guardian", "demo-owner")
        for one in [*hidden, "nothing-there", "", "x" * 3000, "../../etc", "a b", "'; DROP TABLE access_guard"]
    }
    if rooms[0]["name"] == TALKS:
        pytest.fail("the owner of the talks would be in it")
    assert len(answers) == 1
    assert answers.pop().exit == 6
