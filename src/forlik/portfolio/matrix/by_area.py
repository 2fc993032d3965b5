"""A country's money by administrative area, as far as activities say where they are; the sharing is ours."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from forlik.iati.flows.millionths import exact, millionths
from forlik.iati.flows.split import largest_remainder
from forlik.portfolio.cube.marking import COUNTRY
from forlik.portfolio.cube.years import Years
from forlik.portfolio.definitions import Definition, pillar_of
from forlik.portfolio.definitions import definition as defined
from forlik.portfolio.matrix.cells import COLUMNS, EVERY, Cell
from forlik.portfolio.matrix.country_pillar_year import matrix
from forlik.portfolio.matrix.drilling import counted_rows, standing
from forlik.portfolio.matrix.locating import Where, called, named_locations, weights
from forlik.sources._iati_tables import LIST
from forlik.world import World

SEVERAL_COUNTRIES = "several_countries"
"""Why an activity's money is in no area, beside ``NO_AREA``: it is in several countries, and does not say in which of
them an area is."""
DIGITS = 6
RULE = (
    "Publishers say where an activity is, and not how much of its money goes where: the sharing is ours. An activity's "
    "money for the country in a year is shared equally among the areas that its locations name, or by the percentages "
    "of its locations where each of them states one. Of an activity's areas those of one level count, level 1 before "
    "those below it, and of one list of codes, the one that most of its locations use. Money of activities that name "
    "no area, or that are in several countries, is not given by area."
)


@dataclass(frozen=True, slots=True)
class Area:
    """What an area has in a year.

    Args:
        vocabulary: IATI code of the list of codes (GeographicVocabulary); empty when none is stated.
        level: Its level, 1 the largest within a country; nothing when none is stated.
        code: Its code.
        names: Names of places in it, those that most locations bear first; its own name may be among them.
        year: The year.
        usd: US dollars as shared out by the rule; nothing where nothing is known, which is never 0.
        activities: Activities that have a part in it.
        without_rate: How many of these have something without an amount in US dollars, which is not in ``usd``.
    """

    vocabulary: str
    level: int | None
    code: str
    names: tuple[str, ...]
    year: int
    usd: Decimal | None
    activities: int
    without_rate: int


@dataclass(frozen=True, slots=True)
class NotGiven:
    """What is not given by area in a year.

    Args:
        why: ``no_area`` or ``several_countries``.
        year: The year.
        usd: US dollars; nothing where nothing is known.
        activities: Activities.
        without_rate: How many of these have something without an amount in US dollars.
    """

    why: str
    year: int
    usd: Decimal | None
    activities: int
    without_rate: int


@dataclass(frozen=True, slots=True)
class Located:
    """Where an activity with money in a year is, as the money is shared out, and of which pillars that money is.

    Args:
        year: The year.
        activity: Its key, as in ``iati__activities``.
        pillars: Pillars that it has money of, in their order; what stands beside the pillars is among them.
        areas: The areas that its money is shared among; none where it names none, or is in several countries.
        without_rate: How many parts of its money have no amount in US dollars.
    """

    year: int
    activity: str
    pillars: tuple[str, ...]
    areas: tuple[Where, ...]
    without_rate: int


@dataclass(frozen=True)
class ByArea:
    """A country's money by area: areas and what is not given add up to the totals exactly, year by year.

    Args:
        place: ISO3 of the country.
        flow: Kind of flow.
        day: The day whose knowledge it shows.
        areas: Areas with money, by year, vocabulary, level and code.
        not_given: What is in no area, by year and reason.
        totals: The country's cells of all pillars, as the matrix has them.
        located: Every activity with money, by year: where it is, and its pillars.
    """

    place: str
    flow: str
    day: date
    areas: tuple[Area, ...] = field(repr=False)
    not_given: tuple[NotGiven, ...] = field(repr=False)
    totals: tuple[Cell, ...] = field(repr=False)
    located: tuple[Located, ...] = field(repr=False)
    rule: str = RULE


@dataclass(slots=True)
class _Sum:
    usd: Decimal | None = None
    activities: int = 0
    without_rate: int = 0

    def add(self, usd: Decimal | None, without_rate: int) -> None:
        if usd is not None:
            self.usd = usd if self.usd is None else self.usd + usd
        self.activities += 1
        self.without_rate += without_rate > 0


def by_area(
    world: World, place: str, *, flow: str = "paid", years: Years = None, definition: Definition | str = "purpose"
) -> ByArea:
    """A country's money by administrative area.

    Args:
        world: What was known.
        place: Any name or code of one country.
        flow: Kind of flow; one of ``forlik.portfolio.cube.FLOWS``.
        years: One year, or first and last; all when not given.
        definition: Which money is of which pillar; areas and their money do not hang on it.

    Returns:
        The areas, what is not given by area and why, and the totals that they add up to.

    Raises:
        UsageError: There is no such kind of flow or definition, or the years run backwards.
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file was known on the day.
    """
    iso3 = world.place(place).iso3
    said = defined(definition) if isinstance(definition, str) else definition
    made = matrix(world, definition=said, flow=flow, years=years, place=place)
    totals = tuple(one for one in made.cells if one.pillar == EVERY)
    sums: dict[tuple[int, Where | str], _Sum] = defaultdict(_Sum)
    rows = _activities(world, flow, iso3, totals, said)
    named = named_locations(world, rows)
    located = []
    for row in rows:
        parts = _parts(row, named.get((row["basis"], row["activity_no"]), ()))
        for key, usd in _shared(row["usd"], parts):
            sums[row["year"], key].add(usd, row["without_rate"])
        areas = tuple(key for key in parts if not isinstance(key, str))
        located.append(Located(row["year"], row["activity_key"], row["pillars"], areas, row["without_rate"]))
    names = called(named.values())
    return ByArea(
        place=iso3,
        flow=flow,
        day=world.day,
        areas=tuple(
            Area(*where, names.get(where, ()), year, one.usd, one.activities, one.without_rate)
            for (year, where), one in sorted(sums.items(), key=_order)
            if not isinstance(where, str)
        ),
        not_given=tuple(
            NotGiven(why, year, one.usd, one.activities, one.without_rate)
            for (year, why), one in sorted(sums.items(), key=_order)
            if isinstance(why, str)
        ),
        totals=totals,
        located=tuple(sorted(located, key=lambda one: one.year)),
    )


def _order(item: tuple[tuple[int, Where | str], _Sum]) -> tuple[int, str, int, str]:
    (year, where), _ = item
    return (year, where, 0, "") if isinstance(where, str) else (year, where[0], where[1] or 0, where[2])


def _activities(world: World, flow: str, iso3: str, totals: Sequence[Cell], said: Definition) -> list[dict[str, Any]]:
    """Money for the country of each activity that is counted, by year, with its pillars and the countries it names."""
    spoken = {one.year for one in totals if one.flows}
    if not spoken:
        return []
    rows = pillar_of(said, counted_rows(world, flow, spoken, {(COUNTRY, iso3)}))
    sums = rows.group_by("basis", "activity_no", "activity_key", "year", "pillar").aggregate(
        usd=rows.amount_usd.sum(), without_rate=rows.amount_usd.isnull().cast("int64").sum()
    )
    activities = standing(world)
    own = activities.filter(~activities.secondary_reporter).select("basis", "activity_key", "countries_iso3")
    found = world.then.engine.run(
        sums.left_join(own, ["basis", "activity_key"]).drop("basis_right", "activity_key_right")
    )
    keys = ("basis", "activity_no", "year", "pillar")
    return _together(found.sort_by([(key, "ascending") for key in keys]).to_pylist())


def _together(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One row an activity and year, from one for each of its pillars too; the order stays."""
    found: dict[tuple[int, int, int], dict[str, Any]] = {}
    for row in rows:
        empty = {**row, "usd": None, "without_rate": 0, "pillars": set()}
        held = found.setdefault((row["basis"], row["activity_no"], row["year"]), empty)
        if row["usd"] is not None:
            held["usd"] = row["usd"] if held["usd"] is None else held["usd"] + row["usd"]
        held["without_rate"] += row["without_rate"]
        held["pillars"].add(row["pillar"])
    return [{**one, "pillars": tuple(name for name in COLUMNS if name in one["pillars"])} for one in found.values()]


def _parts(row: Mapping[str, Any], locations: Sequence[Mapping[str, Any]]) -> Mapping[Where | str, int]:
    """Area, or why an activity's money is in none → its weight."""
    return {SEVERAL_COUNTRIES: 1} if LIST in (row["countries_iso3"] or "") else weights(locations)


def _shared(usd: Decimal | None, parts: Mapping[Where | str, int]) -> Iterator[tuple[Where | str, Decimal | None]]:
    """The parts of one activity's money, by area or by why they are in none."""
    if usd is None:
        for key in parts:
            yield key, None
        return
    for key, part in zip(parts, largest_remainder(millionths(usd), list(parts.values())), strict=True):
        yield key, exact(part, DIGITS)
