"""Briefs: one country from a fresh process and in one that is warm, all countries, a large file, a long text.

    python bench/briefs.py [--cold 5] [--warm 16] [--acts 2000] [--promises 800] [--long 1] [--real 0]

Each stands beside what the same run shows to be the least: of a PDF, Typst alone on as much plain text; of the other
forms, the same brief as Markdown. Measured from outside, so that seconds at work are those of all threads and children,
and memory is the most that the process ever held. ``--real 1`` asks the same of a store of every real file that is at
hand, beside the starter figures; building it takes minutes.
"""

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from _briefs import PLACES
from _table import FORLIK, Run, forlik, options, run, shared, show

FORMS = ("md", "html", "docx", "pdf")
WARM, COLD, ALL = 2.0, 6.0, 180.0
"""Seconds within which a country brief should be there as PDF, warm and cold, and 200 of them."""
INSIDE = Path(__file__).with_name("_briefs.py")
SHORT, LONG = 3_000, 1_000_000
"""Signs of a country brief, and of the long text."""
ENGAGEMENTS = 2
HEAD = ("what", "times", "seconds", "at work", "peak MB", "÷ least", "work ÷ aim")
Row = list[object]


def inside(home: Path, *words: object) -> tuple[dict[str, Any], Run]:
    """One process that writes briefs: what it says, and what was seen of it from outside."""
    done = run(sys.executable, INSIDE, *words, home=home)
    if done.code:
        raise SystemExit(f"{' '.join(map(str, words))} ended with {done.code}; nothing is measured\n{done.err[-2000:]}")
    return json.loads(done.out), done


def middle(told: dict[str, Any], name: str = "worked") -> float:
    """The median of what a process says."""
    found: float = statistics.median(told[name])
    return found


def against(worked: float, aim: float) -> str:
    """How much of what is aimed at was needed, at work."""
    return f"{worked / aim:.2f}" if aim else ""


def row(what: str, told: dict[str, Any], seen: Run, least: float, aim: float = 0) -> Row:
    """A row of what one process did several times."""
    worked = middle(told)
    shares = [worked / least if least else 1.0, against(worked, aim)]
    return [what, len(told["seconds"]), middle(told, "seconds"), worked, seen.peak_mb, *shares]


def cold(home: Path, room: Path, times: int) -> list[Row]:
    """Fresh processes, each one brief; beside a fresh one that lets Typst set a bare page."""
    bare = [inside(home, "bare", SHORT, 1)[1] for _ in range(times)]
    least = statistics.median(one.worked for one in bare)

    def rows(name: str, runs: Sequence[Run], aim: float = 0) -> Row:
        worked = statistics.median(one.worked for one in runs)
        seconds, peak = statistics.median(one.seconds for one in runs), max(one.peak_mb for one in runs)
        return [name, len(runs), seconds, worked, peak, worked / least, against(worked, aim)]

    found = [rows("Typst on a bare page", bare)]
    for form in FORMS:
        runs = [
            forlik("brief", "country", place, "-o", room / f"one.{form}", home=home)
            for place in (*PLACES, *PLACES)[: times if form == "pdf" else 2]
        ]
        found.append(rows(f"forlik brief country … .{form}", runs, COLD if form == "pdf" else 0))
    return found


def warm(home: Path, times: int) -> list[Row]:
    """Many briefs in one process."""
    bare = inside(home, "bare", SHORT, times)
    least = middle(bare[0])
    found = [row("Typst on a bare page", *bare, least)]
    words = 0.0
    for form in FORMS:
        told, seen = inside(home, "country", form, times)
        words = words or middle(told)
        pdf = form == "pdf"
        found.append(row(f"country brief, .{form}", told, seen, least if pdf else words, WARM if pdf else 0))
    return found


def every(home: Path, room: Path) -> list[Row]:
    """Every state, one process a form."""
    found: list[Row] = []
    least = 0.0
    for form in FORMS:
        folder = room / f"all-{form}"
        done = forlik("brief", "countries", "-o", folder, "--form", form, home=home)
        count = len(list(folder.iterdir()))
        each, least = done.worked / count, least or done.worked / count
        aim = against(200 * each, ALL)
        found.append([f"{count} countries, .{form}", 1, done.seconds, done.worked, done.peak_mb, each / least, aim])
    return found


def large(room: Path, acts: int, promises: int) -> list[Row]:
    """Briefs of a register whose files are large."""
    found: list[Row] = []
    words: dict[str, float] = {}
    for form in FORMS:
        told, seen = inside(room / f"register-{form}", "file", form, ENGAGEMENTS, acts, promises)
        for name, one in told.items():
            least = words.setdefault(name, middle(one))
            found.append(row(f"{name}, .{form}, {one['bytes'] / 1e3:,.0f} kB", one, seen, least))
    return sorted(found, key=lambda one: str(one[0]).partition(",")[0])


def long(home: Path, times: int) -> list[Row]:
    """A text of 300 pages."""
    bare = inside(home, "bare", LONG, times)
    found = [row("Typst on as much bare text", *bare, middle(bare[0]))]
    words = 0.0
    for form in FORMS:
        told, seen = inside(home, "text", form, times)
        words = words or middle(told)
        found.append(row(f"{LONG:,} signs, .{form}", told, seen, middle(bare[0]) if form == "pdf" else words))
    return found


def real(home: Path) -> bool:
    """Every real file that is at hand, taken in; whether there is any."""
    folder = shared()
    if folder is None:
        return False
    from build_all import batches, recognised

    from forlik.discover import source

    for name, paths in recognised(folder).items():
        for batch in batches(paths, source(name).merges):
            # What is refused is refused; what is taken is measured.
            run(*FORLIK, "import", name, *batch, home=home)
    forlik("build", "--starter", home=home)
    return True


def main() -> None:
    """Measure, and print."""
    chosen = options(sys.argv[1:], cold=5, warm=16, acts=2_000, promises=800, long=1, real=0)
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        homes = {"starter figures": room / "starter"}
        forlik("build", "--starter", home=room / "starter")
        if chosen["real"] and real(room / "real"):
            homes["real files"] = room / "real"
        for name, home in homes.items():
            aims = f"aimed at as PDF: {COLD:.0f} s from a fresh process, {WARM:.0f} s warm, 200 in {ALL:.0f} s"
            show(f"one country, a fresh process each; {name}", HEAD, cold(home, room, chosen["cold"]), loaded())
            show(f"one country, one warm process; {name}", HEAD, warm(home, chosen["warm"]), loaded())
            kept = room / name
            kept.mkdir()
            show(f"every state, forlik brief countries; {name}", HEAD, every(home, kept), aims, loaded())
        acts, promises = (chosen[one] // ENGAGEMENTS for one in ("acts", "promises"))
        show(
            f"a file of {acts:,} acts and {promises:,} promises (peak MB: filling the register too)",
            HEAD,
            large(room, chosen["acts"], chosen["promises"]),
            loaded(),
        )
        show("a text of 300 pages", HEAD, long(room / "starter", chosen["long"]), loaded())


def loaded() -> str:
    """How much else the machine does: seconds wait for it, seconds at work mostly do not."""
    return f"{os.cpu_count()} processors; load of the machine: {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
