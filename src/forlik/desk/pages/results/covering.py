"""Coverage as a page shows it: the first figure, and the parts it is told apart by."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.core.figure import Basis, Figure
from forlik.desk.pillars import OF_MONEY
from forlik.desk.question import Question
from forlik.portfolio.results import Covered, Part, word

MOST = 15
STEPS = {
    "result": _("a result"),
    "indicator": _("an indicator"),
    "target": _("a target"),
    "actual": _("an actual value"),
    "evaluation": _("an evaluation of its own"),
}
"""What an activity can have: each more than the one before; and an evaluation, whatever else it has."""
PILLARS = OF_MONEY | {"": _("No money known")}
HEADS = {
    "publisher": _("By publisher"),
    "country": _("By country"),
    "pillar": _("By pillar"),
    "year": _("By the year from which results are expected"),
}


def first_figures(found: Covered, bases: Sequence[Basis], language: str) -> dict[str, Any]:
    """The first figure and its steps: how many activities have what, also weighed by money."""
    whole = found.whole
    newest = max(bases, key=lambda one: (one.known_at, one.number), default=None)

    def figure(label: str, value: Decimal | None, unit: str = "percent") -> Figure:
        # No activity, or no known money, is no share: unknown and not 0.
        status = "unknown" if value is None else "reported"
        return Figure("", label, "", "", str(found.day.year), value, unit, status, basis=newest)  # type: ignore[arg-type]

    return {
        "first": figure(_t("Activities with a result"), whole.percent()),
        "expected": whole.activities,
        "with_result": whole.having["result"],
        "second": figure(_t("Activities with an evaluation"), whole.percent("evaluation")),
        "with_evaluation": whole.having["evaluation"],
        "with_shared": whole.having["shared_evaluation"],
        "steps": [
            {
                "title": title,
                "many": whole.having[name],
                "share": figure(str(title), whole.percent(name)),
                "money": figure(str(title), whole.percent_of_money(name)),
            }
            for name, title in STEPS.items()
        ],
        "without_money": whole.without_money,
        "apart": [(word(one.why, language), one) for one in found.apart],
    }


def parts(asked: Question, found: Covered) -> list[list[dict[str, Any]]]:
    """Coverage by publisher and country, then by pillar and year: the largest first, years in order."""
    made = [
        {
            "way": way,
            "title": title,
            "rows": [_row(asked, way, one) for one in _shown(way, found.by[way])],
            "others": max(0, len(found.by[way]) - MOST),
        }
        for way, title in HEADS.items()
    ]
    return [made[:2], made[2:]]


def choices(asked: Question, every: Covered) -> dict[str, Any]:
    """The countries and publishers that can be chosen, by name."""
    return {
        name: sorted(
            ({"key": one.key, "name": _name(asked, way, one)} for one in every.by[way] if one.key),
            key=lambda row: row["name"].casefold(),
        )
        for name, way in (("countries", "country"), ("publishers", "publisher"))
    }


def _shown(way: str, every: Sequence[Part]) -> Sequence[Part]:
    return every[-MOST:] if way == "year" else every[:MOST]


def _row(asked: Question, way: str, one: Part) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": _name(asked, way, one),
        "activities": one.coverage.activities,
        "many": one.coverage.having["result"],
        "reached": one.coverage.having["actual"],
        "evaluated": one.coverage.having["evaluation"],
        "percent": one.coverage.percent(),
        "money": one.coverage.percent_of_money(),
    }


def _name(asked: Question, way: str, one: Part) -> str:
    if way == "pillar":
        return str(PILLARS.get(one.key, one.key))
    if way == "country" and one.key:
        return places.by_code("iso3", one.key).name(asked.language)
    return one.name or str({"country": _("No country"), "year": _("Year unknown")}.get(way, _("No reference")))
