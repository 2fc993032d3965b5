"""The Partners page: every organisation that IATI files name, once, with what it gives and gets, and the network."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.charts.plain_table import plain_table
from forlik.core.errors import NoData, PlaceRefused
from forlik.desk.answer import Answer
from forlik.desk.leaves import leaf
from forlik.desk.pages.partners.chosen import PAID, flow_of, within
from forlik.desk.pages.partners.told import row_of, table_of, told_of
from forlik.desk.portfolio import year_of
from forlik.desk.question import Question
from forlik.portfolio.overview import years_with_data
from forlik.portfolio.partners import Partners, partners
from forlik.portfolio.partners.figures import bases as bases_of
from forlik.portfolio.partners.words import every, word

PATH = "partners"
EXAMPLE = "/partners"
ACCESS = "public"
TITLE = _("Partners")

GRAIN = _("One row of the download: one organisation, with what it gives and what it gets.")
MOST = 50


def answer(asked: Question) -> Answer:
    """The partners, those with most money first.

    Raises:
        NoData: The place is none, or no IATI file was known on the day.
        UsageError: There is no such kind of flow or year.
    """
    flow, year = flow_of(asked.given), year_of(asked.given.get("year", ""))
    country = asked.given.get("country", "").strip()
    place = _place(country) if country else None
    try:
        found = partners(asked.world, place=place.iso3 if place else None, years=year, flow=flow)
        known = years_with_data(asked.world, flow=flow, place=place.iso3 if place else None)
    except NoData as refused:
        return Answer(title=str(TITLE), shows={"nothing": f"{refused.what}; {refused.remedy}"})
    q = asked.given.get("q", "").strip()
    some = within(found, q, asked.given.get("role", ""))
    shown = leaf(asked, some, MOST)
    bases = bases_of(asked.world, found.recency)
    return Answer(
        title=_titled(place.name(asked.language) if place else "", found),
        lead=str(_("Organisations as aid files (IATI) name them, each once: who funds, who implements, and through "
                   "how many hands money comes.")),
        shows={
            "q": q,
            "country": place.iso3 if place else country,
            "years": [(str(one), one == year) for one in sorted({*known, *([year] if year else [])}, reverse=True)],
            "of_year": str(year) if year else "",
            "flows": [(name, title, name == flow) for name, title in every("flow", asked.language)],
            "roles": [
                (name, title, name == asked.given.get("role", "")) for name, title in every("role", asked.language)
            ],
            "of_money": word("flow", flow, asked.language),
            "rows": [row_of(asked, found, one) for one in shown.rows],
            "leaf": shown,
            "network": told_of(found, asked.language),
            "everybody": len(found.found),
            "alone": sum(one.by_name_alone for one in found.found),
            "shared": len(found.same_names),
        },
        table=_table(asked, found, some, bases) if some else None,
        bases=bases,
        snippet=_snippet(asked, found),
        grain=str(GRAIN),
    )  # fmt: skip


def _titled(place: str, found: Partners) -> str:
    of = ", ".join(filter(None, (place, str(found.years[0]) if found.years else "")))
    return _t("Partners: {place}").format(place=of) if of else str(TITLE)


def _place(text: str) -> Any:
    try:
        return places.guess(text)[0]
    except PlaceRefused as refused:
        raise NoData(refused.what, remedy=refused.remedy) from refused


def _snippet(asked: Question, found: Partners) -> str:
    where = f', place="{found.place}"' if found.place else ""
    year = f", years={found.years[0]}" if found.years else ""
    kind = f', flow="{found.flow}"' if found.flow != PAID else ""
    return (
        "import forlik\nfrom forlik.portfolio.partners import partners\n\n"
        f'world = forlik.world("{asked.day}")\npartners(world{where}{year}{kind}).found'
    )


def _table(asked: Question, found: Partners, some: Sequence[Any], bases: Any) -> Any:
    return lambda: plain_table(asked.world, table_of(found, some), what="partners", grain=str(GRAIN), bases=bases)
