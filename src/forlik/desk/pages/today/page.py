"""The Today page: what has moved most, what became known last, how fresh and how complete the evidence is."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.caveats import old
from forlik.charts.plain_table import plain_table
from forlik.charts.sparkline import sparkline
from forlik.core.errors import NoData
from forlik.core.figure import Basis
from forlik.coverage import newest_periods, periods
from forlik.desk.answer import Answer
from forlik.desk.pages.today.resulting import results_coverage
from forlik.desk.pillars import NAMES
from forlik.desk.question import Question
from forlik.discover import measures
from forlik.watch import Ranking, Rising, rising

PATH = ""
EXAMPLE = "/"
ACCESS = "public"
TITLE = _("Today")

GRAIN = _("One row of the download: one edition or part of a source, newest first.")
MOST = 5
NEWEST = 6


def answer(asked: Question) -> Answer:
    """What is new on a day."""
    world = asked.world
    bases = tuple(sorted(asked.bases, key=lambda basis: basis.known_at, reverse=True))
    shows: dict[str, Any] = {
        "coverage": _coverage(asked),
        "fresh": _freshness(asked, bases),
        "known_last": _newest(bases)[:NEWEST],
        "results": results_coverage(asked),
    }
    try:
        ranking = rising(world, MOST)
        shows |= {"ranking": ranking, "changes": [_change(asked, ranking, row) for row in ranking.rows]}
    except NoData as nothing:
        shows["no_changes"] = nothing.reason
    rows = [
        {"source": one.source, "title": one.title, "part": one.part, "edition": one.edition, "known_at": one.known_at}
        for one in bases
    ]
    return Answer(
        title=str(TITLE),
        lead=str(_("What has moved most, what became known last, and how fresh the evidence is.")),
        shows=shows,
        table=(lambda: plain_table(world, rows, what="newest_knowledge", grain=str(GRAIN), bases=bases))
        if rows
        else None,
        bases=bases,
        snippet=f'import forlik\nfrom forlik.watch import rising\n\nrising(forlik.world("{asked.day}"), 5).rows',
        grain=str(GRAIN),
    )


def _change(asked: Question, ranking: Ranking, row: Rising) -> dict[str, Any]:
    return {
        "row": row,
        "name": places.by_code("iso3", row.country_iso3).name(asked.language),
        "course": sparkline([value for _month, value in row.months]),
        "change": ranking.figure(row, "change"),
    }


def _newest(bases: tuple[Basis, ...]) -> list[Basis]:
    """Of each source the newest, newest first."""
    newest: dict[str, Basis] = {}
    for basis in bases:
        newest.setdefault(basis.source, basis)
    return list(newest.values())


def _freshness(asked: Question, bases: tuple[Basis, ...]) -> dict[str, Any]:
    newest = _newest(bases)
    reach = newest_periods(asked.world)
    late = [one for one in newest if old(one, reach.get(one.source, ""), asked.day)]
    return {"sources": len(newest), "stale": late}


def _coverage(asked: Question) -> list[dict[str, Any]]:
    """Per measure: its newest period, and in how many places it is known for it."""
    order = list(NAMES)
    ranked = sorted(measures().values(), key=lambda one: (order.index(one.pillar), one.title))
    return [{"what": what, "newest": next(iter(periods(asked.world, what).items()), None)} for what in ranked]
