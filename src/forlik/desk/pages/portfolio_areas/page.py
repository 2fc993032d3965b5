"""A country's areas: how much of its money is given by area at all, the areas, and where pillars meet."""

from functools import partial
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.core.errors import NoData, PlaceRefused
from forlik.desk.answer import Answer, Elsewhere
from forlik.desk.pages.portfolio_areas.meeting import met
from forlik.desk.pages.portfolio_areas.shown import form, shown, snippet
from forlik.desk.portfolio import FLOWS, choice, year_of
from forlik.desk.question import Question
from forlik.portfolio.areas import country_areas
from forlik.portfolio.areas.exported import shape
from forlik.portfolio.overview import newest_with_data, years_with_data

PATH = "portfolio/<str:place>/areas"
EXAMPLE = "/portfolio/COL/areas?year=2022"
ACCESS = "public"
TITLE = _("Money by area")

GRAIN = _(
    "One row of the download: one area of the country in the year, or what is not given by area and why; together "
    "they are the total."
)
LEAD = _("Where in the country its money goes, as far as activities say where they are; the sharing is ours.")


def answer(asked: Question, place: str) -> Answer | Elsewhere:
    """One country's year by area, or why there is none.

    Raises:
        UsageError: There is no such kind of flow, definition, currency or year.
        NoData: The place is no country.
    """
    try:
        found, _guessed = places.guess(place)
    except PlaceRefused as refused:
        raise NoData(refused.what, remedy=refused.remedy) from refused
    if found.iso3 != place:
        return Elsewhere(f"/portfolio/{found.iso3}/areas")
    chosen, year = choice(asked), year_of(asked.given.get("year", ""))
    name = found.name(asked.language)
    shows: dict[str, Any] = {"place": found, "name": name, "flow_title": FLOWS.get(chosen.flow, chosen.flow)}
    try:
        known = years_with_data(asked.world, flow=chosen.flow, place=found.iso3)
    except NoData as nothing:
        return Answer(title=_titled(name), shows={**shows, "nothing": nothing.what})
    if year is None:
        year = newest_with_data(asked.world, flow=chosen.flow, place=found.iso3)
    shows |= {"form": form(chosen, known, year), "year": str(year or "")}
    if year is None or year not in known:
        return Answer(title=_titled(name), shows={**shows, "silent": True})
    picture = country_areas(
        asked.world,
        found.iso3,
        year=year,
        flow=chosen.flow,
        definition=chosen.definition,
        currency=chosen.currency,
    )
    return Answer(
        title=_titled(f"{name}, {year}"),
        lead=str(LEAD),
        shows={**shows, **shown(asked, picture, chosen), "meets": met(picture, asked.language)},
        table=picture.table,
        data=partial(shape, picture),
        bases=picture.bases,
        snippet=snippet(asked, found.iso3, year, chosen),
        grain=str(GRAIN),
    )


def _titled(name: str) -> str:
    return str(_t("Money by area: {place}").format(place=name))
