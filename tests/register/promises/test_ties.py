"""What hangs on what, and rings: refused when entered, told when they are there nevertheless."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.register.concepts import Commitment
from forlik.register.promises.ties import cycle, in_order, ties


def promise(id_, on=None, **said):
    due = {"commitment": on, "offset": 1} if on else {"on": date(2024, 1, 1)}
    return Commitment(id=id_, kind="provision", promise="p", due=said.pop("due", due), **said)


def of(*promises):
    return {one.id: one for one in promises}


def test_a_promise_hangs_on_the_one_it_names_and_on_those_that_bring_the_act_it_names():
    begins = promise("begins", text="t", brings="transition_begins")
    elsewhere = promise("elsewhere", text="other", brings="transition_begins")
    law = promise("law", text="t", due={"act": "transition_begins", "offset": 3, "unit": "months"})
    report = promise("report", on="law", text="other")
    stray = promise("stray", on="nowhere")
    assert ties(of(begins, elsewhere, law, report, stray)) == {
        "begins": (), "elsewhere": (), "law": ("begins",), "report": ("law",), "stray": (),
    }  # fmt: skip


def test_promises_of_no_text_process_or_engagement_bring_nothing_to_one_another():
    begins = promise("begins", brings="transition_begins")
    law = promise("law", due={"act": "transition_begins"})
    assert ties(of(begins, law)) == {"begins": (), "law": ()}


def test_a_ring_of_two_is_refused_when_its_second_half_is_entered():
    assert cycle([promise("a", on="b")], promise("b")) is None
    assert cycle([promise("a", on="b"), promise("b")], promise("b", on="a")) == ("b", "a")


def test_a_long_ring_across_processes_is_refused():
    chain = [promise(f"c{n}", on=f"c{n - 1}", process=f"p{n % 7}") for n in range(1, 1000)]
    chain.append(promise("c0", process="p0"))
    chain = chain[::2] + chain[1::2][::-1]
    assert cycle(chain, promise("c1000", on="c999")) is None
    closing = promise("c0", on="c999", process="p0")
    assert cycle(chain, closing) == ("c0", *(f"c{n}" for n in range(999, 0, -1)))


def test_a_ring_through_an_act_is_refused():
    begins = promise("begins", on="law", text="t", brings="transition_begins")
    law = promise("law", text="t", due={"act": "transition_begins"})
    assert cycle([law], begins) == ("begins", "law")
    assert cycle([begins], law) == ("law", "begins")


def test_a_promise_entered_anew_with_another_anchor_leaves_its_old_ring():
    there = [promise("a", on="b"), promise("b", on="a")]
    assert cycle(there, promise("b")) is None


def test_a_ring_that_is_there_is_not_blamed_on_another_promise():
    there = [promise("a", on="b"), promise("b", on="a")]
    assert cycle(there, promise("c", on="a")) is None


@pytest.mark.parametrize(("act", "brings"), [("election", "election")])
def test_a_promise_does_not_hang_on_the_act_by_which_it_is_kept(act, brings):
    with pytest.raises(ValueError, match="by which it is kept"):
        promise("a", due={"act": act}, brings=brings)


def test_what_stands_in_a_ring_or_hangs_on_it_is_told_with_the_ring():
    tied = ties(
        of(promise("a", on="c"), promise("b", on="a"), promise("c", on="b"), promise("d", on="b"), promise("e"))
    )
    ordered, rings = in_order(tied)
    assert ordered == ("e",)
    assert rings == dict.fromkeys("abcd", ("a", "c", "b"))


@given(
    tied=st.dictionaries(st.integers(0, 12), st.frozensets(st.integers(0, 12), max_size=3), max_size=13),
    mixer=st.randoms(use_true_random=False),
)
def test_every_promise_is_ordered_after_its_ties_or_told_with_a_ring(tied, mixer):
    known = {str(id_): tuple(sorted(str(one) for one in on if one in tied)) for id_, on in tied.items()}
    entries = list(known.items())
    mixer.shuffle(entries)
    ordered, rings = in_order(dict(entries))
    assert {*ordered, *rings} == set(known)
    assert not {*ordered} & {*rings}
    for at, id_ in enumerate(ordered):
        assert set(known[id_]) <= set(ordered[:at])
    for ring in rings.values():
        for one, on in zip(ring, (*ring[1:], ring[0]), strict=True):
            assert on in known[one]
    assert rings == in_order(known)[1]
