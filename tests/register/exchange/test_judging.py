"""Judging a file in itself: each fault is named with its field, and nothing that is wrong is kept."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from forlik.register.exchange.carried import Carried, Copy, Said
from forlik.register.exchange.comparing import compared, translated
from forlik.register.exchange.judging import judged
from forlik.register.rows import Row

AT = datetime(2024, 5, 1, 12, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def act(body=None, **others):
    said = (Said({"title": "t"} if body is None else body, 1, AT),)
    return replace(Carried("a1", "act", "staff", "1", said, where="f, line 2"), **others)


@pytest.mark.parametrize(
    ("one", "field", "what"),
    [
        (act(record="a b"), "id", "is no id"),
        (act(record=""), "id", "is no id"),
        (act(record="x" * 65), "id", "is no id"),
        (act(file="../x"), "file", "is no id"),
        (act(concept="party"), "concept", "no concept"),
        (act(facet="hidden"), "facet", "no facet"),
        (act(label="4"), "grade", "is no grade"),
        (act(label="2:"), "grade", "is no grade"),
        (act(label="2:a b"), "grade", "is no grade"),
        (act(label="0"), "grade", "cannot be under 0"),
        (act(facet="secret", label="1"), "grade", "cannot be under 1"),
        (act(said=()), "revisions", "nothing is said"),
        (act({"headline": "x"}), "headline", "no such field"),
        (act({"id": "x"}), "id", "id once"),
        (act({"said": "x"}), "said", "may not stand in the staff facet"),
        (act({"kind": "party"}), "kind", "no word of act_kinds"),
        (act({"happened": "2024-02-30"}), "happened", "not a day"),
        (act({"title": "x" * 301}), "title", "at most 300"),
        (act({"provisional_until": "2024-01-01"}), "", "who approved it"),
        (act({"evidence": [{"citation": "c", "basis": "rumour"}]}), "evidence.0.basis", "no word of basis"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(one, field, what):
    _, wrong = judged([one])
    assert [(each.where, each.field) for each in wrong] == [("f, line 2", field)]
    assert what in wrong[0].en
    assert wrong[0].remedy_nb


def test_the_same_part_of_a_record_stands_once_and_a_record_has_one_concept():
    _, wrong = judged([act(), act({"title": "other"}, where="f, line 3")])
    assert [(one.where, one.field) for one in wrong] == [("f, line 3", "id")]
    assert "first: f, line 2" in wrong[0].en
    _, wrong = judged([act(), act({}, facet="open", concept="text")])
    assert [one.field for one in wrong] == ["concept"]


def test_an_older_wording_is_judged_too():
    said = (Said({"kind": "nonsense"}, 1, AT), Said({"title": "t"}, 2, AT))
    _, wrong = judged([act(said=said)])
    assert [one.field for one in wrong] == ["kind"]


def row(body, n=1, label="1", at=AT, concept="act", facet="staff"):
    return Row("a1", concept, facet, label, n, at, at, body)


def against(one, *rows):
    found, wrong = compared([one], {(rows[0].record, rows[0].facet, rows[0].label): rows} if rows else {}, NOW)
    return [(each.what, each.expected, len(each.adds)) for each in found], [each.field for each in wrong]


def test_what_is_new_changed_or_the_same():
    two = act(said=(Said({"title": "t"}, 1, AT), Said({"title": "u"}, 2, AT)))
    assert against(act()) == ([("new", 0, 1)], [])
    assert against(act(), row({"title": "t"})) == ([("same", 1, 0)], [])
    assert against(two, row({"title": "t"})) == ([("changed", 1, 1)], [])
    assert against(two, row({"title": "t"}), row({"title": "u"}, 2)) == ([("same", 2, 0)], [])
    assert against(act(), row({"title": "t"}), row({"title": "u"}, 2)) == ([("same", 2, 0)], [])
    assert against(act(), row({"title": "x"})) == ([], ["revisions"])
    assert against(act(), row({"title": "t"}, at=datetime(2024, 6, 1, tzinfo=UTC))) == ([], ["revisions"])
    assert against(act(), row({"title": "t"}, concept="text")) == ([], ["concept"])
    late = act(said=(Said({"title": "t"}, 1, datetime(2027, 1, 1, tzinfo=UTC)),))
    assert against(late)[1] == ["known_at"]


def test_a_row_of_a_table_changes_only_what_it_was_made_from():
    table = act(whole=False)
    assert against(table, row({"title": "t"}, 3)) == ([("same", 3, 0)], [])
    assert against(table, row({"title": "x"}, 1)) == ([("changed", 1, 1)], [])
    assert against(table, row({"title": "x"}, 2)) == ([], ["n"])
    [found], _ = compared([table], {("a1", "staff", "1"): [row({"title": "x"})]}, NOW)
    assert found.adds[0].known_at is None, "what a table says anew is known from now on"


def public(body):
    return act(body, facet="open", label="0")


def test_nothing_is_published_by_being_imported():
    [found], _ = compared([public({"statement": "s"})], {}, NOW)
    assert (found.what, found.carried.label) == ("new", "1")
    there = {("a1", "open", "0"): [row({"statement": "s"}, label="0", facet="open")]}
    [found], _ = compared([public({"statement": "s"})], there, NOW)
    assert (found.what, found.carried.label) == ("same", "0")
    [found], wrong = compared([public({"statement": "other"})], there, NOW)
    assert (found.what, found.adds, wrong) == ("left", (), ())
    fuller = act({"statement": "long"}, facet="open", label="1")
    found, wrong = compared([public({"statement": "s"}), fuller], {}, NOW)
    assert [(one.what, one.carried.label) for one in found] == [("left", "1"), ("new", "1")]


def test_a_compartment_is_the_one_of_the_same_id_or_name_and_held():
    secret = act({"said": "s"}, facet="secret", label="2:there")
    copy = Copy((secret,), {"there": "Talks"})
    held = frozenset({"0", "1", "2:here"})
    [found], wrong = translated(copy, held, {"here": "Talks"})
    assert (found.label, wrong) == ("2:here", ())
    found, wrong = translated(copy, held, {"here": "Relief"})
    assert (found, [one.field for one in wrong]) == ((), ["grade"])
    [found], _ = translated(copy, held | {"2:there"}, {"here": "Talks"})
    assert found.label == "2:there"
    found, wrong = translated(Copy((replace(secret, label="3:there"),), {"there": "Talks"}), held, {"here": "Talks"})
    assert (found, len(wrong)) == ((), 1)
