"""The Measure page: what it says and does not say, its newest figures everywhere, or its course in one place."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places, shapes
from forlik.charts.figure_rows import figure_rows
from forlik.charts.lines import Panel, lines
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Figure
from forlik.core.measure import WORLD, Measure
from forlik.coverage import parts_of_others, periods
from forlik.desk.answer import Answer
from forlik.desk.grids import grid
from forlik.desk.pillars import NAMES
from forlik.desk.question import Question
from forlik.desk.writing import number, said, under
from forlik.discover import measure
from forlik.watch import added_up

PATH = "measure/<slug:name>"
EXAMPLE = "/measure/active_conflicts"
ACCESS = "public"
TITLE = _("Measure")

GRAINS = {
    "country-year": _("One row: one country and one year."),
    "country-month": _("One row: one country and one month."),
}


def answer(asked: Question, name: str) -> Answer:
    """One measure, everywhere or in one place.

    Raises:
        NoData: There is no such measure.
        PlaceRefused: No place is called so.
    """
    try:
        what = measure(name)
    except UsageError as error:
        raise NoData(error.what, remedy=error.remedy) from error
    place = _place(asked.given.get("country", ""))
    title = _t(what.title) if place is None else f"{_t(what.title)}: {_name(place, asked.language)}"
    shows = {"what": what, "method": what.method_on(asked.day), "place": place, "pillar": NAMES[what.pillar]}
    shows["under"] = under(parts_of_others([name]), asked.language)
    try:
        course = _course(asked, what, place or WORLD)
        shows |= {"course": tuple(reversed(course))} if place else _everywhere(asked, what)
        if place and "/" in (span := asked.given.get("period", "")):
            shows["course"] = (added_up(asked.world, name, place, span), *shows["course"])
        table = asked.world.measure(name, place)
    except NoData as nothing:
        shows["nothing"] = nothing.reason
        return Answer(title=title, shows=shows, grain=str(GRAINS[what.grain]))
    panel = Panel(f"{_t(what.title)} ({_t(what.unit)})", course)
    return Answer(
        title=title,
        shows=shows | {"alt": said(course)},
        table=lambda: table,
        data=lambda: shapes.measure(asked.world, what, table),
        bases=table.manifest.sources,
        snippet=_snippet(asked, name, place),
        grain=str(GRAINS[what.grain]),
        charts={"course": lambda: lines([panel])} if course else {},
    )


def _place(text: str) -> str | None:
    if not text.strip():
        return None
    return WORLD if text.casefold() in ("world", WORLD.casefold()) else places.guess(text)[0].iso3


def _name(iso3: str, language: str) -> str:
    return str(_t("World")) if iso3 == WORLD else places.by_code("iso3", iso3).name(language)


def _course(asked: Question, what: Measure, place: str) -> tuple[Figure, ...]:
    """Every period of one place; nothing for a world total that the measure does not have."""
    try:
        return figure_rows(asked.world.measure(what.name, place), what, label=_t(what.title))
    except NoData:
        if place == WORLD:
            return ()
        raise


def _everywhere(asked: Question, what: Measure) -> dict[str, Any]:
    found = periods(asked.world, what)
    if not found:
        asked.world.measure(what.name)
    asked_for = asked.given.get("period", "")
    period = asked_for if asked_for in found else next(iter(found))
    shown = list(figure_rows(asked.world.measure(what.name, start=period, end=period), what))
    shown.sort(key=lambda one: one.country)
    shown.sort(key=lambda one: one.value or Decimal(0), reverse=what.direction != "higher is better")
    values = {one.country_iso3: one.value for one in shown}
    return {
        "period": period,
        "periods": list(found),
        "ranges": any(one.low is not None for one in shown),
        "rows": [(one, _name(one.country_iso3, asked.language)) for one in shown],
    } | grid(
        asked,
        f"{_t(what.title)}, {period}",
        values,
        lambda value: _t("unknown") if value is None else f"{number(value)} {_t(what.unit)}",
    )


def _snippet(asked: Question, name: str, place: str | None) -> str:
    given = f'"{name}", "{place}"' if place else f'"{name}"'
    return f'import forlik\n\nworld = forlik.world("{asked.day}")\nworld.measure({given}).to_pandas()'
