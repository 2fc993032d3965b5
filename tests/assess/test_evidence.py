"""Coded evidence: two coders, agreement as published examples have it, unknown never zero; requests from the acts."""

from datetime import timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_option import DAY, OPTION, SAID, STAFF, TALKS, judged, request, seen

from forlik.assess.options.evidence import coded, unlike
from forlik.assess.options.evidence_items import CodedItem, coded_items
from forlik.assess.options.evidence_kappa import agreement, crossed, kappa
from forlik.assess.options.requests import wanted
from forlik.core.errors import UsageError
from forlik.register.concepts import Act
from forlik.register.vocabulary import vocabulary

CODES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40)


def code(id_, score, author="a", item="ceasefire", kind="opportunity", **said):
    return judged(id_, kind, score=score, author=author, issue=item, **said)


def one_of(found, item="ceasefire"):
    [one] = [one for one in found if one.item.item == item]
    return one


# ---------------------------------------------------------------- kappa


@pytest.mark.parametrize(
    ("table", "published", "source"),
    [
        ([[20, 20], [10, 50]], 0.348, "Artstein & Poesio 2008, Computational Linguistics 34(4), table 1"),
        (
            [[75, 1, 4], [5, 4, 1], [0, 0, 10]],
            0.676,
            "Fleiss, Levin & Paik 2003, Statistical Methods, table 18.1: 0.68",
        ),
        ([[44, 7, 9], [5, 20, 5], [1, 3, 6]], 0.492, "Cohen 1968, Psychological Bulletin 70(4), 213-220"),
    ],
)
def test_plain_kappa_comes_out_as_published(table, published, source):
    assert kappa(table) == pytest.approx(published, abs=5e-4), source


def test_weighted_kappa_comes_out_as_published():
    """Cohen 1968, his example: 200 pairs, weights 0, 1, 3; 1, 0, 6; 3, 6, 0, weighted kappa 0.348."""
    table = np.array([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]]) * 200
    assert kappa(table, [[0, 1, 3], [1, 0, 6], [3, 6, 0]]) == pytest.approx(0.348, abs=5e-4)


def test_weights_by_hand():
    """Two pairs apart by one and by four steps, one alike; all in fractions."""
    first, second = [0, 0, 4], [0, 1, 0]
    plain, linear, quadratic = Fraction(2, 3), Fraction(5, 3), Fraction(17, 3)
    rows, columns = {0: Fraction(2, 3), 4: Fraction(1, 3)}, {0: Fraction(2, 3), 1: Fraction(1, 3)}
    for name, seen_, weight in (
        ("plain", plain, lambda i, j: int(i != j)),
        ("linear", linear, lambda i, j: abs(i - j)),
        ("quadratic", quadratic, lambda i, j: (i - j) ** 2),
    ):
        chance = sum(weight(i, j) * rows[i] * columns[j] for i in rows for j in columns)
        assert kappa(crossed(first, second), name) == pytest.approx(float(1 - seen_ / chance)), name


@given(CODES)
def test_quadratic_kappa_is_lins_concordance_correlation(pairs):
    """Fleiss & Cohen 1973; Lin 1989: 2 cov / (var + var + squared difference of the means), over all pairs."""
    first, second = (np.array(ones, dtype=float) for ones in zip(*pairs, strict=True))
    below = first.var() + second.var() + (first.mean() - second.mean()) ** 2
    found = agreement(*([int(one) for one in ones] for ones in (first, second))).quadratic
    if below == 0:
        assert found is None
    else:
        assert found == pytest.approx(2 * ((first - first.mean()) * (second - second.mean())).mean() / below)


@given(CODES)
def test_kappa_is_the_same_whoever_is_named_first_and_never_above_one(pairs):
    first, second = ([one[place] for one in pairs] for place in (0, 1))
    one, other = agreement(first, second), agreement(second, first)
    assert (one.pairs, one.agree) == (other.pairs, other.agree)
    for mine, theirs in ((one.plain, other.plain), (one.quadratic, other.quadratic)):
        assert (mine is None) == (theirs is None)
        assert mine is None or (mine == pytest.approx(theirs) and mine <= 1 + 1e-12)


def test_where_chance_alone_agrees_always_there_is_no_kappa():
    found = agreement([2, 2, 2], [2, 2, 2])
    assert (found.pairs, found.agree, found.plain, found.quadratic) == (3, 1.0, None, None)
    assert agreement([], []).agree is None


@pytest.mark.parametrize(
    "wrong", [([1], []), ([5], [1]), ([-1], [1]), ([1.0], [1]), ([True], [1]), ([None], [1])], ids=str
)
def test_what_is_no_code_is_refused(wrong):
    with pytest.raises(UsageError):
        agreement(*wrong)


@pytest.mark.parametrize(
    ("table", "weights"),
    [
        ([[1, 2]], "plain"), ([[0, 0], [0, 0]], "plain"), ([[1, -1], [0, 1]], "plain"),
        ([[1, float("nan")], [0, 1]], "plain"), ([[1, 0], [0, 1]], "cubic"), ([[1, 0], [0, 1]], [[1, 1], [1, 0]]),
        ([[1, 0], [0, 1]], [[0, -1], [1, 0]]), ([[1, 0], [0, 1]], [[0, 1, 1]]),
    ],
)  # fmt: skip
def test_a_table_or_weights_that_cannot_be_are_refused(table, weights):
    with pytest.raises(UsageError):
        kappa(table, weights)


# ---------------------------------------------------------------- codes


def test_the_items_are_complete_and_their_modes_are_modes():
    assert {one.kind for one in coded_items()} == {"opportunity", "ability"}
    names = [one.item for one in coded_items()]
    assert len(set(names)) == len(names)
    modes = set(vocabulary("option_modes"))
    for one in coded_items():
        assert set(one.lowers) | set(one.raises) <= modes
        assert all((one.en, one.nb, *one.codes_en, *one.codes_nb))
        assert len(set(one.codes_en)) == len(set(one.codes_nb)) == 5
    with pytest.raises(UsageError, match="5 codes"):
        CodedItem("ability", "x", "x", "x", ("a",), ("a",))


def test_what_nobody_coded_is_unknown_and_not_zero():
    one = one_of(coded(seen(), OPTION))
    assert (one.code, one.low, one.high, one.differ, one.codes) == (None, None, None, False, ())
    zero = one_of(coded(seen(code("a", 0, "a"), code("b", 0, "b")), OPTION))
    assert (zero.code, zero.low, zero.high) == (0, 0, 0)


def test_one_coder_is_no_agreement():
    one = one_of(coded(seen(code("a", 3)), OPTION))
    assert (one.code, one.low, one.high, one.differ) == (None, 3, 3, False)


def test_two_coders_agree_or_differ_and_no_mean_is_made():
    both = coded(seen(code("a", 3, "a"), code("b", 3, "b")), OPTION)
    assert one_of(both).code == 3
    assert unlike(both) == ()
    found = coded(seen(code("a", 1, "a"), code("b", 4, "b"), code("c", 2, "a", "mission", "ability"),
                       code("d", 3, "b", "mission", "ability")), OPTION)  # fmt: skip
    assert [(one.item.item, one.code, one.low, one.high) for one in unlike(found)] == [
        ("ceasefire", None, 1, 4),
        ("mission", None, 2, 3),
    ]


def test_of_one_coder_the_latest_code_counts_and_it_is_dated_and_sourced():
    records = (code("a", 1, made_on=DAY - timedelta(days=9)), code("b", 4))
    [now] = one_of(coded(seen(*records), OPTION)).codes
    assert (now.coder, now.code, now.day, now.assessment, now.evidence) == ("a", 4, DAY, "b", SAID)
    [then] = one_of(coded(seen(*records), OPTION, DAY - timedelta(days=1))).codes
    assert then.code == 1


def test_a_code_of_the_place_counts_for_its_options_and_one_of_the_option_before_it():
    whole = code("a", 1, option=None, place="XXA")
    assert one_of(coded(seen(whole), OPTION)).low == 1
    assert one_of(coded(seen(whole), "XXB/peace/facilitate/2027")).low is None
    assert one_of(coded(seen(code("b", 3), whole), OPTION)).low == 3


def test_that_somebody_else_leads_speaks_against_leading_and_for_supporting():
    for mode, speaks in (("facilitate", "against"), ("support_lead", "for"), ("fund", "")):
        found = coded(seen(), f"XXA/peace/{mode}/2027")
        assert one_of(found, "other_lead").speaks == speaks
        assert one_of(found, "ceasefire").speaks == "for"


def test_a_code_that_the_viewer_may_not_see_changes_nothing():
    records = (code("a", 1, "a"), code("b", 4, "b"))
    without = coded(seen(records[0], labels=STAFF), OPTION)
    assert coded(seen(*records, labels=STAFF, sealed={"b"}), OPTION) == without
    assert one_of(coded(seen(*records, sealed={"b"}), OPTION)).labels == {"1", "2:a"}


def test_evidence_is_not_asked_of_a_day_that_is_not_known():
    for ask in (coded, wanted):
        with pytest.raises(UsageError, match="as known on"):
            ask(seen(), OPTION, DAY + timedelta(days=1))


# ---------------------------------------------------------------- requests


def levels(*records, **how):
    return {one.party: one.level for one in wanted(seen(*TALKS, *records, **how), OPTION).asked}


def test_a_request_that_nobody_recorded_is_unknown_and_not_none():
    assert levels() == {"front": None, "gov": None}


@pytest.mark.parametrize(
    ("forms", "level"),
    [
        (["signal"], 1), (["oral"], 2), (["written"], 3), (["oral", "written"], 4), (["written", "signal"], 3),
        (["signal", "oral"], 2), ([None], 1), (["signal", "oral", "written"], 4),
    ],
)  # fmt: skip
def test_the_level_of_a_request_follows_from_how_it_was_asked(forms, level):
    acts = [request(f"q{n}", "front", form) for n, form in enumerate(forms)]
    assert levels(*acts) == {"front": level, "gov": None}


def test_a_request_that_does_not_say_how_is_at_least_a_signal_and_says_so():
    [front, gov] = wanted(seen(*TALKS, request("q", "front")), OPTION).asked
    assert (front.level, front.unsaid, front.since, front.rests_on) == (1, True, "2026-05-01", ("q",))
    assert (gov.level, gov.unsaid) == (None, False)


def test_a_request_that_names_a_text_is_one_in_writing():
    [front, _gov] = wanted(seen(*TALKS, request("q", "front", text="letter")), OPTION).asked
    assert (front.level, front.unsaid) == (3, False)


def test_none_stands_only_where_somebody_recorded_it():
    none = code("n", 0, item="request", option=None, about="gov")
    assert levels(none) == {"front": None, "gov": 0}
    assert levels(none, request("q", "gov", "oral")) == {"front": None, "gov": 2}
    assert levels(code("n", 2, item="request", option=None, about="gov")) == {"front": None, "gov": None}


def test_a_request_from_elsewhere_or_after_the_day_does_not_count():
    assert levels(request("q", "front", "oral", engagement="other")) == {"front": None, "gov": None}
    asked = wanted(seen(*TALKS, request("q", "front", "oral")), OPTION, DAY - timedelta(days=60)).asked
    assert {one.party: one.level for one in asked} == {"front": None, "gov": None}


def test_a_request_that_the_viewer_may_not_see_is_unknown_to_them():
    act = request("q", "front", "written")
    assert levels(act) == {"front": 3, "gov": None}
    assert levels(act, labels=STAFF) == levels(labels=STAFF)


def test_consent_is_read_from_the_acts():
    act = Act(id="c", kind="consent", happened="2026-05-02", by=("front",), engagement="talks", evidence=SAID)
    [front, gov] = wanted(seen(*TALKS, act), OPTION).consents["talks"]
    assert (front.state, gov.state) == ("given", "never_asked")
