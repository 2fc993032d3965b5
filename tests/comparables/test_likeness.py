"""Likeness is counted as the file of weights says, by hand the same; what is not known is never taken for “no”."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from forlik.comparables.after import Fighting, Share, followed, share
from forlik.comparables.described import Agreement, Described
from forlik.comparables.likeness import likeness, nearest
from forlik.comparables.weighing import weights, words

SIGNED = date(2010, 6, 1)
CASE = Described(
    stage="ceasefire",
    ceasefire="ceasefire",
    country=frozenset({"AAA"}),
    region="north",
    conflict_type=frozenset({"government"}),
    parties="within_a_state",
    level="national",
    sides=2,
    third=frozenset({"UN", "AU"}),
    issues=frozenset({"ceasefire", "prisoners"}),
    years=6,
)


def agreement(id_, signed=SIGNED, conflicts=(), **about):
    return Agreement(id_, f"Agreement {id_}", signed, Described(**about), frozenset(conflicts))


TABLE = (
    # all but the class and half of what it covers: 25 points less 2 and 1.5
    Agreement("a", "", SIGNED, replace(CASE, ceasefire="mixed", issues=frozenset({"ceasefire"}))),
    # another country of the region, one of two third parties, both types, another band of years: 4+2+1+1.5+3+2+1+1+3
    agreement(
        "b", stage="ceasefire", ceasefire="ceasefire", country=frozenset({"BBB"}), region="north",
        conflict_type=frozenset({"government", "territory"}), parties="within_a_state", level="national", sides=2,
        third=frozenset({"UN", "EU"}), issues=frozenset({"ceasefire", "prisoners"}), years=12,
    ),
    # the stage and the country, and of nothing else anything is known: 4+3
    agreement("c", stage="ceasefire", country=frozenset({"AAA"})),
    # alike in the level alone: 2
    agreement("d", stage="implementation", country=frozenset({"CCC"}), level="national"),
)  # fmt: skip


def test_the_order_is_that_which_is_counted_by_hand():
    found = nearest(CASE, TABLE, 4)
    assert [one.agreement.id for one in found] == ["a", "b", "c", "d"]
    assert [float(one.earned) for one in found] == [21.5, 18.5, 7, 2]
    assert {one.points for one in found} == {25}, "what is not known of an agreement still counts"


def test_every_reason_says_what_it_earned():
    told = {one.attribute: (one.verdict, float(one.earned)) for one in likeness(CASE, TABLE[1]).reasons}
    assert told == {
        "stage": ("alike", 4), "ceasefire": ("alike", 2), "country": ("differs", 0), "region": ("alike", 1),
        "conflict_type": ("partly", 1.5), "parties": ("alike", 3), "level": ("alike", 2), "sides": ("alike", 1),
        "third": ("partly", 1), "issues": ("alike", 3), "years": ("differs", 0),
    }  # fmt: skip
    bare = {one.attribute: one.verdict for one in likeness(CASE, TABLE[2]).reasons}
    assert {name for name, verdict in bare.items() if verdict == "unknown"} == set(weights()) - {"stage", "country"}


def test_what_is_not_known_of_the_case_counts_for_nothing():
    [first, *_] = nearest(Described(level="national"), TABLE, 4)
    assert (first.points, first.earned) == (2, 2)
    assert likeness(Described(), TABLE[0]).reasons == ()


def test_a_text_known_to_cover_nothing_differs_from_one_of_which_nothing_is_known():
    case = Described(issues=frozenset({"ceasefire"}))
    assert likeness(case, agreement("e", issues=frozenset())).reasons[0].verdict == "differs"
    assert likeness(case, agreement("f")).reasons[0].verdict == "unknown"


def test_numbers_are_alike_when_they_are_in_one_band():
    case = Described(years=6, sides=9)
    verdicts = [one.verdict for one in likeness(case, agreement("e", years=9, sides=4)).reasons]
    assert verdicts == ["alike", "alike"]
    verdicts = [one.verdict for one in likeness(case, agreement("e", years=10, sides=3)).reasons]
    assert verdicts == ["differs", "differs"]


def test_among_equals_the_nearer_in_time_comes_first():
    later, earlier = (
        agreement(name, SIGNED + timedelta(days), stage="ceasefire") for name, days in (("x", 90), ("y", -30))
    )
    assert [one.agreement.id for one in nearest(CASE, (later, earlier), 2, near=SIGNED)] == ["y", "x"]
    assert [one.agreement.id for one in nearest(CASE, (earlier, later), 2)] == ["x", "y"], "else as they are numbered"


words_of = {
    name: some.sampled_from(sorted(words()[name])) for name in ("stage", "ceasefire", "parties", "level", "region")
}
sets_of = {
    name: some.frozensets(some.sampled_from(sorted(among)), min_size=1, max_size=4)
    for name, among in (
        ("country", ("AAA", "BBB", "CCC")), ("conflict_type", words()["conflict_type"]), ("third", words()["third"]),
        ("issues", words()["issues"]),
    )
}  # fmt: skip
described = some.builds(
    Described,
    **{name: some.none() | kind for name, kind in (words_of | sets_of).items()},
    sides=some.none() | some.integers(1, 9),
    years=some.none() | some.integers(0, 60),
)
tables = some.lists(some.tuples(described, some.dates(date(1990, 1, 1), date(2025, 1, 1))), min_size=1, max_size=6).map(
    lambda rows: [Agreement(f"n{place:02}", "", day, about) for place, (about, day) in enumerate(rows)]
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(tables, some.data())
def test_an_agreement_is_nearest_to_itself(table, data):
    one = data.draw(some.sampled_from(table))
    found = nearest(one.about, table, len(table), near=one.signed_on)
    mine = next(like for like in found if like.agreement == one)
    assert mine.earned == mine.points == found[0].points
    assert all(like.earned == mine.earned for like in found[: found.index(mine)])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(described, tables, some.randoms())
def test_the_order_of_the_rows_does_not_matter(case, table, chance):
    shuffled = list(table)
    chance.shuffle(shuffled)
    assert nearest(case, table, 5) == nearest(case, shuffled, 5)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(described, tables, some.data())
def test_taking_a_row_out_changes_nothing_of_the_others(case, table, data):
    gone = data.draw(some.sampled_from(table))
    rest = [one for one in table if one != gone]
    before = [one for one in nearest(case, table, 99) if one.agreement != gone]
    assert before == nearest(case, rest, 99)


@given(described, described)
def test_likeness_is_never_less_than_nothing_and_never_more_than_all(case, other):
    found = likeness(case, Agreement("x", "", SIGNED, other))
    assert 0 <= found.earned <= found.points <= sum(one.points for one in weights().values())
    assert all((one.verdict == "alike") == (one.earned == one.points) for one in found.reasons)


FIGHTING = Fighting(
    {
        1: frozenset({2009, 2010, 2011}),
        2: frozenset({2010, 2012}),
        3: frozenset(range(2000, 2016)),
        4: frozenset({2010}),
    },
    until=2015,
)


@pytest.mark.parametrize(
    ("conflicts", "after"),
    [
        ([4], ["quiet", "quiet", "quiet"]),
        ([1], ["went_on", "ended", "ended"]),
        ([2], ["quiet", "resumed", "resumed"]),
        ([3], ["went_on", "went_on", "went_on"]),
        ([1, 3], ["went_on", "went_on", "went_on"]),
        ([1, 2], ["went_on", "went_on", "ended"]),
        ([], ["unknown", "unknown", "unknown"]),
        ([9], ["unknown", "unknown", "unknown"]),
        ([4, 9], ["unknown", "unknown", "unknown"]),
    ],
)
def test_what_followed_is_what_the_series_says(conflicts, after):
    one = agreement("x", conflicts=conflicts)
    assert [followed(one, FIGHTING, years) for years in (1, 2, 5)] == after


def test_what_the_series_does_not_reach_is_unknown_even_where_fighting_came_back_already():
    one = agreement("x", date(2013, 1, 1), [3])
    assert [followed(one, FIGHTING, years) for years in (1, 2, 5)] == ["went_on", "went_on", "unknown"]
    assert followed(agreement("y", date(2015, 1, 1), [4]), FIGHTING, 1) == "unknown", "silence is not peace"
    assert followed(one, Fighting(), 1) == "unknown"


def test_a_share_counts_what_is_known_and_says_what_is_not():
    table = [agreement(str(number), conflicts=[number]) for number in (1, 2, 3, 4, 9)]
    found = share(table, FIGHTING, 5)
    assert (found.over, found.known, found.unknown) == (2, 4, 1)
    assert found.low is not None
    assert found.low < Decimal("0.5") < (found.high or 0)
    assert share([agreement("x")], FIGHTING, 5) == Share(0, 0, 1, None, None)


def test_every_attribute_has_its_weight_and_every_word_both_languages():
    assert set(weights()) == set(Described.__slots__)
    assert sum(one.points for one in weights().values()) == 25
    assert all(one.en and one.nb and one.says_en and one.says_nb for one in weights().values())
    assert all(all(pair) for group in words().values() for pair in group.values())
