"""How pillars, donors and plans of one country and year meet, each figure with its coverage, or why it is unknown."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.desk.portfolio import PILLARS, stated
from forlik.desk.question import Question
from forlik.desk.writing import number
from forlik.portfolio.coordination.measured import PERCENT as PERCENT_IN_WORDS
from forlik.portfolio.coordination.measured import Language, LeftOut, Measured, Reason
from forlik.portfolio.country import CountryFigures
from forlik.portfolio.overview import whole_units

HANDS = {
    "direct": _("Directly"),
    "one_intermediary": _("Through one intermediary"),
    "more": _("Through more"),
    "unknown": _("Unknown"),
    "not_local": _("Stays with others"),
}
PLANS = {
    "planned": _("Paid of planned disbursements, organisation by organisation"),
    "budgeted": _("Paid of budgets, organisation by organisation"),
}
PERCENT = "%"


def coordination(asked: Question, figures: CountryFigures) -> Mapping[str, Any]:
    """The measures of one country and year; nothing where nothing is published.

    Args:
        asked: The question.
        figures: All figures of the country.
    """
    mix, year = figures.mix, figures.year
    if mix is None or year is None:
        return {}
    said: Language = "nb" if asked.language == "nb" else "en"

    def entry(title: str, one: Measured) -> dict[str, Any]:
        return {
            "title": title,
            "figure": stated(title, one.value, "", year),
            "unit": PERCENT if one.unit == PERCENT_IN_WORDS else one.unit,
            "coverage": number(one.coverage_percent),
            "reason": one.reason.text(said) if one.reason else "",
            "left_out": _left(one.left_out, said),
        }

    return {
        "year": str(year),
        "entries": [
            entry(_t("Evenness of the pillars with money"), mix.evenness),
            entry(_t("Evenness among all four pillars"), mix.even_of_four),
            entry(_t("Concentration of donors"), figures.donors.index),
            entry(_t("As concentrated as so many equal ones"), figures.donors.effective_number),
        ],
        # Payments alone are held against plans.
        "plans": [entry(str(PLANS[name]), one.ratio) for name, one in figures.kept.items()]
        if figures.flow == "paid"
        else [],
        "shares": [
            {
                "title": PILLARS.get(one.name, one.name),
                "share": stated("", one.percent, PERCENT, year),
                "money": stated("", whole_units(one.money), "USD", year),
            }
            for one in mix.shares.parts
        ],
        "shares_coverage": number(mix.shares.coverage_percent),
        "shares_reason": mix.shares.reason.text(said) if mix.shares.reason else "",
        "shares_left": _left(mix.shares.left_out, said),
        "hands": [
            {"title": HANDS[one.name], "share": stated("", one.percent, PERCENT, year)}
            for one in figures.localisation.parts
        ],
        "hands_reason": _reason(figures.localisation.reason, said),
    }


def _reason(one: Reason | None, said: Language) -> str:
    return one.text(said) if one else ""


def _left(found: tuple[LeftOut, ...], said: Language) -> list[Mapping[str, Any]]:
    return [
        {"reason": _named(one.reason).text(said), "entries": one.entries, "money": _money(one.money)} for one in found
    ]


def _named(one: Reason) -> Reason:
    """A reason that is about a pillar names it as the page does."""
    return Reason(one.code, str(PILLARS.get(one.about, one.about)))


def _money(value: Decimal | None) -> Any:
    return None if value is None else stated("", whole_units(value), "USD", 0)
