"""The Portfolio page: countries by pillar in one year, or one country's years, and what every total stands on."""

from functools import partial
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.charts.stacked_bars import stacked_bars
from forlik.core.errors import NoData
from forlik.desk.answer import Answer
from forlik.desk.pages.portfolio.beside import definitions, left_out, rates, tags
from forlik.desk.pages.portfolio.coordination import coordination
from forlik.desk.pages.portfolio.drawn import alt, parts
from forlik.desk.pages.portfolio.ends import ends
from forlik.desk.pages.portfolio.flagged import flagged
from forlik.desk.pages.portfolio.form import form, snippet
from forlik.desk.pages.portfolio.rows import heads, lines
from forlik.desk.portfolio import FLOWS, SHORT, Choice, choice, year_of
from forlik.desk.question import Question
from forlik.portfolio.country import CountryFigures, country_figures
from forlik.portfolio.currency import PRICE_BASIS
from forlik.portfolio.overview import by_definition, newest_with_data, overview, tag_sums, years_with_data
from forlik.portfolio.overview.exported import shape

PATH = "portfolio"
EXAMPLE = "/portfolio?year=2022"
ACCESS = "public"
TITLE = _("Portfolio")

GRAIN = _(
    "One row of the download: one place, year and pillar, with coverage, level rule, rate and prices. "
    "“All” is the sum of the others: add it to none of them."
)


def answer(asked: Question) -> Answer:
    """The matrix, or why there is none.

    Raises:
        UsageError: There is no such kind of flow, definition, currency or year.
        PlaceRefused: The country is ambiguous or unknown.
    """
    chosen, year = choice(asked), year_of(asked.given.get("year", ""))
    stated = asked.given.get("country", "").strip()
    place = places.guess(stated)[0] if stated else None
    title = place.name(asked.language) if place else ""
    figures = None
    try:
        if place:
            figures = country_figures(
                asked.world, place.iso3, year=year, flow=chosen.flow, definition=chosen.definition
            )
        known = figures.years if figures else years_with_data(asked.world, flow=chosen.flow)
    except NoData as nothing:
        return Answer(title=str(TITLE), shows={"nothing": nothing.what, "remedy": nothing.remedy})
    if year is None:
        year = figures.year if figures else newest_with_data(asked.world, flow=chosen.flow)
    shows = {
        "title": title,
        "place": place,
        "form": form(asked, chosen, place, known, year),
        "flow_title": FLOWS.get(chosen.flow, chosen.flow),
    }
    if year is None or year not in known:
        return Answer(title=_titled(title), shows={**shows, "silent": True, "year": str(year or "")})
    return _shown(asked, chosen, figures, year, shows)


def _titled(name: str) -> str:
    return _t("Portfolio: {place}").format(place=name) if name else str(TITLE)


def _shown(asked: Question, chosen: Choice, figures: CountryFigures | None, year: int, shows: dict[str, Any]) -> Answer:
    place = figures.place if figures else None
    iso3 = place.iso3 if place else None
    every = overview(asked.world, definition=chosen.definition, flow=chosen.flow, place=iso3, currency=chosen.currency)
    found = every if place else every.of_year(year)
    under = figures.under if figures else by_definition(asked.world, flow=chosen.flow, year=year)
    over_years = parts(asked, every, alone=place is not None)
    shown = heads(found, alone=place is not None)
    return Answer(
        title=_titled(shows["title"]),
        lead=_t("Each total is one level of each publisher, and opens down to the bytes that it was published in."),
        shows={
            **shows,
            "year": str(year),
            "currency": chosen.currency,
            "prices": PRICE_BASIS,
            "heads": [SHORT[name] for name in shown],
            "rows": lines(asked, found, found.rows, shown, chosen),
            "beside": () if place else lines(asked, found, found.beside, shown, chosen),
            "totals": () if place else lines(asked, found, found.totals, shown, chosen),
            "left_out": left_out(found),
            "rates": rates(found),
            "definitions": definitions(asked, chosen, year, iso3, under, every),
            "tags": tags(
                asked, chosen, figures.tags if figures else tag_sums(asked.world, flow=chosen.flow, year=year)
            ),
            "meets": coordination(asked, figures) if figures else None,
            "ends": ends(asked, figures) if figures else None,
            "flags": flagged(asked, iso3, year) if iso3 else None,
            "alt": alt(asked, every, alone=place is not None),
            "over_years": () if place else lines(asked, every, every.totals, shown, chosen),
        },
        table=found.table,
        data=partial(shape, found),
        bases=found.bases,
        snippet=snippet(asked, chosen, iso3, year),
        grain=str(GRAIN),
        charts={
            "by-year": partial(
                stacked_bars, over_years, title=f"{FLOWS.get(chosen.flow, chosen.flow)}, {chosen.currency}"
            )
        }
        if any(part.figures for part in over_years)
        else {},
    )
