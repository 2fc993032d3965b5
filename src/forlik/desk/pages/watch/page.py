"""The Watch page: where deaths from violence have risen most, as a list and on the tile grid."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.charts.plain_table import plain_table
from forlik.charts.sparkline import sparkline
from forlik.charts.tile_grid import Tile, layout, limits, step, tile_grid
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.core.measure import Measure
from forlik.desk.answer import Answer
from forlik.desk.question import Question
from forlik.desk.writing import number
from forlik.discover import measure
from forlik.watch import Ranking, Rising, rising

PATH = "watch"
ACCESS = "public"
TITLE = _("Watch")

GRAIN = _("One row: one country; deaths in the last twelve known months, in the twelve before, and the rise.")
MOST = 30


def answer(asked: Question) -> Answer:
    """Where it is getting worse."""
    lead = str(_("Where deaths from violence have risen most: the last twelve known months against the twelve before."))
    try:
        ranking = rising(asked.world, MOST)
    except NoData as nothing:
        return Answer(title=str(TITLE), lead=lead, shows={"nothing": f"{nothing.what}; {nothing.remedy}"})
    what = measure(ranking.measure)
    bases = ranking.table.manifest.sources
    marks = limits([Decimal(row.change) for row in ranking.rows])
    rows = [
        {"country": row.country, "country_iso3": row.country_iso3, "now": row.now, "before": row.before,
         "change": row.change, "last_month": ranking.last_month}
        for row in ranking.rows
    ]  # fmt: skip
    return Answer(
        title=str(TITLE),
        lead=lead,
        shows={"ranking": ranking, "what": what, "rows": [_row(asked, what, row) for row in ranking.rows],
               "grid": _grid(asked, ranking, marks),
            "limits": [number(mark) for mark in marks]},
        table=lambda: plain_table(asked.world, rows, what="watch", grain=str(GRAIN), bases=bases),
        bases=bases,
        snippet=f'import forlik\nfrom forlik.watch import rising\n\nrising(forlik.world("{asked.day}"), {MOST}).rows',
        grain=str(GRAIN),
    )  # fmt: skip


def _row(asked: Question, what: Measure, row: Rising) -> dict[str, Any]:
    return {
        "iso3": row.country_iso3,
        "name": _name(asked, row.country_iso3),
        "course": sparkline([value for _month, value in row.months]),
        "now": _figure(what, row, row.now),
        "before": _figure(what, row, row.before),
        "change": _figure(what, row, row.change),
    }


def _name(asked: Question, iso3: str) -> str:
    return places.by_code("iso3", iso3).name(asked.language)


def _figure(what: Measure, row: Rising, value: int) -> Figure:
    return Figure(what.name, what.title, row.country, row.country_iso3, "", Decimal(value), what.unit, "reported")


def _grid(asked: Question, ranking: Ranking, marks: tuple[Decimal, ...]) -> str:
    rises = {row.country_iso3: row.change for row in ranking.rows}
    tiles = [
        Tile(
            iso3,
            _label(asked, iso3, rises.get(iso3)),
            step(Decimal(rises.get(iso3, 0)), marks),
            asked.address(f"/country/{iso3}"),
        )
        for iso3 in layout()
    ]
    return tile_grid(tiles, _t("Rise in deaths, by country"))


def _label(asked: Question, iso3: str, rise: int | None) -> str:
    name = _name(asked, iso3)
    return _t("{name}: not on the list").format(name=name) if rise is None else f"{name}: +{number(rise)}"
