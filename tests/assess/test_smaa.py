"""SMAA-2 keeps its promises: the reference is equalled, order of rows is nothing, ties, ignorance, and bad input."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forlik.assess.acceptability import draws as smaa_draws
from forlik.assess.acceptability import weights
from forlik.assess.acceptability.cases import CASES, ranked
from forlik.assess.acceptability.confidence import within
from forlik.assess.acceptability.draws import Assumptions, Block, blocks
from forlik.assess.acceptability.given import given as looked_through
from forlik.assess.acceptability.means import MEANS
from forlik.assess.acceptability.ranks import Tally
from forlik.assess.acceptability.reference import acceptability
from forlik.assess.acceptability.smaa import smaa
from forlik.core.errors import NoData, UsageError

GAP = float("nan")
FULL = {"error": 0.4, "how": tuple(MEANS), "goalposts": 0.1}


@st.composite
def tables(draw, *, places=(2, 7), criteria=(1, 4), gaps=True):
    """Scores with one decimal, some not known, such as an analysis takes."""
    m, n = draw(st.integers(*places)), draw(st.integers(*criteria))
    cells = st.integers(0, 100).map(lambda tenths: tenths / 10)
    rows = draw(st.lists(st.lists(cells, min_size=n, max_size=n), min_size=m, max_size=m))
    scores = np.array(rows)
    if gaps:
        hidden = np.array(draw(st.lists(st.booleans(), min_size=m * n, max_size=m * n))).reshape(m, n)
        kept = scores.copy()
        kept[hidden] = np.nan
        whole = ~np.isnan(kept).all(axis=0).any() and ~np.isnan(kept).all(axis=1).any()
        scores = kept if whole else scores
    # A table in which nothing differs is refused, and is tested by itself.
    spread = np.nanmin(scores, axis=0) != np.nanmax(scores, axis=0)
    if not spread.any():
        scores[0, 0] = 10.0 if scores[1, 0] != 10.0 else 0.0
        if not (np.nanmin(scores, axis=0) != np.nanmax(scores, axis=0)).any():
            scores[1, 0] = 5.0
    return scores


def known(count):
    """Any of the ways to know something of weights."""
    amounts = st.lists(st.integers(0, 5), min_size=count, max_size=count).filter(any)
    return st.one_of(
        st.just(weights.uniform(count)),
        st.lists(st.integers(1, 3), min_size=count, max_size=count).map(weights.ordinal),
        amounts.map(weights.fixed),
        st.tuples(amounts, amounts).map(lambda two: weights.stakeholders({"a": two[0], "b": two[1]})),
    )


# --- the quick way equals the one that is told in words


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_quick_way_equals_the_reference_in_every_case(data):
    scores = data.draw(tables())
    weighing = data.draw(known(scores.shape[1]))
    how = tuple(data.draw(st.lists(st.sampled_from(sorted(MEANS)), min_size=1, max_size=4, unique=True)))
    taken = Assumptions(weighing, how, data.draw(st.sampled_from([0.0, 0.1])))
    error = data.draw(st.sampled_from([0.0, 0.5]))
    found = looked_through(scores, error=error, peers=[], alternatives=None, criteria=None, uncut=False)
    # Blocks of three draws, so that what is put together from several is compared too.
    parts = [Block(data.draw(st.integers(0, 99)), number, 3 * number, 3) for number in range(4)]
    tallies = {case: Tally(len(scores)) for case in CASES}
    for block in parts:
        one = ranked(found, taken, block)
        for case, tally in tallies.items():
            tally.count(one.rankings[case])
    for case, tally in tallies.items():
        slow = np.array(acceptability(found, taken, parts, case), dtype=float)
        np.testing.assert_allclose(tally.acceptability(), slow, rtol=0, atol=1e-12, err_msg=case)


@settings(max_examples=25, deadline=None)
@given(tables(places=(3, 6)), st.integers(0, 99))
def test_confidence_factors_equal_the_reference_with_the_central_weights_taken_for_certain(scores, seed):
    found = looked_through(scores, error=0.5, peers=[], alternatives=None, criteria=None, uncut=False)
    central = np.random.default_rng(seed).dirichlet(np.ones(scores.shape[1]), len(scores))
    block = Block(seed, 0, 0, 20)
    how = tuple(MEANS)
    counts = within(found, Assumptions(weights.uniform(scores.shape[1]), how, 0.1), block, central[:3], np.arange(3), 2)
    for place in range(3):
        taken = Assumptions(weights.fixed(central[place]), how, 0.1)
        slow = acceptability(found, taken, [block], "all")
        assert abs(counts[place] / 20 - float(sum(slow[place][:2]))) < 1e-9


@settings(max_examples=20, deadline=None)
@given(tables(), st.integers(0, 5))
def test_without_what_varies_alone_the_rest_is_the_same_to_the_bit(scores, seed):
    whole, together = (smaa(scores, draws=200, top=1, seed=seed, confidence=20, alone=one, **FULL) for one in (1, 0))
    assert not together.spread
    for name in ("acceptability", "share_top_k", "rank_low", "rank_high", "tied", "central", "confidence"):
        assert getattr(whole, name).tobytes() == getattr(together, name).tobytes(), name


# --- what must hold of every result


@settings(max_examples=40, deadline=None)
@given(tables(), st.integers(0, 5))
def test_every_draw_hands_out_every_rank_once(scores, seed):
    found = smaa(scores, draws=200, top=1, seed=seed, confidence=20, **FULL)
    np.testing.assert_allclose(found.acceptability.sum(axis=0), 1)
    np.testing.assert_allclose(found.acceptability.sum(axis=1), 1)
    assert (found.acceptability >= 0).all()
    assert (found.rank_low <= found.rank_high).all()
    np.testing.assert_allclose(found.share_top_k, found.acceptability[:, 0])
    factors = found.confidence[~np.isnan(found.confidence)]
    assert ((factors >= 0) & (factors <= 1)).all()


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_in_whatever_order_places_and_criteria_come_the_result_is_the_same_to_the_bit(data):
    scores = data.draw(tables(places=(3, 7), criteria=(2, 4)))
    m, n = scores.shape
    rows, columns = data.draw(st.permutations(range(m))), data.draw(st.permutations(range(n)))
    names, criteria = [f"p{number}" for number in range(m)], [f"c{number}" for number in range(n)]
    ranks = data.draw(st.lists(st.integers(1, 3), min_size=n, max_size=n))
    region = data.draw(st.lists(st.sampled_from(["north", "south", None]), min_size=m, max_size=m))
    error = np.linspace(0.1, 0.9, n)
    common = {"draws": 150, "top": 2, "seed": 3, "confidence": 30, "how": tuple(MEANS), "goalposts": 0.1}
    one = smaa(
        scores, alternatives=names, criteria=criteria, weights=weights.ordinal(ranks), peers=[region], error=error,
        **common,
    )  # fmt: skip
    other = smaa(
        scores[np.ix_(rows, columns)],
        alternatives=[names[row] for row in rows],
        criteria=[criteria[column] for column in columns],
        weights=weights.ordinal([ranks[column] for column in columns]),
        peers=[[region[row] for row in rows]],
        error=error[list(columns)],
        **common,
    )
    assert one.rows() == [
        {**row, "central": row["central"] and {name: row["central"][name] for name in criteria}} for row in other.rows()
    ]
    assert one.acceptability[list(rows)].tobytes() == other.acceptability.tobytes()
    assert one.mean_weights[list(columns)].tobytes() == other.mean_weights.tobytes()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_place_that_is_nowhere_better_never_ranks_above(data):
    scores = data.draw(tables(places=(3, 7), criteria=(2, 4), gaps=False))
    n = scores.shape[1]
    less = np.array(data.draw(st.lists(st.integers(0, 30), min_size=n, max_size=n))) / 10
    scores[1] = np.maximum(scores[0] - less, 0)
    how = tuple(data.draw(st.lists(st.sampled_from(sorted(MEANS)), min_size=1, max_size=4, unique=True)))
    weighing = data.draw(known(n))
    try:
        found = smaa(scores, weights=weighing, how=how, goalposts=0.1, draws=150, top=1, confidence=0)
    except NoData:  # what was taken away may have left nothing that differs
        return
    reached = np.cumsum(found.acceptability, axis=1)
    assert (reached[0] >= reached[1] - 1e-12).all()
    taken = Assumptions(weighing, how, 0.1)
    looked = looked_through(scores, error=0.0, peers=[], alternatives=None, criteria=None, uncut=False)
    for case in ranked(looked, taken, Block(0, 0, 0, 50)).rankings.values():
        ranks = case.ranks()
        assert (ranks[:, 0] <= ranks[:, 1]).all()


def test_equal_places_share_their_ranks_evenly():
    found = smaa([[5, 5], [5, 5], [1, 1], [9, 9]], top=2, confidence=10)
    assert found.acceptability.tolist() == [[0, 0.5, 0.5, 0], [0, 0.5, 0.5, 0], [0, 0, 0, 1], [1, 0, 0, 0]]
    assert found.share_top_k.tolist() == [0.5, 0.5, 0, 1]
    assert found.tied.tolist() == [1, 1, 0, 0]
    assert found.confidence[:2].tolist() == [0.5, 0.5]


def test_sums_that_differ_by_rounding_alone_are_the_same():
    # A third of each, added up in these three orders, gives three different doubles; no place may be ahead for that.
    orders = [[1.3, 1.7, 4.9], [1.7, 4.9, 1.3], [4.9, 1.3, 1.7]]
    assert len({sum(number * (1 / 3) for number in row) for row in orders}) == 3
    found = smaa(orders, top=1, weights=weights.fixed([1, 1, 1]))
    assert found.share_top_k.tolist() == pytest.approx([1 / 3] * 3, abs=1e-12)
    assert found.tied.tolist() == [1, 1, 1]


def test_a_criterion_in_which_all_are_equal_is_named_and_changes_no_order():
    with_it = smaa([[5, 1, 7], [5, 3, 2], [5, 9, 9]], top=1, criteria=["flat", "b", "c"])
    assert with_it.flat == ("flat",)
    assert with_it.share_top_k.tolist() == [0, 0, 1]


@pytest.mark.parametrize("how", sorted(MEANS))
def test_what_has_no_weight_does_not_count_even_where_it_is_nought(how):
    found = smaa([[5, 0], [3, 9], [1, 5]], top=1, weights=weights.fixed([1, 0]), how=(how,))
    assert found.share_top_k.tolist() == [1, 0, 0]
    assert found.confidence[0] == 1


@pytest.mark.parametrize("how", ["geometric", "harmonic"])
def test_a_nought_that_counts_makes_these_means_nought(how):
    # Both of the first two are 0, and share the last two ranks, whatever else they have.
    found = smaa([[0, 10], [0, 1], [1, 1]], top=2, how=(how,), confidence=10)
    assert found.acceptability.tolist() == [[0, 0.5, 0.5], [0, 0.5, 0.5], [1, 0, 0]]
    assert found.confidence.tolist() == [0.5, 0.5, 1]


# --- ignorance


def test_with_certain_weights_only_what_is_not_known_leaves_an_interval():
    scores = np.random.default_rng(1).uniform(0, 10, (30, 4))
    sure = smaa(scores, top=5, weights=weights.fixed([1, 1, 1, 1]))
    assert (sure.rank_low == sure.rank_high).all()
    scores[7, 2] = GAP
    unsure = smaa(scores, top=5, weights=weights.fixed([1, 1, 1, 1]))
    assert unsure.rank_high[7] - unsure.rank_low[7] > 3
    assert unsure.spread["data"].tolist() == np.stack([unsure.rank_low, unsure.rank_high], axis=1).tolist()


@pytest.mark.parametrize("seed", range(5))
def test_the_less_is_known_the_wider_the_intervals(seed):
    rng = np.random.default_rng(seed)
    scores = rng.uniform(0, 10, (60, 6))
    order = rng.permutation(6)
    wide = []
    for hidden in range(5):
        less = scores.copy()
        less[:20, order[:hidden]] = GAP
        found = smaa(less, top=10, draws=2_000, confidence=0, weights=weights.fixed([1] * 6))
        wide.append((found.rank_high - found.rank_low)[:20].mean())
    assert wide == sorted(wide)
    assert wide[0] == 0
    assert wide[1] > 0


@pytest.mark.parametrize("seed", range(5))
def test_the_larger_the_errors_the_wider_the_intervals_with_the_same_weights(seed):
    scores = np.random.default_rng(seed).uniform(2, 8, (40, 5))
    found = [smaa(scores, top=10, draws=2_000, confidence=0, error=error, seed=seed) for error in (0.0, 0.5, 1.5)]
    wide = [(one.rank_high - one.rank_low).mean() for one in found]
    assert wide == sorted(wide)
    assert len({one.mean_weights.tobytes() for one in found}) == 1, "errors take no random number from the weights"
    assert all((one.spread["weights"] == found[0].spread["weights"]).all() for one in found)


# --- the same seed, the same bytes

PRINT = """
import hashlib, sys
import numpy as np
from forlik.assess.acceptability.smaa import smaa
scores = np.random.default_rng(7).uniform(0, 10, (120, 8)).round(1)
scores[np.random.default_rng(8).random(scores.shape) < 0.1] = np.nan
found = smaa(scores, seed=11, error=0.3, how=("arithmetic", "scaled_geometric"), goalposts=0.1, draws=3_000,
             confidence=200, threads=int(sys.argv[1]))
told = repr(found.rows()).encode()
for name in found.__slots__:
    value = getattr(found, name)
    told += value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode()
print(hashlib.sha256(told).hexdigest())
"""


def test_two_processes_give_the_same_bytes_with_any_number_of_threads():
    said = set()
    for threads, library in (("1", "1"), ("2", "2"), ("5", "1")):
        done = subprocess.run(
            [sys.executable, "-c", PRINT, threads],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": library, "OMP_NUM_THREADS": library, "PYTHONHASHSEED": threads},
        )
        said.add(done.stdout.strip())
    assert len(said) == 1
    assert len(said.pop()) == len(hashlib.sha256().hexdigest())


def test_another_seed_gives_other_draws():
    scores = np.random.default_rng(1).uniform(0, 10, (20, 4))
    one, other = (smaa(scores, top=5, draws=500, seed=seed, error=0.2) for seed in (1, 2))
    assert one.acceptability.tobytes() != other.acceptability.tobytes()
    np.testing.assert_allclose(one.share_top_k, other.share_top_k, atol=0.1)
    # Weights too: points that always began at the same place would have the same error with every seed.
    one, other = (smaa(scores, top=5, draws=500, seed=seed, confidence=0) for seed in (1, 2))
    assert one.acceptability.tobytes() != other.acceptability.tobytes()


def test_blocks_hang_on_nothing_but_the_size_and_cover_every_draw(monkeypatch):
    assert [one.draws for one in blocks(0, 1_000, 191)] == [343, 343, 314]
    assert [one.begin for one in blocks(0, 1_000, 191)] == [0, 343, 686]
    monkeypatch.setattr(smaa_draws, "CELLS", 10)
    parts = blocks(0, 37, 3)
    assert sum(one.draws for one in parts) == 37
    # In parts of three draws, put together in runs, no draw is lost or counted twice.
    found = smaa([[1, 9], [9, 1], [4, 4]], draws=37, top=1, confidence=5)
    assert (found.acceptability * 37).round(9).tolist() == (found.acceptability * 37).round().tolist()


def test_the_points_of_one_block_go_on_in_the_next():
    taken = Assumptions(weights.uniform(4), ("arithmetic",), 0.0)
    in_parts = np.concatenate([block.weights(taken).values for block in blocks(5, 600, 191)])
    assert in_parts.tobytes() == Block(5, 0, 0, 600).weights(taken).values.tobytes()


def test_independent_streams_do_not_repeat_from_block_to_block():
    first, second = blocks(0, 600, 191)[:2]
    assert not np.array_equal(first.stream(1).random(5), second.stream(1).random(5))
    assert not np.array_equal(first.stream(1).random(5), first.stream(2).random(5))
    again = blocks(0, 600, 191, family=1)[0]
    assert not np.array_equal(first.stream(1).random(5), again.stream(1).random(5))


# --- bad input: what, where, what to do


@pytest.mark.parametrize(
    ("scores", "kind", "says"),
    [
        ([[5, 5]], UsageError, "nothing to rank among 1 place"),
        ([], UsageError, "shape"),
        ([[], []], UsageError, "shape"),
        ([1, 2, 3], UsageError, "shape"),
        ([["much", 1], [2, 3]], UsageError, "not all numbers"),
        ([[1, float("inf")], [2, 3]], UsageError, "place 1, criterion 2: the score is inf"),
        ([[1, 2], [-1, 3]], UsageError, "place 2, criterion 1: the score is -1"),
        ([[1, 2], [11, 3]], UsageError, "the scale runs from 0 to 10"),
        ([[GAP, GAP], [GAP, GAP]], NoData, "nothing at all is known"),
        ([[GAP, GAP], [1, 2]], NoData, "nothing at all is known of “place 1”"),
        ([[GAP, 1], [GAP, 2]], NoData, "nothing at all is known of “criterion 1”"),
        ([[5, 5], [5, 5], [5, 5]], NoData, "every place has the same score"),
        ([[5, GAP], [5, 3], [GAP, 3]], NoData, "every place has the same score"),
    ],
)
def test_scores_that_cannot_be_ranked_are_refused(scores, kind, says):
    with pytest.raises(kind, match=says):
        smaa(scores, top=1)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"error": -0.1}, "negative or not finite"),
        ({"error": float("nan")}, "negative or not finite"),
        ({"error": float("inf")}, "negative or not finite"),
        ({"error": [0.1, 0.2, 0.3]}, r"errors have the shape \(3,\)"),
        ({"how": ("median",)}, "the means are median"),
        ({"how": ()}, "the means are none"),
        ({"how": ("geometric", "geometric")}, "each once"),
        ({"goalposts": 0.5}, "goalposts may move"),
        ({"goalposts": -0.1}, "goalposts may move"),
        ({"goalposts": float("nan")}, "goalposts may move"),
        ({"top": 0}, "“top” is 0"),
        (
            {"top": 3},
            "“top” is 3, and 3 places are ranked → the best ranks are fewer than the places: give a wh",
        ),
        ({"weights": [0, 0]}, "the weights sum to 0"),
        ({"weights": [1, 2, 3]}, "the weights speak of 3 criteria, the scores of 2"),
        ({"weights": ["much", "less"]}, "are no weights → give one number for each criterion"),
        ({"weights": 3}, "“3” are no weights"),
        ({"top": 1.5}, "“top” is 1.5"),
        ({"draws": 0}, "“draws” is 0"),
        ({"draws": True}, "“draws” is True"),
        ({"seed": -1}, "“seed” is -1"),
        ({"threads": 0}, "“threads” is 0"),
        ({"confidence": -1}, "“confidence” is -1"),
        ({"weights": weights.uniform(3)}, "the weights speak of 3 criteria, the scores of 2"),
        ({"alternatives": ["a", "b"]}, "2 names for 3"),
        ({"alternatives": ["a", "b", "a"]}, "twice: a"),
        ({"criteria": ["a", "a"]}, "twice: a"),
        ({"peers": [["north"]]}, "grouping 1 has 1 labels for 3 places"),
    ],
)
def test_what_cannot_be_assumed_is_refused(more, says):
    with pytest.raises(UsageError, match=says):
        smaa([[1, 9], [9, 1], [4, 4]], **{"top": 1, **more})


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: weights.fixed([0, 0]), "sum to 0"),
        (lambda: weights.fixed([1, -1]), "number 2 is -1"),
        (lambda: weights.fixed([1, float("nan")]), "number 2 is nan"),
        (lambda: weights.fixed([1, float("inf")]), "number 2 is inf"),
        (lambda: weights.fixed([]), "no criterion to weigh"),
        (lambda: weights.uniform(0), "no criterion to weigh"),
        (lambda: weights.ordinal([1, 0]), "criterion 2 has the rank “0”"),
        (lambda: weights.ordinal([1, 1.5]), "criterion 2 has the rank “1.5”"),
        (lambda: weights.ordinal([True, 1]), "criterion 1 has the rank “True”"),
        (lambda: weights.stakeholders({"a": [1]}), "1 sets of weights"),
        (lambda: weights.stakeholders({"a": [1], "b": [1, 2]}), "different numbers of criteria"),
        (lambda: weights.stakeholders({"a": [1], "b": [0]}), "weights “b” sum to 0"),
        (lambda: weights.stakeholders({"a": [1], "b": [1]}, {"a": 1}), "voices are not those of the sets: b"),
        (lambda: weights.stakeholders({"a": [1], "b": [1]}, {"a": 1, "b": -1}), "voices: number 2 is -1"),
    ],
)
def test_weights_that_are_none_are_refused(make, says):
    with pytest.raises(UsageError, match=says):
        make()


def test_of_two_places_only_one_rank_can_be_the_best_and_the_remedy_says_so():
    with pytest.raises(UsageError, match=r"2 places are ranked → the best ranks are fewer than the places: give 1$"):
        smaa([[1, 9], [9, 1]])


def test_plain_numbers_are_weights_taken_for_certain():
    scores, kept = [[1, 9], [9, 1], [4, 4]], {"top": 1, "draws": 50, "error": 1.0}
    told = smaa(scores, weights=weights.fixed([3, 1]), **kept).rows()
    assert smaa(scores, weights=[3, 1], **kept).rows() == told
    assert smaa(scores, weights=np.array([3, 1]), **kept).rows() == told


def test_only_the_proportions_of_weights_count():
    assert weights.fixed([2, 6]) == weights.fixed([0.25, 0.75])
    assert weights.fixed([1e308, 1e308]) == weights.fixed([1, 1]) == weights.fixed([5e-324, 5e-324])


def test_a_place_with_no_chance_has_no_central_weights_and_no_factor():
    found = smaa([[9, 9], [5, 5], [1, 1]], top=1, alternatives=["a", "b", "c"], criteria=["x", "y"])
    assert np.isnan(found.central[2]).all()
    assert np.isnan(found.confidence[2])
    rows = found.rows()
    assert [row["alternative"] for row in rows] == ["a", "b", "c"]
    assert rows[2] == {
        "alternative": "c", "share_top_k": 0.0, "rank_low": 3, "rank_high": 3,
        "spread": {"data": [3, 3], "weights": [3, 3], "choices": [3, 3]}, "confidence": None, "central": None,
        "by_set": {}, "tied": 0.0, "missing": [],
    }  # fmt: skip


@pytest.mark.parametrize(("share", "known"), [(0.05, True), (0.012, True), (0.008, False)])
def test_a_place_has_a_factor_from_one_weighting_in_a_hundred_on(share, known):
    # The second is the first where 9 w < (1 − w) s: for w below s / (9 + s), which is to be its share.
    found = smaa([[9, 0], [0, 9 * share / (1 - share)]], top=1, confidence=20)
    assert found.share_top_k[1] == pytest.approx(share, abs=0.001)
    assert (not np.isnan(found.confidence[1])) is known
    assert found.confidence[0] == 1


def test_the_example_of_the_page_runs_and_says_what_it_found(capsys):
    page = (Path(__file__).parent.parent.parent / "docs/method/uncertainty.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    exec(compile(example, "uncertainty.md", "exec"), {})  # noqa: S102 - the page is ours, and this is its test
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert [line.split()[0] for line in lines] == ["AAA", "CCC", "DDD", "BBB"]
    assert "supported under nearly all weightings" in lines[0]
    assert "depends on priorities" in lines[1]
    assert "('people in need',)" in lines[1]


def test_the_scores_that_are_given_are_left_as_they_were():
    scores = np.array([[1.0, 9.0], [9.0, 1.0], [GAP, 4.0]])
    before = scores.tobytes()
    smaa(scores, top=1, draws=50, **FULL)
    assert scores.tobytes() == before
