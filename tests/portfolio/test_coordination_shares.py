"""Shares, evenness, concentration, fragmentation and gaps: closed forms, worked examples, and what cannot be said."""

import math
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.amounts import amounts_of
from forlik.portfolio.coordination.concentration import donor_concentration
from forlik.portfolio.coordination.evenness import evenness
from forlik.portfolio.coordination.fragmentation import fragmentation
from forlik.portfolio.coordination.gaps import need_funding_gap, peace_gap
from forlik.portfolio.coordination.localisation import hands, localisation
from forlik.portfolio.coordination.measured import words
from forlik.portfolio.coordination.shares import pillar_shares, shares
from forlik.portfolio.definitions import PILLARS

untimed = settings(deadline=None)  # how long an example takes hangs on what else runs

CENTS = st.integers(0, 10**14).map(lambda cents: Decimal(cents).scaleb(-2))
NAMES = st.text("abcdefgh", min_size=1, max_size=3)
SOME = st.dictionaries(NAMES, CENTS, min_size=1, max_size=12).filter(lambda found: any(found.values()))


def codes(found):
    return {one.reason.code: one.entries for one in found.left_out}


@untimed
@given(SOME)
def test_shares_add_up_to_exactly_a_hundred_and_are_at_most_a_hundredth_off(money):
    found = shares(money)
    assert sum(one.percent for one in found.parts) == Decimal("100.00")
    assert found.total == sum(money.values())
    for one in found.parts:
        exact = Fraction(one.money) * 100 / Fraction(found.total)
        assert abs(Fraction(one.percent) - exact) < Fraction(1, 100)


def test_thirds_are_rounded_by_the_largest_remainder_and_equals_by_name():
    found = shares({"b": 1, "a": 1, "c": 1})
    assert [(one.name, str(one.percent)) for one in found.parts] == [("a", "33.34"), ("b", "33.33"), ("c", "33.33")]


def test_what_is_spent_at_home_is_no_part_of_a_countrys_pillars_and_is_told():
    found = pillar_shares({"peace": 30, "development": 10, "excluded_donor_side": 960, None: 60})
    assert found.percent("peace") == 75
    assert found.percent("humanitarian") is None, "a pillar that is not there is unknown, and not 0"
    assert found.total == 40
    assert codes(found) == {"apart": 1, "no_name": 1}
    assert found.coverage_percent == 40, "40 of 100 have a pillar; what is kept apart does not count"


def test_a_part_that_is_unknown_lessens_the_coverage_and_is_not_0():
    found = pillar_shares({"peace": 30, "development": None, "humanitarian": 0})
    assert [one.name for one in found.parts] == ["peace", "humanitarian"]
    assert found.coverage_percent == Decimal("66.66"), "rounded down: only all is 100"
    assert codes(found) == {"no_amount": 1}


def test_negative_amounts_take_away_and_a_negative_total_makes_shares_unknown():
    net = amounts_of(["peace", "peace", "development"], [Decimal(10), Decimal(-4), Decimal(6)])
    assert pillar_shares(net).percent("peace") == 50
    found = pillar_shares(amounts_of(["peace", "peace", "development"], [Decimal(10), Decimal(-14), Decimal(6)]))
    assert {one.percent for one in found.parts} == {None}
    assert found.reason.text() == "more was taken back than given in total: peace (-4)"
    assert donor_concentration({"A": 5, "B": -1}).index.value is None
    assert evenness({"peace": 5, "development": -1}).value is None
    assert fragmentation({"A": 5, "B": -1}).donors.value is None


@pytest.mark.parametrize(("money", "code"), [({}, "nothing"), ({"peace": 0}, "nothing_left"), ({None: 5}, "nothing")])
def test_shares_of_nothing_are_unknown(money, code):
    found = pillar_shares(money)
    assert found.reason.code == code
    assert all(one.percent is None for one in found.parts)
    assert found.total == (0 if "peace" in money else None)
    assert donor_concentration(money).effective_number.value is None
    assert evenness(money).reason.code == code


@pytest.mark.parametrize("bad", [Decimal("NaN"), Decimal("Infinity"), 1.5, True, "5", 10**41, Decimal("1E-41")])
def test_what_is_no_exact_amount_is_an_error(bad):
    for ask in (shares, donor_concentration, fragmentation, evenness):
        with pytest.raises(UsageError):
            ask({"peace": bad})


def test_columns_of_arrow_and_plain_ones_say_the_same():
    names = ["peace", None, "peace", "development", " "]
    money = [Decimal("1.50"), Decimal(2), None, Decimal("4.50"), Decimal(1)]
    table = pa.table({"pillar": names, "usd": pa.array(money, pa.decimal128(20, 6))})
    assert pillar_shares(amounts_of(table["pillar"], table["usd"])) == pillar_shares(amounts_of(names, money))
    with pytest.raises(UsageError, match="5 names and 4 amounts"):
        amounts_of(names, money[:4])
    with pytest.raises(UsageError, match="no pillar"):
        pillar_shares({"peas": 1})


def test_sums_do_not_round_where_decimals_would():
    found = shares(amounts_of(["a", "a", "b"], [Decimal(10) ** 29, Decimal("0.000001"), Decimal(10) ** 29]))
    assert found.total == Decimal("200000000000000000000000000000.000001")


# Evenness


@pytest.mark.parametrize("count", [2, 3, 4])
def test_equal_pillars_are_as_even_as_can_be(count):
    assert evenness(dict.fromkeys(PILLARS[:count], Decimal("0.07"))).value == 1


def test_evenness_of_three_quarters_and_a_quarter():
    """H = 2 ln 2 − ¾ ln 3 over ln 2, by hand 0.8113."""
    expected = 2 - 0.75 * math.log2(3)
    found = evenness({"peace": 3, "development": 1})
    assert found.value == Decimal("0.8113")
    assert float(found.value) == pytest.approx(expected, abs=5e-5)
    assert evenness({"peace": 3, "development": 1}, among=4).value == Decimal("0.4056"), "half of it, over ln 4"


def test_evenness_of_one_pillar_is_not_stated():
    found = evenness({"peace": 3, "development": 0})
    assert (found.value, found.reason.code, found.reason.about) == (None, "one_pillar", "peace")
    assert evenness({"peace": 3}, among=4).value == 0, "asked about all four it is as uneven as can be"
    with pytest.raises(UsageError, match="among 1"):
        evenness({"peace": 3}, among=1)
    with pytest.raises(UsageError, match="of which 3"):
        evenness(dict.fromkeys(PILLARS[:3], 1), among=2)


@untimed
@given(st.dictionaries(st.sampled_from(PILLARS), st.integers(1, 10**12), min_size=2))
def test_evenness_lies_between_0_and_1_and_does_not_hang_on_the_currency(money):
    found = evenness(money).value
    assert 0 <= found <= 1
    assert evenness({name: amount * 7 for name, amount in money.items()}).value == found


# Concentration and fragmentation


def test_concentration_of_a_published_example():
    """Four firms of 30, 30, 20 and 20 percent have an HHI of 2600 (US Department of Justice, on the HHI)."""
    found = donor_concentration({"A": 30, "B": 30, "C": 20, "D": 20})
    assert found.index.value == Decimal("0.2600")
    assert found.effective_number.value == Decimal("3.85")


@untimed
@given(SOME)
def test_concentration_lies_between_one_nth_and_1(money):
    found = donor_concentration(money)
    giving = sum(1 for amount in money.values() if amount)
    assert Decimal(1) / giving - Decimal("0.0001") <= found.index.value <= 1
    assert 1 <= found.effective_number.value <= giving + Decimal("0.01")


@pytest.mark.parametrize("count", [1, 4, 5])
def test_equal_donors_are_as_many_as_they_are(count):
    found = donor_concentration({f"donor {number}": Decimal("2.5") for number in range(count)})
    assert (found.index.value, found.effective_number.value) == (Decimal(1) / count, count)


def test_fragmentation_from_both_points_of_view():
    """A 60, B 32 make 90 %; C 5 and D 3 are small. Of all aid (1,000) C gives 40 and D 100: 5 % ≥ 4 %, 3 % < 10 %."""
    found = fragmentation({"A": 60, "B": 32, "C": 5, "D": 3, "E": 0}, {"A": 700, "B": 160, "C": 40, "D": 100})
    assert (found.donors.value, found.small, found.small_number.value) == (4, ("D", "C"), 2)
    assert found.small_percent.value == 8
    assert (found.ratio.value, found.insignificant) == (25, ("D",))
    assert codes(found.donors) == {"nothing_of_it": 1}


def test_fragmentation_does_not_guess_what_donors_give_elsewhere():
    found = fragmentation({"A": 95, "B": 5}, {"A": 95})
    assert (found.ratio.value, found.ratio.reason.about) == (None, "B")
    assert fragmentation({"A": 95, "B": 5}).ratio.value is None
    assert fragmentation({"A": 95, "B": 5}, {"A": 100, "B": -5}).ratio.reason.code == "negative"


def test_what_is_just_enough_is_enough():
    found = fragmentation({"A": 90, "B": 10}, {"A": 900, "B": 100})
    assert found.small == ("B",), "A alone gives 90 %"
    assert found.ratio.value == 0, "a tenth here and everywhere: the country is as much to B as others are"


def test_donors_that_give_as_much_are_small_together_or_not_at_all():
    assert fragmentation(dict.fromkeys("ABCDEFGHIJ", 1), largest_percent=50).small == ()
    assert fragmentation({"A": 1}).small == ()
    assert fragmentation({"A": 1}, {"A": 1}).ratio.value == 0, "one donor is significant"
    for wrong in (0, 101):
        with pytest.raises(UsageError):
            fragmentation({"A": 1}, largest_percent=wrong)


@untimed
@given(SOME, st.integers(1, 100))
def test_the_largest_give_what_is_said_and_no_smaller_number_does(money, percent):
    found = fragmentation(money, largest_percent=percent)
    total = sum(map(Fraction, money.values()))
    small = sum(Fraction(money[name]) for name in found.small)
    assert (total - small) * 100 >= total * percent
    large = sorted((Fraction(money[name]) for name in money if money[name] and name not in found.small), reverse=True)
    assert (sum(large) - large.count(large[-1]) * large[-1]) * 100 < total * percent, "without the last of them"


# Gaps


def test_gap_by_hand():
    found = need_funding_gap({"AAA": 60, "BBB": 30, "CCC": 10}, {"AAA": 20, "BBB": 40, "CCC": 40})
    assert [(one.place, one.points) for one in found.by_place] == [("AAA", 40), ("BBB", -10), ("CCC", -30)]
    assert found.misplaced.value == 40


def test_a_place_of_unknown_funding_is_left_out_of_both_sums():
    found = peace_gap({"AAA": 50, "BBB": 50, "CCC": 100, "DDD": None}, {"AAA": 1, "BBB": 3, "CCC": None, "EEE": 6})
    assert {one.place: one.points for one in found.by_place} == {"AAA": 25, "BBB": -25}
    assert found.points("CCC") is None
    assert found.coverage_percent == 40, "4 of 10 of the money; half of the deaths"
    assert codes(found) == {"not_both": 2, "no_amount": 1}


def test_gaps_that_cannot_be_said():
    assert need_funding_gap({"AAA": 1}, {"BBB": 1}).reason.code == "nothing"
    assert need_funding_gap({"AAA": 1}, {"AAA": 0}).reason.code == "nothing_left"
    assert need_funding_gap({"AAA": 1, "BBB": 1}, {"AAA": 2, "BBB": -1}).misplaced.value is None
    with pytest.raises(UsageError, match="below 0"):
        peace_gap({"AAA": -1}, {"AAA": 1})


@untimed
@given(st.dictionaries(NAMES, st.tuples(CENTS, CENTS), min_size=1, max_size=12))
def test_gaps_add_up_to_exactly_0_and_never_more_than_all_is_misplaced(both):
    need, money = ({name: pair[side] for name, pair in both.items()} for side in (0, 1))
    found = need_funding_gap(need, money)
    if found.reason is None:
        assert sum(one.points for one in found.by_place) == 0
        assert 0 <= found.misplaced.value <= 100
        same = need_funding_gap(need, need)
        assert same.misplaced.value == 0


# Localisation


PART = st.sampled_from([None, "direct", "one_intermediary", "more", "unknown", "not_local"])


@untimed
@given(st.lists(st.tuples(PART, CENTS), min_size=1, max_size=20))
def test_the_four_parts_are_always_there_and_add_up(flows):
    found = localisation(flows)
    assert [one.name for one in found.parts[:4]] == ["direct", "one_intermediary", "more", "unknown"]
    assert sum(one.money for one in found.parts) == found.total == sum(amount for _, amount in flows)
    if found.reason is None:
        assert sum(one.percent for one in found.parts) == 100


def test_localisation_says_what_is_not_known():
    found = localisation([("direct", 10), ("one_intermediary", 20), (None, 70), ("direct", None)])
    assert [str(one.percent) for one in found.parts] == ["10.00", "20.00", "0.00", "70.00"]
    assert found.coverage_percent == 30
    assert codes(found) == {"no_amount": 1}
    assert localisation([]).reason.code == "nothing"
    assert len(localisation([]).parts) == 4
    assert localisation([("direct", -5), ("more", 6)]).reason.code == "negative"
    with pytest.raises(UsageError, match="no number of hands"):
        localisation([("locally", 1)])


@pytest.mark.parametrize(
    ("chain", "whole", "expected"),
    [
        ([True], False, "direct"),
        ([False, True], False, "one_intermediary"),
        ([False, False, True], False, "more"),
        ([False, False, False, True, False], False, "more"),
        ([None, True], False, "unknown"),
        ([False, None, True], False, "unknown"),
        ([False], False, "unknown"),
        ([False], True, "not_local"),
        ([], True, "unknown"),
    ],
)
def test_hands(chain, whole, expected):
    assert hands(chain, whole=whole) == expected


def test_every_reason_is_there_in_both_languages():
    for code, said in words().items():
        assert set(said) == {"en", "nb"}, code
        assert said["en"].count("{}") == said["nb"].count("{}"), code


def test_the_page_about_coordination_runs(capsys):
    page = (Path(__file__).parent.parent.parent / "docs/method/coordination.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    exec(compile(block, "coordination.md", "exec"), {})  # noqa: S102 - the page is ours, and this is its test
    said = capsys.readouterr().out.splitlines()
    assert said[:4] == [
        "humanitarian 70.00",
        "development 25.00",
        "peace 5.00",
        "75.00 [('not said whose it is', Decimal('11'))]",
    ]
    assert "UN 80 3 80 0" in said


def test_every_measure_stands_on_its_page():
    page = (Path(__file__).parent.parent.parent / "docs/method/coordination.md").read_text(encoding="utf-8")
    asked = (pillar_shares, evenness, donor_concentration, fragmentation, need_funding_gap, peace_gap, localisation)
    assert [one.__name__ for one in asked if f"| `{one.__name__}` |" not in page] == []
