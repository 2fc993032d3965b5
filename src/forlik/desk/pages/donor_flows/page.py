"""A sum of a donor's money in others' reports: every transaction behind it, with dataset, activity and bytes."""

from functools import partial

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.core.errors import NoData
from forlik.core.settings import setting
from forlik.desk.answer import Answer
from forlik.desk.pages.donor_flows.asked import Asked, read
from forlik.desk.pages.donor_flows.shown import rate_bases, rows, snippet, sums
from forlik.desk.question import Question
from forlik.portfolio.donor import OpenedTraces, opened_traces, opened_traces_shape, prefixes_of

PATH = "donor/<str:publisher>/<str:level>/<str:year>"
EXAMPLE = "/donor/XM-NDU/2/2022"
ACCESS = "public"
TITLE = _("What a sum of a donor's money is made of")

GRAIN = _("One row of the download: one transaction, with the bytes that its activity was published in.")


def answer(asked: Question, publisher: str, level: str, year: str) -> Answer:
    """The transactions behind the sums of one publisher, level and year.

    Raises:
        PlaceRefused: No country is called as the donor is.
        UsageError: The level, the year or the currency is none.
    """
    place = places.guess(asked.given.get("donor", "").strip() or setting("home_actor"))[0]
    wanted = read(asked, place, publisher, level, year)
    found, nothing = _found(asked, wanted)
    name = found.sums[0].publisher_name if found and found.sums else wanted.which.publisher or "–"
    spoken = {"all": _t("all years"), "undated": _t("no year")}.get(str(wanted.which.year), str(wanted.which.year))
    shows = {
        "donor_name": place.name(asked.language),
        "back": asked.address("/donor", {"donor": place.iso3, "currency": wanted.stated_currency}),
        "publisher": name,
        "level": wanted.which.level,
        "spoken": spoken,
        "prefixes": ", ".join(prefixes_of(place)),
        "nothing": nothing,
    }
    title = _t("{publisher}, level {level}, {year}").format(publisher=name, level=wanted.which.level, year=spoken)
    if found is None or not found.sums:
        return Answer(title=title, shows=shows)
    return Answer(
        title=title,
        lead=_t(
            "Every transaction by which money of this donor stands here, with the file and bytes it was published in."
        ),
        shows={**shows, **sums(asked, found, wanted), **rows(asked, found)},
        table=found.table,
        data=partial(opened_traces_shape, found),
        bases=found.bases + rate_bases(asked, found, wanted),
        snippet=snippet(asked, place, wanted),
        grain=str(GRAIN),
    )


def _found(asked: Question, wanted: Asked) -> tuple[OpenedTraces | None, str]:
    """The sums and their transactions, or why nothing is known of any."""
    if not wanted.prefixes:
        return None, ""
    try:
        return opened_traces(asked.world, wanted.prefixes, wanted.which), ""
    except NoData as nothing:
        return None, nothing.reason
