"""One country's year by area: how much of its money is given by area at all, the areas, and where pillars meet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from forlik.core.errors import NoData
from forlik.core.figure import Basis
from forlik.core.table import Table
from forlik.iati.standard import codelists
from forlik.portfolio.areas.meeting import Meeting, meeting
from forlik.portfolio.coordination.amounts import added
from forlik.portfolio.coordination.measured import Reason, apportioned, first_reason, fixed
from forlik.portfolio.currency import InCurrency, YearRate, currency_named, in_currency, yearly_rate
from forlik.portfolio.currency.names import DOLLAR
from forlik.portfolio.definitions import Definition
from forlik.portfolio.definitions import definition as defined
from forlik.portfolio.last_answer import last_answer
from forlik.portfolio.matrix import Area, ByArea, Cell, by_area
from forlik.portfolio.matrix.by_area import SEVERAL_COUNTRIES
from forlik.portfolio.matrix.locating import NO_AREA
from forlik.portfolio.overview import newest_with_data, place_name
from forlik.world import World

LAST = "the areas of a country that were asked for last"
GIVEN = "area"
"""What is given by area, all areas together."""
PARTS = (GIVEN, NO_AREA, SEVERAL_COUNTRIES)
DIGITS = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the country's money: what is given by area, or what is not and why.

    Args:
        name: ``area``, ``no_area`` or ``several_countries``.
        usd: US dollars; 0 where no activity is of this part, nothing where none of it has a rate.
        percent: Its share of the total; nothing where shares are unknown.
        activities: Activities with money in it. One that shares its money between areas and places without one is in
            two parts.
        without_rate: How many of these have something without an amount in US dollars, which is not in ``usd``.
    """

    name: str
    usd: Decimal | None
    percent: Decimal | None
    activities: int
    without_rate: int


@dataclass(frozen=True)
class CountryAreas:
    """One country's year by area.

    Args:
        world: What was known.
        year: The year.
        definition: Which money is of which pillar.
        currency: The currency asked for.
        cell: The total that areas and what is not given add up to: the matrix's, of all pillars.
        areas: Areas, those with most money first.
        parts: What is given by area and what is not; they add up to the total.
        reason: Why shares of the total are unknown; nothing where they are known.
        activities: Activities with money for the country in the year, each once.
        meeting: Whether pillars work in the same areas.
        rule: How money was shared.
    """

    world: World = field(repr=False)
    year: int
    definition: Definition = field(repr=False)
    currency: str
    cell: Cell
    areas: tuple[Area, ...] = field(repr=False)
    parts: tuple[Part, ...]
    reason: Reason | None
    activities: int
    meeting: Meeting = field(repr=False)
    rule: str = field(repr=False)

    @property
    def place(self) -> str:
        """ISO3 of the country."""
        return self.cell.place_code

    @property
    def flow(self) -> str:
        """Kind of flow."""
        return self.cell.flow

    @property
    def given(self) -> Part:
        """What is given by area."""
        return self.parts[0]

    @property
    def unlevelled(self) -> int:
        """Areas that state no level: each may be the whole country, or lie within another."""
        return sum(one.level is None for one in self.areas)

    def money(self, amount: Cell | Decimal | None) -> InCurrency:
        """An amount of the year, in US dollars, in the currency asked for."""
        return in_currency(self.world, amount, self.year, self.currency)

    @cached_property
    def rate(self) -> YearRate:
        """The rate by which dollars became the currency."""
        return yearly_rate(self.world, DOLLAR, self.currency, self.year)

    @property
    def bases(self) -> tuple[Basis, ...]:
        """What it stands on: the latest known file behind its total, and the rates."""
        number = self.cell.basis
        return (*(() if number is None else (self.world.then.bases[number],)), *self.rate.bases)

    def table(self) -> Table:
        """Areas and what is not given as a table; see :mod:`.exported`."""
        from forlik.portfolio.areas.exported import table

        return table(self)


def country_areas(
    world: World,
    place: str,
    *,
    year: int | None = None,
    flow: str = "paid",
    definition: Definition | str = "purpose",
    currency: str = DOLLAR,
) -> CountryAreas:
    """A country's money of one year by administrative area, and which pillars work in the same areas.

    Args:
        world: What was known.
        place: Any name or code of one country.
        year: The year; when not given as ``forlik.portfolio.overview.newest_with_data`` says.
        flow: Kind of flow; one of ``forlik.portfolio.cube.FLOWS``.
        definition: Which money is of which pillar; of this only where pillars meet hangs on it.
        currency: Code of the currency; amounts are converted by the mean rate of the year, which is stated.

    Raises:
        UsageError: There is no such kind of flow, definition or currency.
        PlaceRefused: The place is ambiguous or unknown.
        NoData: Nothing is published of the country and year, which is unknown and not 0; or no IATI file was known.
    """
    asked = currency_named(currency)
    said = defined(definition) if isinstance(definition, str) else definition
    iso3 = world.place(place).iso3
    at = newest_with_data(world, flow=flow, place=iso3) if year is None else year
    key = (iso3, at, flow, said.model_dump_json(), asked)
    return last_answer(world, LAST, key, lambda: _country_areas(world, iso3, at, flow, said, asked))


def _country_areas(world: World, iso3: str, at: int | None, flow: str, said: Definition, asked: str) -> CountryAreas:
    found = None if at is None else by_area(world, iso3, flow=flow, years=at, definition=said)
    cell = next((one for one in found.totals if one.flows), None) if found else None
    if found is None or cell is None:
        of_year = "" if at is None else f", {at}"
        raise NoData(
            f"nothing is published as {flow} for {place_name(('country', iso3))}{of_year}",
            remedy="that is unknown, not 0; another year or kind of flow may have something",
        )
    parts, reason = _parts(found)
    return CountryAreas(
        world=world,
        year=cell.year,
        definition=said,
        currency=asked,
        cell=cell,
        areas=tuple(sorted(found.areas, key=_most_money)),
        parts=parts,
        reason=reason,
        activities=len(found.located),
        meeting=meeting(found.located),
        rule=found.rule,
    )


def list_title(vocabulary: str) -> str:
    """What IATI calls a list of areas; a code that is on none of its lists is its own name."""
    known = codelists()["GeographicVocabulary"]
    return known[vocabulary].name if vocabulary in known else vocabulary


def _most_money(one: Area) -> tuple[bool, Decimal, str, int, str]:
    return one.usd is None, -(one.usd or Decimal(0)), one.vocabulary, one.level or 0, one.code


def _parts(found: ByArea) -> tuple[tuple[Part, ...], Reason | None]:
    """What is given by area and what is not, each with its share, or why shares are unknown."""
    others = {one.why: one for one in found.not_given}
    money = {GIVEN: _sum(one.usd for one in found.areas)} | {
        why: others[why].usd if why in others else Decimal(0) for why in PARTS[1:]
    }
    percents, reason = _percents(money)
    placed = [one for one in found.located if one.areas]
    given = Part(GIVEN, money[GIVEN], percents.get(GIVEN), len(placed), sum(one.without_rate > 0 for one in placed))
    rest = (
        Part(
            why,
            money[why],
            percents.get(why),
            others[why].activities if why in others else 0,
            others[why].without_rate if why in others else 0,
        )
        for why in PARTS[1:]
    )
    return (given, *rest), reason


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; 0 where there is nothing to add, nothing where nothing of it is known."""
    every = list(amounts)
    known = [one for one in every if one is not None]
    return added(known) if known or not every else None


def _percents(money: Mapping[str, Decimal | None]) -> tuple[Mapping[str, Decimal], Reason | None]:
    """Shares of the total that add up to exactly 100; none where a part is unknown or below 0, or all is 0."""
    known = {name: one for name, one in money.items() if one is not None}
    below = min((name for name, one in known.items() if one < 0), default="")
    reason = first_reason(
        Reason("no_amount") if len(known) < len(money) else None,
        Reason("negative", below) if below else None,
        None if any(known.values()) else Reason("nothing_left"),
    )
    if reason:
        return {}, reason
    return {name: fixed(one, DIGITS) for name, one in apportioned(known, 100 * 10**DIGITS).items()}, None
