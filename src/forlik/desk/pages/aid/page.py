"""The Aid page: every activity of a country that IATI files tell of, down to the bytes it stands in."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.aid import Activity, activities, reporters
from forlik.charts.plain_table import plain_table
from forlik.core.errors import NoData, PlaceRefused
from forlik.desk.answer import Answer, Elsewhere
from forlik.desk.leaves import leaf
from forlik.desk.question import Question

PATH = "country/<str:name>/aid"
EXAMPLE = "/country/COL/aid"
ACCESS = "public"
TITLE = _("Aid")

GRAIN = _("One row of the download: one activity, with what was paid out for the country and the bytes it stands in.")
MOST = 50


def answer(asked: Question, name: str) -> Answer | Elsewhere:
    """The activities of one place.

    Raises:
        NoData: The place is none, or no IATI file was known on the day.
    """
    try:
        place, _guessed = places.guess(name)
    except PlaceRefused as refused:
        raise NoData(refused.what, remedy=refused.remedy) from refused
    if place.iso3 != name:
        return Elsewhere(f"/country/{place.iso3}/aid")
    who = reporters(asked.world, place)
    org = asked.given.get("org") or None
    found = activities(asked.world, place, org)
    shown = leaf(asked, found, MOST)
    bases = tuple({one.basis.number: one.basis for one in found}.values())
    rows = _rows(found)
    return Answer(
        title=_t("Aid, as published (IATI): {place}").format(place=place.name(asked.language)),
        shows={
            "place": place,
            "place_name": place.name(asked.language),
            "who": who,
            "org": org,
            "chosen": next((one for one in who if one.ref == org), None),
            "leaf": shown,
        },
        table=(lambda: plain_table(asked.world, rows, what=f"aid_{place.iso3}", grain=str(GRAIN), bases=bases))
        if rows
        else None,
        bases=bases,
        snippet=f'import forlik\nfrom forlik.aid import activities\n\nworld = forlik.world("{asked.day}")\n'
        f'activities(world, world.place("{place.iso3}"))',
        grain=str(GRAIN),
    )


def _rows(found: Sequence[Activity]) -> list[dict[str, Any]]:
    as_is = (
        *("activity_id", "title", "reporting_org_ref", "reporting_org_name", "secondary_reporter", "hierarchy"),
        *("status_code", "countries_iso3", "dataset", "line", "byte_start", "byte_end", "content_sha256"),
        "file_sha256",
    )
    return [
        {name: one.about[name] for name in as_is}
        | {
            "paid_usd": one.paid.value,
            "paid_years": one.years,
            "paid_status": one.paid.status,
            "in_total": one.counted,
            "known_at": one.basis.known_at,
        }
        for one in found
    ]
