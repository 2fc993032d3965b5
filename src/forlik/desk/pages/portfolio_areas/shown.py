"""The form, the parts of the total and the areas as the page prints them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _n

from forlik.core.figure import Figure
from forlik.desk.leaves import leaf
from forlik.desk.portfolio import CURRENCIES, DEFINITIONS, FLOWS, Choice, stated, titles
from forlik.desk.question import Question
from forlik.portfolio.areas import GIVEN, CountryAreas, Part, list_title
from forlik.portfolio.coordination.measured import Language, Reason
from forlik.portfolio.currency import PRICE_BASIS
from forlik.portfolio.matrix import Area, Cell
from forlik.portfolio.overview import whole_units

MOST = 50
DIGITS = Decimal("0.0001")
PARTS = {
    GIVEN: _("Given by area"),
    "no_area": _("In no area: none is named"),
    "several_countries": _("In no area: of several countries, and not said in which of them an area is"),
}
RULE = _n(
    "Publishers say where an activity is, and not how much of its money goes where: the sharing is ours. An activity's "
    "money for the country in a year is shared equally among the areas that its locations name, or by the percentages "
    "of its locations where each of them states one. Of an activity's areas those of one level count, level 1 before "
    "those below it, and of one list of codes, the one that most of its locations use. Money of activities that name "
    "no area, or that are in several countries, is not given by area."
)
"""The library's rule, for translators; what is printed is what the library says."""


def form(chosen: Choice, known: tuple[int, ...], year: int | None) -> dict[str, Any]:
    """What there is to choose from, and what is chosen.

    Args:
        chosen: What was asked for.
        known: Years of which something is published, the newest first.
        year: The year shown.
    """
    more = () if chosen.flow in FLOWS else ((chosen.flow, chosen.flow),)
    return {
        "years": [str(one) for one in known],
        "year": str(year or ""),
        "flows": [*titles(FLOWS), *more],
        "definitions": titles(DEFINITIONS),
        "currencies": sorted({*CURRENCIES, chosen.currency}),
        "chosen": chosen,
    }


def shown(asked: Question, found: CountryAreas, chosen: Choice) -> Mapping[str, Any]:
    """Everything but where pillars meet.

    Args:
        asked: The question.
        found: The country's year by area.
        chosen: What was asked for.
    """
    said: Language = "nb" if asked.language == "nb" else "en"
    rows = leaf(asked, found.areas, MOST)
    return {
        "currency": found.currency,
        "prices": PRICE_BASIS,
        "first": stated(str(PARTS[GIVEN]), found.given.percent, "percent", found.year),
        "why": _why(found.reason, said),
        "placed": found.given.activities,
        "every": found.activities,
        "unlevelled": found.unlevelled,
        "parts": [_part(found, one) for one in found.parts],
        "total": _money(found, found.cell),
        "total_reason": found.money(found.cell).reason,
        "cell": asked.address(f"/portfolio/{found.place}/all/{found.year}", chosen.fields),
        "leaf": rows,
        "areas": [_area(found, one) for one in rows.rows],
        "rule": found.rule,
        "rate": _rate(found),
    }


def _why(reason: Reason | None, said: Language) -> str:
    """Why shares are unknown; a part of the total is named as the page names it."""
    return Reason(reason.code, str(PARTS.get(reason.about, reason.about))).text(said) if reason else ""


def _part(found: CountryAreas, one: Part) -> Mapping[str, Any]:
    return {
        "title": PARTS[one.name],
        "share": stated("", one.percent, "%", found.year),
        "money": _money(found, one.usd),
        "activities": one.activities,
        "without": one.without_rate,
    }


def _area(found: CountryAreas, one: Area) -> Mapping[str, Any]:
    return {
        "names": ", ".join(one.names),
        "code": one.code,
        "vocabulary": one.vocabulary,
        "list": list_title(one.vocabulary),
        "level": one.level,
        "money": _money(found, one.usd),
        "activities": one.activities,
        "without": one.without_rate,
    }


def _money(found: CountryAreas, amount: Cell | Decimal | None) -> Figure:
    money = found.money(amount)
    value = None if money.value is None else whole_units(money.value)
    return stated("", value, found.currency, found.year, "no rate is known" if amount is None else money.reason)


def _rate(found: CountryAreas) -> Mapping[str, Any] | None:
    """The rate of the year; nothing where dollars stayed dollars."""
    rate = found.rate
    if rate.own == rate.asked:
        return None
    value = None if rate.value is None else rate.value.quantize(DIGITS)
    return {
        "figure": stated("", value, found.currency, found.year, rate.reason),
        "days": rate.days,
        "period": rate.period,
        "rule": rate.rule,
        "reason": rate.reason,
    }


def snippet(asked: Question, iso3: str, year: int, chosen: Choice) -> str:
    """How to get the same in a notebook."""
    said = "".join(f', {name}="{value}"' for name, value in chosen.fields.items())
    return (
        f'import forlik\nfrom forlik.portfolio.areas import country_areas\n\nworld = forlik.world("{asked.day}")\n'
        f'country_areas(world, "{iso3}", year={year}{said}).table()'
    )


def level_text(level: int | None) -> str:
    """A level of areas in words."""
    return str(_t("no level stated") if level is None else _t("level {level}").format(level=level))
