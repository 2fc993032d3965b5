"""Figures of results: of how many activities it is published what came of them."""

from collections.abc import Iterator

from forlik.portfolio.coordination.measured import coverage
from forlik.portfolio.flags.evidence import Evidence
from forlik.portfolio.flags.named import NamedFigure, known, unknown
from forlik.portfolio.flags.reasons import because

RESULTS = "iati__results"
NAMES = ("activities", "results_missing", "results_missing_percent")


def of_results(found: Evidence) -> Iterator[NamedFigure]:
    """The figures of results.

    Args:
        found: What is known.
    """
    paid_in = {row["activity_key"] for row in found.rows}
    if not paid_in:
        for name in NAMES:
            yield unknown(name, found.period, because("nothing_paid", found.year))
        return
    yield known("activities", len(paid_in), found.period, sources=found.behind)
    rows = found.beside(RESULTS)
    if rows is None:
        for name in NAMES[1:]:
            yield unknown(name, found.period, because("table_not_read", RESULTS), found.behind)
        return
    reached = {row["activity_key"] for row in rows if (row["actual_value"] or "").strip() or row.get("actuals")}
    missing = len(paid_in - reached)
    yield known("results_missing", missing, found.period, sources=found.behind)
    told = coverage((missing, len(paid_in)))
    yield known("results_missing_percent", told if told is not None else missing, found.period, sources=found.behind)
