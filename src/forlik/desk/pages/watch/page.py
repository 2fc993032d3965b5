"""The Watch page: where deaths from violence have risen most, as a list and on the tile grid."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places, shapes
from forlik.charts.plain_table import plain_table
from forlik.charts.sparkline import sparkline
from forlik.core.errors import NoData
from forlik.coverage import parts_of_others
from forlik.desk.answer import Answer
from forlik.desk.grids import grid
from forlik.desk.question import Question
from forlik.desk.writing import number, under
from forlik.discover import measure
from forlik.watch import Ranking, Rising, rising

PATH = "watch"
EXAMPLE = "/watch"
ACCESS = "public"
TITLE = _("Watch")

GRAIN = _("One row: one country; deaths in twelve months, in the twelve before, and the rise.")
LEAD = _("Where deaths from violence have risen most: twelve months against the twelve before.")
MOST = 30
EVERY = 500


def answer(asked: Question) -> Answer:
    """Where it is getting worse."""
    try:
        ranking = rising(asked.world, EVERY, asked.given.get("until", "").strip())
    except NoData as nothing:
        return Answer(title=str(TITLE), lead=str(LEAD), shows={"nothing": nothing.reason})
    what = measure(ranking.measure)
    bases = ranking.table.manifest.sources
    rows = [
        {
            "country": row.country,
            "country_iso3": row.country_iso3,
            "before": row.before,
            "now": row.now,
            "change": row.change,
            "low": row.low,
            "high": row.high,
            "status": row.status,
            "last_month": ranking.last_month,
        }
        for row in ranking.rows
    ]
    shown = [_row(asked, ranking, row) for row in ranking.rows[:MOST]]
    return Answer(
        title=str(TITLE),
        lead=str(LEAD),
        shows={
            "ranking": ranking,
            "what": what,
            "under": under(parts_of_others([what.name]), asked.language),
            "rows": shown,
            "ranges": any(row.low is not None for row in ranking.rows[:MOST]),
        }
        | _grid(asked, ranking),
        table=lambda: plain_table(asked.world, rows, what="watch", grain=str(GRAIN), bases=bases),
        data=lambda: shapes.watch(asked.world, ranking),
        bases=bases,
        snippet=f'import forlik\nfrom forlik.watch import rising\n\nrising(forlik.world("{asked.day}"), {MOST}).rows',
        grain=str(GRAIN),
    )


def _row(asked: Question, ranking: Ranking, row: Rising) -> dict[str, Any]:
    return {
        "iso3": row.country_iso3,
        "name": places.by_code("iso3", row.country_iso3).name(asked.language),
        "course": sparkline([value for _month, value in row.months]),
        "now": ranking.figure(row, "now"),
        "before": ranking.figure(row, "before"),
        "change": ranking.figure(row, "change"),
    }


def _grid(asked: Question, ranking: Ranking) -> dict[str, Any]:
    """Rises shaded; a country known in all months without a rise is none, any other unknown."""
    rises = dict.fromkeys(ranking.still, Decimal(0))
    rises |= {row.country_iso3: Decimal(row.change) for row in ranking.rows}
    return grid(asked, str(_t("Rise in deaths, by country")), rises, _words)


def _words(rise: Decimal | None) -> str:
    if rise is None:
        return str(_t("unknown"))
    return f"+{number(rise)}" if rise else str(_t("no rise"))
