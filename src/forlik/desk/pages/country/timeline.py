"""The timeline of a country: conflict, deaths and displacement on one time axis, as a chart and as a table."""

from typing import Any

from django.utils.translation import gettext as _

from forlik.charts.figure_rows import figure_rows
from forlik.charts.lines import Panel
from forlik.core.figure import Figure
from forlik.discover import measures
from forlik.places import Place
from forlik.world import World

TIMELINE = (
    ("active_conflicts",),
    ("deaths_all_violence", "deaths_state_based", "deaths"),
    ("internally_displaced_conflict", "refugees_originating"),
)
"""A panel each: the first yearly measure known for the place whose name begins so."""
TABLE_PERIODS = 12


def panels(world: World, figures: tuple[Figure, ...], place: Place) -> list[Panel]:
    """The panels for which a yearly course is known, in their order."""
    known = [one.measure for one in figures if one.value is not None]
    yearly = [name for name in known if measures()[name].grain == "country-year"]
    chosen = [next((n for head in heads for n in yearly if n.startswith(head)), None) for heads in TIMELINE]
    found = []
    for name in filter(None, chosen):
        what = measures()[name]
        title = _(what.title)
        found.append(Panel(title, figure_rows(world.measure(name, place.iso3), what, label=title)))
    return found


def as_table(panels: list[Panel]) -> dict[str, Any]:
    """The same as the chart, as a table: the newest periods, a column a measure."""
    by_period = [{one.period: one for one in panel.figures} for panel in panels]
    periods = sorted({period for course in by_period for period in course}, reverse=True)[:TABLE_PERIODS]
    return {
        "heads": [panel.title for panel in panels],
        "rows": [(period, [course.get(period) for course in by_period]) for period in periods],
    }
