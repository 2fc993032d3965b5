"""The Country page: four pillar cards, one timeline, what Norway does there."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places, profile
from forlik.charts.figure_rows import figure_rows
from forlik.charts.figure_table import bases_of, figure_table
from forlik.charts.lines import Panel, lines
from forlik.charts.sparkline import sparkline
from forlik.core.errors import NoData, PlaceRefused
from forlik.core.figure import Figure
from forlik.desk import worlds
from forlik.desk.answer import Answer, Elsewhere
from forlik.desk.pillars import PILLARS
from forlik.desk.question import Question
from forlik.desk.writing import said
from forlik.discover import measures
from forlik.places import Place, lexicon
from forlik.world import World

PATH = "country/<str:name>"
ACCESS = "public"
TITLE = _("Country")

GRAIN = _("One row of the download: one measure, at its newest period known on the day.")
TIMELINE = (
    ("active_conflicts",),
    ("deaths_all_violence", "deaths_state_based", "deaths"),
    ("internally_displaced_conflict", "refugees_originating"),
)
"""A panel each: the first yearly measure known for the place whose name begins so."""
ENGAGEMENTS = "norway_engagements__engagements"
RUNNING = frozenset({"ongoing", "implementation"})
PERIODS = 36
SHOWN = 4
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
TABLE_PERIODS = 12


def answer(asked: Question, name: str) -> Answer | Elsewhere:
    """What is known of one place; several when the name may mean several."""
    try:
        place, _guessed = places.guess(name)
    except PlaceRefused as refused:
        return _which(asked, name, refused)
    if place.iso3 != name:
        return Elsewhere(f"/country/{place.iso3}")
    world = asked.world
    figures = profile.profile(world, place)
    panels = _panels(world, figures, place)
    return Answer(
        title=place.name(asked.language),
        shows={
            "place": place,
            "groups": sorted(place.groups()),
            "cards": _cards(world, figures),
            "alt": " ".join(said(panel.figures) for panel in panels),
            "timeline": _timeline(panels),
            "engagements": _engagements(world, place),
        },
        table=lambda: figure_table(world, figures, what=f"country_{place.iso3}", grain=str(GRAIN)),
        bases=bases_of(figures),
        snippet=_snippet(asked, place.iso3),
        grain=str(GRAIN),
        charts={"timeline": lambda: lines(panels)} if panels else {},
    )


def _which(asked: Question, name: str, refused: PlaceRefused) -> Answer:
    """The places that may be meant: 300 when the name means several, 404 when it is only close to some."""
    several = bool(lexicon.meant(name)) or lexicon.ever_refused(name)
    found = [places.place(candidate) for candidate in refused.candidates]
    return Answer(
        title=_t("Which place is meant?") if found else _t("No such place"),
        lead=refused.what,
        shows={"places": [(place, place.name(asked.language)) for place in found]},
        status=300 if several and found else 404,
        template="which.html",
    )


def _cards(world: World, figures: tuple[Figure, ...]) -> list[dict[str, Any]]:
    """A card a pillar: the leading figures open, known or not; the others folded, known ones first."""
    by_pillar: dict[str, list[Figure]] = {pillar: [] for pillar, _title in PILLARS}
    for one in figures:
        by_pillar[measures()[one.measure].pillar].append(one)
    cards = []
    for pillar, title in PILLARS:
        ranked = sorted(by_pillar[pillar], key=_rank)
        entries = [(one, _course(world, one)) for one in ranked]
        rest = sorted(entries[SHOWN:], key=lambda entry: entry[0].value is None)
        cards.append({"name": pillar, "title": title, "leading": entries[:SHOWN], "rest": rest})
    return cards


def _rank(figure: Figure) -> tuple[bool, int]:
    """Leading measures in their order, then the others; within the others known before unknown."""
    leads = figure.measure in LEADING
    return (figure.value is None and not leads, LEADING.index(figure.measure) if leads else len(LEADING))


def _course(world: World, figure: Figure) -> str:
    if figure.value is None:
        return ""
    rows = world.measure(figure.measure, figure.country_iso3).rows()
    return sparkline([row["value"] for row in rows[-PERIODS:]])


def _panels(world: World, figures: tuple[Figure, ...], place: Place) -> list[Panel]:
    known = [one.measure for one in figures if one.value is not None]
    yearly = [name for name in known if measures()[name].grain == "country-year"]
    chosen = [next((n for head in heads for n in yearly if n.startswith(head)), None) for heads in TIMELINE]
    panels = []
    for name in filter(None, chosen):
        what = measures()[name]
        title = _t(what.title)
        panels.append(Panel(title, figure_rows(world.measure(name, place.iso3), what, label=title)))
    return panels


def _timeline(panels: list[Panel]) -> dict[str, Any]:
    """The same as the chart, as a table: the newest periods, a column a measure."""
    by_period = [{one.period: one for one in panel.figures} for panel in panels]
    periods = sorted({period for course in by_period for period in course}, reverse=True)[:TABLE_PERIODS]
    return {
        "heads": [panel.title for panel in panels],
        "rows": [(period, [course.get(period) for course in by_period]) for period in periods],
    }


def _engagements(world: World, place: Place) -> dict[str, Any]:
    """What Norway is publicly documented to do there, those that go on first, then the newest."""
    try:
        rows = [row for row in worlds.rows_of(world, ENGAGEMENTS) if row["country_iso3"] == place.iso3]
    except NoData as nothing:
        return {"reason": f"{nothing.what}; {nothing.remedy}"}
    rows.sort(key=lambda row: row["started"] or "", reverse=True)
    rows.sort(key=lambda row: row["status"] not in RUNNING)
    return {"rows": rows}


def _snippet(asked: Question, iso3: str) -> str:
    return (
        f'import forlik\nfrom forlik.profile import profile\n\nworld = forlik.world("{asked.day}")\n'
        f'profile(world, world.place("{iso3}"))'
    )
