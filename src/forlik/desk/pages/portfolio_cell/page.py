"""A cell of the portfolio: every flow that its total is the sum of, with dataset, activity and bytes."""

from functools import partial

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import NoData, PlaceRefused
from forlik.desk.answer import Answer
from forlik.desk.pages.portfolio_cell.flows import rows, snippet, total
from forlik.desk.portfolio import PILLARS, choice, named, year_of
from forlik.desk.question import Question
from forlik.portfolio.overview import opened, read_slug
from forlik.portfolio.overview.opened import opened_shape

PATH = "portfolio/<str:place>/<str:pillar>/<str:year>"
EXAMPLE = "/portfolio/COL/peace/2022"
ACCESS = "public"
TITLE = _("What a total is the sum of")

GRAIN = _("One row of the download: one part of one transaction, shared out by sector and place, with its bytes.")


def answer(asked: Question, place: str, pillar: str, year: str) -> Answer:
    """The flows of one cell.

    Raises:
        UsageError: There is no such pillar, kind of flow, definition, currency or year.
        NoData: The place is none, or nothing is published there, which is unknown and not 0.
    """
    chosen, number = choice(asked), year_of(year)
    try:
        where = read_slug(place)
    except PlaceRefused as refused:
        raise NoData(refused.what, remedy=refused.remedy) from refused
    if number is None:
        raise NoData("an address of a cell names its year", remedy="/portfolio/COL/peace/2023")
    found = opened(
        asked.world,
        where,
        pillar,
        number,
        definition=chosen.definition,
        flow=chosen.flow,
        currency=chosen.currency,
    )
    return Answer(
        title=_t("{place}, {pillar}, {year}").format(
            place=named(where, asked.language), pillar=str(PILLARS[pillar]).lower(), year=year
        ),
        lead=_t("Every flow that this total is the sum of, with the file and the bytes that it was published in."),
        shows={**total(asked, found, chosen), "year": year, **rows(asked, found, where)},
        table=found.table,
        data=partial(opened_shape, found),
        bases=found.bases,
        snippet=snippet(asked, where, pillar, number, chosen),
        grain=str(GRAIN),
    )
