"""Figures of plans: whether what was planned for the year was paid in it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from forlik.portfolio.coordination.predictability import Paid, Planned, predictability
from forlik.portfolio.cube.tables import PLANNED
from forlik.portfolio.flags.evidence import Evidence
from forlik.portfolio.flags.named import NamedFigure, known, unknown
from forlik.portfolio.flags.reasons import because, of_measure

NAMES = ("planned_usd", "paid_of_planned_percent", "planned_coverage_percent")
DISBURSING = "planned_disbursement"


def of_plans(found: Evidence) -> Iterator[NamedFigure]:
    """The figures of plans.

    Args:
        found: What is known.
    """
    if found.cell() is None:
        for name in NAMES:
            yield unknown(name, found.period, because("nothing_paid", found.year))
        return
    if found.plans is None:
        for name in NAMES:
            yield unknown(name, found.period, because("table_not_read", PLANNED))
        return
    plans, payments = list(planned_of(found.plans)), list(paid_of(found.rows, found.year))
    told = predictability(plans, payments, first=date(found.year, 1, 1), last=date(found.year, 12, 31))
    sources = (*found.behind, *found.bases(row["basis"] for row in found.plans))
    if told.ratio.value is None:
        for name in NAMES:
            reason = of_measure(told.ratio.reason) if told.ratio.reason else because("nothing_paid", found.year)
            yield unknown(name, found.period, reason, sources)
        return
    yield known("planned_usd", told.planned, found.period, sources=sources)
    yield known("paid_of_planned_percent", told.ratio.value, found.period, sources=sources)
    yield known("planned_coverage_percent", told.ratio.coverage_percent or Decimal(0), found.period, sources=sources)


def planned_of(rows: Sequence[Mapping[str, Any]]) -> Iterator[Planned]:
    """What each activity plans: its planned disbursements, or where it has none its budgets; both would count twice.

    Args:
        rows: Rows with ``activity_key``, ``kind``, ``first``, ``last``, ``usd``.
    """
    by_activity: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_activity[row["activity_key"]].append(row)
    for key, mine in sorted(by_activity.items()):
        nearer = [row for row in mine if row["kind"] == DISBURSING]
        for row in nearer or mine:
            # A period that ends before it begins is none: what the plan is for is unknown.
            backwards = row["first"] and row["last"] and row["last"] < row["first"]
            yield Planned(key, None if backwards else row["first"], row["last"], row["usd"])


def paid_of(rows: Sequence[Mapping[str, Any]], year: int) -> Iterator[Paid]:
    """What was paid in each row of the year; unknown where a rate is missing.

    Args:
        rows: Rows of what was paid.
        year: Their year.
    """
    for row in rows:
        yield Paid(row["activity_key"], date(year, 1, 1), None if row["without_rate"] else row["usd"])
