"""Betweenness: who stands between others, from a stated sample."""

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from forlik.core.errors import UsageError
from forlik.portfolio.network.connected import graph_of
from forlik.portfolio.network.partners import Network


@dataclass(frozen=True, slots=True)
class Betweenness:
    """Who stands between others.

    Args:
        scores: Identifier → betweenness from 0 to 1; those who stand most between others first.
        sampled: From how many organisations paths were followed.
        seed: The seed of that sample.
        organisations: How many there are.
        exact: Whether paths were followed from all.
    """

    scores: Mapping[str, float]
    sampled: int
    seed: int
    organisations: int
    exact: bool


def betweenness(found: Network, *, k: int = 100, seed: int = 0) -> Betweenness:
    """How often an organisation lies on the shortest ways between two others.

    The part of the shortest ways from s to t that lead over an organisation, summed over all pairs of others and
    divided by their number (Freeman 1977, A set of measures of centrality based on betweenness, *Sociometry* 40), on
    the graph of organisations without direction and without weights, by the algorithm of Brandes (2001) in networkx;
    from k organisations drawn by the seed instead of all (Brandes and Pich 2007, Centrality estimation in large
    networks). It tells who links groups that would else be apart, and nothing of money. A sample is an estimate: places
    far down the list are noise, and another seed is a check.

    Args:
        found: The partners.
        k: From how many organisations paths are followed; exact when there are no more.
        seed: Of the sample. The same partners, k and seed give the same scores.

    Raises:
        UsageError: ``k`` is below 1.
    """
    if k < 1:
        raise UsageError(f"betweenness from {k} organisations", where="k")
    graph = graph_of(found)
    count = graph.number_of_nodes()
    exact = k >= count
    scores = nx.betweenness_centrality(graph, k=None if exact else k, seed=seed)
    named = sorted(((found.ids[number], score) for number, score in scores.items()), key=lambda one: (-one[1], one[0]))
    return Betweenness(dict(named), min(k, count), seed, count, exact)
