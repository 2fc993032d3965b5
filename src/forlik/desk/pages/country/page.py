"""The Country page: four pillar cards, each figure with its source or why it is unknown."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik import places, profile
from forlik.charts.figure_table import bases_of, figure_table
from forlik.charts.sparkline import sparkline
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.desk.answer import Answer, Elsewhere
from forlik.desk.question import Question
from forlik.discover import measures
from forlik.world import World

PATH = "country/<str:name>"
ACCESS = "public"
TITLE = _("Country")

PILLARS = (
    ("peace", _("Peace and reconciliation")),
    ("humanitarian", _("Humanitarian")),
    ("development", _("Development")),
    ("rights", _("Human rights and democracy")),
)
GRAIN = _("One row: one measure, at its newest period known on the day.")
PERIODS = 36


def answer(asked: Question, name: str) -> Answer | Elsewhere:
    """What is known of one place.

    Raises:
        PlaceRefused: No place is called so.
    """
    place, _guessed = places.guess(name)
    if place.iso3 != name:
        return Elsewhere(f"/country/{place.iso3}")
    world = asked.world
    figures = profile.profile(world, place)
    return Answer(
        title=place.name(asked.language),
        shows={"place": place, "pillars": _cards(world, figures), "groups": sorted(place.groups())},
        table=lambda: figure_table(world, figures, what=f"country_{place.iso3}", grain=str(GRAIN)),
        bases=bases_of(figures),
        snippet=_snippet(asked, place.iso3),
        grain=str(GRAIN),
    )


def _cards(world: World, figures: tuple[Figure, ...]) -> list[dict[str, Any]]:
    pillar_of = {name: what.pillar for name, what in measures().items()}
    return [
        {
            "name": pillar,
            "title": title,
            "figures": [(one, _course(world, one)) for one in figures if pillar_of[one.measure] == pillar],
        }
        for pillar, title in PILLARS
    ]


def _course(world: World, figure: Figure) -> str:
    if figure.value is None:
        return ""
    try:
        rows = world.measure(figure.measure, figure.country_iso3).rows()
    except NoData:
        return ""
    return sparkline([row["value"] for row in rows[-PERIODS:]])


def _snippet(asked: Question, iso3: str) -> str:
    return (
        f'import forlik\nfrom forlik.profile import profile\n\nworld = forlik.world("{asked.day}")\n'
        f'profile(world, world.place("{iso3}"))'
    )
