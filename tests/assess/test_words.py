"""Words are bound to numbers, priorities are named only where they are more than chance, lists are slow to change."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.assess.acceptability import weights
from forlik.assess.acceptability.hysteresis import Hysteresis, lasting, listed
from forlik.assess.acceptability.smaa import smaa
from forlik.assess.acceptability.words import apart, band, bands, bounds, percent, priorities
from forlik.core.errors import UsageError

shares = st.none() | st.floats(0, 1)
RULE = Hysteresis(enter=0.9, leave=0.5, running=2)


@pytest.mark.parametrize(
    ("share", "en"),
    [
        (1.0, "supported under nearly all weightings"),
        (0.9, "supported under nearly all weightings"),
        (9 * 0.1, "supported under nearly all weightings"),
        (0.8999, "depends on priorities"),
        (0.1, "depends on priorities"),
        (0.0999, "not supported"),
        (0.0, "not supported"),
    ],
)
def test_a_word_stands_for_its_shares(share, en):
    assert band(share).en == en


def test_the_bands_cover_every_share_from_the_greatest_bound_down():
    assert [one.least for one in bands()] == sorted((one.least for one in bands()), reverse=True)
    assert bands()[-1].least == 0
    assert all(one.word and one.en and one.nb for one in bands())


def test_of_one_weighting_alone_the_same_bounds_have_words_that_speak_of_no_other_weighting():
    assert [one.least for one in bands(weighted=True)] == [one.least for one in bands()]
    for one in bands(weighted=True):
        assert one.word not in {other.word for other in bands()}
        assert (one.en.endswith("with these weights"), one.nb.endswith("med disse vektene")) == (True, True)
        assert not {"weightings", "priorities", "supported"} & set(one.en.split())


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0 %"),
        (0.0001, "under 1 %"),
        (0.005, "under 1 %"),
        (0.0051, "1 %"),
        (0.0996, "9.96 %"),
        (0.1, "10 %"),
        (0.497, "49.7 %"),
        (0.62, "62 %"),
        (0.897, "89.7 %"),
        (0.8999, "89.99 %"),
        (9 * 0.1, "90 %"),
        (0.9949, "99 %"),
        (0.995, "over 99 %"),
        (1.0, "100 %"),
    ],
)
def test_rounding_never_contradicts_a_bound(share, said):
    assert percent(share, bounds(RULE)) == said


@given(st.floats(0, 1))
def test_a_share_is_never_printed_on_the_other_side_of_a_bound(share):
    printed = float(apart(share, bounds(RULE)))
    assert band(min(printed, 1.0)).word == band(share).word
    assert abs(printed - share) <= 0.005 + 1e-9


def test_the_bounds_of_a_list_are_those_of_its_question():
    other = Hysteresis(enter=0.8, leave=0.3, running=2)
    assert bounds(other) == (0.0, 0.1, 0.3, 0.8, 0.9)
    assert bounds(None) == (0.0, 0.1, 0.9)
    assert [percent(0.797, bounds(one)) for one in (RULE, other)] == ["80 %", "79.7 %"], "it has not reached 80 %"
    assert [percent(0.497, bounds(one)) for one in (RULE, other)] == ["49.7 %", "50 %"]


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan"), float("inf")])
def test_what_is_no_share_has_no_word(share):
    with pytest.raises(UsageError, match="no share"):
        band(share)


def test_the_priorities_that_favour_a_place_are_named():
    found = smaa([[9, 1, 5], [1, 9, 5], [4, 4, 5]], top=1, alternatives=["a", "b", "c"], criteria=["x", "y", "z"])
    assert priorities(found, "a") == ("x",)
    assert priorities(found, "b") == ("y",)
    assert priorities(found, "c") == (), "it is never the first"
    with pytest.raises(UsageError, match="no “d”"):
        priorities(found, "d")


def test_no_priority_is_named_where_weights_do_not_decide():
    same = np.random.default_rng(1).uniform(3, 7, (12, 1)).repeat(3, axis=1)
    found = smaa(same, top=4, error=0.5, draws=4_000)
    assert all(priorities(found, name) == () for name in found.alternatives)
    certain = smaa(same, top=4, weights=weights.fixed([1, 2, 3]))
    assert all(priorities(certain, name) == () for name in certain.alternatives)


# --- hysteresis


@pytest.mark.parametrize(
    ("series", "states"),
    [
        ([0.95, 0.95], [False, True]),
        ([0.90, 0.90], [False, True]),
        ([0.95, 0.85, 0.95], [False, False, False]),
        ([0.95, 0.95, 0.60, 0.55], [False, True, True, True]),
        ([0.95, 0.95, 0.40, 0.95], [False, True, True, True]),
        ([0.95, 0.95, 0.49, 0.49], [False, True, True, False]),
        ([0.95, 0.95, 0.50, 0.50], [False, True, True, True]),
        ([9 * 0.1, 0.3 * 3], [False, True]),
        ([0.95, None, 0.95, 0.95], [False, False, False, True]),
        ([0.95, 0.95, 0.4, None, 0.4, 0.4], [False, True, True, True, True, False]),
        ([0.95, 0.95, 0.4, 0.4, 0.95, 0.95], [False, True, True, False, False, True]),
        ([], []),
    ],
)
def test_a_place_enters_and_leaves_only_on_what_lasts(series, states):
    assert listed(series, RULE) == tuple(states)


def test_who_was_listed_before_stays_until_it_lasts():
    assert listed([0.7, 0.4, 0.4], RULE, before=True) == (True, True, False)


@given(st.lists(shares, max_size=30), st.booleans())
def test_a_state_changes_only_after_two_releases_that_say_so(series, before):
    states = (before, *listed(series, RULE, before=before))
    for number in range(1, len(states)):
        if states[number] != states[number - 1]:
            last = series[number - 2 : number]
            assert number >= 2
            assert all(one is not None for one in last)
            assert all(one >= 0.9 - 1e-9 for one in last) if states[number] else all(one < 0.5 for one in last)


@given(st.lists(st.floats(0.5, 0.89), max_size=30), st.booleans())
def test_between_the_bounds_nobody_moves(series, before):
    assert set(listed(series, RULE, before=before)) <= {before}


@given(st.lists(shares, max_size=12), st.lists(shares, max_size=12))
def test_the_past_does_not_change_when_releases_are_added(first, more):
    assert listed([*first, *more], RULE)[: len(first)] == listed(first, RULE)


@pytest.mark.parametrize("bad", [(0.5, 0.5, 2), (0.5, 0.9, 2), (1.1, 0.5, 2), (0.9, -0.1, 2), (0.9, 0.5, 0)])
def test_a_rule_that_is_none_is_refused(bad):
    with pytest.raises(UsageError, match="a list that"):
        Hysteresis(*bad)


@pytest.mark.parametrize("share", [1.5, -0.5, float("nan")])
def test_what_is_no_share_moves_nobody_silently(share):
    with pytest.raises(UsageError, match="release 2"):
        listed([0.5, share], RULE)


@pytest.mark.parametrize(
    ("series", "known", "from_first"),
    [
        ([0.95, 0.95, 0.7, 0.7, 0.7], True, True),  # it entered long ago, and wavers
        ([0.95, 0.95, 0.4, 0.4, 0.7, 0.7], False, False),  # it left, and wavers
        ([0.95, 0.95, 0.4, 0.4, 0.95, 0.95, 0.7], True, True),  # it entered again
        ([0.95, 0.95, None, 0.7], True, True),  # what is unknown moves nobody
        ([0.4, 0.4, None, 0.95, None, 0.95], False, False),
        ([0.7, 0.7, 0.7], None, False),  # it may have been on the list before, or not
        ([0.95, 0.7], None, False),  # one release is not two, but another may have been before it
        ([0.4, 0.95], None, False),
        ([0.95, None, 0.95], None, False),
        ([0.95], None, None),  # fewer are known than the rule waits for
        ([None, 0.2, None], None, None),
        ([], None, None),
    ],
)  # fmt: skip
def test_who_is_on_the_list_is_said_as_far_as_the_releases_determine_it(series, known, from_first):
    assert lasting(series, RULE, from_first=False) is known
    assert lasting(series, RULE, from_first=True) is from_first


@given(
    st.lists(shares | st.sampled_from([0.95, 0.7, 0.3]), max_size=8),
    st.lists(shares | st.sampled_from([0.95, 0.7, 0.3]), max_size=8),
    st.integers(1, 4),
    st.booleans(),
)
def test_what_some_releases_say_holds_whatever_was_before_them(earlier, series, running, before):
    rule = Hysteresis(0.9, 0.5, running)
    said = lasting(series, rule, from_first=False)
    if said is not None:
        assert listed([*earlier, *series], rule, before=before)[-1] is said


@given(st.lists(shares, max_size=6), st.sampled_from([(0.95, True), (0.2, False)]))
def test_two_releases_running_say_it_whatever_was_before(series, last):
    share, state = last
    assert lasting([*series, share, share], RULE, from_first=False) is state
