"""The aid part of a country: what IATI files say was paid out and committed, by year, by pillar and by whom."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.aid import reporters
from forlik.charts.figure_rows import figure_rows
from forlik.charts.lines import Panel
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.desk.pillars import NAMES
from forlik.desk.question import Question
from forlik.desk.writing import said
from forlik.discover import measure
from forlik.places import Place

COLUMNS = {
    "iati_paid": _("Paid out"),
    "iati_committed": _("Committed"),
    "iati_paid_peace": NAMES["peace"],
    "iati_paid_humanitarian": NAMES["humanitarian"],
    "iati_paid_development": NAMES["development"],
    "iati_paid_rights": NAMES["rights"],
    "iati_paid_no_pillar": _("No pillar, or the donor's side"),
    "iati_activities": _("Activities"),
}
"""Measure → its column: the whole, then what of it is for each pillar."""
DRAWN = ("iati_paid", "iati_committed")
SHOWN_YEARS = 12
SHOWN_REPORTERS = 8


def aid(asked: Question, place: Place) -> dict[str, Any]:
    """What the template shows of a country's aid, or why there is nothing."""
    courses = {name: _course(asked, place, name) for name in COLUMNS}
    if not any(courses.values()):
        return {"none": True, "held": any(one.source == "iati" for one in asked.bases)}
    by_year = {name: {one.period: one for one in course if one.value is not None} for name, course in courses.items()}
    years = sorted({year for course in by_year.values() for year in course}, reverse=True)
    who = reporters(asked.world, place)
    drawn = [Panel(_t(measure(name).title), courses[name]) for name in DRAWN if courses[name]]
    shown = [[by_year[name].get(year) for name in COLUMNS] for year in years[:SHOWN_YEARS]]
    return {
        "heads": [str(head) for head in COLUMNS.values()],
        "rows": list(zip(years, shown, strict=False)),
        "incomplete": any(one.status == "estimated" for cells in shown for one in cells if one),
        "who": who[:SHOWN_REPORTERS],
        "others": len(who) - len(who[:SHOWN_REPORTERS]),
        "drawn": drawn,
        "alt": " ".join(said(panel.figures) for panel in drawn),
    }


def _course(asked: Question, place: Place, name: str) -> tuple[Figure, ...]:
    """A measure's figures, oldest first; a year between two that has none is an unknown one."""
    what = measure(name)
    try:
        known = asked.world.measure(name, place.iso3).rows()
        span = asked.world.measure(name, place.iso3, start=known[0]["year"], end=known[-1]["year"])
        return figure_rows(span, what, label=_t(what.title))
    except NoData:
        return ()
