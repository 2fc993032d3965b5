"""Rings in a graph: which nodes reach themselves again."""

from collections.abc import Iterable, Sequence


def in_ring(count: int, edges: Iterable[tuple[int, int]]) -> Sequence[int]:
    """For each node the number of its ring, or -1 when it is in none.

    A ring is a set of at least two nodes each of which is reached from every other: a strongly connected component,
    found as Tarjan did, but without recursion, so that a chain of any length can be followed.

    Args:
        count: How many nodes there are, numbered from 0.
        edges: From which node to which.

    Returns:
        The lowest node of the ring, so that numbers do not hang on the order of the edges.
    """
    after: list[list[int]] = [[] for _ in range(count)]
    for start, end in edges:
        after[start].append(end)
    seen, low = [-1] * count, [0] * count
    ring = [-1] * count
    open_nodes: list[int] = []
    is_open = [False] * count
    clock = 0
    for root in range(count):
        path = [(root, 0)] if seen[root] < 0 else []
        while path:
            node, at = path.pop()
            if at == 0:
                seen[node] = low[node] = clock
                clock += 1
                open_nodes.append(node)
                is_open[node] = True
            else:
                low[node] = min(low[node], low[after[node][at - 1]])
            while at < len(after[node]) and seen[after[node][at]] >= 0:
                if is_open[after[node][at]]:
                    low[node] = min(low[node], seen[after[node][at]])
                at += 1
            if at < len(after[node]):
                path += [(node, at + 1), (after[node][at], 0)]
            elif low[node] == seen[node]:
                _close(node, open_nodes, is_open, ring)
                # A closed node draws nothing down any more.
                low[node] = count
    return ring


def _close(node: int, open_nodes: list[int], is_open: list[bool], ring: list[int]) -> None:
    members: list[int] = []
    while not members or members[-1] != node:
        members.append(open_nodes.pop())
        is_open[members[-1]] = False
    if len(members) > 1:
        first = min(members)
        for member in members:
            ring[member] = first
