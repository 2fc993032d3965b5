"""The policy against a table that was written from other words: every actor, relation, situation and verb."""

import csv
import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from forlik.desk.access.about import About
from forlik.desk.access.labels import labels
from forlik.desk.access.person import Person
from forlik.desk.access.verbs import RULES, may

sys.path.insert(0, str(Path(__file__).parent))
from actors import ACTORS, NOW, glass, member, staff
from policy_by_rule import HOLDS, TABLE, VERBS, write
from situations import RELATIONS, SITUATIONS, about


def table():
    with TABLE.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            yield row["actor"], row["relation"], row["situation"], {verb: row[verb] == "yes" for verb in VERBS}


def test_every_cell_of_the_table_is_what_the_policy_says(record_property):
    cells, leaks, refusals = 0, [], []
    for actor, relation, situation, expected in table():
        asked = about(situation, relation)
        for verb, right in expected.items():
            cells += 1
            said = may(ACTORS[actor], verb, asked, NOW)
            if said is not right:
                (leaks if said else refusals).append((actor, relation, situation, verb))
    record_property("cells", cells)
    print(f"{cells:,} cells, {len(leaks)} leaks, {len(refusals)} wrong refusals")
    assert leaks == []
    assert refusals == []
    assert cells == len(ACTORS) * len(RELATIONS) * len(SITUATIONS) * len(VERBS)
    assert cells > 30_000


@pytest.mark.parametrize("actor", ACTORS)
def test_everybody_holds_the_labels_that_the_table_says(actor):
    assert labels(ACTORS[actor], NOW) == frozenset(HOLDS[actor].partition("|")[0].split())


def test_the_table_is_independent_and_in_step_with_its_rules(tmp_path):
    text = Path(TABLE.with_name("policy_by_rule.py")).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(from|import) (forlik|actors|situations)", text, re.MULTILINE)
    write(tmp_path / "anew.csv")
    assert (tmp_path / "anew.csv").read_bytes() == TABLE.read_bytes()


def test_the_table_knows_every_verb_of_the_policy():
    assert set(RULES) == set(VERBS) - {"whatever else"}


def test_every_verb_is_both_allowed_and_refused_somewhere():
    seen = {verb: set() for verb in RULES}
    for _, _, _, expected in table():
        for verb in RULES:
            seen[verb].add(expected[verb])
    assert all(answers == {True, False} for answers in seen.values())


def test_a_revoked_member_has_lost_the_label_at_the_very_instant():
    one = staff(member("a3", until=NOW))
    assert "3:a" in labels(one, NOW - timedelta(microseconds=1))
    assert labels(one, NOW) == {"0", "1"}


def test_an_opened_glass_opens_one_label_and_no_verb_but_reading_and_adding():
    one = staff(member("b2"), glasses=(glass("3:a"),))
    assert labels(one, NOW) == {"0", "1", "2:b", "3:a"}
    able = {verb for verb in RULES if may(one, verb, About(frozenset({"3:a"}), "owner", "1", "other", "self"), NOW)}
    assert able == {"read", "add", "found"}


def test_lowering_and_releasing_take_two_different_people():
    alone = staff(member("a3"))
    for verb in ("approve lowering", "approve release"):
        asked = {one: About(frozenset({"3:a"}), "owner", "2:a", one) for one in ("self", "", "other")}
        assert [may(alone, verb, asked[one], NOW) for one in ("self", "", "other")] == [False, False, True]


def test_nobody_without_an_id_is_the_second_of_two():
    nameless = Person("", active=True, staff=True, strength="passkey", memberships=(member("a3"),))
    assert not may(nameless, "approve release", About(frozenset({"3:a"}), "owner", proposer=""), NOW)
