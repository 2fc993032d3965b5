"""What a matrix is made of: cells with their coverage, and what is beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from forlik.core.figure import Status
from forlik.measures._iati import ONCE
from forlik.portfolio.cube.kinds import parts_of
from forlik.portfolio.definitions import BESIDE, PILLARS, Definition

EVERY = "all"
"""In place of a pillar: all of them, and what is beside them. In place of a kind of place: all places."""
COLUMNS = (*PILLARS, *BESIDE)
RULE = ONCE
Where = tuple[str, str]
"""Kind of place and its code."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; the division is made last, and only where there is a whole.

    Args:
        part: The part.
        whole: The whole.
        of: What they are counted in.
    """

    part: Decimal
    whole: Decimal
    of: str

    @property
    def value(self) -> Decimal | None:
        """The share from 0 to 1; nothing where the whole is 0."""
        return self.part / self.whole if self.whole else None

    @property
    def reason(self) -> str:
        """Why it is unknown; empty when it is known."""
        return "" if self.whole else f"there are no {self.of}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what is published a total is made from.

    Args:
        rate: Parts of transactions, or of what is planned, with an amount in US dollars, among those that belong to
            this cell.
        pillar: Money with a known pillar, among the money of this place and year. Money counts by its size, whatever
            its sign, so that a share is never more than the whole.
        country: Money of a known country, among the money of this year, by its size.
    """

    rate: Share
    pillar: Share
    country: Share


@dataclass(frozen=True, slots=True)
class Money:
    """Dollars that were moved, each by its size whatever its sign.

    Args:
        here: Of a place in a year.
        no_pillar: Those of them that are in no pillar.
        everywhere: Of all places in that year.
        countries: Those of them that are a country's.
    """

    here: Decimal
    no_pillar: Decimal
    everywhere: Decimal
    countries: Decimal


@dataclass(frozen=True, slots=True)
class Cell:
    """One total: a place, a pillar, a year.

    Args:
        place_kind: ``country``, ``region``, ``unknown_country`` (a code that is no country's), ``none``, or ``all``.
        place_code: ISO3 of the country, code of the region, or the code as stated; empty where there is none.
        year: The year.
        pillar: A pillar, ``excluded_donor_side``, ``no_pillar``, or ``all``.
        flow: Kind of flow, such as ``paid``.
        definition: The definition of pillars.
        usd: US dollars, exact; nothing where nothing is known, which is never 0. Less than 0 where more came back.
        flows: Parts of transactions that belong here.
        without_rate: How many of them have no amount in US dollars and are not in ``usd``.
        levels: Levels of publishers' activities that are counted here, each publisher on one.
        basis: Number of the latest known snapshot behind it (``world.then.bases`` tells of it); nothing when unknown.
        money: What its coverage is told by.
    """

    place_kind: str
    place_code: str
    year: int
    pillar: str
    flow: str
    definition: Definition = field(repr=False)
    usd: Decimal | None
    flows: int
    without_rate: int
    levels: tuple[int, ...]
    basis: int | None
    money: Money = field(repr=False)

    @property
    def where(self) -> Where:
        """Kind of place and its code."""
        return self.place_kind, self.place_code

    @property
    def status(self) -> Status:
        """``unknown``, ``estimated`` where something is left out for want of a rate, else ``reported``."""
        return "unknown" if self.usd is None else "estimated" if self.without_rate else "reported"

    @property
    def reason(self) -> str:
        """Why it is unknown, or what is not in it; empty otherwise."""
        if self.usd is None:
            return "no rate is known" if self.flows else "nothing is published"
        return f"{self.without_rate} of {self.flows} {parts_of(self.flow)} have no rate" if self.without_rate else ""

    @property
    def coverage(self) -> Coverage:
        """How much of what is published it is made from."""
        money = self.money
        return Coverage(
            rate=Share(Decimal(self.flows - self.without_rate), Decimal(self.flows), parts_of(self.flow)),
            pillar=Share(money.here - money.no_pillar, money.here, "known dollars"),
            country=Share(money.countries, money.everywhere, "known dollars"),
        )

    @property
    def rule(self) -> str:
        """The rule by which one level of each publisher counts."""
        return RULE


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is published and not counted, and why.

    Args:
        why: ``other_level``, ``other_version``, ``secondary``, ``replaced`` (by a revised budget); ``undated`` is
            counted in no year.
        year: The year; nothing where there is none.
        usd: US dollars; nothing where no rate is known.
        flows: Parts of transactions.
        without_rate: How many of them have no amount in US dollars.
        level: Of what is on another level, which: levels repeat one another's money and are never added.
    """

    why: str
    year: int | None
    usd: Decimal | None
    flows: int
    without_rate: int
    level: int | None = None

    def beside(self, other: "LeftOut") -> "LeftOut":
        """The two together, of the same reason and level and of no year in particular."""
        known = [one.usd for one in (self, other) if one.usd is not None]
        return LeftOut(
            self.why,
            None,
            sum(known, Decimal(0)) if known else None,
            self.flows + other.flows,
            self.without_rate + other.without_rate,
            self.level,
        )


@dataclass(frozen=True, slots=True)
class Level:
    """The level on which a publisher is counted.

    Args:
        reporting_org_ref: The publisher; empty when it gives no reference.
        level: The level that counts.
        others: Levels that repeat it or stand beside it, and are left out.
    """

    reporting_org_ref: str
    level: int | None
    others: tuple[int, ...]


@dataclass(frozen=True)
class Matrix:
    """Aid by country, pillar and year; what has no country, no pillar or no year stands beside it.

    Args:
        definition: The definition of pillars.
        flow: Kind of flow.
        day: The day whose knowledge it shows.
        years: First and last year asked for, or that there is money of; nothing when there is none.
        cells: Countries' cells, one a pillar in which something is published, and one of ``all``.
        unallocated: The same of regions, of codes that are no country's, and of no place at all.
        totals: The same of all places together (place kind ``all``).
        left_out: What is published and not counted, by year and reason; of all places, or of the one asked for.
    """

    definition: Definition
    flow: str
    day: date
    years: tuple[int, int] | None
    cells: tuple[Cell, ...] = field(repr=False)
    unallocated: tuple[Cell, ...] = field(repr=False)
    totals: tuple[Cell, ...] = field(repr=False)
    left_out: tuple[LeftOut, ...] = field(repr=False)
    rule: str = RULE
    _found: Mapping[tuple[Where, int, str], Cell] = field(default_factory=dict, repr=False, compare=False)

    def cell(self, place_code: str, pillar: str, year: int, *, place_kind: str = "country") -> Cell | None:
        """One cell; nothing where nothing is published, which is unknown and not 0.

        Args:
            place_code: ISO3 of a country, or another code with its kind.
            pillar: A pillar, ``excluded_donor_side``, ``no_pillar``, or ``all``.
            year: The year.
            place_kind: Kind of place.
        """
        return self._found.get(((place_kind, place_code), year, pillar))
