"""What is known on a day follows from the rows that may be seen today, in whatever order they come."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.register.concepts import Act, Actor, Engagement, Process
from forlik.register.dossier import dossier, renewed
from forlik.register.rows import Row, as_known

DAY = datetime(2024, 1, 1, tzinfo=UTC)


def on(day):
    return DAY + timedelta(days=day)


def row(n=1, *, known=0, held=None, facet="open", record="r", label="0", **body):
    return Row(record, "actor", facet, label, n, on(known if held is None else held), on(known), body)


def name(rows, day, clock="known"):
    found = dossier(rows, on(day).date(), clock).get(Actor, "r")
    return found.name if found else None


def test_a_revision_acts_from_its_own_day():
    rows = [row(1, name="old", known=0), row(2, name="new", known=5)]
    assert [name(rows, day) for day in (-1, 0, 4, 5, 9)] == [None, "old", "old", "new", "new"]


def test_a_corrected_typing_error_heals_every_known_day_and_no_earlier_held_one():
    rows = [row(1, name="Forliks", known=0), row(2, name="Forlik", known=0, held=5)]
    assert [name(rows, day) for day in (-1, 0, 4, 5)] == [None, "Forlik", "Forlik", "Forlik"]
    assert [name(rows, day, "held") for day in (-1, 0, 4, 5)] == [None, "Forliks", "Forliks", "Forlik"]


@pytest.mark.parametrize("part", [0, 1, 999_999])
def test_the_end_of_the_day_in_utc_counts(part):
    last_second = DAY.replace(hour=23, minute=59, second=59, microsecond=part)
    late = Row("r", "actor", "open", "0", 1, last_second, last_second, {"name": "n"})
    assert name([late], 0) == "n"
    assert name([late], -1) is None


def test_each_facet_has_its_own_latest_revision():
    rows = [row(1, name="n"), row(1, facet="secret", channel="old"), row(2, facet="secret", channel="new", known=3)]
    found = dossier(rows, on(2).date()).get(Actor, "r")
    assert (found.name, found.channel) == ("n", "old")


def test_a_facet_that_is_not_seen_leaves_its_fields_as_if_nobody_had_said_them():
    rows = [row(1, name="n"), row(1, facet="secret", channel="c")]
    seen = dossier(rows[:1], on(0).date())
    assert seen.get(Actor, "r") == Actor(id="r", name="n")
    assert seen.labels("r") == {"0"}


def test_what_was_withdrawn_as_a_mistake_is_gone_from_its_day_on():
    rows = [row(1, name="n"), row(2, name="n", withdrawn="entered twice", known=3)]
    assert [name(rows, day) for day in (2, 3)] == ["n", None]


def test_a_released_version_stands_beside_the_fuller_one():
    rows = [row(1, name="n", office="chief", label="1"), row(1, name="the redacted n", known=5)]
    assert dossier(rows, on(5).date()).get(Actor, "r") == Actor(id="r", name="n", office="chief")
    public = [one for one in rows if one.label == "0"]
    assert dossier(public, on(5).date()).get(Actor, "r") == Actor(id="r", name="the redacted n")
    assert dossier(public, on(4).date()).get(Actor, "r") is None
    assert dossier(rows, on(5).date()).labels("r") == {"0", "1"}


def test_a_record_is_found_by_what_it_belongs_to(seen):
    whole = seen(
        date(2024, 1, 1),
        Engagement(id="e", pillars=("peace",), process="p"),
        Process(id="p", label="Talks"),
        Process(id="t", label="Track", parent="p"),
        Process(id="u", label="Track of a track", parent="t"),
        Process(id="other", label="Other talks"),
        Act(id="late", kind="signing", happened="2023-05", process="u"),
        Act(id="early", kind="signing", happened="2023-05-03", process="p"),
        Act(id="own", kind="decision", happened="2023-06-01", engagement="e"),
        Act(id="elsewhere", kind="signing", happened="2023-05-03", process="other"),
    )
    case = whole.case("e")
    assert case.files == ("e", "p", "t", "u")
    assert [one.id for one in case.acts] == ["early", "late", "own"]
    assert [one.id for one in case.own_acts] == ["own"]
    assert whole.case("p") is None
    assert whole.case("nowhere") is None


def test_tracks_in_a_ring_are_followed_once(seen):
    whole = seen(
        date(2024, 1, 1),
        Engagement(id="e", pillars=("peace",), process="a"),
        Process(id="a", label="A", parent="b"),
        Process(id="b", label="B", parent="a"),
    )
    assert whole.case("e").files == ("e", "a", "b")


revisions = st.lists(
    st.builds(
        row,
        st.just(0),
        known=st.integers(0, 6),
        held=st.integers(0, 6),
        facet=st.sampled_from(("open", "staff", "secret")),
        record=st.sampled_from(("r", "s")),
        name=st.sampled_from("abcdef"),
    ),
    max_size=12,
).map(
    lambda rows: [
        Row(r.record, r.concept, r.facet, r.label, n, r.recorded_at, r.known_at, r.body) for n, r in enumerate(rows, 1)
    ]
)


@given(
    rows=revisions,
    order=st.randoms(use_true_random=False),
    day=st.integers(-1, 7),
    clock=st.sampled_from(("known", "held")),
)
def test_the_order_of_rows_does_not_matter(rows, order, day, clock):
    shuffled = list(rows)
    order.shuffle(shuffled)
    assert as_known(shuffled, on(day).date(), clock) == as_known(rows, on(day).date(), clock)


@given(rows=revisions, day=st.integers(-1, 7), clock=st.sampled_from(("known", "held")))
def test_what_counts_is_what_a_reader_of_the_law_would_pick(rows, day, clock):
    """The greatest (known_at, held_at) among those whose clock is not after the end of the day, facet by facet."""
    end = datetime.combine(on(day).date(), datetime.max.time(), tzinfo=UTC)
    at = {"known": lambda one: one.known_at, "held": lambda one: one.recorded_at}[clock]
    expected = {}
    for key in {(one.record, one.facet) for one in rows}:
        known = [one for one in rows if (one.record, one.facet) == key and at(one) <= end]
        if known:
            best = max((one.known_at, one.recorded_at) for one in known)
            expected[key] = [one for one in known if (one.known_at, one.recorded_at) == best]
    found = {(one.record, one.facet): one for one in as_known(rows, on(day).date(), clock)}
    assert found.keys() == expected.keys()
    assert all(one in expected[key] for key, one in found.items())


@given(rows=revisions, day=st.integers(0, 5), clock=st.sampled_from(("known", "held")))
def test_nothing_of_the_next_day_changes_this_one(rows, day, clock):
    poisoned = [*rows, row(99, name="poison", known=day + 1), row(99, name="poison", known=day + 1, facet="secret")]
    assert as_known(poisoned, on(day).date(), clock) == as_known(rows, on(day).date(), clock)


@given(rows=revisions, day=st.integers(-1, 7))
def test_hidden_rows_are_as_if_they_had_never_been(rows, day):
    """Filter first, fold after: what is left out leaves no trace on any day."""
    open_only = [one for one in rows if one.facet == "open"]
    mine = dossier(open_only, on(day).date())
    assert {record: mine[record] for record in mine.facets} == {
        record: dossier([one for one in open_only if one.record == record], on(day).date())[record]
        for record in mine.facets
    }
    assert not any("secret" in str(mine[record]) for record in mine.facets)


@given(rows=revisions, more=revisions, day=st.integers(-1, 7), clock=st.sampled_from(("known", "held")))
def test_a_dossier_that_takes_in_what_changed_is_the_one_made_anew(rows, more, day, clock):
    before = dossier(rows, on(day).date(), clock)
    every = [*rows, *(replace(one, n=one.n + 100) for one in more)]
    changed = {record: [one for one in every if one.record == record] for record in {one.record for one in more}}
    after, anew = renewed(before, changed, clock), dossier(every, on(day).date(), clock)
    assert after.facets == anew.facets
    assert after.recorded == anew.recorded
    assert {record: after[record] for record in after.facets} == {record: anew[record] for record in anew.facets}
