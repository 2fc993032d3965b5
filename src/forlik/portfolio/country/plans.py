"""What was paid in a year of what was planned for it, by the organisation that reports both."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from forlik.places import Place
from forlik.portfolio.coordination.predictability import Paid, Planned, Predictability, predictability
from forlik.portfolio.country.ends import amounts
from forlik.portfolio.cube import cube
from forlik.portfolio.cube.marking import COUNTED, COUNTRY
from forlik.world import World

PLANS = ("planned", "budgeted")
"""Kinds of flow that are plans; the one is no part of the other."""
PAID = "paid"


def kept(world: World, place: Place, year: int) -> Mapping[str, Predictability]:
    """What was paid in a year of what was planned for it, in one question.

    As in indicator 7 of the Paris Declaration a plan and what is paid on it are of one donor and one country's year: of
    each organisation that reports, whose plans are counted in the year in which their period begins. What one activity
    had too much of makes up for what another had too little of, unless they are looked at one by one.

    Args:
        world: What was known.
        place: The country.
        year: The year.

    Returns:
        Kind of plan → what was paid of it; nothing of a kind of which there is no plan for the year.

    Raises:
        NoData: No IATI file was known on the day.
    """
    rows = cube(world.then)
    rows = rows.filter((rows.place_kind == COUNTRY) & (rows.place_code == place.iso3) & (rows.year == year))
    rows = rows.filter((rows.standing == COUNTED) & rows.flow.isin([PAID, *PLANS]))
    sums = rows.group_by("flow", "reporting_org_ref").aggregate(
        usd=rows.usd.sum(), without_rate=rows.without_rate.sum().cast("int64")
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in world.then.engine.run(sums.order_by(["flow", "reporting_org_ref"])).to_pylist():
        found.setdefault(row["flow"], []).append(row)
    first, last = date(year, 1, 1), date(year, 12, 31)
    paid = [Paid(row["reporting_org_ref"], last, one) for row in found.get(PAID, []) for one in amounts(row)]
    return {
        plan: predictability(
            [Planned(row["reporting_org_ref"], first, last, one) for row in found[plan] for one in amounts(row)],
            paid,
            first=first,
            last=last,
        )
        for plan in PLANS
        if plan in found
    }
