"""Money by who gives and who gets: added up in one question to the engine, then by organisation."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from forlik.portfolio.cube import codes_of, partner_cube
from forlik.portfolio.cube.marking import COUNTED, COUNTRY
from forlik.portfolio.cube.years import up_to_the_day
from forlik.portfolio.definitions import definition, pillar_of
from forlik.portfolio.partners.ends import Reporter, direction_of, ends_of, is_own
from forlik.portfolio.partners.gathering import WHO
from forlik.portfolio.partners.partner import Money
from forlik.world import World

BY = "purpose"
"""The definition of pillars: the list of purpose codes."""


@dataclass(slots=True)
class PartnerSum:
    """What is added up; dollars stay unknown until one is known."""

    usd: Decimal | None = None
    flows: int = 0
    without_rate: int = 0
    by_pillar: dict[str, Decimal] = field(default_factory=dict)

    def add(self, row: Mapping[str, Any]) -> None:
        """Add one row of sums."""
        usd = row["usd"]
        if usd is not None:
            self.usd = usd if self.usd is None else self.usd + usd
            self.by_pillar[row["pillar"]] = self.by_pillar.get(row["pillar"], Decimal(0)) + usd
        self.flows += row["flows"]
        self.without_rate += row["without_rate"]

    def apart(self) -> Iterator[tuple[Decimal | None, int]]:
        """What has a rate and what has none, each with its parts of transactions: the one does not speak for both."""
        if self.usd is not None:
            yield self.usd, self.flows - self.without_rate
        if self.without_rate:
            yield None, self.without_rate

    def money(self) -> Money:
        """As it is told."""
        return Money(self.usd, self.flows, self.without_rate, dict(sorted(self.by_pillar.items())))


def rows_of(
    world: World,
    flow: str,
    place: str | None,
    years: tuple[int, int] | None,
    more: tuple[str, ...] = (),
) -> Any:
    """Sums of flows that count, by their ends as stated and by pillar, as an Ibis table.

    Args:
        world: What was known.
        flow: Kind of flow.
        place: ISO3 of a country; all when nothing.
        years: First and last year; all when nothing.
        more: Columns by which they are told apart besides.

    Raises:
        UsageError: There is no such kind of flow.
        NoData: No IATI file was known on the day.
    """
    codes_of(flow)
    rows = partner_cube(world.then)
    rows = rows.filter((rows.flow == flow) & (rows.standing == COUNTED))
    if place is not None:
        rows = rows.filter((rows.place_kind == COUNTRY) & (rows.place_code == place))
    if years is not None:
        rows = rows.filter(rows.year.between(*years))
    rows = up_to_the_day(world.then, rows)
    rows = pillar_of(definition(BY), rows)
    return rows.group_by(*WHO, "pillar", *more).aggregate(
        usd=rows.usd.sum(),
        flows=rows.flows.sum().cast("int64"),
        without_rate=rows.without_rate.sum().cast("int64"),
        recency=rows.recency.max(),
    )


def ended(
    world: World, rows: Any, flow: str, reporters: Mapping[str, Reporter], same: Mapping[str, str]
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Each row with the keys of who gives and who gets; empty where nobody is named.

    Args:
        world: What was known.
        rows: What :func:`rows_of` gave.
        flow: Kind of flow.
        reporters: Reference of a reporting organisation → who that is.
        same: Key → the key that it is counted under.
    """
    direction = direction_of(flow)
    for row in world.then.engine.run(rows).to_pylist():
        giver, getter = ends_of(row, direction, reporters)
        yield same.get(giver, giver), same.get(getter, getter), row


@dataclass(frozen=True, slots=True)
class Added:
    """Money by organisation and by pair.

    Args:
        given: Key → what it gives to others and to nobody named.
        received: Key → what it gets from others and from nobody named.
        own: Key → its own spending.
        pairs: Who gives and who gets → what; own spending and what names nobody too.
        recency: Places of the snapshots behind it.
    """

    given: dict[str, PartnerSum] = field(default_factory=lambda: defaultdict(PartnerSum))
    received: dict[str, PartnerSum] = field(default_factory=lambda: defaultdict(PartnerSum))
    own: dict[str, PartnerSum] = field(default_factory=lambda: defaultdict(PartnerSum))
    pairs: dict[tuple[str, str], PartnerSum] = field(default_factory=lambda: defaultdict(PartnerSum))
    recency: set[int] = field(default_factory=set)


def added(some: Iterator[tuple[str, str, Mapping[str, Any]]]) -> Added:
    """Money by organisation and by pair; own spending is neither given nor received, and told beside both.

    Args:
        some: What :func:`ended` gave.
    """
    found = Added()
    for giver, getter, row in some:
        found.recency.add(row["recency"])
        found.pairs[giver, getter].add(row)
        if is_own(giver, getter):
            found.own[giver].add(row)
            continue
        if giver:
            found.given[giver].add(row)
        if getter:
            found.received[getter].add(row)
    return found
