"""The Donor page: one donor's year in three kinds of money, its recipients, and its money in others' reports."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.charts.plain_table import plain_table
from forlik.core.errors import NoData
from forlik.core.settings import setting
from forlik.desk.answer import Answer
from forlik.desk.pages.donor.found import money_traced, own_here, picture
from forlik.desk.pages.donor.reckoned import Beside, beside
from forlik.desk.pages.donor.shown import kinds, own, recipients, rows_of
from forlik.desk.pages.donor.traces import traces
from forlik.desk.portfolio import year_of
from forlik.desk.question import Question
from forlik.places import Place
from forlik.portfolio.donor import Donor, OwnList, donors, prefixes_of, years_of

PATH = "donor"
EXAMPLE = "/donor"
ACCESS = "public"
TITLE = _("Donor")

GRAIN = _(
    "One row: one recipient of the donor in the year, or one of the three kinds of money of which nothing is known."
)
LEAD = _("What one donor gives: to countries, to regions or no place in particular, and through others.")


def answer(asked: Question) -> Answer:
    """One donor's picture.

    Raises:
        PlaceRefused: No country is called so.
        UsageError: The year or the currency is none.
    """
    place = places.guess(asked.given.get("donor", "").strip() or setting("home_actor"))[0]
    year = year_of(asked.given.get("year", "").strip())
    found, nothing = picture(asked, place, year)
    traces_found, no_traces = money_traced(asked, place)
    mine = own_here(asked, place, found.year if found else year)
    said_of = {year for one in traces_found for year in one.years}
    shows_in = beside(asked, place, found.year if found else year, sorted(said_of))
    of_picture = (found.bases if found else ()) + shows_in.bases
    bases = of_picture + tuple({one.number: one for t in traces_found for one in t.bases}.values())
    shown = f"{place.name(asked.language)}, {found.year}" if found else place.name(asked.language)
    return Answer(
        title=_t("Donor: {name}").format(name=shown),
        lead=str(LEAD),
        shows=_shows(asked, place, found, shows_in)
        | _chosen(asked, place, found.year if found else year, mine)
        | {
            "nothing": nothing,
            "beside": shows_in,
            "traces": traces(place, traces_found, shows_in),
            "no_traces": no_traces,
            "prefixes": ", ".join(prefixes_of(place)),
            "own": own(place, mine) if mine else None,
        },
        table=(
            lambda: plain_table(asked.world, rows_of(found, shows_in), what="donor", grain=str(GRAIN), bases=of_picture)
        )
        if found
        else None,
        bases=bases + (mine.bases if mine else ()),
        snippet=f"import forlik\nfrom forlik.portfolio.donor import donor, prefixes_of, traced\n\n"
        f'world = forlik.world("{asked.day}")\ndonor(world, "{place.iso3}"{f", {found.year}" if found else ""})\n'
        f'traced(world, prefixes_of(world.place("{place.iso3}")))',
        grain=str(GRAIN) if found else "",
    )


def _chosen(asked: Question, place: Place, year: int | None, mine: OwnList | None) -> dict[str, Any]:
    """The donors and years to choose from, those of an own list too where it is shown."""
    try:
        every, years = donors(asked.world), set(years_of(asked.world, place.iso3))
    except NoData:
        every, years = (), set()
    names = {code: places.by_code("iso3", code).name(asked.language) for code in {*every, place.iso3}}
    return {
        "place": place,
        "donors": sorted(names.items(), key=lambda one: one[1]),
        "chosen": place.iso3,
        "year": str(year or (mine.year if mine else "")),
        "years": [str(one) for one in sorted(years | set(mine.years if mine else ()), reverse=True)],
    }


def _shows(asked: Question, place: Place, found: Donor | None, shows_in: Beside) -> dict[str, Any]:
    """What the template shows of the picture."""
    if found is None:
        return {}
    return {
        "kinds": kinds(place, found, shows_in),
        "recipients": recipients(asked, place, found, shows_in),
        "course": [(str(one), kinds(place, found, shows_in, one)) for one in reversed(found.years)],
        "lacks": len(found.statements) > 1,
    }
