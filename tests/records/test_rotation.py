"""A new master key: readers and writers go on, a killed rotation is carried on, nothing is unreadable at any point."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from house import NOW, change, let_go

from forlik.core.errors import BrokenStore
from forlik.desk.access import keyfile, opening
from forlik.desk.access.keys import rotate
from forlik.desk.access.labels import labels
from forlik.desk.access.sealing import UnknownMaster
from forlik.desk.records.personal import tell_of
from forlik.desk.records.proof import verify_register
from forlik.desk.records.record import record
from forlik.desk.records.rows import rows

KILLS = int(os.environ.get("FORLIK_TEST_KILLS", "4"))
TODAY = NOW.date()
FACETS = 40
HEAD = """
import sys, time
from datetime import UTC, date, datetime
from forlik.desk.access.opening import ready, set_up
set_up()
ready()
from forlik.desk.access import keys, keyfile
from forlik.desk.access.people import person
from forlik.desk.records.change import Change, Grounds
from forlik.desk.records.record import record
from forlik.desk.records.rows import rows
label, who = sys.argv[1], person(sys.argv[2], "passkey")
"""
READER = (
    HEAD
    + """
print("ready", flush=True)
turns = 0
least = int(sys.argv[3])
while True:
    found = rows({label}, known_at=date(2025, 1, 15))
    assert len(found) >= least, len(found)
    least = len(found)
    turns += 1
    print(turns, flush=True)
"""
)
WRITER = (
    HEAD
    + """
print("ready", flush=True)
turns = 0
while True:
    grounds = Grounds("r", "l", date(2026, 1, 1))
    one = Change(f"w{turns}-{time.time_ns()}", "act", "secret", label, {"n": turns}, file="e", grounds=grounds)
    record(one, who, datetime(2025, 1, 15, 12, tzinfo=UTC))
    turns += 1
    print(turns, flush=True)
"""
)
ROTATOR = (
    HEAD
    + """
keys.BATCH = 20
print("ready", flush=True)
while True:
    keys.rotate()
    print("rotated", flush=True)
"""
)


@pytest.fixture
def filled(house):
    label = f"2:{house.a}"
    record(change("e", label, "secret"), house.owner, NOW)
    tell_of("person-x", "reason", "law", TODAY, house.owner, NOW)
    for turn in range(FACETS):
        personal = {"p": "person-x"} if turn % 2 else {}
        one = change(
            f"r{turn}", label, "secret", file="e", concept="act", body={"n": turn, "p": "x"}, personal=personal
        )
        record(one, house.owner, NOW)
    return house


def start(code, house, *more):
    command = [sys.executable, "-c", code, f"2:{house.a}", house.owner.id, *more]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n", process.stderr.read()
    return process


def test_a_rotation_changes_the_master_key_and_nothing_else(filled):
    before, shown = keyfile.keys(), rows(labels(filled.owner, NOW), known_at=TODAY)
    assert rotate() == FACETS + 1 + 2 + 1, "facets, two compartments, one person"
    after = keyfile.keys()
    assert len(after.masters) == 1
    assert after.current != before.current
    assert (after.database, after.signing) == (before.database, before.signing)
    assert rows(labels(filled.owner, NOW), known_at=TODAY) == shown
    assert verify_register()[1] == []
    assert rotate() == FACETS + 4
    let_go()
    opening.forget()
    assert rows(labels(filled.owner, NOW), known_at=TODAY) == shown


def test_an_older_copy_of_the_key_file_is_refused_after_it(filled):
    old = keyfile.path().read_bytes()
    rotate()
    new = keyfile.path().read_bytes()
    keyfile.path().write_bytes(old)
    for act in (
        lambda: record(change("new", f"2:{filled.a}", "secret"), filled.owner, NOW),
        lambda: rows(labels(filled.owner, NOW), known_at=TODAY),
    ):
        with pytest.raises(UnknownMaster):
            act()  # this process was opened before the older copy was put in its place
    opening.forget()
    with pytest.raises(BrokenStore, match="another register"):
        opening.ready()
    keyfile.path().write_bytes(new)
    opening.ready()


STEPS = ["replace", "update", "_again", "replace 2"]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_between_any_two_steps(filled, step, when):
    code = (
        HEAD
        + f"""
import os, signal
from forlik.desk.access.models import Keyring
keys.BATCH = 20
places = {{"replace": keyfile, "update": Keyring.objects, "_again": keys}}
name, _, turn = {step!r}.partition(" ")
place, left = places[name], int(turn or 1)
old = getattr(place, name)
def deadly(*given, **named):
    global left
    left -= 1
    if left:
        return old(*given, **named)
    if {when!r} == "after":
        old(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(place, name, deadly)
print("ready", flush=True)
keys.rotate()
"""
    )
    shown = rows(labels(filled.owner, NOW), known_at=TODAY)
    let_go()
    with start(code, filled) as process:
        assert process.wait() == -signal.SIGKILL, process.stderr.read()
    opening.forget()
    assert rows(labels(filled.owner, NOW), known_at=TODAY) == shown
    record(change("between", f"2:{filled.a}", "secret", file="e", concept="act"), filled.owner, NOW)
    rotate()
    assert len(keyfile.keys().masters) == 1
    assert len(rows(labels(filled.owner, NOW), known_at=TODAY)) == len(shown) + 1
    assert verify_register()[1] == []


def test_killed_at_any_moment_under_readers_and_a_writer(filled):
    chance = random.Random(4)  # noqa: S311 - moments, no secret
    let_go()
    others = [start(READER, filled, str(FACETS + 1)), start(READER, filled, str(FACETS + 1)), start(WRITER, filled)]
    masters, rotations = set(), 0
    try:
        for _ in range(KILLS):
            with start(ROTATOR, filled) as rotator:
                time.sleep(chance.uniform(0.02, 0.4))
                rotator.send_signal(signal.SIGKILL)
                rotations += rotator.stdout.read().count("rotated")
                assert rotator.wait() == -signal.SIGKILL, rotator.stderr.read()
            masters.add(keyfile.keys().current)
            assert all(one.poll() is None for one in others), [one.stderr.read() for one in others if one.poll()]
        opening.forget()
        for _ in range(2):
            rotate()
            rotations += 1
            masters.add(keyfile.keys().current)
        assert all(one.poll() is None for one in others), [one.stderr.read() for one in others if one.poll()]
    finally:
        for one in others:
            one.kill()
    turns = [one.communicate()[0].splitlines()[-1] for one in others]
    found = rows(labels(filled.owner, NOW), known_at=TODAY)
    print(
        f"{KILLS} kills of {rotations} rotations under two readers ({turns[0]} and {turns[1]} readings) and a writer "
        f"({turns[2]} records): 0 unreadable of {len(found)}"
    )
    assert len(found) >= FACETS + 1 + int(turns[2])
    assert verify_register()[1] == []
    assert len(masters) >= 2
