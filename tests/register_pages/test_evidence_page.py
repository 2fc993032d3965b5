"""Coding opportunity and ability: blind until one has coded, beside each other afterwards, and never rewritten."""

import pytest
from optioning import CITED, OPTION, enter, label, propose, refusals, viewed
from worlds import in_both, plain, without_secrets

from forlik.assess.options.evidence import coded
from forlik.assess.options.evidence_items import coded_items
from forlik.register.concepts import Assessment

FIRST, SECOND, THIRD = "demo-owner", "demo-deputy", "demo-guardian"
SEEN = "Fictional: talks about tolls"


def path(record):
    return f"/register/decide/{record}/evidence"


def code(item, number, finding=SEEN, citation=CITED):
    return {f"code.{item}": str(number), f"finding.{item}": finding, f"citation.{item}": citation}


@pytest.fixture
def option(learning):
    return propose(learning)


def codes(learning, who, name):
    [one] = [one for one in coded(viewed(learning, who).dossier, OPTION) if one.item.item == name]
    return {each.coder: each.code for each in one.codes}


def test_each_person_codes_in_his_own_name(learning, option):
    form = {**code("live_process", 2), **code("ceasefire", 0), "author": learning.ids[SECOND]}
    assert learning.ask(FIRST, path(option), **form).status_code == 303
    assert codes(learning, FIRST, "live_process") == {learning.ids[FIRST]: 2}
    assert codes(learning, FIRST, "ceasefire") == {learning.ids[FIRST]: 0}


def test_the_meanings_of_all_codes_are_the_choices(learning, option):
    page = learning.text(THIRD, path(option))
    for item in coded_items():
        assert page.count(f'name="code.{item.item}"') == 6
    assert "3 · talks with an agenda or partial agreement" in page


def test_who_has_not_coded_sees_the_same_bytes_whether_others_have_or_not(django_db_blocker, tmp_path_factory):
    turn = iter([True, False])

    def look(learning):
        option = propose(learning, id_="option-of-both-worlds")
        if next(turn):
            for who, number in ((FIRST, 2), (SECOND, 4)):
                said = {"option": OPTION, "issue": "live_process", "score": number, "finding": SEEN}
                enter(learning, who, option, "opportunity", **said)
        pages = {"blind": learning.text(THIRD, path(option))}
        learning.ask(THIRD, path(option), **code("ceasefire", 1, "Fictional: my own"))
        # Having coded another item opens that one, and no other.
        pages["still blind"] = learning.text(THIRD, path(option))
        learning.ask(THIRD, path(option), **code("live_process", 1, "Fictional: my own"))
        pages["after"] = learning.text(THIRD, path(option))
        return plain(learning, pages)

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    assert whole["blind"] == bare["blind"]
    assert whole["still blind"] == bare["still blind"]
    assert SEEN in whole["after"]
    assert SEEN not in bare["after"]


def test_after_ones_own_code_both_stand_beside_each_other_and_where_they_differ(learning, option):
    learning.ask(FIRST, path(option), **code("live_process", 2))
    assert SEEN not in learning.text(SECOND, path(option))
    learning.ask(SECOND, path(option), **code("live_process", 3, "Fictional: with an agenda"))
    page = learning.text(SECOND, path(option))
    assert SEEN in page
    assert "Fictional: with an agenda" in page
    assert "The coders differ" in page
    assert "How the coders agree" in page


def test_a_new_code_is_a_new_record_and_agreement_stays_that_of_the_first(learning):
    option = propose(learning, ago=3)
    for who, number, ago in ((FIRST, 2, 2), (SECOND, 3, 1)):
        said = {"option": OPTION, "issue": "live_process", "score": number, "finding": SEEN}
        enter(learning, who, option, "opportunity", ago=ago, **said)
    learning.ask(SECOND, path(option), **code("live_process", 2, "Fictional: seen anew"))
    assert codes(learning, FIRST, "live_process") == {learning.ids[FIRST]: 2, learning.ids[SECOND]: 2}
    dossier = viewed(learning, FIRST).dossier
    mine = [one for one in dossier.every(Assessment) if one.option == OPTION and one.author == learning.ids[SECOND]]
    assert sorted(one.score for one in mine) == [2, 3]
    page = learning.text(FIRST, path(option))
    # The second saw the first's 2 before he gave his own: their agreement is not that of 2 and 2.
    assert '<td class="n" data-head="Same code">0 %</td>' in page


def test_an_interval_of_kappa_stands_only_on_ten_items(learning, option):
    items = [item.item for item in coded_items()]
    first, second = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 0, 1, 2, 3, 0]
    for who, given in ((FIRST, first), (SECOND, second)):
        form = {key: text for item, one in zip(items[:9], given, strict=False) for key, text in code(item, one).items()}
        assert learning.ask(who, path(option), **form).status_code == 303
    assert '<td class="n" data-head="Interval of kappa">–</td>' in learning.text(FIRST, path(option))
    learning.ask(FIRST, path(option), **code(items[9], 4))
    learning.ask(SECOND, path(option), **code(items[9], 0))
    page = learning.text(FIRST, path(option))
    # Nine of ten alike; chance: 3·2 + 2·2 + 2·2 + 2·2 + 1·2 of 100, so kappa is (0.9 − 0.2) / 0.8.
    assert '<td class="n" data-head="Kappa">0.88</td>' in page
    assert '<td class="n" data-head="Interval of kappa">–</td>' not in page


def test_everything_that_is_wrong_is_named_at_once_and_nothing_is_lost(learning, option):
    form = {
        **code("live_process", 2, citation=""),
        **code("ceasefire", "", "Fictional: without a code"),
        **code("un_mandate", 9),
    }
    answer = learning.ask(FIRST, path(option), **form)
    assert refusals(answer) == [
        "Say by what it is known.",
        "Choose a code, or empty what you wrote.",
        "Choose a code, or empty what you wrote.",
    ]
    assert "Fictional: without a code" in answer.content.decode()
    assert codes(learning, FIRST, "live_process") == {}
    assert refusals(learning.ask(FIRST, path(option), nothing="1")) == ["Code at least one item."]


def test_a_code_meant_to_be_sealed_is_never_recorded_in_the_open(learning, option):
    answer = learning.ask("demo-relief", path(option), **code("live_process", 4), sealed=label(learning))
    assert refusals(answer) == ["You can no longer seal it so: choose anew who may read it."]
    assert codes(learning, FIRST, "live_process") == {}


def test_sealed_codes_leave_no_trace_for_who_may_not_see_them(django_db_blocker, tmp_path_factory):
    seal = iter([True, False])

    def look(learning):
        option = propose(learning, id_="option-of-both-worlds")
        learning.ask(THIRD, path(option), **code("live_process", 1, "Fictional: my own"))
        learning.ask(SECOND, path(option), **code("live_process", 1, "Fictional: the deputy's"))
        if next(seal):
            form = {**code("live_process", 4, "Fictional: the night clerk"), "sealed": label(learning)}
            assert learning.ask(FIRST, path(option), **form).status_code == 303
        return {who: plain(learning, {"page": learning.text(who, path(option))}) for who in (SECOND, THIRD)}

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    assert whole[THIRD] == bare[THIRD]
    assert "night clerk" in whole[SECOND]["page"]
