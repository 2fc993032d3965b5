"""Rows of the portfolio: a place and a year, its pillars in a currency, each total with its coverage and its rule."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from forlik.core.figure import Basis
from forlik.core.table import Table
from forlik.portfolio.coordination.measured import coverage
from forlik.portfolio.cube import codes_of
from forlik.portfolio.cube.years import Years
from forlik.portfolio.currency import InCurrency, YearRate, currency_named, in_currency, yearly_rate
from forlik.portfolio.currency.names import DOLLAR
from forlik.portfolio.definitions import Definition
from forlik.portfolio.definitions import definition as defined
from forlik.portfolio.matrix import Cell, LeftOut, Matrix, behind_all, kept_matrix, matrix_of_years
from forlik.portfolio.matrix.behind import Files, key_of
from forlik.portfolio.matrix.cells import EVERY, Where
from forlik.portfolio.overview.newest import newest_year
from forlik.world import World


@dataclass(frozen=True, slots=True)
class Row:
    """A place and a year.

    Args:
        place_kind: As of a cell.
        place_code: As of a cell.
        year: The year.
        cells: Pillar → its cell, of those in which something is published; and ``all``.
    """

    place_kind: str
    place_code: str
    year: int
    cells: Mapping[str, Cell] = field(repr=False)

    @property
    def where(self) -> Where:
        """Kind of place and its code."""
        return self.place_kind, self.place_code

    @property
    def whole(self) -> Cell:
        """The total of all pillars and of what is in none."""
        return self.cells[EVERY]


@dataclass(frozen=True)
class Overview:
    """The portfolio under one definition, of one kind of flow, in one currency.

    Args:
        world: What was known.
        matrix: The matrix it shows.
        currency: The currency of its amounts.
        rows: Countries, of each year those with most money first, the newest year first.
        beside: Regions, codes that are no country's, and what states no place, in the same order; not of one country.
        totals: All places together, by year; not of one country.
        left_out: What is published and not counted, of the years shown and of none.
    """

    world: World = field(repr=False)
    matrix: Matrix = field(repr=False)
    currency: str
    rows: tuple[Row, ...] = field(repr=False)
    beside: tuple[Row, ...] = field(repr=False)
    totals: tuple[Row, ...] = field(repr=False)
    left_out: tuple[LeftOut, ...] = field(repr=False)

    def money(self, cell: Cell) -> InCurrency:
        """A cell in the currency asked for."""
        return in_currency(self.world, cell, cell.year, self.currency)

    @property
    def left_out_together(self) -> tuple[LeftOut, ...]:
        """What is not counted, all years together: by reason, and what is on other levels by level."""
        sums: dict[tuple[str, int | None], LeftOut] = {}
        for one in self.left_out:
            held = sums.get((one.why, one.level))
            sums[one.why, one.level] = one if held is None else held.beside(one)
        return tuple(sums.values())

    @cached_property
    def rates(self) -> Mapping[int, YearRate]:
        """Year → the rate by which its dollars became the currency."""
        years = {row.year for row in (*self.rows, *self.beside, *self.totals)}
        return {year: yearly_rate(self.world, DOLLAR, self.currency, year) for year in sorted(years)}

    @cached_property
    def bases(self) -> tuple[Basis, ...]:
        """What it stands on: every file behind its cells, and the rates."""
        bases = self.world.then.bases
        files = (bases[number] for number in sorted({one for some in self._behind.values() for one in some}))
        rates = {(one.number, one.edition): one for rate in self.rates.values() for one in rate.bases}
        return (*files, *rates.values())

    def files(self, cell: Cell) -> tuple[int, ...]:
        """The numbers of all files that one of its cells is made of."""
        return self._behind[key_of(cell)]

    @cached_property
    def _behind(self) -> Files:
        """Place, year and pillar of each cell → its files."""
        rows = (*self.rows, *self.beside, *self.totals)
        return behind_all(self.world, [cell for row in rows for cell in row.cells.values()])

    def of_year(self, year: int) -> "Overview":
        """The same of one year."""
        return _overview(self.world, self.matrix, self.currency, {year}, alone=not self.totals)

    def table(self) -> Table:
        """The cells as a table, one row a cell, with coverage, rule, rate and prices; see :mod:`.exported`."""
        from forlik.portfolio.overview.exported import table

        return table(self)


def overview(
    world: World,
    *,
    definition: Definition | str = "purpose",
    flow: str = "paid",
    years: Years = None,
    place: str | None = None,
    currency: str = DOLLAR,
) -> Overview:
    """The portfolio as it is read.

    Args:
        world: What was known.
        definition: Which money is of which pillar.
        flow: Kind of flow.
        years: One year, or first and last; all when not given.
        place: Any name or code of one country; all when not given.
        currency: Code of the currency; amounts of a year are converted by its mean rate, which is stated.

    Raises:
        UsageError: There is no such definition, kind of flow or currency, or the years run backwards.
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file was known on the day.
    """
    asked = currency_named(currency)
    return _overview(world, _matrix(world, definition, flow, years, place), asked, alone=place is not None)


def years_with_data(world: World, *, flow: str = "paid", place: str | None = None) -> tuple[int, ...]:
    """The years in which something of a kind of flow is published, the newest first.

    Args:
        world: What was known.
        flow: Kind of flow.
        place: Any name or code of one country; all places when not given.

    Raises:
        UsageError: There is no such kind of flow.
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file was known on the day.
    """
    return tuple(sorted({one.year for one in _sums(world, flow, place)}, reverse=True))


def newest_with_data(world: World, *, flow: str = "paid", place: str | None = None) -> int | None:
    """The newest of the years with data, as :func:`newest_year` says; nothing where there is none.

    Args:
        world: What was known.
        flow: Kind of flow.
        place: Any name or code of one country; all places when not given.

    Raises:
        UsageError: There is no such kind of flow.
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file was known on the day.
    """
    return newest_year(_sums(world, flow, place), world)


def coverage_percent(cell: Cell) -> Decimal | None:
    """How much of what is published a total is made from, in percent, rounded down so that only all is 100.

    It is the lower of two shares: of its parts of transactions those with a rate, and of the money of its place and
    year what has a pillar; of all places also what is a country's. Money counts by its size.

    Args:
        cell: A cell.

    Returns:
        The percentage; nothing where there is nothing that it could be a share of.
    """
    found = cell.coverage
    shares = (found.rate, found.pillar, *((found.country,) if cell.place_kind == EVERY else ()))
    return coverage(*((one.part, one.whole) for one in shares))


def whole_units(value: Decimal) -> Decimal:
    """An amount to whole units of its currency; what is less than one keeps its digits.

    A half goes away from 0, as with measures.

    Args:
        value: The amount.
    """
    whole = value.quantize(Decimal(1), ROUND_HALF_UP)
    # What is little is not nothing.
    return whole if whole or not value else value.normalize()


def _sums(world: World, flow: str, place: str | None) -> tuple[Cell, ...]:
    found = _matrix(world, "purpose", flow, None, place)
    return found.cells if place else found.totals


def _matrix(world: World, definition: Definition | str, flow: str, years: Years, place: str | None) -> Matrix:
    """A matrix; those asked for last are kept, since a page asks for one several times."""
    said = defined(definition) if isinstance(definition, str) else definition
    codes_of(flow)
    iso3 = world.place(place).iso3 if place else None
    if years is not None:
        return matrix_of_years(world, definition=said, flow=flow, years=years, place=iso3)
    return kept_matrix(world, definition=said, flow=flow, place=iso3)


def _overview(
    world: World, found: Matrix, currency: str, years: Iterable[int] | None = None, *, alone: bool
) -> Overview:
    chosen = None if years is None else set(years)
    return Overview(
        world=world,
        matrix=found,
        currency=currency,
        rows=_rows(found.cells, chosen),
        # They are not the country's, and neither are the files that they are made of.
        beside=() if alone else _rows(found.unallocated, chosen),
        totals=() if alone else _rows(found.totals, chosen),
        left_out=tuple(one for one in found.left_out if chosen is None or one.year is None or one.year in chosen),
    )


def _rows(cells: Iterable[Cell], years: set[int] | None) -> tuple[Row, ...]:
    grouped: dict[tuple[Where, int], dict[str, Cell]] = {}
    for cell in cells:
        if years is None or cell.year in years:
            grouped.setdefault((cell.where, cell.year), {})[cell.pillar] = cell
    return tuple(sorted(_each(grouped), key=_place_in_order))


def _each(grouped: Mapping[tuple[Where, int], Mapping[str, Cell]]) -> Iterator[Row]:
    for (where, year), found in grouped.items():
        yield Row(where[0], where[1], year, found)


def _place_in_order(row: Row) -> tuple[int, bool, Decimal, Where]:
    usd = row.whole.usd
    return -row.year, usd is None, -(usd or Decimal(0)), row.where
