"""What stands beside the matrix: what is left out, totals under each definition, tags across the pillars, rates."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.core.figure import Figure
from forlik.desk.pages.portfolio.rows import ALWAYS
from forlik.desk.portfolio import DEFINITIONS, PILLARS, SHORT, Choice, figure, stated
from forlik.desk.question import Question
from forlik.portfolio.currency import in_currency
from forlik.portfolio.definitions import Definition
from forlik.portfolio.overview import Overview, Row, TagSum, whole_units

WHY = {
    "other_level": _("On another level than the one that counts: it repeats that money, or stands beside it"),
    "other_version": _("In an older version of an activity, of which a newer file has another"),
    "secondary": _("Reported by others than who did it"),
    "replaced": _("Original budgets beside which a revised one stands"),
    "undated": _("Of no year"),
    "other_type": _("Of a type of transaction that is on no list"),
}
TAGS = {"peacebuilding": _("Peacebuilding (our own list of purposes)"), "disaster_risk": _("Disaster risk")}
DOLLAR = "USD"


def left_out(found: Overview) -> list[Mapping[str, Any]]:
    """What is published and not counted, by reason; what is on other levels by level, for levels are never added."""
    return [
        {
            "why": WHY.get(one.why, one.why),
            "level": one.level,
            "money": stated("", None if one.usd is None else whole_units(one.usd), DOLLAR, 0, "no rate is known"),
            "parts": one.flows,
            "without": one.without_rate,
        }
        for one in found.left_out_together
    ]


def rates(found: Overview) -> list[Mapping[str, Any]]:
    """By which rate of each year dollars became the currency; none where they stayed dollars."""
    if found.currency == DOLLAR:
        return []
    digits = Decimal("0.0001")
    return [
        {
            "year": str(year),
            "rate": stated("", one.value.quantize(digits) if one.value else None, found.currency, year, one.reason),
            "period": one.period,
            "days": one.days,
            "rule": one.rule,
            "reason": one.reason,
        }
        for year, one in sorted(found.rates.items(), reverse=True)
    ]


def definitions(
    asked: Question,
    chosen: Choice,
    year: int,
    iso3: str | None,
    rows: Sequence[tuple[Definition, Row | None]],
    found: Overview,
) -> Mapping[str, Any]:
    """The year's totals under each definition, side by side.

    Args:
        asked: The question.
        chosen: What was asked for.
        year: The year.
        iso3: The country; nothing for all places.
        rows: Each definition with its totals.
        found: The overview, in whose currency they are.
    """
    there = {name for _, row in rows if row for name in row.cells}
    shown = [name for name in PILLARS if name in ALWAYS or name in there]
    return {
        "heads": [SHORT[name] for name in shown],
        "rows": [
            {
                "title": DEFINITIONS.get(said.name, said.title.en),
                "address": asked.address("/portfolio", _other(chosen, said.name, year, iso3)),
                "here": said.name == chosen.definition,
                "cells": [{"head": SHORT[name], "figure": _of(asked, found, row, name)} for name in shown],
            }
            for said, row in rows
        ],
    }


def _of(asked: Question, found: Overview, row: Row | None, name: str) -> Figure | None:
    return figure(asked, found, row.cells[name]) if row and name in row.cells else None


def _other(chosen: Choice, definition: str, year: int, iso3: str | None) -> dict[str, str]:
    fields = {**chosen.fields, "definition": "" if definition == "purpose" else definition, "year": str(year)}
    return {**fields, **({"country": iso3} if iso3 else {})}


def tags(asked: Question, chosen: Choice, sums: Sequence[TagSum]) -> Sequence[Mapping[str, Any]]:
    """What of the year's money is for a purpose that goes across the pillars."""
    found = []
    for one in sums:
        money = in_currency(asked.world, one.usd, one.year, chosen.currency)
        reason = one.reason or money.reason
        value = None if money.value is None else whole_units(money.value)
        found.append(
            {
                "title": TAGS.get(one.tag, one.tag),
                "figure": stated("", value, chosen.currency, one.year, reason),
                "parts": one.flows,
                "reason": reason if value is None else "",
            }
        )
    return found
