"""The network of partners: what degree, components and money lost take at 50,000 organisations, and beside networkx.

Ties are made up: who funds is drawn with a heavy tail, as in aid, and pairs have edges in several years. The reference
does the same three things with networkx's own calls alone: a graph with money on its edges, `degree` with and without
weight, `connected_components`, and the neighbours of each for who hangs on whom. The answers must agree to the cent.

    python bench/network.py [--organisations 50000] [--edges 200000]
"""

import random
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from _table import options, run, show

LIMIT = 5.0
"""Seconds that are aimed at on two cores, for degree, components and money lost from a table of edges."""
STEPS = (0.25, 0.5, 1, 2)
"""Sizes, as multiples of the one that is aimed at."""
TIMES = 3
SAMPLED = (5, 10)
DRAWS = 5


def made_up(organisations: int, edges: int) -> Any:
    """A table of edges with cents as Decimals; one organisation in ten funds."""
    import pyarrow as pa

    lot = random.Random(1)  # noqa: S311 - made-up data
    funders = max(1, organisations // 10)
    given: list[tuple[int, int]] = [(lot.randrange(funders), number) for number in range(funders, organisations)]
    while len(given) < edges:
        given.append((int(funders * lot.random() ** 3), lot.randrange(funders, organisations)))
    given = given[:edges]
    return pa.table(
        {
            "funder": [f"XX-{one:06}" for one, _ in given],
            "implementer": [f"XX-{other:06}" for _, other in given],
            "money": pa.array([Decimal(lot.randrange(10**9)).scaleb(-2) for _ in given], pa.decimal128(18, 2)),
            "year": [lot.randrange(2015, 2026) for _ in given],
            "country": ["SDN"] * len(given),
            "transactions": [lot.randrange(1, 20) for _ in given],
        }
    )


def ours(table: Any) -> tuple[int, int, Decimal, Decimal]:
    """Degree, components and money lost, from the table of edges."""
    from forlik.portfolio.network.connected import components, degrees
    from forlik.portfolio.network.leaving import if_each_leaves
    from forlik.portfolio.network.partners import partners

    found = partners(table)
    most = max(one.implementers + one.funders for one in degrees(found).values())
    leaving = if_each_leaves(found)
    return most, len(components(found)), leaving[0].through, sum((one.alone for one in leaving), Decimal(0))


def plain(table: Any) -> tuple[int, int, Decimal, Decimal]:
    """The same with networkx's own calls."""
    import networkx as nx

    graph = nx.Graph()
    for row in table.select(["funder", "implementer", "money"]).to_pylist():
        one, other = row["funder"], row["implementer"]
        if graph.has_edge(one, other):
            graph[one][other]["weight"] += row["money"]
        else:
            graph.add_edge(one, other, weight=row["money"])
    money = dict(graph.degree(weight="weight"))
    most = max(number for _, number in graph.degree())
    alone = sum((money[one] for one in graph if graph.degree(one) == 1), Decimal(0))
    return most, nx.number_connected_components(graph), max(money.values()), alone


def timed(work: Callable[[], Any], times: int = TIMES) -> tuple[float, float, Any]:
    """The least seconds and seconds at work, and what came of it."""
    best, worked, answer = float("inf"), float("inf"), None
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        answer = work()
        best, worked = min(best, time.perf_counter() - began), min(worked, time.process_time() - used)
    return best, worked, answer


def parts(table: Any) -> list[tuple[str, float, float]]:
    """What each step takes, and what stands beside it."""
    from forlik.portfolio.network.between import betweenness
    from forlik.portfolio.network.connected import components, degrees
    from forlik.portfolio.network.dropping import edge_drop, leads
    from forlik.portfolio.network.leaving import if_each_leaves
    from forlik.portfolio.network.partners import partners

    found = partners(table)
    first = if_each_leaves(found)[0].organisation
    asked: dict[str, Callable[[], Any]] = {
        "ties from the table": lambda: partners(table),
        "degree": lambda: degrees(found),
        "components": lambda: components(found),
        "money lost, each": lambda: if_each_leaves(found),
        f"{DRAWS} draws of an edge-drop": lambda: edge_drop(found, leads(first), draws=DRAWS),
    }
    asked |= {f"betweenness, k = {k}": lambda k=k: betweenness(found, k=k) for k in SAMPLED}
    return [(name, *timed(work, 1)[:2]) for name, work in asked.items()]


def main() -> None:
    """Measure and print the tables."""
    given = options(sys.argv[1:], organisations=50_000, edges=200_000)
    rows, firsts = [], 0.0
    for step in STEPS:
        organisations, edges = int(given["organisations"] * step), int(given["edges"] * step)
        table = made_up(organisations, edges)
        seconds, worked, answer = timed(lambda table=table: ours(table))
        _, beside, reference = timed(lambda table=table: plain(table))
        if answer != reference:
            raise SystemExit(f"the answers differ: {answer} and, by networkx, {reference}")
        each = worked / edges
        firsts = firsts or each
        rows.append((f"{organisations:,}", edges, seconds, worked, each * 1e6, each / firsts, beside, worked / beside))
    show(
        "degree, components and money lost, from a table of edges",
        ("organisations", "edges", "seconds", "CPU s", "CPU µs an edge", "÷ first", "networkx CPU s", "÷ networkx"),
        rows,
        f"aimed at: {LIMIT:.0f} s for {given['organisations']:,} organisations; ÷ first: 1.00 is linear",
        "the answers of both are the same to the cent",
        "the least of three runs; CPU s hangs least on what else runs; networkx is given the same table in memory",
    )
    aimed = made_up(given["organisations"], given["edges"])
    show("its steps, at the size aimed at", ("step", "seconds", "CPU s"), parts(aimed))
    peak = run(sys.executable, __file__, "--organisations", given["organisations"], "--edges", -given["edges"])
    show("memory", ("what", "MB"), [("greatest size of a process that does it once", peak.peak_mb)])


if __name__ == "__main__":
    edges = options(sys.argv[1:], organisations=50_000, edges=200_000)
    if edges["edges"] < 0:
        ours(made_up(edges["organisations"], -edges["edges"]))
    else:
        main()
