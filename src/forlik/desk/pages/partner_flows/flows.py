"""The flows of a partner's sum as the page prints them, and what they add up to beside the sum that it equals."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.desk.leaves import leaf
from forlik.desk.portfolio import FLOWS, exact
from forlik.desk.question import Question
from forlik.portfolio.matrix import Flow
from forlik.portfolio.partners.ends import GIVEN, ONLY, RECEIVED, WITH, WITHOUT
from forlik.portfolio.partners.opened import OpenedSum
from forlik.portfolio.partners.words import word, words

MOST = 50
OFFERED = frozenset(words()["flow"])
"""Kinds of money that the page of a partner knows."""
SAID = {
    (GIVEN, WITHOUT): _("What it gives to others"),
    (GIVEN, WITH): _("What it gives, its own spending with it"),
    (RECEIVED, WITHOUT): _("What it gets from others"),
    (RECEIVED, WITH): _("What it gets, its own spending with it"),
}
OF_NOBODY = {GIVEN: _("What nobody is named to give"), RECEIVED: _("What nobody is named to get")}
ALONE = _("Its own spending")


def total(asked: Question, found: OpenedSum) -> dict[str, Any]:
    """The sum, once as the flows add up to it and once as pages have it from the cube; and what it is of."""
    which = found.asked
    return {
        # The page of the partner knows fewer kinds of money than the country's, from which one may come here.
        "back": asked.address(f"/partners/{which.ref}", {"flow": which.flow} if which.flow in OFFERED else {})
        if which.ref
        else "",
        "sort": _of(found),
        "flow_title": FLOWS.get(which.flow) or word("flow", which.flow, asked.language),
        "place": places.by_code("iso3", which.place).name(asked.language) if which.place else "",
        "place_code": which.place,
        "of_year": "" if which.year is None else str(which.year),
        "undated": which.undated,
        "other": None if which.other is None else found.names.get(which.other, which.other),
        "sum": exact(found.usd, "USD", found.money.reason),
        "shown": exact(found.money.usd, "USD", found.money.reason),
        "published": [
            {"currency": name or "–", "figure": exact(amount, name)} for name, amount in found.as_published.items()
        ],
    }


def _of(found: OpenedSum) -> Any:
    which = found.asked
    if not which.ref:
        return OF_NOBODY[which.side]
    return ALONE if which.own == ONLY else SAID[which.side, which.own]


def rows(asked: Question, found: OpenedSum) -> dict[str, Any]:
    """The flows of the leaf that is asked for."""
    shown = leaf(asked, found.flows, MOST)
    return {"leaf": shown, "rows": [_row(asked, found, one) for one in shown.rows]}


def _row(asked: Question, found: OpenedSum, one: Flow) -> Mapping[str, Any]:
    about, (start, end) = one.about, one.bytes
    giver, getter = found.ends(one)
    org = about["reporting_org_ref"]
    country = about["place_code"] if about["place_kind"] == "country" else ""
    return {
        "about": about,
        "title": " ".join((about["title"] or about["activity_key"]).split()),
        "address": asked.address(f"/country/{country}/aid", {"org": org} if org else {}) if country else "",
        "giver": found.names.get(giver, giver),
        "getter": found.names.get(getter, getter),
        "amount": exact(one.amount, one.currency or ""),
        "usd": exact(one.amount_usd, "USD", "no rate is known"),
        "start": start,
        "end": end,
    }
