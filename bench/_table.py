"""Tables on the screen, and processes measured from outside: seconds, and the most memory they ever held."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
FORLIK = (sys.executable, "-m", "forlik.cli")


@dataclass(frozen=True)
class Run:
    """One process: its seconds from start to end and at work, its greatest resident size, its words, its exit code."""

    seconds: float
    worked: float
    peak_mb: float
    out: str
    err: str
    code: int


LAUNCH = """
import json, os, sys, time
began = time.perf_counter()
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
seconds, worked = time.perf_counter() - began, usage.ru_utime + usage.ru_stime
told = [seconds, worked, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)]
open(sys.argv[1], "w").write(json.dumps(told))
"""
"""Starts the measured process from a small one: a process's greatest size counts that of the one it was born from."""


def run(*words: object, home: Path | None = None) -> Run:
    """Run a command, named by its full path, to its end."""
    with tempfile.TemporaryDirectory() as room:
        told = Path(room) / "told"
        launcher = [sys.executable, "-I", "-S", "-c", LAUNCH, str(told)]
        done = subprocess.run(
            [*launcher, *map(str, words)], capture_output=True, text=True, env=environment(home), check=True
        )
        seconds, worked, peak, code = json.loads(told.read_text())
    return Run(seconds, worked, peak, done.stdout, done.stderr, code)


def forlik(*words: object, home: Path) -> Run:
    """Run a verb that must succeed: what failed is not measured."""
    done = run(*FORLIK, *words, home=home)
    if done.code:
        raise SystemExit(f"forlik {words[0]} ended with {done.code}; nothing is measured\n{done.err[-2000:]}")
    return done


def environment(home: Path | None) -> dict[str, str]:
    """This process's environment without any setting of Forlik but the folder of the store."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FORLIK_")}
    return kept | ({"FORLIK_HOME": str(home)} if home else {})


def shared() -> Path | None:
    """The folder of real files, where there is one."""
    named = os.environ.get("FORLIK_SHARED")
    folder = (Path(named) if named else Path(__file__).parent.parent.parent / "shared") / "data"
    return folder if folder.is_dir() else None


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[object]], *notes: str) -> None:
    """Print a small table: the first column to the left, numbers to the right."""
    cells = [[_cell(value) for value in row] for row in [head, *rows]]
    widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
    print(f"\n{title}")
    for number, row in enumerate(cells):
        line = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  " + "  ".join(line))
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))
    for note in notes:
        print(f"  {note}")
    sys.stdout.flush()


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def percentiles(values: Sequence[float], *wanted: int) -> list[float]:
    """The values below which a share of all lies; the greatest rank for a handful."""
    ordered = sorted(values)
    return [ordered[min(len(ordered) - 1, len(ordered) * share // 100)] for share in wanted]


def options(given: Sequence[str], **defaults: int) -> Mapping[str, int]:
    """Whole numbers named on the command line: ``--rows 1000``."""
    found = dict(defaults)
    for name, value in zip(given[::2], given[1::2], strict=True):
        if name.removeprefix("--") not in defaults:
            raise SystemExit(f"there is no {name}; there are " + ", ".join(f"--{one}" for one in defaults))
        found[name.removeprefix("--")] = int(value)
    return found
