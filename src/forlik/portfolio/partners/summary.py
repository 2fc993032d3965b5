"""The network in a few figures, each with its doubt: how it hangs together, who matters most, whether that holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from forlik.core.errors import UsageError
from forlik.portfolio.network.between import Betweenness, betweenness
from forlik.portfolio.network.connected import Degree, components, degrees
from forlik.portfolio.network.dropping import Held, edge_drop, leads
from forlik.portfolio.network.leaving import Leaving, if_each_leaves, if_it_leaves
from forlik.portfolio.partners.partner import Partner, Partners

SAMPLED, FEWEST_SAMPLED = 100, 20
"""From how many organisations paths are followed for betweenness, at most; from fewer than the least, none are."""
FOLLOWED = 400_000
"""Organisations and ties that are passed on all these paths together: in a large network they start from fewer."""
DROPPED = 0.1
"""With which probability a tie is dropped: a stated assumption, no estimate."""
DRAWS, FEWEST_DRAWS = 200, 20
DRAWN = 2_000_000
"""Ties that are looked at in all draws together: of a large network there are fewer draws."""

SUMMARY, DEGREES, LEAVING = "summary", "degrees", "leaving"


@dataclass(frozen=True, slots=True)
class Summary:
    """The network in a few figures.

    Args:
        organisations: How many have a tie.
        ties: How many pairs money goes between.
        parts: Into how many parts it falls, whichever way money goes.
        largest: How many organisations are in the largest.
        money: US dollars of all ties of which it is known.
        unknown: Ties of which it is not.
        coverage_percent: What of the flows, and of their money, is in the ties.
        leaving: What would be lost with each, that with most through it first.
        leads: Whether that with most through it still has most when ties are dropped; nothing where there is none, and
            where there are so many ties that it is not reckoned here.
        between: Who stands between others, from a stated sample; nothing where there is no tie, and where there are so
            many that it is not reckoned here.
        by_hands: Number of hands → how many organisations money comes to through so many at least.
    """

    organisations: int
    ties: int
    parts: int
    largest: int
    money: Decimal
    unknown: int
    coverage_percent: Decimal | None
    leaving: tuple[Leaving, ...]
    leads: Held | None
    between: Betweenness | None
    by_hands: Mapping[int, int]


def summary(found: Partners) -> Summary:
    """The network of some partners in a few figures, worked out once.

    What takes the longer the more ties there are is bounded: from fewer organisations paths are followed, in fewer
    draws ties are dropped; and where so few would tell nothing, it is left out, and :func:`betweenness` and
    :func:`edge_drop` of ``forlik.portfolio.network`` give it to whoever has the time.

    Args:
        found: The partners.
    """
    if SUMMARY not in found.memory:
        found.memory[SUMMARY] = _summary(found)
    made: Summary = found.memory[SUMMARY]
    return made


def bounded(work: int, each: int, most: int, least: int) -> int:
    """How many times something is done.

    Args:
        work: The work that may be done in all.
        each: What each time takes of it.
        most: How many times at most.
        least: How many times at least; none rather than fewer.
    """
    times = min(most, work // max(each, 1))
    return times if times >= least else 0


def _summary(found: Partners) -> Summary:
    network = found.network
    parts, leaving = components(network), tuple(leaving_of(found).values())
    sampled = bounded(FOLLOWED, len(network.ids) + len(network), SAMPLED, FEWEST_SAMPLED)
    draws = bounded(DRAWN, len(network), DRAWS, FEWEST_DRAWS)
    first = leads(leaving[0].organisation) if leaving else None
    counts: dict[int, int] = {}
    for one in found.found:
        if one.hands is not None:
            counts[one.hands] = counts.get(one.hands, 0) + 1
    return Summary(
        organisations=len(network.ids),
        ties=len(network),
        parts=len(parts),
        largest=len(parts[0].organisations) if parts else 0,
        money=network.total,
        unknown=int((~network.known).sum()),
        coverage_percent=network.coverage_percent,
        leaving=leaving,
        leads=edge_drop(network, first, p=DROPPED, draws=draws) if first and draws else None,
        between=betweenness(network, k=sampled) if leaving and sampled else None,
        by_hands=dict(sorted(counts.items())),
    )


def degrees_of(found: Partners) -> Mapping[str, Degree]:
    """Key → how many give to it and to how many it gives, of those with a tie; worked out once.

    Args:
        found: The partners.
    """
    if DEGREES not in found.memory:
        found.memory[DEGREES] = degrees(found.network)
    made: Mapping[str, Degree] = found.memory[DEGREES]
    return made


def leaving_of(found: Partners) -> Mapping[str, Leaving]:
    """Key → what would be lost with it, of those with a tie, that with most through it first; worked out once.

    Args:
        found: The partners.
    """
    if LEAVING not in found.memory:
        found.memory[LEAVING] = {one.organisation: one for one in if_each_leaves(found.network)}
    made: Mapping[str, Leaving] = found.memory[LEAVING]
    return made


def standing(found: Partners, one: Partner) -> tuple[Leaving, Degree] | None:
    """What is lost if one partner leaves, and how many others it has; nothing where it is in no tie.

    Args:
        found: The partners.
        one: The one.
    """
    try:
        leaving = if_it_leaves(found.network, one.ref)
    except UsageError:
        return None
    return leaving, degrees_of(found)[one.ref]
