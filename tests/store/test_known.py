"""The rule of “knowing, then”, as properties over any history of records."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.days import end_of
from forlik.core.errors import UsageError
from forlik.core.snapshot import Blob, Snapshot
from forlik.store.known import first_number, known_at, standing

START = datetime(2020, 1, 1, 12, tzinfo=UTC)
PUBLISHED = ("", "2019", "2019-07", "2019-11-30", "2020", "2020-01", "2020-01-05", "2020-01-09")
DAYS = st.dates(date(2018, 12, 1), date(2020, 3, 1))
CLOCKS = st.sampled_from(["known", "held"])

OFFER = st.tuples(
    st.sampled_from("aab"),
    st.sampled_from("ppq"),
    st.sampled_from("1234"),
    st.sampled_from(PUBLISHED),
    st.integers(0, 60),
)


def record(records, source, part, sha256, published, held_at, known=None) -> Snapshot:
    """The next record as intake makes it."""
    when = known or known_at(records, source=source, part=part, sha256=sha256, published=published, held_at=held_at)
    return Snapshot(
        number=len(records) + 1,
        source=source,
        part=part,
        sha256=sha256,
        blobs=(Blob("x", sha256, 1),),
        published=published,
        known_at=when,
        held_at=held_at,
        origin="x",
    )


@st.composite
def histories(draw, most: int = 8):
    """Records in the order in which intake would have made them from any offers, one after another."""
    records: list[Snapshot] = []
    at = START
    for source, part, sha256, published, hours in draw(st.lists(OFFER, max_size=most)):
        at += timedelta(hours=hours)
        same = [one for one in records if (one.source, one.part, one.sha256) == (source, part, sha256)]
        if same and (not published or same[-1].published == published):
            continue
        try:
            records.append(record(records, source, part, sha256, published, at))
        except UsageError:
            continue
    return records


def naive(records, day, clock):
    """The rule in the words of the design, by brute force."""
    until = end_of(day)
    best: dict[tuple[str, str], tuple] = {}
    for first in records:
        content = (first.source, first.part, first.sha256)
        history = [one for one in records if (one.source, one.part, one.sha256) == content]
        if first is not history[0]:
            continue
        said = [one for one in history if clock == "known" or one.held_at <= until]
        if not said:
            continue
        version = (said[-1].known_at, first.held_at, first.number)
        if version[0 if clock == "known" else 1] <= until and version > best.get(
            content[:2], (datetime.min.replace(tzinfo=UTC),)
        ):
            best[content[:2]] = version
    return {key: version[2] for key, version in best.items()}


@given(histories(), DAYS, CLOCKS)
def test_the_version_that_stands_is_that_of_the_plain_rule(records, day, clock):
    found = standing(records, day, clock)
    assert {(one.source, one.part): one.number for one in found} == naive(records, day, clock)


@given(histories(), DAYS, CLOCKS)
def test_there_is_one_snapshot_a_part_in_order_and_none_from_the_future(records, day, clock):
    found = standing(records, day, clock)
    keys = [(one.source, one.part) for one in found]
    assert keys == sorted(set(keys))
    assert all(one.clock(clock) <= end_of(day) for one in found)
    firsts = {one.number: one for one in records}
    assert all(first_number(records, one.source, one.part, one.sha256) == one.number for one in found)
    assert all(firsts[one.number].held_at == one.held_at for one in found)


@given(histories(), DAYS, CLOCKS, st.randoms(use_true_random=False))
def test_the_order_in_which_records_are_handed_over_does_not_matter(records, day, clock, chance: random.Random):
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert standing(shuffled, day, clock) == standing(records, day, clock)


@given(histories(), st.sampled_from("ab"), st.sampled_from("pq"), DAYS, st.integers(1, 400))
def test_law_1_new_bytes_known_later_change_nothing_before(records, source, part, day, later):
    poison = record(records, source, part, "new", "", START, known=end_of(day) + timedelta(days=later))
    assert standing([*records, poison], day) == standing(records, day)


@given(histories(), st.sampled_from("ab"), st.sampled_from("pq"), DAYS, st.sampled_from(PUBLISHED[1:]))
def test_law_2_an_old_edition_added_late_changes_no_newer_known_and_no_past_held_world(
    records, source, part, day, published
):
    late = max([one.held_at for one in records], default=START) + timedelta(days=60)
    old = record(records, source, part, "old", published, late)
    stood = [one for one in standing(records, day) if (one.source, one.part) == (source, part)]
    if stood and stood[0].known_at > old.known_at:
        assert standing([*records, old], day) == standing(records, day)
    if day < late.date():
        assert standing([*records, old], day, "held") == standing(records, day, "held")


@given(histories(), DAYS)
def test_law_2_for_other_parts_nothing_ever_changes(records, day):
    other = record(records, "z", "z", "new", "2019", START)
    for clock in ("known", "held"):
        found = [one for one in standing([*records, other], day, clock) if one.source != "z"]
        assert tuple(found) == standing(records, day, clock)


@given(st.sampled_from(PUBLISHED[1:]), st.integers(1, 500))
def test_law_3_bytes_changed_in_place_act_from_their_first_retrieval(published, days):
    old = record([], "a", "p", "1", published, START + timedelta(days=10))
    seen = old.held_at + timedelta(days=days)
    new = record([old], "a", "p", "2", published, seen)
    assert new.known_at == seen
    assert [one.number for one in standing([old, new], seen.date() - timedelta(days=1))] == [1]
    assert [one.number for one in standing([old, new], seen.date())] == [2]


@given(histories(), st.data())
def test_law_6_a_corrected_date_heals_every_known_day_and_no_earlier_held_day(records, data):
    if not records:
        return
    wrong = data.draw(st.sampled_from(records))
    at = records[-1].held_at + timedelta(days=30)
    stated = data.draw(st.sampled_from(PUBLISHED[1:]))
    corrected = record(records, wrong.source, wrong.part, wrong.sha256, stated, at)
    after = [*records, corrected]
    day = data.draw(DAYS)
    if day < at.date():
        assert standing(after, day, "held") == standing(records, day, "held")
    # On every known day it is as though the right date had been stated from the first.
    rewritten = [
        Snapshot(**{**{name: getattr(one, name) for name in Snapshot.__slots__}, "known_at": corrected.known_at})
        if (one.source, one.part, one.sha256) == (wrong.source, wrong.part, wrong.sha256)
        else one
        for one in records
    ]
    then = {(one.source, one.part): (one.number, one.known_at) for one in standing(rewritten, day)}
    assert {(one.source, one.part): (one.number, one.known_at) for one in standing(after, day)} == then


@given(histories(), CLOCKS)
def test_a_part_once_known_stays_known(records, clock):
    days = [date(2018, 12, 1) + timedelta(days=step) for step in range(0, 450, 9)]
    known = [{(one.source, one.part) for one in standing(records, day, clock)} for day in days]
    assert all(before <= after for before, after in pairwise(known))


LATE = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "instant"),
    [
        ("2025", datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2025-06", datetime(2025, 6, 30, 23, 59, 59, tzinfo=UTC)),
        ("2024-02", datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)),
        ("2025-06-11", datetime(2025, 6, 11, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_stated_date_is_over_at_the_end_of_its_precision(stated, instant):
    assert known_at([], source="a", part="p", sha256="1", published=stated, held_at=LATE) == instant


@pytest.mark.parametrize("stated", ["2025", "2025-06", "2025-06-11"])
def test_what_we_hold_is_known_even_before_its_stated_precision_has_ended(stated):
    held = datetime(2025, 6, 11, 8, tzinfo=UTC)
    assert known_at([], source="a", part="p", sha256="1", published=stated, held_at=held) == held


@pytest.mark.parametrize("stated", ["2026", "2025-07", "2025-06-12"])
def test_a_date_wholly_in_the_future_is_refused(stated):
    held = datetime(2025, 6, 11, 8, tzinfo=UTC)
    with pytest.raises(UsageError, match="lies in the future"):
        known_at([], source="a", part="p", sha256="1", published=stated, held_at=held)


def test_without_a_date_the_first_retrieval_counts_however_often_it_is_retrieved():
    first = record([], "a", "p", "1", "", START)
    assert first.known_at == START
    again = known_at([first], source="a", part="p", sha256="1", published="", held_at=LATE)
    assert again == START


def test_the_first_bytes_under_a_date_keep_it_when_others_come_under_it():
    first = record([], "a", "p", "1", "2019", START)
    second = record([first], "a", "p", "2", "2019", START + timedelta(days=1))
    assert second.known_at == START + timedelta(days=1)
    again = known_at([first, second], source="a", part="p", sha256="1", published="2019", held_at=LATE)
    assert again == first.known_at == datetime(2019, 12, 31, 23, 59, 59, tzinfo=UTC)
    other_part = known_at([first], source="a", part="q", sha256="2", published="2019", held_at=LATE)
    assert other_part == first.known_at


def test_bytes_never_recorded_have_no_number():
    assert first_number([], "a", "p", "1") is None
