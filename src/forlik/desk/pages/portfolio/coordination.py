"""How pillars, donors and plans of one country and year meet, each figure with its coverage, or why it is unknown."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.desk.portfolio import PILLARS, Choice, stated
from forlik.desk.question import Question
from forlik.desk.writing import number
from forlik.places import Place
from forlik.portfolio.coordination.measured import Language, LeftOut, Measured, Reason
from forlik.portfolio.overview import Row, meeting, whole_units

HANDS = {
    "direct": _("Directly"),
    "one_intermediary": _("Through one intermediary"),
    "more": _("Through more"),
    "unknown": _("Unknown"),
    "not_local": _("Stays with others"),
}
PERCENT = "%"


def coordination(asked: Question, place: Place, row: Row, chosen: Choice, year: int) -> Mapping[str, Any]:
    """The measures of one country and year.

    Args:
        asked: The question.
        place: The country.
        row: Its row of the overview.
        chosen: What was asked for.
        year: The year.
    """
    met = meeting(asked.world, place, row.cells, flow=chosen.flow, year=year)
    said: Language = "nb" if asked.language == "nb" else "en"

    def entry(title: str, one: Measured) -> dict[str, Any]:
        return {
            "title": title,
            "figure": stated(title, one.value, "", year),
            "unit": one.unit,
            "coverage": number(one.coverage_percent),
            "reason": one.reason.text(said) if one.reason else "",
            "left_out": _left(one.left_out, said),
        }

    found = [
        entry(_t("Evenness of the pillars with money"), met.evenness),
        entry(_t("Evenness among all four pillars"), met.even_of_four),
        entry(_t("Concentration of who reports the money"), met.concentration.index),
        entry(_t("As concentrated as so many equal ones"), met.concentration.effective_number),
    ]
    return {
        "year": str(year),
        "entries": found,
        "shares": [
            {
                "title": PILLARS.get(one.name, one.name),
                "share": stated("", one.percent, PERCENT, year),
                "money": stated("", whole_units(one.money), "USD", year),
            }
            for one in met.shares.parts
        ],
        "shares_coverage": number(met.shares.coverage_percent),
        "shares_reason": met.shares.reason.text(said) if met.shares.reason else "",
        "shares_left": _left(met.shares.left_out, said),
        "hands": [
            {"title": HANDS[one.name], "share": stated("", one.percent, PERCENT, year)}
            for one in met.localisation.parts
        ],
        "hands_reason": _reason(met.localisation.reason, said),
    }


def _reason(one: Reason | None, said: Language) -> str:
    return one.text(said) if one else ""


def _left(found: tuple[LeftOut, ...], said: Language) -> list[Mapping[str, Any]]:
    return [{"reason": one.reason.text(said), "entries": one.entries, "money": _money(one.money)} for one in found]


def _money(value: Decimal | None) -> Any:
    return None if value is None else stated("", whole_units(value), "USD", 0)
