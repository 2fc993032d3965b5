"""The bars of the page: pillars by year, of one country or of all places."""

from forlik.charts.stacked_bars import Part
from forlik.desk.portfolio import DRAWN, PILLARS, figure
from forlik.desk.question import Question
from forlik.desk.writing import said
from forlik.portfolio.overview import Overview


def parts(asked: Question, every: Overview, *, alone: bool) -> list[Part]:
    """A part a pillar, in the order of its colours; those of which nothing is known have no bar.

    Args:
        asked: The question.
        every: The overview of all years.
        alone: Whether it is of one country.
    """
    rows = sorted(every.rows if alone else every.totals, key=lambda row: row.year)
    return [
        Part(str(PILLARS[name]), [figure(asked, every, row.cells[name]) for row in rows if name in row.cells])
        for name in DRAWN
    ]


def alt(asked: Question, every: Overview, *, alone: bool) -> str:
    """The course of all pillars together in a sentence."""
    rows = sorted(every.rows if alone else every.totals, key=lambda row: row.year)
    return said([figure(asked, every, row.whole) for row in rows])
