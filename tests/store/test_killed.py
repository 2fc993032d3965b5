"""A writer killed at any moment loses nothing: the store loads, holds what it says, and the next run completes it."""

import random
import signal
import subprocess
import sys
import time

import pytest

from forlik.build import build
from forlik.store import catalogue as catalogues
from forlik.store.intake import take_in
from forlik.verify import verify
from forlik.world import source, world

EDITIONS = 40
KILLS = 10
HEAD = (
    "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,territory_name,year,"
    "intensity_level,cumulative_intensity,type_of_conflict,start_date,start_prec,start_date2,start_prec2,ep_end,"
    "ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version\n"
)
WRITER = """
import pathlib, sys
from forlik.build import build
from forlik.store.intake import take_in
from forlik.world import source, world
home, editions = pathlib.Path(sys.argv[1]), sorted(pathlib.Path(sys.argv[2]).glob("*.csv"))
origin = source("ucdp_acd")
take_in(home.with_name(sys.argv[3]), origin, editions[:1])  # so that everything is imported when the clock starts
print("ready", flush=True)
for number, path in enumerate(editions):
    taken, errors = take_in(home, origin, [path], published=f"20{10 + number // 12}-{number % 12 + 1:02d}")
    assert not errors, errors
    if taken[0].new and number % 2:
        build(home)
print("done", flush=True)
"""


@pytest.fixture
def editions(tmp_path):
    folder = tmp_path / "editions"
    folder.mkdir()
    for edition in range(EDITIONS):
        rows = [
            f"{number},Colombia,Government of Colombia,1,,Group {number},{number},,2,,{year},1,0,3,"
            f"2001-01-01,1,2001-01-01,1,0,,,100,,,,100,5,{edition}\n"
            for year in range(1990, 2010)
            for number in range(1, 2 + edition)
        ]
        (folder / f"{edition:02d}.csv").write_text(HEAD + "".join(rows))
    return folder


def test_a_writer_killed_at_any_moment_loses_nothing(home, editions):
    chance = random.Random(1)  # noqa: S311 - moments to kill at, not secrets
    kept: tuple = ()
    killed = 0
    for attempt in range(KILLS):
        command = [sys.executable, "-c", WRITER, home, editions, f"warm{attempt}"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0.0, 0.5))
            writer.send_signal(signal.SIGKILL)
            killed += writer.wait() == -signal.SIGKILL
        held = catalogues.load(home)
        if held is None:
            continue
        assert held.snapshots[: len(kept)] == kept, "what was recorded stays"
        kept = held.snapshots
        assert verify(home)[1] == []
    assert killed >= 8
    assert 0 < len(kept) < EDITIONS, "some were killed in the middle"
    for number, path in enumerate(sorted(editions.glob("*.csv"))):
        _, errors = take_in(home, source("ucdp_acd"), [path], published=f"20{10 + number // 12}-{number % 12 + 1:02d}")
        assert errors == []
    build(home)
    held = catalogues.load(home)
    assert len({one.sha256 for one in held.snapshots}) == len(held.snapshots) == EDITIONS
    assert verify(home)[1] == []
    assert not (home / "incoming").exists()
    row = world(home=home).measure("active_conflicts", "COL", start=2000, end=2000).rows()[0]
    assert int(row["value"]) == EDITIONS
    assert build(home).unchanged
