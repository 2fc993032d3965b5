"""The Engagements page: every public fact about Norway's engagements in a place, each with its sources."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.charts.plain_table import plain_table
from forlik.core.errors import NoData, PlaceRefused
from forlik.desk.answer import Answer, Elsewhere
from forlik.desk.engagements import as_rows, bases, engagements
from forlik.desk.question import Question

PATH = "country/<str:name>/engagements"
EXAMPLE = "/country/COL/engagements"
ACCESS = "public"
TITLE = _("Engagements")

GRAIN = _("One row of the download: one fact about an engagement, one of its sources.")


def answer(asked: Question, name: str) -> Answer | Elsewhere:
    """The facts about one place's engagements.

    Raises:
        NoData: The place is none, or the list was not known on the day.
    """
    try:
        place, _guessed = places.guess(name)
    except PlaceRefused as refused:
        raise NoData(refused.what, remedy=refused.remedy) from refused
    if place.iso3 != name:
        return Elsewhere(f"/country/{place.iso3}/engagements")
    found = engagements(asked, place.iso3)
    rows = as_rows(found, place.iso3)
    stands_on = bases(asked.world)
    what = f"engagements_{place.iso3}"
    return Answer(
        title=_t("Norway's public engagements: {place}").format(place=place.name(asked.language)),
        shows={"place": place, "place_name": place.name(asked.language), "engagements": found},
        table=(lambda: plain_table(asked.world, rows, what=what, grain=str(GRAIN), bases=stands_on)) if rows else None,
        bases=stands_on,
        snippet=f'import forlik\n\nworld = forlik.world("{asked.day}")\n'
        + "\n".join(f'world.table("norway_engagements__{name}").to_pandas()' for name in ("facts", "citations")),
        grain=str(GRAIN),
    )
