"""The log: whoever edits, deletes, reorders, cuts off or rewrites it is found out."""

import json
import random
from datetime import timedelta

import pytest
from house import NOW, people
from hypothesis import given
from hypothesis import strategies as st

from forlik.desk.access import checkpoints, keyfile
from forlik.desk.access.chain import Checkpoint, entry, faults
from forlik.desk.access.instants import written
from forlik.desk.access.log import COLUMNS, append, verify_log, writing
from forlik.desk.access.models import Log

CHANCE = random.Random(1)  # noqa: S311 - which rows are broken, no secret


def chain(length: int):
    rows, last = [], None
    for turn in range(length):
        last = entry(last, written(NOW + timedelta(seconds=turn)), f"p{turn % 3}", "read", [f"f{turn}"], "")
        rows.append(last)
    return rows


ROWS = chain(40)
SIGNED = [Checkpoint(ROWS[place].seq, ROWS[place].hash, "") for place in (9, 39)]


def found(rows, said=()):
    return [one.where for one in faults(rows, said)]


def test_a_whole_chain_is_whole():
    assert found(ROWS, SIGNED) == []


@given(place=st.integers(0, 39), field=st.sampled_from(["at", "who", "verb", "facets", "digest", "previous", "hash"]))
def test_an_edited_row_is_found(place, field):
    rows = list(ROWS)
    rows[place] = rows[place]._replace(**{field: "x" + getattr(rows[place], field)[1:]})
    assert found(rows, SIGNED)


@given(place=st.integers(0, 39))
def test_a_row_taken_out_is_found(place):
    assert found(ROWS[:place] + ROWS[place + 1 :], SIGNED)


@given(one=st.integers(0, 39), other=st.integers(0, 39))
def test_rows_put_elsewhere_are_found(one, other):
    rows = list(ROWS)
    rows[one], rows[other] = rows[other], rows[one]
    assert bool(found(rows, SIGNED)) is (one != other)


@given(length=st.integers(0, 39))
def test_a_chain_that_is_cut_off_is_found_by_what_was_signed(length):
    assert found(ROWS[:length]) == [], "the rows alone do not tell"
    assert found(ROWS[:length], SIGNED)


@given(place=st.integers(0, 38))
def test_a_chain_written_a_second_time_is_found_by_what_was_signed(place):
    rows = list(ROWS[:place])
    for old in ROWS[place:]:
        rows.append(entry(rows[-1] if rows else None, old.at, "another", old.verb, [old.facets], old.digest))
    assert found(rows) == [], "it is a whole chain, and another one"
    assert found(rows, SIGNED)


def test_no_text_of_a_row_can_be_read_as_two():
    with pytest.raises(ValueError, match="line end"):
        entry(None, "at", "who\nverb", "", [], "")


def bare(*statements):
    """Somebody at the database itself, past the triggers."""
    from django.db import connection

    with connection.cursor() as cursor:
        for event in ("insert", "update", "delete"):
            cursor.execute(
                f"DROP TRIGGER access_log_no_{event}" + (" ON access_log" if connection.vendor == "postgresql" else "")
            )
        for one in statements:
            cursor.execute(one)


def test_a_log_that_nobody_touched_verifies(register):
    people()
    number, wrong = verify_log()
    assert (number, wrong) == (Log.objects.count(), [])
    assert number > 10
    assert checkpoints.newest() == number


REST = "at, who, verb, facets, digest, previous, hash"
ATTACKS = {
    "edit": ["UPDATE access_log SET who = 'another' WHERE seq = 5"],
    "edit with a new hash": ["UPDATE access_log SET who = 'another', hash = 'x' WHERE seq = 5"],
    "delete": ["DELETE FROM access_log WHERE seq = 5"],
    "delete and close the gap": [
        "DELETE FROM access_log WHERE seq = 5",
        *(f"UPDATE access_log SET seq = {place - 1} WHERE seq = {place}" for place in range(6, 14)),
    ],
    "reorder": [
        "UPDATE access_log SET seq = -1 WHERE seq = 5",
        "UPDATE access_log SET seq = 5 WHERE seq = 6",
        "UPDATE access_log SET seq = 6 WHERE seq = -1",
    ],
    "truncate": ["DELETE FROM access_log WHERE seq > 8"],
    "empty": ["DELETE FROM access_log"],
    "a row before the first": [f"INSERT INTO access_log ({COLUMNS}) VALUES (0, '', '', '', '', '', '', '')"],
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_on_the_table_is_found(house, attack):
    bare(*ATTACKS[attack])
    assert verify_log()[1]


def test_a_fork_that_hashes_well_is_found(house):
    rows = [tuple(row) for row in Log.objects.order_by("seq").values_list()]
    from forlik.desk.access.chain import Entry

    last, new = None, []
    for row in map(Entry._make, rows):
        last = entry(last, row.at, "another" if row.seq == 5 else row.who, row.verb, [row.facets], row.digest)
        new.append(last)
    bare(
        "DELETE FROM access_log",
        *(
            f"INSERT INTO access_log (seq, at, who, verb, facets, digest, previous, hash) VALUES {tuple(one)}"
            for one in new
        ),
    )
    assert any("signed" in one.what for one in verify_log()[1])


def test_a_checkpoint_that_somebody_else_signed_is_found(house):
    path = keyfile.folder() / checkpoints.HEAD
    told = json.loads(path.read_text())
    told["seq"] -= 3
    path.write_text(json.dumps(told))
    assert [one.what for one in verify_log()[1]] == ["a checkpoint is not signed with our key, or is damaged"]
    path.write_text("{")
    assert len(verify_log()[1]) == 1


def test_an_end_that_is_behind_is_not_signed_again(house):
    newest = checkpoints.newest()
    checkpoints.put(newest - 2, "x", "")
    assert checkpoints.newest() == newest
    assert verify_log()[1] == []


def test_checkpoints_are_kept_for_good_now_and_then(encrypted_house, monkeypatch):
    monkeypatch.setattr(checkpoints, "EVERY", 4)
    for _ in range(12):
        with writing():
            append("test", "p", ["f"], "", NOW)
    kept = (keyfile.folder() / checkpoints.ALL).read_text().splitlines()
    assert len(kept) == 3
    assert verify_log()[1] == []
    (keyfile.folder() / checkpoints.HEAD).unlink()
    bare(f"DELETE FROM access_log WHERE seq >= {json.loads(kept[-1])['seq']}")
    assert any("cut off" in one.what for one in verify_log()[1]), "a lost head leaves what was kept"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_log SET who = 'x' WHERE seq = 3",
        "DELETE FROM access_log WHERE seq = 3",
        "DELETE FROM access_log",
        f"INSERT INTO access_log SELECT seq + 1, {REST} FROM access_log WHERE seq = 3",
        f"INSERT INTO access_log SELECT 999, {REST} FROM access_log WHERE seq = 3",
        "DELETE FROM access_person",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(house, statement):
    from django.db import connection, utils

    with pytest.raises(utils.IntegrityError), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify_log()[1] == []


def test_what_is_not_committed_is_not_signed(encrypted_house):
    def fail():
        with writing():
            append("test", "p", ["f"], "", NOW)
            raise RuntimeError

    before = checkpoints.newest()
    with pytest.raises(RuntimeError):
        fail()
    assert checkpoints.newest() == before
    assert verify_log() == (before, [])


def test_a_checkpoint_that_cannot_be_written_takes_nothing_back(encrypted_house, monkeypatch, caplog):
    def full(*_told):
        raise OSError(28, "No space left on device")

    before = verify_log()[0]
    monkeypatch.setattr(checkpoints, "put", full)
    with writing():
        append("test", "p", ["f"], "", NOW)
    assert verify_log() == (before + 1, [])
    assert "No space left" in caplog.text
