"""Results: how many activities have any, what was reached of what was aimed at, what is to be done, and the ladder."""

from forlik.portfolio.results.comparing import VERDICTS, Comparison, Stated, compare, counts
from forlik.portfolio.results.coverage import activities_of, covered, how_many
from forlik.portfolio.results.covering import BY, Apart, Coverage, Covered, Part
from forlik.portfolio.results.evaluated import Document, Evaluated, evaluated
from forlik.portfolio.results.evaluations import Linked, Public, linked
from forlik.portfolio.results.ladder import Ladder, Result, Rung, Step, disputed, goals, ladder, paper, rungs
from forlik.portfolio.results.of_activities import Published, published
from forlik.portfolio.results.of_engagements import OfWork, by_pillar, coverage_of
from forlik.portfolio.results.of_indicators import Indicated, indicated
from forlik.portfolio.results.periods import Period, ends, owing, periods
from forlik.portfolio.results.todo import Todo, todo
from forlik.portfolio.results.words import Said, word
from forlik.portfolio.results.work import OfEngagement, WorkItem, work_items

__all__ = [
    "BY",
    "VERDICTS",
    "Apart",
    "Comparison",
    "Coverage",
    "Covered",
    "Document",
    "Evaluated",
    "Indicated",
    "Ladder",
    "Linked",
    "OfEngagement",
    "OfWork",
    "Part",
    "Period",
    "Public",
    "Published",
    "Result",
    "Rung",
    "Said",
    "Stated",
    "Step",
    "Todo",
    "WorkItem",
    "activities_of",
    "by_pillar",
    "compare",
    "counts",
    "coverage_of",
    "covered",
    "disputed",
    "ends",
    "evaluated",
    "goals",
    "how_many",
    "indicated",
    "ladder",
    "linked",
    "owing",
    "paper",
    "periods",
    "published",
    "rungs",
    "todo",
    "word",
    "work_items",
]
