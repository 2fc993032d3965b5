"""Presence at a place as pages tell it: the home actor's activities there, and partners, down to the files."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.assess.options import presence as reckoned
from forlik.assess.options.presence_money import Amount
from forlik.assess.options.presence_parts import Organisation
from forlik.assess.options.presence_whose import home_actor
from forlik.core.errors import ForlikError, NoData, UsageError
from forlik.core.figure import Basis
from forlik.core.settings import setting
from forlik.desk import worlds
from forlik.desk.pillars import OF_MONEY
from forlik.desk.register.asked import Asked
from forlik.places import Place

KINDS = {
    "paid": _("paid out"),
    "committed": _("committed"),
    "given": _("given by the home actor"),
    "promised": _("promised by the home actor"),
}
ROLES = {"reports": _("reports it"), "gives": _("gives to it"), "receives": _("receives money")}
WHY = {
    "no start": _("no start is stated"),
    "end passed": _("the stated end has passed, and no newer file says what became of it"),
    "no status": _("no status is stated"),
}
SHOWN = 12
"""Rows of each list; the rest is counted, and stands on the page of aid."""


def presence(asked: Asked, iso3: str) -> dict[str, Any]:
    """What ``register/presence.html`` shows: who is at a place on the day asked for, or why that is not known.

    Args:
        asked: The question.
        iso3: The place, as an option names it; one that is no place of the gazetteer has no files.
    """
    try:
        place = places.by_code("iso3", iso3)
    except ForlikError:
        return {"unknown": "place", "iso3": ""}
    try:
        home = home_actor()
    except UsageError:
        return {"unknown": "home", "iso3": place.iso3, "setting": setting("home_actor")}
    with worlds.LOCK:
        try:
            found = reckoned.presence(worlds.kept(asked.day), place, home)
        except NoData:
            return {"unknown": "files", "iso3": place.iso3}
    return _told(asked, place, found)


def _told(asked: Asked, place: Place, found: reckoned.Presence) -> dict[str, Any]:
    running = [one for one in found.ours if one.standing == "running"]
    partners = found.partners
    return {
        "unknown": "",
        "iso3": place.iso3,
        "place": place.name(asked.language),
        "home": found.home.place.name(asked.language),
        "marks": _t(" or ").join(found.home.marks),
        "day": found.day,
        "files": found.files,
        "renewed": found.renewed[:10],
        "running": len(running),
        "unsure": len(found.ours) - len(running),
        "ours": [_activity(one) for one in found.ours[:SHOWN]],
        "ours_more": max(0, len(found.ours) - SHOWN),
        "organisations": [_organisation(one) for one in found.organisations],
        "partners": [_organisation(one) for one in partners[:SHOWN]],
        "partners_all": len(partners),
        "untold": sum(one.whose == "unknown" for one in partners),
        "partners_more": max(0, len(partners) - SHOWN),
        "kept": asked.kept,
    }


def _activity(one: reckoned.Present) -> dict[str, Any]:
    about = one.about
    return {
        "title": " ".join((about["title"] or about["activity_key"]).split()),
        "id": about["activity_id"] or "",
        "reporter": about["reporting_org_name"] or about["reporting_org_ref"] or "",
        "running": one.standing == "running",
        "why": str(WHY[one.why]) if one.why else "",
        "since": one.since,
        "pillars": _pillars(one.pillars),
        "amounts": _amounts(one.amounts),
        "dataset": about["dataset"],
        "line": about["line"],
        "source": _source(one.basis),
    }


def _organisation(one: Organisation) -> dict[str, Any]:
    return {
        "name": one.name,
        "ref": one.ref,
        "role": str(ROLES[one.role]),
        "running": one.running,
        "unsure": one.unsure,
        "since": one.since,
        "pillars": _pillars(one.pillars),
        "amounts": _amounts(one.amounts),
        "sources": [_source(basis) for basis in one.bases],
    }


def _pillars(some: Iterable[str]) -> list[str]:
    return [str(OF_MONEY.get(one, one)) for one in some]


def _amounts(some: Iterable[Amount]) -> list[dict[str, Any]]:
    return [
        {
            "kind": str(KINDS[one.kind]),
            "usd": one.usd,
            "incomplete": one.incomplete,
            "currencies": ", ".join(one.currencies) or _t("no currency stated"),
            "years": f"{one.years[0]}" if one.years[0] == one.years[1] else f"{one.years[0]}–{one.years[1]}",
        }
        for one in some
    ]


def _source(basis: Basis) -> dict[str, Any]:
    return {"edition": basis.edition, "known": basis.known_at[:10], "sha256": basis.short_sha256, "part": basis.part}
