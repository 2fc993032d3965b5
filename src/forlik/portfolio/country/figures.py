"""All figures of one country's page: its pillars in every year, and how they, donors and plans meet in one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from forlik.places import Place
from forlik.portfolio.coordination.amounts import Amounts
from forlik.portfolio.coordination.concentration import Concentration, donor_concentration
from forlik.portfolio.coordination.evenness import evenness
from forlik.portfolio.coordination.localisation import Localisation
from forlik.portfolio.coordination.measured import LeftOut, Measured, Reason
from forlik.portfolio.coordination.predictability import Predictability
from forlik.portfolio.coordination.shares import Shares, pillar_shares
from forlik.portfolio.country.ends import Ends, Largest, ends, largest
from forlik.portfolio.country.plans import PLANS, kept
from forlik.portfolio.definitions import NO_PILLAR, PILLARS, Definition
from forlik.portfolio.matrix import Cell, Matrix, kept_matrices
from forlik.portfolio.matrix.cells import COLUMNS
from forlik.portfolio.overview.beside import TagSum, by_definition, tag_sums
from forlik.portfolio.overview.newest import newest_year
from forlik.portfolio.overview.rows import Row
from forlik.world import World

SHOWN = ("paid", "committed", *PLANS)
"""Kinds of flow that a page shows side by side."""


@dataclass(frozen=True, slots=True)
class Mix:
    """How the pillars share the money of one year.

    Args:
        year: The year.
        shares: Each pillar's part.
        evenness: How evenly it lies on the pillars that have some.
        even_of_four: How evenly it lies on all four.
    """

    year: int
    shares: Shares
    evenness: Measured
    even_of_four: Measured


@dataclass(frozen=True, slots=True)
class CountryFigures:
    """What a country's page says of aid.

    Args:
        place: The country.
        flow: Kind of flow that is looked at closely.
        year: The year that is looked at closely; nothing where nothing is published of any.
        matrices: Kind of flow → its matrix, all years.
        mixes: Year by year, how the pillars share the money; years without data are not there.
        under: The year's totals under each definition that comes with Forlik; nothing where nothing is published.
        tags: What of the year's money is for a purpose that goes across the pillars.
        donors: On how few who give the year's money hangs: those whom flows name, else who reports them.
        localisation: How much of it is with receivers registered in the country; of the others nobody can tell.
        kept: Kind of plan → what was paid of it in the year, by the organisation that reports both; those without any
            plan for the year are not there.
        givers: Who gives most in the year, the largest first; with one of an empty ``ref`` for what nobody is named to
            give.
        receivers: Who gets most, likewise: the same money, seen from its other end.
    """

    place: Place
    flow: str
    year: int | None
    matrices: Mapping[str, Matrix] = field(repr=False)
    mixes: tuple[Mix, ...]
    under: tuple[tuple[Definition, Row | None], ...]
    tags: tuple[TagSum, ...]
    donors: Concentration
    localisation: Localisation
    kept: Mapping[str, Predictability]
    givers: tuple[Largest, ...]
    receivers: tuple[Largest, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which something of its kind of flow is published, the newest first."""
        return tuple(one.year for one in reversed(self.mixes))

    @property
    def mix(self) -> Mix | None:
        """How the pillars share the money of the year; nothing where nothing is published."""
        return next((one for one in self.mixes if one.year == self.year), None)


def country_figures(
    world: World,
    place: str,
    *,
    year: int | None = None,
    flow: str = "paid",
    definition: Definition | str = "purpose",
    same: Mapping[str, str] | None = None,
) -> CountryFigures:
    """All figures of a country's page, from the cubes alone: no transaction is read.

    Args:
        world: What was known.
        place: Any name or code of a country.
        year: The year that is looked at closely; when not given as ``forlik.portfolio.overview.newest_year`` says.
        flow: Kind of flow that is looked at closely; all of ``SHOWN`` are in ``matrices``, none added to another.
        definition: Which money is of which pillar.
        same: Key of a partner → the key that a person found it to be counted under.

    Returns:
        The figures. Where nothing is published of the country or the year they say so, and nothing is 0.

    Raises:
        UsageError: There is no such definition or kind of flow.
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file was known on the day.
    """
    found = world.place(place)
    made = kept_matrices(world, tuple(dict.fromkeys((flow, *SHOWN))), definition=definition, place=found.iso3)
    years = sorted({one.year for one in made[flow].cells})
    at = newest_year(made[flow].cells, world) if year is None else year
    # A world that is reconstructed stands on a later release, cut to years up to the day.
    open_ = at is not None and not (world.then.mode == "reconstructed" and at > world.day.year)
    sides = ends(world, found, at, flow, same or {}) if at is not None and open_ else Ends({}, {}, ())
    return CountryFigures(
        place=found,
        flow=flow,
        year=at,
        matrices=made,
        mixes=tuple(_mix(year, _cells(made[flow], found, year)) for year in years),
        under=() if at is None else tuple(by_definition(world, flow=flow, year=at, place=found.iso3)),
        tags=() if at is None else tag_sums(world, flow=flow, year=at, place=found.iso3),
        donors=donor_concentration(sides.donors),
        localisation=sides.localisation,
        kept=kept(world, found, at) if at is not None and open_ else {},
        givers=largest(sides.given),
        receivers=largest(sides.received),
    )


def _cells(made: Matrix, place: Place, year: int) -> Sequence[Cell]:
    found = (made.cell(place.iso3, pillar, year) for pillar in COLUMNS)
    return tuple(one for one in found if one is not None)


def _mix(year: int, cells: Sequence[Cell]) -> Mix:
    known = {one.pillar: one for one in cells if one.usd is not None and one.pillar != NO_PILLAR}
    hidden = [one for one in cells if one.usd is not None and one.pillar == NO_PILLAR]
    money = Amounts(
        net={pillar: one.usd for pillar, one in sorted(known.items()) if one.usd is not None},
        entries=sum(one.flows - one.without_rate for one in known.values()),
        nameless=LeftOut(
            Reason("no_name"),
            sum(one.flows - one.without_rate for one in hidden),
            sum((one.usd or Decimal(0) for one in hidden), Decimal(0)),
        ),
        amountless=LeftOut(Reason("no_amount"), sum(one.without_rate for one in cells)),
    )
    return Mix(year, pillar_shares(money), evenness(money), evenness(money, among=len(PILLARS)))
