"""Eight who write at once: each is either accepted or told of a conflict, and nobody's words are lost."""

import os
import subprocess
import sys

from house import NOW, change, let_go

from forlik.desk.records.proof import verify_register
from forlik.desk.records.record import record
from forlik.desk.records.rows import history

ROUNDS = int(os.environ.get("FORLIK_TEST_ROUNDS", "15"))
WRITERS = 8
WRITER = """
import sys
from datetime import UTC, datetime
from forlik.desk.access.opening import ready, set_up
set_up()
ready()
from forlik.desk.access.people import person
from forlik.desk.records.change import Change, EditConflict
from forlik.desk.records.record import record
who, label, rounds, name = person(sys.argv[1], "passkey"), sys.argv[2], int(sys.argv[3]), sys.argv[4]
print("ready", flush=True)
sys.stdin.readline()
for turn in range(1, rounds + 1):
    mine = Change("e1", "engagement", "secret", label, {"writer": name, "turn": turn}, expected=turn)
    try:
        print("accepted", record(mine, who, datetime(2025, 1, 15, 12, tzinfo=UTC)).n)
    except EditConflict as error:
        assert error.mine == mine
        print("conflict", error.theirs.n, error.theirs.body["turn"])
"""


def test_accepted_and_conflicts_are_all_attempts(house):
    label = f"2:{house.a}"
    record(change("e1", label, "secret", body={"writer": "", "turn": 0}), house.owner, NOW)
    let_go()
    command = [sys.executable, "-c", WRITER, house.owner.id, label, str(ROUNDS)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    writers = [subprocess.Popen([*command, str(name)], **pipes) for name in range(WRITERS)]
    for one in writers:
        assert one.stdout.readline() == "ready\n"
    for one in writers:
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [line.split() for one in writers for line in one.communicate()[0].splitlines()]
    assert all(one.returncode == 0 for one in writers)
    accepted = [int(n) for word, n, *_ in said if word == "accepted"]
    conflicts = [line for line in said if line[0] == "conflict"]
    print(f"{ROUNDS} rounds x {WRITERS} writers: {len(accepted)} accepted + {len(conflicts)} conflicts")
    assert len(accepted) + len(conflicts) == ROUNDS * WRITERS
    assert sorted(accepted) == list(range(2, ROUNDS + 2))
    found = history({label}, "e1")
    assert [row.body["turn"] for row in found] == list(range(ROUNDS + 1))
    assert verify_register()[1] == []
