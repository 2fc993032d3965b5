"""A place's profile: the newest known figure of every measure, each with its source and date or why it is unknown."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from forlik.caveats import ended, old
from forlik.cells import cells
from forlik.core.days import period_of
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.core.measure import Measure
from forlik.discover import measure, measures
from forlik.places import Place
from forlik.world import World

LEADING = (
    "deaths_all_violence",
    "deaths_state_based",
    "active_conflicts",
    "norway_engagements",
    "inform_risk",
    "internally_displaced_conflict",
    "refugees_originating",
    "plan_coverage",
    "population",
    "income_per_head",
    "aid_received",
    "aid_from_norway",
    "electoral_democracy",
    "freedom_score",
    "terror_scale",
    "regime_score",
)
"""What a reader with two minutes should see of each pillar; measures that are not installed are passed over."""


def profile(world: World, place: Place, names: Iterable[str] | None = None) -> tuple[Figure, ...]:
    """The newest figure of each measure for a place.

    Args:
        world: What was known.
        place: The place.
        names: Measures to show; all when not given.

    Returns:
        One figure per measure, unknown ones too, in the order of pillar and name.
    """
    chosen = [measures()[name] for name in names] if names is not None else list(measures().values())
    order = ("peace", "humanitarian", "development", "rights")
    chosen.sort(key=lambda what: order.index(what.pillar))
    return tuple(newest(world, place, what) for what in chosen)


def newest(world: World, place: Place, what: Measure) -> Figure:
    """The newest known figure of one measure for a place; unknown with its reason when there is none."""
    try:
        row = world.newest(what.name, place.iso3)
    except NoData as nothing:
        return Figure(
            measure=what.name,
            label=what.title,
            country=place.name(),
            country_iso3=place.iso3,
            period="",
            value=None,
            unit=what.unit,
            status="unknown",
            reason=nothing.reason,
        )
    step = row["value"].quantize(type(row["value"])(1).scaleb(-what.digits))
    found = Figure(
        measure=what.name,
        label=what.title,
        country=row["country"],
        country_iso3=place.iso3,
        period=period_of(row["year"], row["month"]),
        value=step,
        unit=what.unit,
        status=row["status"],
        reason=row["reason"],
        low=row["low"],
        high=row["high"],
        basis=world.then.bases[row["basis"]],
    )
    return world.behind([found])[0]


def course(world: World, figure: Figure, periods: int) -> list[Decimal]:
    """The values of a figure's measure in its place, oldest first, up to the figure's own period."""
    known = cells(world.then, measure(figure.measure), figure.country_iso3)[figure.country_iso3]
    # A reconstructed world knows of later periods; the figure is the newest that it shows.
    shown = [period for period in known if period_of(*period) <= figure.period]
    order = sorted(shown, key=lambda period: (period[0], period[1] or 0))
    return [known[period].value for period in order[-periods:]]


def marks(figure: Figure, day: date) -> tuple[str, ...]:
    """What must stand beside a figure: ``estimated``, and ``stale`` when a newer one was overdue on the day."""
    found = ("estimated",) if figure.status == "estimated" else ()
    if not figure.basis or ended(figure.country_iso3, day):
        return found
    return (*found, "stale") if old(figure.basis, figure.period, day) else found
