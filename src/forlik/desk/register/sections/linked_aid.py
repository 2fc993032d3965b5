"""Aid of engagements as pages tell it: what the files say of the activities that they name, and their sum."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from forlik.desk import worlds
from forlik.desk.register.sections.costs import spans
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.linked import Linked, Together, linked, together
from forlik.register.concepts import Engagement

WHOLE = Decimal(1)


def linked_aid(telling: Telling, some: Iterable[Engagement], place: str | None = None) -> dict[str, Any]:
    """What ``register/linked_aid.html`` shows: each activity that an engagement names, once, and what they sum to.

    Args:
        telling: What was told on the page.
        some: The engagements.
        place: Only what was paid out for this country or region; everywhere when not given.
    """
    naming: dict[str, list[Engagement]] = {}
    for one in some:
        for activity in one.activities:
            naming.setdefault(activity, []).append(one)
    if not naming:
        return {"rows": [], "sum": None}
    with worlds.LOCK:
        found = linked(worlds.kept(telling.asked.day), naming, place)
    rows = [_row(telling, one, naming[one.activity_id]) for one in found]
    return {"rows": rows, "sum": _sum(together(found)), "here": bool(place)}


def _row(telling: Telling, one: Linked, of: Iterable[Engagement]) -> dict[str, Any]:
    return {
        "id": one.activity_id,
        "title": one.title,
        "reporter": one.reporting_org_name,
        "of": [{"id": file.id, "title": telling.called(file)} for file in of],
        "places": telling.places(one.countries_iso3),
        "years": spans(one.by_year),
        "paid": _whole(one.paid),
        "reason": one.reason,
        "left_out": one.without_rate + one.undated,
        "other_level": one.standing == "other_level",
        "dataset": one.dataset,
        "known": one.basis.known_at if one.basis else "",
    }


def _sum(found: Together) -> dict[str, Any]:
    return {
        "paid": _whole(found.paid),
        "counted": found.counted,
        "unknown": len(found.unknown),
        "other_level": len(found.other_level),
        "estimated": found.status == "estimated",
    }


def _whole(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(WHOLE)
