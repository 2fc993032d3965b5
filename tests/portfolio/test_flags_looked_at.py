"""What each rule looked at: its figures beside their bounds, also where it stays silent or cannot be told."""

import sys
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_up import activity, bring, transaction

from forlik.portfolio.flags import flags, judge, looked_at, rule, rules, vocabulary
from forlik.portfolio.flags.judged import Flags, Raised, Silent, Untold
from forlik.portfolio.flags.named import known
from forlik.portfolio.flags.rule import Condition
from forlik.portfolio.flags.wording import bound
from forlik.world import world

DAY = date(2026, 11, 27)


def told(name, **figures):
    """One rule on made-up figures, alone."""
    many = {"publishers": (3, "2023")} | figures
    given = {key: known(key, *value) for key, value in many.items()}
    one = judge(rule(name), given, place="XXX", year=2023, day=DAY)
    alone = {kind: (one,) if isinstance(one, kind) else () for kind in (Raised, Silent, Untold)}
    [found] = looked_at(Flags("XXX", 2023, DAY, *alone.values()))
    return found


@pytest.mark.parametrize(("points", "said"), [(Decimal("7.5"), "raised"), (Decimal("1.2"), "silent")])
def test_a_figure_stands_with_its_bounds_whether_or_not_a_flag_rises(points, said):
    found = told("funding_below_need", need_gap_points=(points, "2023"), need_gap_places=(24, "2023"))
    assert (found.rule, found.said, found.beyond) == ("funding_below_need", said, ())
    looks = {one.figure.name: one for one in found.looks}
    assert looks["need_gap_points"].figure.value == points
    assert [bound(one, "en") for one in looks["need_gap_points"].raised_if] == ["at least 5"]
    assert [bound(one, "en") for one in looks["need_gap_places"].told_if] == ["at least 10"]
    assert looks["need_gap_points"].told_if == looks["need_gap_places"].raised_if == ()


def test_what_a_rule_lacks_is_said_beside_its_figures():
    found = told("funding_below_need", need_gap_points=(9, "2023"), need_gap_places=(3, "2023"))
    assert (found.said, [one.en for one in found.beyond]) == ("untold", ["fewer than ten countries can be compared"])
    assert [one.figure.value for one in found.looks] == [3, 3, 9], "the figures are known, whatever the rule can tell"


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("funding_below_need", {"need_gap_points": (9, "2023"), "need_gap_places": (24, "2023")}),
        ("peace_gap", {"peace_gap_points": (9, "2023"), "peace_gap_places": (40, "2023"), "deaths": (12, "2023")}),
    ],
)
def test_of_one_publisher_no_gap_of_the_country_is_told(name, figures):
    assert told(name, **figures).said == "raised"
    alone = told(name, publishers=(1, "2023"), **figures)
    assert alone.said == "untold"
    assert "the shares of one are not the country's" in alone.beyond[0].en


def test_a_figure_that_a_sentence_only_names_is_held_against_nothing():
    found = told("peace_gap", peace_gap_places=(40, "2023"), peace_gap_points=(-3, "2023"), deaths=(12, "2023"))
    deaths = next(one for one in found.looks if one.figure.name == "deaths")
    assert (deaths.figure.value, deaths.raised_if, deaths.told_if) == (12, (), ())


@pytest.mark.parametrize(
    ("given", "en", "nb"),
    [
        ({"at_least": "0.5"}, "at least 0.5", "minst 0,5"),
        ({"above": 5}, "over 5", "over 5"),
        ({"at_most": 5}, "at most 5", "høyst 5"),
        ({"below": 25}, "under 25", "under 25"),
        ({"outside": (70, 130)}, "under 70 or over 130", "under 70 eller over 130"),
    ],
)
def test_a_bound_is_said_in_both_languages(given, en, nb):
    one = Condition(figure="donor_hhi", **given)
    assert (bound(one, "en"), bound(one, "nb")) == (en, nb)


def test_every_rule_and_every_figure_of_a_place_is_told(home, tmp_path):
    """Those that no rule asks about stand beside; of those that are unknown the reason is told."""
    bring(home, tmp_path, "a", "2024-06-01", activity("A-1", transaction(5, day="2023-02-01")))
    found = flags(world(home=home), "COL")
    every = looked_at(found)
    assert sorted(one.rule for one in every) == sorted(one.name for one in rules())
    assert [one.said for one in every] == sorted((one.said for one in every), key=["raised", "silent", "untold"].index)
    figures = [*chain.from_iterable([look.figure for look in one.looks] for one in every), *found.beside]
    assert {one.name for one in figures} == set(vocabulary())
    assert not {one.name for one in found.beside} & {look.figure.name for one in every for look in one.looks}
    assert all(one.reason for one in figures if one.value is None)
    low = next(look for one in every for look in one.looks if look.figure.name == "local_percent")
    assert low.figure.partly, "the receiver is not named: it may be local or not"
    assert [bound(one, "en") for one in low.raised_if] == ["under 25"]
