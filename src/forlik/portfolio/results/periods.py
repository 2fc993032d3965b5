"""Targets against actuals of a world: of a country, a publisher or one activity."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forlik.portfolio.results.comparing import Comparison, compare
from forlik.portfolio.results.coverage import ACTIVITIES, activities_of, of, results_of
from forlik.portfolio.results.expecting import COUNTED, EXPECTED
from forlik.world import World

ORDER = ("dataset", "activity_no", "result_no", "indicator_no", "period_no")
"""The order of the files."""


@dataclass(frozen=True, slots=True)
class Period:
    """One period of one indicator of one activity.

    Args:
        about: Its row of ``iati__results``, with ``activity_id``, ``title``, ``reporting_org_ref`` and
            ``reporting_org_name`` of its activity.
        compared: Its target against its actual.
    """

    about: Mapping[str, Any]
    compared: Comparison


def periods(
    world: World, *, place: str | None = None, publisher: str | None = None, activity: str | None = None
) -> tuple[Period, ...]:
    """What activities set out to reach and what they reached, as published, in the order of the files.

    Levels are no matter here: nothing is added up. What another reports of an activity is left out.

    Args:
        world: What was known.
        place: Any name or code of one country.
        publisher: Reference of one reporting organisation.
        activity: Identifier of one activity.

    Raises:
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file, or no results of any, were known on the day.
    """
    rows = world.table(ACTIVITIES).to_ibis()
    rows = rows.filter(~rows.secondary_reporter)
    rows = of(rows, None if place is None else world.place(place).iso3, publisher)
    if activity is not None:
        rows = rows.filter((rows.activity_id == activity) | (rows.activity_key == activity))
    mine = rows.select(*("dataset", "activity_no", "activity_id", "title", "reporting_org_ref", "reporting_org_name"))
    found = results_of(world).join(mine, ["dataset", "activity_no"])
    every = world.then.engine.run(found.order_by(list(ORDER))).to_pylist()
    return tuple(Period(row, compare(row, world.day)) for row in every)


def ends(world: World) -> Mapping[tuple[str, int], date]:
    """Dataset and number of an activity → the last day of its periods that are over with a target and without actual.

    Raises:
        NoData: No results were known on the day.
    """
    rows = activities_of(world)
    silent = rows.filter(rows["awaited"].is_valid()).select(["dataset", "activity_no", "awaited"])
    return {(row["dataset"], row["activity_no"]): row["awaited"] for row in silent.to_pylist()}


def owing(world: World, *, place: str | None = None, publisher: str | None = None) -> list[Mapping[str, Any]]:
    """The activities of which results are expected, for :func:`forlik.portfolio.results.work.work_items`.

    Args:
        world: What was known.
        place: Any name or code of one country.
        publisher: Reference of one reporting organisation.

    Raises:
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file, or no results of any, were known on the day.
    """
    rows = world.then.engine.memory(activities_of(world))
    rows = rows.filter((rows.standing == COUNTED) & (rows.owes == EXPECTED))
    mine = of(rows, None if place is None else world.place(place).iso3, publisher)
    found: list[Mapping[str, Any]] = world.then.engine.run(mine.order_by(["dataset", "activity_no"])).to_pylist()
    return found
