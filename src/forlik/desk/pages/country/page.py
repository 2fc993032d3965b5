"""The Country page: four pillar cards, one timeline, what Norway does there."""

from functools import partial
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places, profile, shapes
from forlik.charts.figure_table import bases_of, figure_table
from forlik.charts.lines import lines
from forlik.core.errors import NoData, PlaceRefused
from forlik.core.figure import Figure
from forlik.coverage import parts_of_others
from forlik.desk.answer import Answer, Elsewhere
from forlik.desk.engagements import engagements
from forlik.desk.pages.country.aid import aid
from forlik.desk.pages.country.cards import cards
from forlik.desk.pages.country.timeline import as_table, panels
from forlik.desk.question import Question
from forlik.desk.writing import said, under
from forlik.places import Place, lexicon

PATH = "country/<str:name>"
EXAMPLE = "/country/COL"
ACCESS = "public"
TITLE = _("Country")

GRAIN = _("One row of the download: one measure, at its newest period known on the day.")
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
    drawn = panels(world, figures, place)
    given = aid(asked, place)
    charts = {"timeline": drawn, "aid": given.pop("drawn", [])}
    return Answer(
        title=place.name(asked.language),
        shows={
            "place": place,
            "groups": sorted(place.groups()),
            "cards": cards(world, figures),
            "under": under(_parts(figures, place), asked.language),
            "alt": " ".join(said(panel.figures) for panel in drawn),
            "timeline": as_table(drawn),
            "aid": given | {"drawn": bool(charts["aid"])},
            "engagements": _engagements(asked, place),
        },
        table=lambda: figure_table(world, figures, what=f"country_{place.iso3}", grain=str(GRAIN)),
        data=lambda: shapes.country(world, place, figures),
        bases=bases_of(figures),
        snippet=_snippet(asked, place.iso3),
        grain=str(GRAIN),
        charts={name: partial(lines, shown) for name, shown in charts.items() if shown},
    )


def _parts(figures: tuple[Figure, ...], place: Place) -> dict[str, str]:
    """What the sources count under this place, or this place under another."""
    parts = parts_of_others([one.measure for one in figures])
    return {part: whole for part, whole in parts.items() if place.iso3 in (part, whole)}


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


def _engagements(asked: Question, place: Place) -> dict[str, Any]:
    """What Norway is publicly documented to do there, or why nothing is said."""
    try:
        return {"rows": engagements(asked, place.iso3)}
    except NoData as nothing:
        return {"reason": nothing.reason}


def _snippet(asked: Question, iso3: str) -> str:
    return (
        f'import forlik\nfrom forlik.profile import profile\n\nworld = forlik.world("{asked.day}")\n'
        f'profile(world, world.place("{iso3}"))'
    )
