"""The timeline of a country: what all layers have of it, as one chart on one time axis, and as tables."""

import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from forlik.charts.figure_rows import figure_rows
from forlik.charts.lines import Panel
from forlik.charts.timeline import Lane, Part, Several
from forlik.core.errors import NoData
from forlik.core.figure import Basis, Figure
from forlik.core.warnings import StaleData
from forlik.desk.pages.country.lasted import Lasted, rows_of
from forlik.desk.pages.country.money import PillarMoney
from forlik.desk.pillars import NAMES
from forlik.desk.writing import number, said
from forlik.discover import measure, measures
from forlik.places import Place
from forlik.world import World

CHOSEN = {
    "conflict": (("active_conflicts",), ("deaths_all_violence", "deaths_state_based", "deaths")),
    "presence": (("organisations_present",),),
    "displacement": (("internally_displaced_conflict",), ("refugees_originating",)),
}
"""Layer → a panel each: the first yearly measure known for the place whose name begins so."""
COUNTS = {"process": "peace_agreements", "operations": "peace_operations"}
"""Layer → the count that stands for what lasted, where only figures are held."""
DEPLOYED = ("peacekeepers_deployed", "peacekeepers_from_norway")
PAID = _n("Paid out, US dollars")
LANES = {
    "process": _n("Agreements and Norway's engagements"),
    "operations": _n("UN peace operations"),
    "presence": _n("Sectors with humanitarian organisations"),
}
TOLD = 6
"""Things of a lane that are told in words under the chart; the table has all."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What one layer has.

    Args:
        parts: What is drawn, from top to bottom.
        lasted: What lasted or happened, for the table; what has no known beginning too.
    """

    parts: tuple[Part, ...]
    lasted: tuple[Lasted, ...] = ()


def layers(
    world: World,
    place: Place,
    figures: Sequence[Figure],
    lasted: Iterable[Lasted],
    money: Mapping[str, PillarMoney],
) -> Mapping[str, Layer]:
    """Layer → what it has; one without anything is not in it.

    Args:
        world: What was known.
        place: The country.
        figures: Its newest figures: which measures are known.
        lasted: What lasted or happened there.
        money: Its money by pillar.
    """
    by_layer: dict[str, list[Lasted]] = defaultdict(list)
    for one in lasted:
        if one.first is None or one.first <= world.day:
            by_layer[one.layer].append(one)
    known = {one.measure for one in figures if one.value is not None}
    courses: dict[str, list[Part]] = defaultdict(list)
    for layer, names in _chosen(known, by_layer):
        courses[layer].append(Panel(_(measure(names).title), course(world, place, names)))
    if money:
        drawn = tuple(Panel(str(NAMES[name]), one.course) for name, one in money.items() if _has(one.course))
        courses["aid"] = [Several(_(PAID), drawn, [str(NAMES[name]) for name in money])] if drawn else []
    if sent := [Panel(_(measure(name).title), course(world, place, name)) for name in DEPLOYED if name in known]:
        courses["operations"].append(Several(_("Troops and police"), sent, [one.title for one in sent]))
    found = {}
    for layer in {*courses, *by_layer}:
        rows = rows_of(by_layer[layer])
        lanes = (Lane(_(LANES[layer]), rows),) if rows else ()
        if parts := (*lanes, *courses[layer]):
            found[layer] = Layer(parts, tuple(by_layer[layer]))
    return found


def course(world: World, place: Place, name: str) -> tuple[Figure, ...]:
    """A measure's figures, oldest first; of a monthly one the newest month of each year. A year without is unknown."""
    what = measure(name)
    with warnings.catch_warnings():
        # The card's figure says how old it is.
        warnings.simplefilter("ignore", StaleData)
        try:
            known = world.measure(name, place.iso3).rows()
            span = world.measure(name, place.iso3, start=known[0]["year"], end=known[-1]["year"])
        except NoData:
            return ()
    every = figure_rows(span, what, label=_(what.title))
    if what.grain == "country-year":
        return every
    by_year: dict[str, Figure] = {}
    for one in every:
        if one.value is not None or one.period[:4] not in by_year:
            by_year[one.period[:4]] = one
    return tuple(by_year.values())


def words(parts: Iterable[Part]) -> str:
    """The chart in sentences, for those who do not see it."""
    found = []
    for part in parts:
        if isinstance(part, Lane):
            labels = [row.label for row in part.rows]
            more = len(labels) - TOLD
            rest = [_("{n} more").format(n=number(more))] if more > 0 else []
            found.append(f"{part.title}: {'; '.join([*labels[:TOLD], *rest])}.")
        elif isinstance(part, Several):
            for one in part.courses:
                label = f"{part.title}: {one.title}"
                found.append(said([replace(figure, label=label) for figure in one.figures]))
        else:
            found.append(said(part.figures))
    return " ".join(filter(None, found))


def by_year(parts: Iterable[Part]) -> dict[str, Any]:
    """All courses as one table: a row a year, the newest first, a column a course; a year without data is there too."""
    courses = [one for part in parts if not isinstance(part, Lane) for one in _courses(part)]
    cells = [{figure.period[:4]: figure for figure in one.figures} for one in courses]
    spoken = sorted({int(year) for one in cells for year in one})
    every = range(spoken[-1], spoken[0] - 1, -1) if spoken else ()
    return {
        "heads": [one.title for one in courses],
        "rows": [(str(year), [one.get(str(year)) for one in cells]) for year in every],
    }


def bases(world: World, parts: Iterable[Part], lasted: Iterable[Lasted]) -> tuple[Basis, ...]:
    """What the timeline stands on, each once."""
    drawn = (one for part in parts if not isinstance(part, Lane) for course in _courses(part) for one in course.figures)
    found = {basis.number: basis for one in drawn for basis in one.bases}
    numbers = {one.basis for one in lasted} & set(world.then.bases)
    return tuple((found | {number: world.then.bases[number] for number in sorted(numbers)}).values())


def _chosen(known: set[str], lasted: Mapping[str, Sequence[Lasted]]) -> Iterator[tuple[str, str]]:
    """Layer and measure of each panel."""
    yearly = [name for name in measures() if name in known and measures()[name].grain == "country-year"]
    for layer, panels in CHOSEN.items():
        for heads in panels:
            name = next((name for head in heads for name in yearly if name.startswith(head)), None)
            if name:
                yield layer, name
    for layer, name in COUNTS.items():
        if name in known and not any(one.basis for one in lasted.get(layer, ())):
            yield layer, name


def _courses(part: Panel | Several) -> Sequence[Panel]:
    if isinstance(part, Panel):
        return (part,)
    return [Panel(f"{part.title}: {one.title}", one.figures) for one in part.courses]


def _has(figures: Sequence[Figure]) -> bool:
    return any(one.value is not None for one in figures)
