"""The Measure page: what it says and does not say, its newest figures everywhere, or its course in one place."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.charts.figure_rows import figure_rows
from forlik.charts.lines import Panel, lines
from forlik.charts.tile_grid import Tile, layout, limits, step, tile_grid
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Figure
from forlik.core.measure import WORLD, Measure
from forlik.desk.answer import Answer
from forlik.desk.pillars import NAMES
from forlik.desk.question import Question
from forlik.desk.writing import number, said
from forlik.discover import measure

PATH = "measure/<slug:name>"
ACCESS = "public"
TITLE = _("Measure")


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
    place = asked.given.get("country", "").strip()
    shows: dict[str, Any] = {
        "what": what,
        "method": what.method_on(asked.day),
        "place": place,
        "pillar": NAMES[what.pillar],
    }
    try:
        table = asked.world.measure(name, place or None)
    except NoData as nothing:
        shows["nothing"] = f"{nothing.what}; {nothing.remedy}"
        return Answer(title=_t(what.title), shows=shows, grain=_grain(what))
    figures = figure_rows(table, what, label=_t(what.title))
    shows |= {"course": tuple(reversed(figures))} if place else _everywhere(asked, what, figures)
    world_line = _world_line(asked, what) if not place else figures
    charts = {"course": lambda: lines([Panel(f"{_t(what.title)} ({_t(what.unit)})", world_line)])} if world_line else {}
    return Answer(
        title=f"{_t(what.title)}: {_name(asked, place)}" if place else _t(what.title),
        shows=shows | {"alt": said(world_line), "line": bool(world_line)},
        table=lambda: table,
        bases=table.manifest.sources,
        snippet=_snippet(asked, name, place),
        grain=_grain(what),
        charts=charts,
    )


def _name(asked: Question, place: str) -> str:
    if place.casefold() in ("world", WORLD.casefold()):
        return str(_t("World"))
    return asked.world.place(place).name(asked.language)


def _grain(what: Measure) -> str:
    if what.grain == "country-year":
        return str(_t("One row: one country and one year."))
    return str(_t("One row: one country and one month."))


def _everywhere(asked: Question, what: Measure, figures: tuple[Figure, ...]) -> dict[str, Any]:
    periods = sorted({one.period for one in figures}, reverse=True)
    period = asked.given.get("period", "")
    period = period if period in periods else periods[0]
    shown = [one for one in figures if one.period == period and one.country_iso3 != WORLD]
    worse_first = what.direction != "higher is better"
    shown.sort(key=lambda one: one.country)
    shown.sort(key=lambda one: one.value if one.value is not None else Decimal(0), reverse=worse_first)
    marks = limits([one.value for one in shown if one.value is not None])
    return {
        "period": period,
        "ranges": any(one.low is not None for one in shown),
        "periods": periods,
        "rows": [(one, places.by_code("iso3", one.country_iso3).name(asked.language)) for one in shown],
        "grid": _grid(asked, what, shown, marks, period),
        "limits": [number(mark) for mark in marks],
    }


def _grid(asked: Question, what: Measure, shown: list[Figure], marks: tuple[Decimal, ...], period: str) -> str:
    by_place = {one.country_iso3: one for one in shown}
    tiles = [
        Tile(iso3, _label(asked, iso3, by_place.get(iso3)), step(_value(by_place.get(iso3)), marks),
             asked.address(f"/country/{iso3}"))
        for iso3 in layout()
    ]  # fmt: skip
    return tile_grid(tiles, f"{_t(what.title)}, {period}")


def _value(figure: Figure | None) -> Decimal | None:
    return None if figure is None else figure.value


def _label(asked: Question, iso3: str, figure: Figure | None) -> str:
    name = places.by_code("iso3", iso3).name(asked.language)
    if figure is None or figure.value is None:
        return f"{name}: {_t('unknown')}"
    return f"{name}: {figure.text} {_t(figure.unit)}"


def _world_line(asked: Question, what: Measure) -> tuple[Figure, ...]:
    try:
        return figure_rows(asked.world.measure(what.name, "World"), what, label=_t(what.title))
    except NoData:
        return ()


def _snippet(asked: Question, name: str, place: str) -> str:
    given = f'"{name}", "{place}"' if place else f'"{name}"'
    return f'import forlik\n\nworld = forlik.world("{asked.day}")\nworld.measure({given}).to_pandas()'
