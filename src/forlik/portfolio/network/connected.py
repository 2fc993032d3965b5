"""Who is connected with whom: the graph of partners, how many each has, and the parts it falls into."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import networkx as nx
import numpy as np

from forlik.portfolio.network.partners import Network


@dataclass(frozen=True, slots=True)
class Degree:
    """How many partners an organisation has.

    Args:
        funders: How many fund it.
        implementers: How many it funds.
    """

    funders: int
    implementers: int


@dataclass(frozen=True, slots=True)
class Component:
    """Organisations that are connected with each other and with no others.

    Args:
        organisations: Their identifiers, in order.
        ties: How many ties there are between them.
        money: What these add up to, as far as it is known.
        unknown: Ties of which the money is unknown.
    """

    organisations: tuple[str, ...]
    ties: int
    money: Decimal
    unknown: int


def graph_of(found: Network) -> Any:
    """Organisations as one graph without direction, each one node whatever its sides.

    Args:
        found: The partners.

    Returns:
        A ``networkx.Graph`` of the numbers of the organisations that have a tie. It is the two-mode
        graph of funders and implementers (Borgatti and Everett 1997) with the two sides of an organisation that both
        gives and receives brought together: else money that goes through it would seem to end there.
    """
    graph = nx.Graph()
    # Ties are in order, and so are the nodes that are sampled from later.
    graph.add_edges_from(zip(found.funders.tolist(), found.implementers.tolist(), strict=True))
    return graph


def degrees(found: Network) -> Mapping[str, Degree]:
    """How many partners each organisation has.

    Args:
        found: The partners.

    Returns:
        Identifier → how many fund it and how many it funds, for organisations with a tie, in order. Ties count whether
        or not their money is known.
    """
    count = len(found.ids)
    receiving, giving = (np.bincount(side, minlength=count).tolist() for side in (found.implementers, found.funders))
    return {
        name: Degree(funders, implementers)
        for name, funders, implementers in zip(found.ids, receiving, giving, strict=True)
        if funders or implementers
    }


def components(found: Network) -> tuple[Component, ...]:
    """The parts into which the network falls (networkx; Hopcroft and Tarjan 1973).

    Two organisations are in one part when a chain of ties leads from one to the other, whichever way money goes. Data
    that leave out a tie make two parts of one: many small parts may be a fault of reporting.

    Args:
        found: The partners.

    Returns:
        The parts, the one with most organisations first, among equals that with the first identifier.
    """
    parts = [sorted(part) for part in nx.connected_components(graph_of(found))]
    parts.sort(key=lambda part: (-len(part), part[0]))
    part_of = np.zeros(len(found.ids), np.int64)
    for place, part in enumerate(parts):
        part_of[part] = place
    at = part_of[found.funders]
    ties, unknown = np.bincount(at, minlength=len(parts)), np.bincount(at[~found.known], minlength=len(parts))
    money = np.zeros(len(parts), found.money.dtype)
    np.add.at(money, at, found.money)
    return tuple(
        Component(tuple(found.ids[number] for number in part), some, found.decimal(amount), without)
        for part, some, amount, without in zip(parts, ties.tolist(), money.tolist(), unknown.tolist(), strict=True)
    )
