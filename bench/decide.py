"""The screen of places: what SMAA-2 draws take, its curve over draws and places, its memory, and other packages.

The full analysis has errors, gaps, two means and goalposts that move, and ranks everything four times (all, and each
kind of uncertainty alone). The other packages are installed into a folder of their own, when they can be had. `pymcdm`
and `scikit-criteria` have no SMAA: each is given the same number of weightings one after the other, as its users do it,
on full scores without errors; Forlik's same task stands beside them, and the shares must agree.

    python bench/decide.py [--draws 10000] [--places 191] [--criteria 12]

The 191 places and their scores are made up: the time taken does not hang on them. The curves are of the analysis that
is aimed at. It is not linear: confidence factors have a thousand draws of their own, whatever the draws, and each place
that is asked about (from a share of 0.01 on) is ranked among all by weights of its own. What it takes without them
stands beside, and that is as much for each score drawn, however many.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from _table import environment, options, run, show

PEERS = ("pymcdm", "scikit-criteria")
TOP = 20
TIMES = 3
AGREE = 0.03
"""By how much shares of as many draws, drawn otherwise, may differ."""
FACTORS = 1_000
"""Draws for confidence factors in the whole analysis."""
LIMITS = {"the whole analysis": (1.0, 500), "a step of the page": (0.15, 500)}
"""Seconds and MB that are aimed at on two cores."""


def scores(places: int, criteria: int, *, gaps: bool) -> Any:
    """Made-up scores, one in ten of them not known."""
    import numpy as np

    rng = np.random.default_rng(1)
    # Places differ as a whole, as they do where criteria go together; all independent would be all alike.
    found = np.clip(rng.uniform(1, 9, (places, 1)) + rng.normal(0, 2, (places, criteria)), 0, 10).round(1)
    if gaps:
        found[rng.random(found.shape) < 0.1] = np.nan
    return found


def full(places: int, criteria: int, draws: int, *, confidence: int) -> Callable[[], object]:
    """Everything uncertain."""
    from forlik.assess.acceptability.smaa import smaa

    table = scores(places, criteria, gaps=True)
    means = ("arithmetic", "scaled_geometric")
    return lambda: smaa(table, top=TOP, draws=draws, error=0.3, how=means, goalposts=0.1, confidence=confidence)


def alone(places: int, criteria: int, draws: int) -> Callable[[], list[float]]:
    """Weights alone, as the other packages are asked."""
    from forlik.assess.acceptability.smaa import smaa

    table = scores(places, criteria, gaps=False)
    return lambda: list(map(float, smaa(table, top=TOP, draws=draws, confidence=0).share_top_k))


def pymcdm(places: int, criteria: int, draws: int) -> Callable[[], list[float]]:
    """One weighted sum after the other, and its ranks."""
    import numpy as np
    from pymcdm.helpers import rrankdata
    from pymcdm.methods import WSM

    table, types = scores(places, criteria, gaps=False), np.ones(criteria)
    body = WSM(normalization_function=lambda column, cost: column)  # noqa: ARG005 - the scores are on one scale

    def asked() -> list[float]:
        counts = np.zeros(places)
        for weights in np.random.default_rng(2).dirichlet(np.ones(criteria), draws):
            counts += rrankdata(body(table, weights, types)) <= TOP
        return list(map(float, counts / draws))

    return asked


def skcriteria(places: int, criteria: int, draws: int) -> Callable[[], list[float]]:
    """One weighted sum after the other, and its ranks."""
    import numpy as np
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedSumModel

    table = scores(places, criteria, gaps=False)

    def asked() -> list[float]:
        counts = np.zeros(places)
        for weights in np.random.default_rng(2).dirichlet(np.ones(criteria), draws):
            matrix = mkdm(table, objectives=[max] * criteria, weights=weights)
            counts += WeightedSumModel().evaluate(matrix).rank_ <= TOP
        return list(map(float, counts / draws))

    return asked


TASKS: Mapping[str, Callable[..., Callable[[], Any]]] = {
    "forlik": alone,
    "pymcdm": pymcdm,
    "scikit-criteria": skcriteria,
    "the whole analysis": lambda *size: full(*size, confidence=FACTORS),
    "a step of the page": lambda *size: full(*size, confidence=0),
}


def timed(work: Callable[[], Any], times: int) -> tuple[float, float, Any]:
    """The least seconds and seconds at work, and what came of it."""
    best, worked, answer = 9e9, 9e9, None
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        answer = work()
        best, worked = min(best, time.perf_counter() - began), min(worked, time.process_time() - used)
    return best, worked, answer


def one(name: str, places: int, criteria: int, draws: int) -> None:
    """Run one task in this process, and say what it took."""
    work = TASKS[name](places, criteria, draws)
    if name not in PEERS:
        work()
    best, worked, answer = timed(work, 1 if name in PEERS else TIMES)
    told = answer if isinstance(answer, list) else None
    print(json.dumps({"seconds": best, "worked": worked, "shares": told}))


def measured(python: str, name: str, places: int, criteria: int, draws: int) -> dict[str, Any] | None:
    """A task in a process of its own; nothing when it is not there."""
    done = run(python, Path(__file__), "one", name, places, criteria, draws)
    if done.code:
        print(f"  {name}: not measured: {done.err.strip().splitlines()[-1:]}")
        return None
    return {**json.loads(done.out.splitlines()[-1]), "peak": done.peak_mb}


def peers(room: Path) -> str | None:
    """A Python with the other packages, or nothing when they cannot be had."""
    python = room / "peers" / "bin" / "python"
    made = subprocess.run([sys.executable, "-m", "venv", str(room / "peers")], check=False, capture_output=True)
    if made.returncode:
        return None
    got = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", *PEERS], check=False, capture_output=True, env=environment(None)
    )
    return None if got.returncode else str(python)


def verdict(*pairs: tuple[float, float]) -> str:
    """Whether none of some figures is more than what is aimed at."""
    return "met" if all(found <= limit for found, limit in pairs) else "MISSED"


def headline(places: int, criteria: int, draws: int) -> None:
    """The two figures that are aimed at, and whether they are met."""
    rows = []
    for name, count in (("the whole analysis", draws), ("a step of the page", draws // 10)):
        answer = measured(sys.executable, name, places, criteria, count)
        if answer is None:
            raise SystemExit("nothing is measured")
        seconds, megabytes = LIMITS[name]
        said = verdict((answer["seconds"], seconds), (answer["peak"], megabytes))
        took = (answer["seconds"] * 1e3, answer["worked"] * 1e3, seconds * 1e3)
        rows.append((name, count, *took, answer["peak"], megabytes, said))
    show(
        f"SMAA-2 of {places} places by {criteria} criteria, everything uncertain",
        ("", "draws", "ms", "ms at work", "aimed at, ms", "MB at most", "aimed at, MB", ""),
        rows,
        f"the whole analysis with {FACTORS:,} draws for confidence factors, a step without; the best of three runs",
        "MB of the whole process, Python and NumPy included",
    )


def curves(places: int, criteria: int, draws: int) -> None:
    """What the whole analysis takes over draws and over places, and what of it is not for confidence factors."""
    head = ("", "ms", "ms at work", "asked for factors", "ms at work without", "of it ns a score drawn")

    def row(title: str, m: int, d: int) -> tuple[object, ...]:
        best, worked, found = timed(full(m, criteria, d, confidence=FACTORS), 2)
        _, drawing, _ = timed(full(m, criteria, d, confidence=0), 2)
        asked = sum(one["confidence"] is not None for one in found.rows())
        return title, best * 1e3, worked * 1e3, asked, drawing * 1e3, drawing * 1e9 / (m * d * criteria)

    by_draws = [row(f"{d:,} draws", places, d) for d in (draws // 10, draws // 3, draws, draws * 3, draws * 10)]
    show(f"over draws, {places} places by {criteria} criteria", head, by_draws)
    by_places = [row(f"{m:,} places", m, draws) for m in (places // 4, places // 2, places, places * 2, places * 4)]
    show(f"over places, {draws:,} draws by {criteria} criteria", head, by_places)


def compare(places: int, criteria: int, draws: int) -> None:
    """The other packages on the same number of weightings."""
    with tempfile.TemporaryDirectory() as room:
        other = peers(Path(room))
        found = {}
        for name in ("forlik", *PEERS):
            python = sys.executable if name == "forlik" else other
            answer = measured(python, name, places, criteria, draws) if python else None
            if answer:
                found[name] = answer
    ours = found["forlik"]
    rows = []
    for name, answer in found.items():
        apart = max(abs(a - b) for a, b in zip(answer["shares"], ours["shares"], strict=True))
        if apart > AGREE:
            raise SystemExit(f"{name} and forlik do not agree: a share differs by {apart:.3f}")
        rows.append((name, answer["seconds"], answer["seconds"] / ours["seconds"], answer["peak"], apart))
    show(
        f"{draws:,} weightings of {places} places by {criteria} criteria: share in the first {TOP}",
        ("", "seconds", "÷ forlik", "MB at most", "share apart at most"),
        rows,
        *([] if other else ["the other packages cannot be had here"]),
    )


def main() -> None:
    """Measure, and print the tables."""
    wanted = options(sys.argv[1:], draws=10_000, places=191, criteria=12)
    size = wanted["places"], wanted["criteria"], wanted["draws"]
    headline(*size)
    curves(*size)
    compare(*size)


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        one(sys.argv[2], *map(int, sys.argv[3:]))
    else:
        main()
