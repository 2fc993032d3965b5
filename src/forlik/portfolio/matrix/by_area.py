"""A country's money by administrative area, as far as activities say where they are; the sharing is ours."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from forlik.core.schema import BASIS
from forlik.discover import source
from forlik.iati.flows.millionths import exact, millionths
from forlik.iati.flows.split import largest_remainder
from forlik.portfolio.cube.marking import COUNTRY
from forlik.portfolio.cube.tables import snapshots
from forlik.portfolio.cube.versions import paths
from forlik.portfolio.cube.years import Years
from forlik.portfolio.matrix.cells import EVERY, Cell
from forlik.portfolio.matrix.country_pillar_year import matrix
from forlik.portfolio.matrix.drilling import counted_rows, standing
from forlik.sources._iati_tables import LIST
from forlik.world import World

LOCATIONS = "iati__locations"
NO_AREA, SEVERAL_COUNTRIES = "no_area", "several_countries"
"""Why an activity's money is in no area: it names none; or it is in several countries, and does not say in which of
them an area is."""
NAMES = 3
DIGITS = 6
RULE = (
    "Publishers say where an activity is, and not how much of its money goes where: the sharing is ours. An activity's "
    "money for the country in a year is shared equally among the areas that its locations name, or by the percentages "
    "of its locations where each of them states one. Of an activity's areas those of one level count, level 1 before "
    "those below it, and of one list of codes, the one that most of its locations use. Money of activities that name "
    "no area, or that are in several countries, is not given by area."
)
Where = tuple[str, int | None, str]
"""Vocabulary, level and code of an area."""


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
    """

    place: str
    flow: str
    day: date
    areas: tuple[Area, ...] = field(repr=False)
    not_given: tuple[NotGiven, ...] = field(repr=False)
    totals: tuple[Cell, ...] = field(repr=False)
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


def by_area(world: World, place: str, *, flow: str = "paid", years: Years = None) -> ByArea:
    """A country's money by administrative area.

    Args:
        world: What was known.
        place: Any name or code of one country.
        flow: Kind of flow; one of ``forlik.portfolio.cube.FLOWS``.
        years: One year, or first and last; all when not given.

    Returns:
        The areas, what is not given by area and why, and the totals that they add up to.

    Raises:
        UsageError: There is no such kind of flow, or the years run backwards.
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file was known on the day.
    """
    iso3 = world.place(place).iso3
    made = matrix(world, flow=flow, years=years, place=place)
    totals = tuple(one for one in made.cells if one.pillar == EVERY)
    sums: dict[tuple[int, Where | str], _Sum] = defaultdict(_Sum)
    rows = _activities(world, flow, iso3, totals)
    named = _named(world, rows)
    for row in rows:
        mine = named.get((row["basis"], row["activity_no"]), ())
        for key, usd in _shared(row, mine):
            sums[row["year"], key].add(usd, row["without_rate"])
    called = _called(named.values())
    return ByArea(
        place=iso3,
        flow=flow,
        day=world.day,
        areas=tuple(
            Area(*where, called.get(where, ()), year, one.usd, one.activities, one.without_rate)
            for (year, where), one in sorted(sums.items(), key=_order)
            if not isinstance(where, str)
        ),
        not_given=tuple(
            NotGiven(why, year, one.usd, one.activities, one.without_rate)
            for (year, why), one in sorted(sums.items(), key=_order)
            if isinstance(why, str)
        ),
        totals=totals,
    )


def _order(item: tuple[tuple[int, Where | str], _Sum]) -> tuple[int, str, int, str]:
    (year, where), _ = item
    return (year, where, 0, "") if isinstance(where, str) else (year, where[0], where[1] or 0, where[2])


def _activities(world: World, flow: str, iso3: str, totals: Sequence[Cell]) -> list[dict[str, Any]]:
    """Money for the country of each activity that is counted, by year, with the countries that the activity names."""
    spoken = {one.year for one in totals if one.flows}
    if not spoken:
        return []
    rows = counted_rows(world, flow, spoken, {(COUNTRY, iso3)})
    sums = rows.group_by("basis", "activity_no", "activity_key", "year").aggregate(
        usd=rows.amount_usd.sum(), without_rate=rows.amount_usd.isnull().cast("int64").sum()
    )
    activities = standing(world)
    own = activities.filter(~activities.secondary_reporter).select("basis", "activity_key", "countries_iso3")
    found = world.then.engine.run(
        sums.left_join(own, ["basis", "activity_key"]).drop("basis_right", "activity_key_right")
    )
    keys = ("basis", "activity_no", "year")
    told: list[dict[str, Any]] = found.sort_by([(key, "ascending") for key in keys]).to_pylist()
    return told


def _named(world: World, rows: Sequence[Mapping[str, Any]]) -> dict[tuple[int, int], list[dict[str, Any]]]:
    """Snapshot and number of an activity → its locations, with and without an area."""
    then = world.then
    found: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    wanted = pa.table(
        {
            "basis": pa.array([row["basis"] for row in rows], pa.int32()),
            "activity_no": pa.array([row["activity_no"] for row in rows], pa.int64()),
        }
    )
    bases = set(wanted["basis"].to_pylist())
    held = [one for one in snapshots(then) if one.number in bases and LOCATIONS in then.told(one).tables]
    if not held:
        return found
    schema = pa.schema([*source("iati").schemas[LOCATIONS].arrow(), BASIS])
    every = then.engine.read(paths(then, held, LOCATIONS), schema)
    mine = every.semi_join(then.engine.memory(wanted), ["basis", "activity_no"])
    columns = ("basis", "activity_no", "ordinal", "name", "admin_vocabulary", "admin_level", "admin_code", "percentage")
    read = then.engine.run(mine.select(*columns))
    for row in read.sort_by([(key, "ascending") for key in ("basis", "activity_no", "ordinal")]).to_pylist():
        found[row["basis"], row["activity_no"]].append(row)
    return found


def _shared(
    row: Mapping[str, Any], locations: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Where | str, Decimal | None]]:
    """The parts of one activity's money, by area or by why they are in none."""
    if LIST in (row["countries_iso3"] or ""):
        yield SEVERAL_COUNTRIES, row["usd"]
        return
    weights = _weights(locations)
    if row["usd"] is None:
        for key in weights:
            yield key, None
        return
    parts = largest_remainder(millionths(row["usd"]), list(weights.values()))
    for key, part in zip(weights, parts, strict=True):
        yield key, exact(part, DIGITS)


def _weights(locations: Sequence[Mapping[str, Any]]) -> dict[Where | str, int]:
    """Area, or why there is none → its weight; areas in the order of their codes, so that the same gives the same."""
    areas = [_area(one) for one in locations]
    chosen = _of_one_list([one for one in areas if one])
    if not chosen:
        return {NO_AREA: 1}
    percentages = [one["percentage"] for one in locations]
    if all(one is not None and one >= 0 for one in percentages) and sum(percentages) > 0:
        found: dict[Where | str, int] = defaultdict(int)
        for area, percentage in zip(areas, percentages, strict=True):
            found[area if area in chosen else NO_AREA] += millionths(percentage)
        keys: list[Where | str] = [*_in_order(chosen), NO_AREA]
        return {key: found[key] for key in keys if found.get(key)}
    return dict.fromkeys(_in_order(chosen), 1)


def _area(location: Mapping[str, Any]) -> Where | None:
    """The area that a location names; level 0 is the country itself, and no area."""
    if not location["admin_code"] or location["admin_level"] == 0:
        return None
    return location["admin_vocabulary"] or "", location["admin_level"], location["admin_code"]


def _of_one_list(areas: Sequence[Where]) -> set[Where]:
    """The areas of one level and one vocabulary: no money goes both to an area and to a part of it."""
    if not areas:
        return set()
    best = min(_depth(one) for one in areas)
    level = [one for one in areas if _depth(one) == best]
    many = Counter(vocabulary for vocabulary, _, _ in level)
    first = min(many, key=lambda name: (-many[name], name))
    return {one for one in level if one[0] == first}


def _in_order(areas: Iterable[Where]) -> list[Where]:
    return sorted(areas, key=lambda area: area[2])


def _depth(area: Where) -> tuple[bool, int]:
    return area[1] is None, area[1] or 0


def _called(found: Iterable[Sequence[Mapping[str, Any]]]) -> dict[Where, tuple[str, ...]]:
    """Area → names of the places in it."""
    names: dict[Where, Counter[str]] = defaultdict(Counter)
    for locations in found:
        for one in locations:
            if (where := _area(one)) and one["name"]:
                names[where][" ".join(one["name"].split())] += 1
    return {
        where: tuple(sorted(counted, key=lambda name: (-counted[name], name))[:NAMES])
        for where, counted in names.items()
    }
