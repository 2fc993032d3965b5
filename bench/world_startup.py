"""How long a person waits for a command that has nothing to compute, beside Python itself and the big libraries."""

import statistics
import sys
import tempfile
from pathlib import Path

from _events import write_release
from _table import FORLIK, forlik, options, run, show

PYTHON = (sys.executable, "-c")
COMMANDS = {
    "python -c pass": (*PYTHON, "pass"),
    "import pandas": (*PYTHON, "import pandas"),
    "import duckdb, ibis": (*PYTHON, "import duckdb, ibis"),
    "import forlik": (*PYTHON, "import forlik"),
    "forlik.world()": (*PYTHON, "import forlik; forlik.world()"),
    "forlik --version": (*FORLIK, "--version"),
    "forlik --help": (*FORLIK, "--help"),
    "forlik build (unchanged)": (*FORLIK, "build"),
    "forlik measure (computed before)": (*FORLIK, "measure", "deaths_state_based_monthly", "--country", "Colombia"),
    "forlik country (computed before)": (*FORLIK, "country", "Colombia"),
}


def main() -> None:
    """Make a small store, run every command several times in turn, and print the middle of each."""
    times = options(sys.argv[1:], times=5)["times"]
    with tempfile.TemporaryDirectory() as room:
        home = Path(room) / "home"
        release = write_release(Path(room), 2026, 1, 5_000)
        for words in (("import", "ucdp_candidate", release), ("build", "--starter"), ("country", "Colombia")):
            forlik(*words, home=home)
        runs = {name: [] for name in COMMANDS}
        # In turn, not in blocks: a busy moment of the machine then slows all of them alike.
        for _ in range(times):
            for name, words in COMMANDS.items():
                runs[name].append(run(*words, home=home))
    middle = {name: statistics.median(one.seconds for one in found) for name, found in runs.items()}
    bare = middle["python -c pass"]
    rows = [
        (name, 1000 * seconds, seconds / bare, max(one.peak_mb for one in runs[name]))
        for name, seconds in middle.items()
    ]
    show(
        f"start-up, middle of {times} runs over the starter figures and 5,000 events",
        ("command", "ms", "times python", "peak MB"),
        rows,
    )


if __name__ == "__main__":
    main()
