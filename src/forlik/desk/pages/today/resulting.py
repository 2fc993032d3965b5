"""Results coverage on the front page: one figure, or why nobody knows it."""

from typing import Any

from django.utils.translation import gettext as _t

from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.desk.question import Question
from forlik.portfolio.coordination.measured import coverage as share_of
from forlik.portfolio.cube import kept
from forlik.portfolio.results import how_many


def results_coverage(asked: Question) -> dict[str, Any]:
    """Of the activities that should have results, how many have one.

    Returns:
        ``share`` (a figure), ``expected`` and ``having``; or ``nothing``, the reason; or ``later``, where it is not
        worked out yet: that may take minutes, which nobody waits for here.
    """
    try:
        if not kept(asked.world.then):
            return {"later": True}
        expected, having = how_many(asked.world)
    except NoData as nothing:
        return {"nothing": nothing.reason}
    share, year = share_of((having, expected)), str(asked.day.year)
    figure = Figure(
        "", _t("Activities with a result"), "", "", year, share, "percent", "unknown" if share is None else "reported"
    )
    return {"share": figure, "expected": expected, "having": having}
