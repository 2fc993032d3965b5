"""Many parts of one command: the catalogue is written once a group, and what is told is always recorded."""

import os
from datetime import UTC, datetime

import pytest

from forlik.core.errors import BrokenStore
from forlik.store import catalogue as catalogues
from forlik.store import intake, strictly
from forlik.store.intake import take_in
from forlik.verify import verify

MAY = datetime(2024, 5, 1, 12, tzinfo=UTC)
PARTS = 25


@pytest.fixture(autouse=True)
def small_groups(monkeypatch):
    monkeypatch.setattr(intake, "GROUP", 10)


@pytest.fixture
def many(things):
    return [things(f"{number:02d}.csv", number, part=f"p{number:02d}") for number in range(PARTS)]


def recorded(home) -> list[str]:
    held = catalogues.load(home)
    return [one.part for one in held.snapshots] if held else []


def stopping(monkeypatch, number, stop):
    """At the reading of one part, counted from 1, something happens."""
    whole, met = strictly.read, []

    def read(source, files):
        met.append(files)
        if len(met) == number:
            stop()
        return whole(source, files)

    monkeypatch.setattr(strictly, "read", read)


def test_the_catalogue_is_written_once_a_group(home, source, many, monkeypatch):
    whole, written = catalogues.save, []

    def save(at, held):
        written.append(len(held.snapshots))
        whole(at, held)

    monkeypatch.setattr(catalogues, "save", save)
    taken, errors = take_in(home, source, many, at=MAY)
    assert (len(taken), errors) == (PARTS, [])
    assert written == [0, 10, 20, 25], "the first tells that this is a store"
    assert recorded(home) == [one.snapshot.part for one in taken]
    assert [one.snapshot.number for one in taken] == list(range(1, PARTS + 1))
    written.clear()
    assert not any(one.new for one in take_in(home, source, many, at=MAY)[0])
    assert written == [], "nothing is new"


def test_large_files_are_recorded_by_their_size(home, source, many, monkeypatch):
    written = []
    whole = catalogues.save

    def save(at, held):
        written.append(len(held.snapshots))
        whole(at, held)

    monkeypatch.setattr(catalogues, "save", save)
    monkeypatch.setattr(intake, "GROUP_BYTES", sum(path.stat().st_size for path in many[:4]))
    assert len(take_in(home, source, many[:10], at=MAY)[0]) == 10
    assert written == [0, 4, 8, 10]


def test_who_interrupts_a_group_loses_none_that_was_finished(home, source, many, monkeypatch):
    def interrupt():
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        stopping(patch, 15, interrupt)
        with pytest.raises(KeyboardInterrupt):
            take_in(home, source, many, at=MAY)
    assert recorded(home) == [f"p{number:02d}" for number in range(14)]
    taken, errors = take_in(home, source, many, at=MAY)
    assert ([one.new for one in taken], errors) == ([False] * 14 + [True] * 11, [])
    assert verify(home)[1] == []


def test_a_writer_killed_in_a_group_leaves_the_groups_before_and_the_next_run_completes_it(
    home, source, many, monkeypatch
):
    child = os.fork()
    if not child:
        stopping(monkeypatch, 15, lambda: os._exit(9))
        take_in(home, source, many, at=MAY)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert recorded(home) == [f"p{number:02d}" for number in range(10)]
    taken, errors = take_in(home, source, many, at=MAY)
    assert ([one.new for one in taken], errors) == ([False] * 10 + [True] * 15, [])
    assert recorded(home) == [f"p{number:02d}" for number in range(PARTS)]
    assert verify(home)[1] == []


def test_what_could_not_be_recorded_is_not_told_as_taken_in(home, source, many, monkeypatch):
    whole = catalogues.save

    def full(at, held):
        if len(held.snapshots) == 20:
            raise BrokenStore("the disk is full; nothing was changed", where=str(at), remedy="free some space")
        whole(at, held)

    doubled = [*many[:12], many[11], *many[12:19], *many[19:]]
    with monkeypatch.context() as patch:
        patch.setattr(catalogues, "save", full)
        taken, [error] = take_in(home, source, many, at=MAY)
    assert isinstance(error, BrokenStore)
    assert (
        [one.snapshot.part for one in taken]
        == recorded(home)
        == [f"p{number:02d}" for number in (*range(10), *range(20, 25))]
    )
    taken, errors = take_in(home, source, doubled, at=MAY)
    assert (sum(one.new for one in taken), errors) == (10, [])
    assert verify(home)[1] == []


def test_one_that_is_refused_stops_no_other_of_its_group(home, source, many):
    many[3].write_text(many[3].read_text().replace("2", "x"))
    taken, [error] = take_in(home, source, many, at=MAY)
    assert error.file.startswith("03.csv")
    assert recorded(home) == [one.snapshot.part for one in taken] == [f"p{n:02d}" for n in range(PARTS) if n != 3]
    assert [one.file[:6] for one in catalogues.load(home).refused] == ["03.csv"]
