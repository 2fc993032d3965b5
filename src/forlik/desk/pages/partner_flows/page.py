"""A sum of a partner: every flow that what it gives, gets or spends is the sum of, with dataset, activity and bytes."""

from collections.abc import Mapping
from functools import partial

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.core.errors import NoData, PlaceRefused
from forlik.desk.answer import Answer
from forlik.desk.pages.partner_flows.flows import rows, total
from forlik.desk.portfolio import year_of
from forlik.desk.question import Question
from forlik.portfolio.cube import codes_of
from forlik.portfolio.partners import partners
from forlik.portfolio.partners.opened import opened_shape, opened_sum
from forlik.portfolio.partners.sums import UNDATED, SumAsked, read_sum

PATH = "partners/<str:ref>/flows"
EXAMPLE = "/partners/name:ministrynandu/flows?side=given&year=2022"
ACCESS = "public"
TITLE = _("What a sum of a partner is made of")

GRAIN = _("One row of the download: one part of one transaction, shared out by sector and place, with its bytes.")


def answer(asked: Question, ref: str) -> Answer:
    """The flows of one sum.

    Raises:
        UsageError: There is no such side, kind of flow or year.
        NoData: The place is none, there is no such partner, or nothing is published there, which is unknown and not 0.
    """
    stated = asked.given.get("year", "")
    which = read_sum(ref, asked.given, _place(asked.given), None if stated == UNDATED else year_of(stated))
    codes_of(which.flow)
    every = partners(asked.world, flow=which.flow)
    for one in filter(None, (which.ref, which.other)):
        if every.get(one) is None:
            raise NoData(
                f"no organisation in the files known on this day has the identifier “{one:.80}”", remedy="/partners"
            )
    found = opened_sum(asked.world, which)
    return Answer(
        title=found.name or _t("Nobody is named"),
        lead=_t("Every flow that this sum is made of, with the file and the bytes that it was published in."),
        shows={**total(asked, found), **rows(asked, found)},
        table=found.table,
        data=partial(opened_shape, found),
        bases=found.bases,
        snippet=_snippet(asked, found.asked),
        grain=str(GRAIN),
    )


def _place(given: Mapping[str, str]) -> str:
    stated = given.get("country", "").strip()
    if not stated:
        return ""
    try:
        return places.guess(stated)[0].iso3
    except PlaceRefused as refused:
        raise NoData(refused.what, remedy=refused.remedy) from refused


def _snippet(asked: Question, which: SumAsked) -> str:
    return (
        "import forlik\nfrom forlik.portfolio.partners.opened import opened_sum\n"
        "from forlik.portfolio.partners.sums import SumAsked\n\n"
        f'world = forlik.world("{asked.day}")\nopened_sum(world, {which!r}).table()'
    )
