"""Co-location, predictability, years of relief and candidates for duplication, by hand and where nothing is said."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forlik.core.errors import UsageError
from forlik.portfolio.coordination import duplication
from forlik.portfolio.coordination.bare_names import bare_name, likeness
from forlik.portfolio.coordination.colocation import co_location
from forlik.portfolio.coordination.duplication import Undertaking, duplication_candidates
from forlik.portfolio.coordination.predictability import Paid, Planned, predictability
from forlik.portfolio.coordination.relief_years import Run, relief_without_development

untimed = settings(deadline=None)  # how long an example takes hangs on what else runs


def codes(found):
    return {one.reason.code: one.entries for one in found}


# Co-location


def test_co_location_by_hand():
    where = {"peace": ["North", "North", "East", None], "humanitarian": ["East", "South", "West", " "]}
    found = co_location(where, "peace", "humanitarian", areas=["North", "East", "South", "West", "Coast"])
    assert (found.both, found.only_first, found.only_second) == (("East",), ("North",), ("South", "West"))
    assert found.neither == ("Coast",)
    assert found.share.value == 25
    assert found.placeless == {"peace": 1, "humanitarian": 1}
    assert found.share.coverage_percent == 75
    assert codes(found.share.left_out) == {"no_area": 1}


def test_a_pillar_without_a_known_area_is_not_nowhere():
    found = co_location({"peace": ["North"], "development": [None, None]}, "peace", "development")
    assert (found.share.value, found.share.reason.code) == (None, "no_area")
    found = co_location({"peace": ["North"]}, "peace", "development")
    assert (found.share.value, found.share.reason.code) == (None, "no_activity")
    elsewhere = co_location({"peace": ["N", "X"], "development": ["N"]}, "peace", "development", areas=["N"])
    assert (elsewhere.share.value, elsewhere.share.coverage_percent) == (100, 50)
    assert codes(elsewhere.share.left_out) == {"other_area": 1}
    with pytest.raises(UsageError):
        co_location({}, "peace", "peace")


AREAS = st.lists(st.sampled_from(["A", "B", "C", "D", None]), min_size=1, max_size=8)


@untimed
@given(AREAS, AREAS)
def test_co_location_does_not_hang_on_which_pillar_is_first(one, other):
    found = co_location({"peace": one, "rights": other}, "peace", "rights")
    back = co_location({"peace": other, "rights": one}, "peace", "rights")
    assert found.share.value == back.share.value
    assert found.share.value is None or 0 <= found.share.value <= 100
    assert co_location({"peace": one, "rights": one}, "peace", "rights").share.value in (None, 100)


# Predictability

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)


def asked(planned, paid):
    return predictability(planned, paid, first=FIRST, last=LAST)


def test_a_plan_counts_by_its_days_in_the_period():
    """Of 2023-07-01 to 2024-06-30, 366 days, 182 are in 2024: 366,000 of which 182,000."""
    planned = [Planned("A", date(2023, 7, 1), date(2024, 6, 30), 366_000)]
    found = asked(planned, [Paid("A", date(2024, 2, 1), 91_000), Paid("A", date(2023, 8, 1), 5)])
    assert (found.planned, found.paid, found.ratio.value) == (182_000, 91_000, 50)
    assert codes(found.ratio.left_out) == {"other_period": 1}


def test_too_much_here_does_not_make_up_for_too_little_there():
    planned = [Planned("A", FIRST, LAST, 100), Planned("B", FIRST, LAST, 100)]
    found = asked(planned, [Paid("A", FIRST, 150), Paid("B", LAST, 50)])
    assert (found.ratio.value, found.as_planned.value, found.ratio.coverage_percent) == (100, 75, 100)


def test_plans_without_payment_and_payments_without_plan_stand_apart():
    planned = [Planned("A", FIRST, LAST, 100), Planned("B", FIRST, LAST, 300), Planned("Z", FIRST, LAST, 0)]
    found = asked(planned, [Paid("A", FIRST, 80), Paid("C", FIRST, 7), Paid("Z", FIRST, 1)])
    assert (found.ratio.value, found.without_payment, found.without_plan) == (80, 300, 8)
    assert found.ratio.coverage_percent == 25, "what is not published as paid is unknown, and not 0"
    assert codes(found.ratio.left_out) == {"no_payment": 1, "no_plan": 2, "planned_nothing": 1}


def test_what_of_a_key_is_unknown_leaves_the_key_out():
    planned = [
        Planned("A", FIRST, LAST, 100),
        Planned("B", FIRST, LAST, None),
        Planned("C", None, None, 5),
        Planned("D", FIRST, LAST, 50),
    ]
    paid = [Paid("A", FIRST, 100), Paid("B", FIRST, 9), Paid("D", FIRST, 50), Paid("D", FIRST, None)]
    found = asked(planned, paid)
    assert (found.planned, found.paid, found.without_plan) == (100, 100, 0)
    assert codes(found.ratio.left_out) == {"unclear": 3}
    assert found.ratio.coverage_percent == 25, "one key of four"


def test_repayments_take_away_and_overlapping_plans_are_told():
    planned = [Planned("A", FIRST, LAST, 100), Planned("A", LAST, LAST, 100), Planned("B", FIRST, LAST, 100)]
    found = asked(planned, [Paid("A", FIRST, 250), Paid("B", LAST, -50)])
    assert (found.ratio.value, found.overlapping) == (Decimal("66.67"), 1)
    assert found.as_planned.value == Decimal("66.67"), "200 of A, 0 of B"
    found = asked(planned, [Paid("B", LAST, -50)])
    assert (found.ratio.value, found.ratio.reason.code) == (None, "negative")


def test_predictability_that_cannot_be_said():
    assert asked([], [Paid("A", FIRST, 1)]).ratio.reason.code == "nothing_planned"
    assert asked([Planned("A", FIRST, LAST, 1)], []).ratio.value is None
    with pytest.raises(UsageError, match="before it begins"):
        asked([Planned("A", LAST, FIRST, 1)], [])
    with pytest.raises(UsageError, match="before it begins"):
        predictability([], [], first=LAST, last=FIRST)
    with pytest.raises(UsageError):
        asked([Planned("A", FIRST, LAST, Decimal("NaN"))], [])


DAYS = st.integers(0, 700).map(lambda days: date(2023, 6, 1) + timedelta(days))
MONEY = st.integers(-(10**9), 10**12).map(lambda cents: Decimal(cents).scaleb(-2))


@untimed
@given(st.lists(st.tuples(st.sampled_from("ABC"), DAYS, MONEY), max_size=12))
def test_all_that_is_paid_in_the_period_is_told_of_once(paid):
    plans = [Planned("A", FIRST, LAST, 100), Planned("B", FIRST, LAST, 0)]
    found = asked(plans, [Paid(*one) for one in paid])
    assert found.paid + found.without_plan == sum((one[2] for one in paid if FIRST <= one[1] <= LAST), Decimal(0))
    assert found.ratio.value is None or found.as_planned.value <= max(found.ratio.value, Decimal(100))


# Years of relief


def relief(text, start=2010):
    """Years as letters: R relief alone, D relief and development, N nothing, a dash no data."""
    money = {"R": (1, 0), "D": (1, 1), "N": (0, 0), "-": (None, None), "h": (1, None), "d": (None, 1), "x": (-1, 0)}
    years = {start + place: money[letter] for place, letter in enumerate(text)}
    hum, dev = ({year: pair[side] for year, pair in years.items() if pair[side] is not None} for side in (0, 1))
    return relief_without_development(hum, dev, first=start, last=start + len(text) - 1)


@pytest.mark.parametrize(
    ("text", "longest", "runs"),
    [
        ("RRRRRR", 6, [Run(2010, 2015, 6, 0)]),
        ("RR-RR", 4, [Run(2010, 2014, 4, 1)]),
        ("-RR--", 2, [Run(2011, 2012, 2, 0)]),
        ("RRDRRR", 3, [Run(2010, 2011, 2, 0), Run(2013, 2015, 3, 0)]),
        ("RNR", 1, [Run(2010, 2010, 1, 0), Run(2012, 2012, 1, 0)]),
        ("RhxR", 2, [Run(2010, 2013, 2, 2)]),
        ("RdR", 1, [Run(2010, 2010, 1, 0), Run(2012, 2012, 1, 0)]),
        ("DDN", 0, []),
        ("---", None, []),
    ],
)
def test_years_without_data_break_no_run_and_are_not_counted(text, longest, runs):
    found = relief(text)
    assert (found.longest.value, list(found.runs)) == (longest, runs)


def test_a_run_is_current_until_a_year_ends_it():
    assert relief("DRR-").current == Run(2011, 2012, 2, 0)
    assert relief("RRD-").current is None
    assert relief("RR").longest.coverage_percent == 100
    found = relief("R--R")
    assert (found.unknown, found.longest.coverage_percent) == ((2011, 2012), 50)
    assert codes(found.longest.left_out) == {"year_unknown": 2}
    assert relief("--").longest.reason.code == "nothing"
    for first, last in ((2011, 2010), (1, 3000)):
        with pytest.raises(UsageError):
            relief_without_development({}, {}, first=first, last=last)


@untimed
@given(st.text("RDN-h", min_size=1, max_size=30))
def test_no_year_of_relief_is_lost_and_knowing_more_makes_no_run_shorter(text):
    found = relief(text)
    assert sum(run.years for run in found.runs) == text.count("R")
    known = relief(text.replace("-", "R").replace("h", "R"))
    assert (found.longest.value or 0) <= known.longest.value


# Duplication

ONE = Undertaking(
    "A", "SDN", "15220", date(2024, 1, 1), date(2024, 12, 31), Decimal(1000), frozenset({"XX-1"}), "Peace Works"
)
OTHER = replace(ONE, id="B", money=Decimal(1050))


def pairs(*undertakings, **limits):
    return duplication_candidates(undertakings, **limits).pairs


def test_a_candidate_says_why():
    [pair] = pairs(OTHER, replace(ONE, last=date(2024, 6, 30)))
    assert (pair.first, pair.second, pair.country, pair.purpose) == ("A", "B", "SDN", "15220")
    assert (pair.from_day, pair.to_day) == (date(2024, 1, 1), date(2024, 6, 30))
    assert (pair.implementer, pair.alike_percent, pair.difference_percent) == ("same_identifier", 100, Decimal("4.76"))
    assert not hasattr(pair, "verdict")


@pytest.mark.parametrize(
    "change",
    [
        {"country": "SSD"},
        {"purpose": "15230"},
        {"first": date(2025, 1, 1), "last": None},
        {"money": Decimal(1112)},
        {"implementers": frozenset({"XX-2"}), "implementer_name": "Water Works"},
        {"names": frozenset({"A"})},
    ],
)
def test_one_difference_is_enough_to_be_no_candidate(change):
    assert not pairs(ONE, replace(OTHER, **change))


def test_a_tenth_of_the_larger_is_alike_and_a_day_in_common_is_enough():
    assert pairs(ONE, replace(OTHER, money=Decimal(900)))
    assert pairs(ONE, replace(OTHER, first=date(2024, 12, 31), last=None))


def test_partners_with_one_name_and_a_partner_with_two_identifiers():
    [pair] = pairs(ONE, replace(OTHER, implementers=frozenset({"YY-9"}), implementer_name="WORKS, Péace"))
    assert (pair.implementer, pair.alike_percent) == ("same_name", 100), "another of that name, perhaps"
    [pair] = pairs(ONE, replace(OTHER, implementers=frozenset({"YY-9", "XX-1"}), implementer_name="Quite other"))
    assert pair.implementer == "same_identifier"
    [pair] = pairs(ONE, replace(OTHER, implementers=frozenset(), implementer_name="Peace Work"))
    assert (pair.implementer, pair.alike_percent) == ("near_name", 95)
    assert not pairs(ONE, replace(OTHER, implementers=frozenset(), implementer_name="Peace Work"), near=96)
    unnamed = replace(ONE, implementer_name="")
    assert not pairs(unnamed, replace(unnamed, id="C", implementers=frozenset({"YY-9"})))
    nameless = replace(ONE, implementers=frozenset(), implementer_name="?")
    assert not pairs(nameless, replace(nameless, id="C")), "two that are unknown are not the same"


def test_what_cannot_be_compared_is_told():
    changes = [
        {"country": None},
        {"purpose": ""},
        {"first": None, "last": None},
        {"money": None},
        {"money": Decimal(-5)},
        {"money": 0},
        {"implementers": frozenset(), "implementer_name": ""},
    ]
    found = duplication_candidates([ONE, *(replace(OTHER, id=str(n), **change) for n, change in enumerate(changes))])
    assert found.pairs == ()
    assert found.coverage_percent == Decimal("12.50")
    assert codes(found.left_out) == {
        "no_country": 1,
        "no_purpose": 1,
        "no_day": 1,
        "no_amount": 1,
        "not_positive": 2,
        "no_implementer": 1,
    }
    assert codes(duplication_candidates([ONE, replace(OTHER, names=frozenset("A"))]).left_out) == {"one_names_other": 1}
    assert duplication_candidates([]).coverage_percent is None


def test_the_most_alike_come_first_and_those_beyond_are_counted():
    others = [replace(ONE, id=f"B{number}", money=Decimal(1000 + number)) for number in range(4)]
    found = duplication_candidates([ONE, *others], most=2)
    assert [(one.first, one.second) for one in found.pairs] == [("A", "B0"), ("A", "B1")]
    assert codes(found.left_out) == {"more_pairs": 8}


def test_limits_and_slips_of_duplication(monkeypatch):
    for wrong in ({"near": 0}, {"alike": 100}, {"most": 0}):
        with pytest.raises(UsageError):
            duplication_candidates([], **wrong)
    with pytest.raises(UsageError, match="twice"):
        duplication_candidates([ONE, ONE])
    with pytest.raises(UsageError, match="runs from"):
        duplication_candidates([replace(ONE, last=date(2023, 1, 1))])
    with pytest.raises(UsageError, match="is NaN"):
        duplication_candidates([replace(ONE, money=Decimal("NaN"))])
    monkeypatch.setattr(duplication, "MOST_COMPARED", 2)
    with pytest.raises(UsageError, match="ask about fewer"):
        duplication_candidates([ONE, *(replace(OTHER, id=str(number)) for number in range(3))])


@untimed
@given(st.lists(st.tuples(st.integers(1, 500), st.sampled_from(["Peace Works", "Peace Work", "Aid"])), max_size=8))
def test_the_window_over_amounts_finds_what_comparing_all_with_all_does(given_them):
    every = [
        replace(ONE, id=f"{place:02}", money=money, implementers=frozenset(), implementer_name=name)
        for place, (money, name) in enumerate(given_them)
    ]
    expected = {
        (one.id, other.id)
        for one in every
        for other in every
        if one.id < other.id
        and abs(one.money - other.money) * 10 <= max(one.money, other.money)
        and likeness(bare_name(one.implementer_name), bare_name(other.implementer_name)) >= 90
    }
    assert {(pair.first, pair.second) for pair in pairs(*every)} == expected


def test_the_likeness_of_a_published_example():
    """Ratcliff and Metzener's own: PENNSYLVANIA and PENCILVANEYA match in 8 of 12 letters, 66 %."""
    assert likeness("pennsylvania", "pencilvaneya") == 66
    assert likeness("tide", "diet") == likeness("diet", "tide"), "taken as they come these are 25 and 50"
