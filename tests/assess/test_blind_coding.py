"""Blind coding, and how sure a kappa is: held against a published table."""

from datetime import UTC, date, datetime

import pytest
from made_option import DAY, OPTION, judged, seen

from forlik.assess.options.evidence import coded
from forlik.assess.options.evidence_blind import blind, first_codes
from forlik.assess.options.evidence_kappa import kappa
from forlik.assess.options.evidence_kappa_interval import interval, standard_error
from forlik.assess.options.evidence_unseen import given, unseen
from forlik.register.rows import Row

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DIAGNOSES = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
"""Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, table 18.1: 100 patients, two raters."""


def code(id_, who, number, item="live_process", **said):
    return judged(id_, "opportunity", issue=item, score=number, author=who, **said)


def visible(found):
    return {one.item.item: {each.coder: each.code for each in one.codes} for one in found if one.codes}


def test_nobody_sees_an_item_before_having_coded_it():
    dossier = seen(code("a", "p1", 2), code("b", "p2", 3), code("c", "p1", 1, "ceasefire"))
    found = coded(dossier, OPTION)
    assert visible(blind(found, "p3")) == {}
    assert visible(blind(found, "p2")) == {"live_process": {"p1": 2, "p2": 3}}
    assert visible(blind(found, "p1")) == {"live_process": {"p1": 2, "p2": 3}, "ceasefire": {"p1": 1}}
    # Where it is read and not coded, what two have coded is open to all; what one gave is not.
    assert visible(blind(found, "p3", settled=True)) == {"live_process": {"p1": 2, "p2": 3}}


def unseen_by(who, *codes, withdrawn=()):
    def row(one):
        body = one.model_dump(mode="json", exclude_none=True) | ({"withdrawn": "x"} if one.id in withdrawn else {})
        return given([Row(one.id, "assessment", "staff", "1", 1, NOW, NOW, body)])

    return set(unseen({one.id: row(one) for one in codes}, who))


def test_a_code_is_not_there_for_whoever_has_yet_to_give_his_own_nor_is_it_once_withdrawn():
    mine, theirs, other = code("a", "p1", 2), code("b", "p2", 3), code("c", "p1", 1, "ceasefire")
    assert unseen_by("p3", mine, other) == {"a", "c"}
    assert unseen_by("p1", mine, other) == set()
    # Another item of the same option does not open it, and neither does the same item of another option.
    assert unseen_by("p2", mine, other, code("d", "p2", 1, "ceasefire")) == {"a"}
    assert unseen_by("p2", mine, code("d", "p2", 1, option="XXA/peace/watch/2027")) == {"a"}
    assert unseen_by("p2", mine, theirs) == unseen_by("p3", mine, theirs) == set()
    # What was withdrawn is read in no history, opens nothing to others, and is no second code.
    assert unseen_by("p3", mine, theirs, withdrawn=("a", "b")) == {"a", "b"}
    assert unseen_by("p3", mine, theirs, withdrawn=("b",)) == {"a", "b"}


def test_an_option_is_the_same_however_its_period_is_written_and_a_place_is_beside_all_of_its_options():
    mine = code("a", "p1", 2, option="XXA/peace/facilitate/2027-01..2027-12")
    same = code("b", "p2", 2, option="XXA/peace/facilitate/2027-01..2027-12")
    assert unseen_by("p3", mine, same) == set()
    of_place = code("place", "p1", 2, option=None, place="XXA")
    assert unseen_by("p2", of_place) == {"place"}
    assert unseen_by("p2", of_place, same) == set()
    assert unseen_by("p2", of_place, code("far", "p2", 2, option="XXB/peace/watch/2027")) == {"place"}


def test_what_is_no_code_is_seen():
    answer = judged("h", "harm", issue="diversion", answer="red")
    assert given([Row("h", "assessment", "staff", "1", 1, NOW, NOW, answer.model_dump(mode="json"))]) is None
    assert given([Row("e", "engagement", "staff", "1", 1, NOW, NOW, {"title": "x"})]) is None


def test_what_is_hidden_has_no_label_and_differs_from_nothing():
    dossier = seen(code("a", "p1", 2), code("b", "p2", 3), sealed=("a",))
    bare = coded(seen(), OPTION)
    assert blind(coded(dossier, OPTION), "p3") == bare


def test_agreement_is_of_first_codes():
    later = date(2026, 6, 2)
    dossier = seen(code("a", "p1", 2), code("b", "p2", 4), code("c", "p2", 2, made_on=later), day=later)
    assert first_codes(dossier, OPTION, ["live_process"]) == {("p1", "p2"): ((2, 4),)}
    assert first_codes(dossier, OPTION, []) == {}
    assert first_codes(dossier, OPTION, ["live_process"], DAY) == {("p1", "p2"): ((2, 4),)}


def test_who_codes_what_two_have_coded_may_have_read_them_and_is_no_part_of_agreement():
    later = date(2026, 6, 2)
    codes = (code("a", "p1", 2), code("b", "p2", 4), code("c", "p3", 4, made_on=later), code("d", "p3", 1, "ceasefire"))
    dossier = seen(*codes, code("e", "p1", 1, "ceasefire", made_on=later), day=later)
    found = first_codes(dossier, OPTION, ["live_process", "ceasefire"])
    assert found == {("p1", "p2"): ((2, 4),), ("p1", "p3"): ((1, 1),)}


def test_the_published_interval_is_reproduced():
    assert kappa(DIAGNOSES) == pytest.approx(0.68, abs=0.005)
    assert standard_error(DIAGNOSES) == pytest.approx(0.087, abs=0.001)
    assert interval(DIAGNOSES) == pytest.approx((0.51, 0.85), abs=0.006)


def test_few_pairs_and_full_agreement_have_no_interval():
    assert interval([[4, 1], [1, 3]]) is None
    assert interval([[5, 1], [1, 3]]) is not None
    assert interval([[8, 0], [0, 7]]) is None
    assert interval([[15, 0], [0, 0]]) is None
    low, high = interval([[9, 1], [0, 2]])
    assert low < high == 1.0
