"""The Country page: four pillar cards, one timeline, what Norway does there."""

from functools import partial

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places, profile, shapes
from forlik.charts.figure_table import bases_of, figure_table
from forlik.charts.lines import lines
from forlik.charts.timeline import timeline
from forlik.core.errors import PlaceRefused
from forlik.core.figure import Basis, Figure
from forlik.coverage import parts_of_others
from forlik.desk.answer import Answer, Elsewhere
from forlik.desk.pages.country.aid import aid
from forlik.desk.pages.country.cards import cards
from forlik.desk.pages.country.engaged import listed_here, published
from forlik.desk.pages.country.flagged import Flagged, flagged
from forlik.desk.pages.country.money import money_of
from forlik.desk.pages.country.over_time import over_time
from forlik.desk.pages.country.which import which
from forlik.desk.question import Question
from forlik.desk.writing import under
from forlik.places import Place

PATH = "country/<str:name>"
EXAMPLE = "/country/COL"
ACCESS = "public"
TITLE = _("Country")

GRAIN = _("One row of the download: one measure, at its newest period known on the day.")


def answer(asked: Question, name: str) -> Answer | Elsewhere:
    """What is known of one place; several when the name may mean several.

    Raises:
        UsageError: A layer of the timeline that there is not is asked for.
    """
    try:
        place, _guessed = places.guess(name)
    except PlaceRefused as refused:
        return which(asked, name, refused)
    if place.iso3 != name:
        return Elsewhere(f"/country/{place.iso3}")
    world, listed, copied = asked.world, listed_here(asked, place.iso3), published(asked, place.iso3)
    figures = profile.profile(world, place)
    money = money_of(world, place, _t("Paid out"))
    raised = flagged(world, place, asked.language) if money else Flagged()
    given = aid(asked, place)
    drawn = {"aid": partial(lines, one)} if (one := given.pop("drawn", [])) else {}
    course = over_time(asked, place, figures, (listed.get("rows", ()), copied), money)
    if course.parts:
        drawn["timeline"] = partial(timeline, course.parts, until=asked.day)
    return Answer(
        title=place.name(asked.language),
        shows={
            "place": place,
            "groups": sorted(place.groups()),
            "cards": cards(world, figures, money, (listed.get("rows", ()), copied), raised),
            "flags": raised,
            "under": under(_parts(figures, place), asked.language),
            "timeline": course.shows,
            "aid": given | {"drawn": "aid" in drawn},
            "engagements": listed,
        },
        table=lambda: figure_table(world, figures, what=f"country_{place.iso3}", grain=str(GRAIN)),
        data=lambda: shapes.country(world, place, figures),
        bases=_once(*bases_of(figures), *course.bases),
        snippet=_snippet(asked, place.iso3),
        grain=str(GRAIN),
        charts=drawn,
    )


def _once(*bases: Basis) -> tuple[Basis, ...]:
    return tuple({one.number: one for one in bases}.values())


def _parts(figures: tuple[Figure, ...], place: Place) -> dict[str, str]:
    """What the sources count under this place, or this place under another."""
    parts = parts_of_others([one.measure for one in figures])
    return {part: whole for part, whole in parts.items() if place.iso3 in (part, whole)}


def _snippet(asked: Question, iso3: str) -> str:
    return (
        f'import forlik\nfrom forlik.profile import profile\n\nworld = forlik.world("{asked.day}")\n'
        f'profile(world, world.place("{iso3}"))'
    )
