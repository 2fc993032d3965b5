"""What is lost if a partner leaves: the money through it, and those who have nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from forlik.portfolio.network.edges import Whole
from forlik.portfolio.network.partners import Network, Numbers


@dataclass(frozen=True, slots=True)
class Leaving:
    """What goes with one organisation.

    Args:
        organisation: Its identifier.
        received: Money that it is given.
        passed_on: Money that it gives.
        through: The larger of the two. What it receives and what it passes on may be the same money: their sum might
            count it twice.
        left_alone: How many organisations have no other partner than it.
        alone: The money of those with it, the larger of what they give it and what it gives them, for the same reason:
            all that they are known to give or receive here.
        unknown: Its ties of which the money is unknown: it is at least that much that is lost.
        unit: Unit of the money.
    """

    organisation: str
    received: Decimal
    passed_on: Decimal
    through: Decimal
    left_alone: int
    alone: Decimal
    unknown: int
    unit: str


def if_each_leaves(found: Network) -> tuple[Leaving, ...]:
    """What would be lost if each of the partners left, one at a time.

    through(v) = max(Σ money of ties to v, Σ money of ties from v); alone(v) is the same over the ties with those
    alone of whom v is the only partner. Nobody is taken to step in, so it is no forecast (nodes are taken out one by
    one as in Albert, Jeong and Barabási 2000, Error and attack tolerance of complex networks, *Nature* 406; the measure
    of money is ours).

    Args:
        found: The partners.

    Returns:
        One item an organisation with a tie, the one with most money through it first, among equals by identifier.
    """
    sums = _Sums.of(found)
    return tuple(
        Leaving(
            found.ids[number],
            found.decimal(received),
            found.decimal(passed_on),
            found.decimal(max(received, passed_on)),
            left_alone,
            found.decimal(alone),
            unknown,
            found.unit,
        )
        for number, received, passed_on, left_alone, alone, unknown in sums.rows()
    )


def leads_with_money(found: Network, organisation: str) -> bool:
    """Whether no other organisation has as much money through it; not where it has no tie.

    Args:
        found: The partners.
        organisation: Its identifier.
    """
    if organisation not in found.ids:
        return False
    number, count = found.number(organisation), len(found.ids)
    received, passed_on = (np.zeros(count, found.money.dtype) for _ in range(2))
    np.add.at(received, found.implementers, found.money)
    np.add.at(passed_on, found.funders, found.money)
    tied = np.zeros(count, bool)
    tied[found.funders] = tied[found.implementers] = True
    through = np.maximum(received, passed_on)
    there, tied[number] = bool(tied[number]), False
    return there and bool((through[tied] < through[number]).all())


@dataclass(frozen=True, slots=True)
class _Sums:
    """By organisation: money received and passed on, who is left alone with how much, ties of unknown money."""

    partners: Numbers
    received: Whole
    passed_on: Whole
    left_alone: Numbers
    alone: Whole
    unknown: Numbers

    @classmethod
    def of(cls, found: Network) -> "_Sums":
        """Add up the ties."""
        count = len(found.ids)
        received, passed_on, from_them, to_them = (np.zeros(count, found.money.dtype) for _ in range(4))
        np.add.at(received, found.implementers, found.money)
        np.add.at(passed_on, found.funders, found.money)
        # Whoever gives to one who gives back has one partner there, and not two.
        one = np.concatenate([found.funders, found.implementers])
        other = np.concatenate([found.implementers, found.funders])
        pairs = np.unique(one * max(count, 1) + other)
        one, other = pairs // max(count, 1), pairs % max(count, 1)
        partners = np.bincount(one, minlength=count)
        single = partners[one] == 1
        np.add.at(from_them, other[single], passed_on[one[single]])
        np.add.at(to_them, other[single], received[one[single]])
        unknown = np.bincount(found.funders[~found.known], minlength=count)
        unknown += np.bincount(found.implementers[~found.known], minlength=count)
        return cls(
            partners,
            received,
            passed_on,
            np.bincount(other[single], minlength=count),
            np.maximum(from_them, to_them),
            unknown,
        )

    def rows(self) -> Iterator[tuple[int, int, int, int, int, int]]:
        """Of each organisation with a tie its number and sums, the one with most money through it first."""
        columns = (self.received, self.passed_on, self.left_alone, self.alone, self.unknown)
        plain = [column.tolist() for column in columns]
        through = list(map(max, plain[0], plain[1]))
        some = np.flatnonzero(self.partners).tolist()
        # Numbers go up with identifiers.
        for number in sorted(some, key=lambda number: (-through[number], number)):
            yield number, plain[0][number], plain[1][number], plain[2][number], plain[3][number], plain[4][number]


def if_it_leaves(found: Network, organisation: str) -> Leaving:
    """What would be lost if one partner left.

    Args:
        found: The partners.
        organisation: Its identifier.

    Returns:
        What goes with it, as in ``if_each_leaves``; nothing at all when it has no tie.

    Raises:
        UsageError: No partner has this identifier.
    """
    number = found.number(organisation)
    near = np.zeros(len(found.ids), bool)
    near[number] = True
    near[found.implementers[found.funders == number]] = True
    near[found.funders[found.implementers == number]] = True
    # What hangs on it is told by its own ties and those of its partners.
    around = found.with_ties(near[found.funders] | near[found.implementers])
    none = found.decimal(0)
    nothing = Leaving(organisation, none, none, none, 0, none, 0, found.unit)
    return next((one for one in if_each_leaves(around) if one.organisation == organisation), nothing)
