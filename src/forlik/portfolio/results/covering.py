"""What coverage of results is made of: counts and money, as a whole and told apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from forlik.portfolio.coordination.measured import coverage as share_of

BY = ("publisher", "country", "pillar", "year")
"""How coverage can be told apart. A year is the one from which results are expected."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of some activities have what is expected of them.

    Args:
        activities: Activities of which results are expected.
        having: ``result``, ``indicator``, ``target``, ``actual`` → how many of them have it; ``evaluation`` → how
            many link one that no other activity links, and ``shared_evaluation`` → how many only such as others link
            too, whatever else they have.
        usd: What was paid out in them, each amount by its size whatever its sign, so that a share is never more than
            the whole; ``None`` where no amount is known.
        usd_having: The same of those that have it.
        without_money: Activities of which no amount in US dollars is known: they weigh nothing.
    """

    activities: int
    having: Mapping[str, int]
    usd: Decimal | None
    usd_having: Mapping[str, Decimal]
    without_money: int

    def percent(self, what: str = "result") -> Decimal | None:
        """Share of the activities, rounded down so that only all is 100; ``None`` where there are none.

        Args:
            what: ``result``, ``indicator``, ``target``, ``actual``, ``evaluation`` or ``shared_evaluation``.
        """
        return share_of((self.having[what], self.activities))

    def percent_of_money(self, what: str = "result") -> Decimal | None:
        """The same share of their money; ``None`` where no money is known."""
        return share_of((self.usd_having[what], self.usd)) if self.usd else None


@dataclass(frozen=True, slots=True)
class Part:
    """Coverage of one publisher, country, pillar or year.

    Args:
        key: Its reference, ISO3, pillar or year; empty where there is none.
        name: The publisher's name; else the key.
        coverage: How many have what.
    """

    key: str
    name: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Apart:
    """Activities that are not in the coverage.

    Args:
        why: ``other_level``, ``secondary``, ``not_yet``, ``never`` or ``unknown``.
        activities: How many.
        with_result: How many of them have a result all the same.
    """

    why: str
    activities: int
    with_result: int


@dataclass(frozen=True)
class Covered:
    """Coverage as a whole and told apart.

    Args:
        day: The day whose knowledge it shows.
        whole: All that are asked for.
        by: ``publisher``, ``country``, ``pillar``, ``year`` → its parts, those with most activities first, years in
            order. An activity of several countries or pillars stands in each, with the money of that one: those parts
            do not add up to the whole.
        apart: What is not in it.
        bases: Numbers of the snapshots behind it.
    """

    day: date
    whole: Coverage
    by: Mapping[str, tuple[Part, ...]] = field(repr=False)
    apart: tuple[Apart, ...] = field(repr=False)
    bases: tuple[int, ...] = field(repr=False)
