"""Killed between any two steps, or at any moment: nothing that was acknowledged is lost, nothing is torn."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from house import NOW, let_go

from forlik.desk.access import opening
from forlik.desk.records.proof import verify_register
from forlik.desk.records.rows import history

KILLS = int(os.environ.get("FORLIK_TEST_KILLS", "4"))
STEPS = [
    "the_facet", "add", "insert_revision", "append", "bulk_create", "commit", "put", "replace",
]  # fmt: skip
"""Functions of one ``record``, in their order; the process ends itself right before or right after one of them."""
WRITER = """
import os, signal, sys
from datetime import UTC, datetime, timedelta
from forlik.desk.access.opening import ready, set_up
set_up()
ready()
from django.db import connection
from forlik.desk.access import checkpoints, log
from forlik.desk.access.people import person
from forlik.desk.records import record as door
from forlik.desk.records.change import Change
from forlik.desk.records.rows import history
who, label, step, when = person(sys.argv[1], "passkey"), sys.argv[2], sys.argv[3], sys.argv[4]
from forlik.desk.access.models import Log
from pathlib import Path
places = {
    "the_facet": door, "add": door, "insert_revision": door, "append": door, "bulk_create": Log.objects,
    "commit": connection, "put": checkpoints, "replace": Path,
}
n = len(history({label}, "e1"))
now = datetime(2025, 1, 15, 12, tzinfo=UTC)
def write():
    global n
    door.record(Change("e1", "engagement", "secret", label, {"n": n + 1, "x": "x" * 500}, expected=n), who, now)
    n += 1
    print(n, flush=True)
print("ready", flush=True)
if step != "any":
    write()
    place = places[step]
    old = getattr(place, step)
    def deadly(*given, **named):
        if when == "after":
            old(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(place, step, deadly)
while n < 100_000:
    write()
"""


@pytest.fixture
def begun(house):
    from house import change

    from forlik.desk.records.record import record

    record(change("e1", f"2:{house.a}", "secret", body={"n": 1}), house.owner, NOW)
    return house


def killed(house, step, when, wait):
    """Run the writer until it ends itself or is killed; returns the last number that it acknowledged."""
    let_go()
    command = [sys.executable, "-c", WRITER, house.owner.id, f"2:{house.a}", step, when]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as writer:
        first = writer.stdout.readline()
        assert first == "ready\n", writer.stderr.read()
        if wait is not None:
            time.sleep(wait)
            writer.send_signal(signal.SIGKILL)
        said = [line for line in writer.stdout.read().splitlines() if line.isdigit()]
        assert writer.wait() == -signal.SIGKILL
    opening.forget()
    return int(said[-1]) if said else 0


def whole(house, acknowledged):
    """Everything acknowledged is there, at most the one in hand beside it, and all of it verifies."""
    found = history({f"2:{house.a}"}, "e1")
    assert [row.n for row in found] == list(range(1, len(found) + 1))
    assert [row.body["n"] for row in found] == list(range(1, len(found) + 1))
    assert verify_register()[1] == []
    assert acknowledged <= len(found)
    return len(found)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_between_any_two_steps(begun, step, when):
    acknowledged = killed(begun, step, when, None)
    number = whole(begun, acknowledged)
    assert acknowledged == 2, "the one before was acknowledged"
    done = STEPS.index(step) > STEPS.index("commit") or (step, when) == ("commit", "after")
    assert number == (3 if done else 2)
    if step in {"commit", "put"}:
        assert killed(begun, "any", "", 0.2) > number, "the next one writes on"


def test_killed_at_any_moment(begun):
    chance = random.Random(3)  # noqa: S311 - moments, no secret
    lost = done = 0
    for _ in range(KILLS):
        acknowledged = killed(begun, "any", "", chance.uniform(0.01, 0.25))
        number = whole(begun, acknowledged)
        lost += acknowledged > number
        done = max(done, number)
    print(f"{KILLS} kills while {done} revisions were written: {lost} lost, none torn")
    assert done > 1
