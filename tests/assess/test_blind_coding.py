"""Blind coding, and how sure a kappa is: held against a published table."""

from datetime import date

import pytest
from made_option import DAY, OPTION, judged, seen

from forlik.assess.options.evidence import coded
from forlik.assess.options.evidence_blind import blind, first_codes
from forlik.assess.options.evidence_kappa import kappa
from forlik.assess.options.evidence_kappa_interval import interval, standard_error

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
