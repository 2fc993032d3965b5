"""A publish killed at any step: the package that stands decides, and the next run makes the site fit it."""

import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from public_copy import files_of, site

from forlik.publish import halfway, settle
from forlik.published import read

KILLED = """
    import os, shutil, signal, sys
    from pathlib import Path
    sys.path.insert(0, {here!r})
    from public_copy import copy, site

    left = int(sys.argv[2])
    def counted(real):
        def step(*given, **others):
            global left
            if str(sys.argv[1]) + "/" in "".join(str(one) + "/" for one in given if isinstance(one, (str, Path))):
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1
            return real(*given, **others)
        return step
    Path.rename, Path.replace = counted(Path.rename), counted(Path.replace)
    Path.write_bytes, Path.unlink = counted(Path.write_bytes), counted(Path.unlink)
    shutil.rmtree = counted(shutil.rmtree)
    site(Path(sys.argv[1]), copy(other=("actor", {{"kind": "state", "name": "Another"}})))
    print(left)
"""
MANY = 10_000


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """A folder as it begins, its files before and after, whole; and how many steps lie between."""
    room = tmp_path_factory.mktemp("worlds")
    site(room / "began")
    shutil.copytree(room / "began", room / "copy")
    before = files_of(room / "copy")
    done = _killed(room / "copy", MANY)
    assert done.returncode == 0, done.stderr
    return room / "began", before, files_of(room / "copy"), MANY - int(done.stdout)


def _killed(folder, steps):
    program = textwrap.dedent(KILLED.format(here=str(Path(__file__).parent)))
    command = [sys.executable, "-c", program, str(folder), str(steps)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_killed_at_any_step_package_and_site_are_of_one_edition_after_the_next_run_begins(worlds, tmp_path):
    began, before, after, steps = worlds
    assert steps > 60
    # Every step from the last file of the new site on, and some before.
    moments = sorted({0, steps // 2, *range(steps - 9, steps)})
    ends, noticed = {"old": 0, "new": 0}, 0
    for moment in moments:
        folder = tmp_path / str(moment)
        shutil.copytree(began, folder)
        done = _killed(folder, moment)
        assert done.returncode == -signal.SIGKILL, (moment, done.stderr)
        assert read(folder) is not None, "the old package or the new is read at once"
        standing = halfway(folder)
        noticed += standing
        settle(folder)
        assert not halfway(folder)
        now = _seen(folder)
        assert now in (before, after), moment
        ends["new" if now == after else "old"] += 1
        if standing:
            assert not list(folder.glob(".site.*"))
        settle(folder)
        assert _seen(folder) == now
    print(f"killed at {len(moments)} of {steps} steps: {ends}, {noticed} noticed as half way")
    assert min(ends.values()) >= 1
    assert noticed >= 2


def _seen(folder):
    """The files that a reader sees; the neighbours of files that were being written, the next publish sweeps up."""
    return {name: one for name, one in files_of(folder).items() if not name.startswith(".")}


def test_what_stands_whole_is_left_as_it_is(tmp_path):
    site(tmp_path / "copy")
    before = files_of(tmp_path / "copy")
    assert not halfway(tmp_path / "copy")
    settle(tmp_path / "copy")
    assert files_of(tmp_path / "copy") == before
    settle(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_half_a_site_is_never_put_into_its_place(tmp_path):
    folder = tmp_path / "copy"
    site(folder)
    before = files_of(folder)
    (folder / ".site.new.1/en").mkdir(parents=True)
    (folder / ".site.new.1/en/index.html").write_text("half", "utf-8")
    assert halfway(folder)
    settle(folder)
    assert files_of(folder) == before
