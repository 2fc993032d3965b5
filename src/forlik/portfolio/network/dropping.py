"""Edge-drop bootstrap: whether a finding about the network still holds when some of its ties are not known."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.measured import rounded
from forlik.portfolio.network.edges import Flags
from forlik.portfolio.network.leaving import leads_with_money
from forlik.portfolio.network.partners import Network

DIGITS = 4
Finding = Callable[[Network], bool]


@dataclass(frozen=True, slots=True)
class Held:
    """How often a finding held.

    Args:
        share: Share of the draws in which it held, from 0 to 1.
        held: In how many.
        draws: Of how many.
        p: With which probability each tie was dropped.
        seed: Of the draws.
        holds: Whether it holds with all ties.
    """

    share: Decimal
    held: int
    draws: int
    p: float
    seed: int
    holds: bool


def edge_drop(found: Network, finding: Finding, *, p: float = 0.1, draws: int = 200, seed: int = 0) -> Held:
    """In what share of draws a finding holds when each tie is dropped with probability p.

    Published data leave out ties. This tells whether a finding hangs on single ones (after Costenbader and Valente
    2003, The stability of centrality measures when networks are sampled, *Social Networks* 25; Borgatti, Carley and
    Krackhardt 2006, On the robustness of centrality measures under conditions of imperfect data, *Social Networks* 28).
    It is no confidence: ties are missing by publisher and by country rather than by chance, and what was never
    published cannot be dropped. p is a stated assumption, no estimate.

    Args:
        found: The partners.
        finding: What is said of them, such as ``leads("…")``; asked of the same organisations with fewer ties.
        p: Probability above 0 and below 1.
        draws: How many draws.
        seed: Of the draws; draw i is the same however many there are.

    Raises:
        UsageError: ``p`` or ``draws`` is out of range.
    """
    if not 0 < p < 1 or draws < 1:
        raise UsageError(f"{draws} draws in which ties are dropped with probability {p}", where="edge drop")
    held = sum(bool(finding(found.with_ties(_kept(len(found), p, seed, draw)))) for draw in range(draws))
    return Held(rounded(Fraction(held, draws), DIGITS), held, draws, p, seed, bool(finding(found)))


def _kept(ties: int, p: float, seed: int, draw: int) -> Flags:
    kept: Flags = np.random.default_rng([seed, draw]).random(ties) >= p
    return kept


def leads(organisation: str) -> Finding:
    """The finding that no other organisation has as much money through it."""
    return lambda found: leads_with_money(found, organisation)
