"""An empty result is a work item: what is to be done, by whom, by when, and why; the rules are in ``work.toml``."""

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forlik.core.errors import UsageError
from forlik.portfolio.results.expecting import COUNTED, EXPECTED
from forlik.portfolio.results.words import data

RULES = "work.toml"
YEAR = 12


@dataclass(frozen=True, slots=True)
class OfEngagement:
    """What is asked of an engagement of the register.

    Args:
        id: Its id.
        title: Its title.
        owner: Who answers for it; empty where that is not said.
        state: Word of the vocabulary ``states``.
        start: Its first day; ``None`` where unknown.
        review_on: The day of its next review; ``None`` where none is set.
        results: How many results are recorded that say what came of it; a target alone says nothing of that.
        evaluations: How many evaluations are recorded.
        awaited: The last day of the first period that has a target and no actual value; ``None`` where none has.
    """

    id: str
    title: str
    owner: str
    state: str
    start: date | None
    review_on: date | None
    results: int
    evaluations: int
    awaited: date | None = None


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to be done.

    Args:
        rule: The rule of ``work.toml`` that asks for it.
        of: ``activity`` or ``engagement``.
        id: The activity's identifier, or the engagement's id.
        title: Its title.
        owner: Who does it: the publisher's reference, or the engagement's owner; empty where that is not known.
        owner_name: Their name, as published; else the same.
        due: By when; ``None`` where no day tells.
        about: The row that it is made from: an activity's columns; nothing for an engagement.
    """

    rule: str
    of: str
    id: str
    title: str
    owner: str
    owner_name: str
    due: date | None
    about: Mapping[str, Any] | None = None

    def overdue(self, day: date) -> bool:
        """Whether its day has gone by."""
        return self.due is not None and self.due < day

    def what(self, language: str = "en") -> str:
        """What is to be done, in words."""
        return str(data(RULES)[self.rule]["nb" if language == "nb" else "en"])

    def why(self, language: str = "en") -> str:
        """Why, in words."""
        return str(data(RULES)[self.rule]["why_nb" if language == "nb" else "why_en"])


def work_items(
    activities: Iterable[Mapping[str, Any]] = (),
    engagements: Iterable[OfEngagement] = (),
    *,
    ends: Mapping[tuple[str, int], date] | None = None,
    day: date,
) -> tuple[WorkItem, ...]:
    """What is to be done about empty results, the first due first; what has no day stands last.

    Args:
        activities: Rows as :func:`forlik.portfolio.results.coverage.activities_of` has them; those that results are
            not expected of, or that are not counted, ask for nothing.
        engagements: Engagements of the register.
        ends: (``dataset``, ``activity_no``) → the last day of a period with a target that is over and has no actual
            value, of activities that have one.
        day: The day on which it is asked.

    Raises:
        UsageError: A count is below 0.
    """
    found = [*_of_activities(activities, ends or {}), *_of_engagements(engagements, day)]
    return tuple(sorted(found, key=lambda one: (one.due is None, one.due or date.max, one.id, one.rule)))


def _of_activities(activities: Iterable[Mapping[str, Any]], ends: Mapping[tuple[str, int], date]) -> Iterator[WorkItem]:
    for row in activities:
        if row["standing"] != COUNTED or row["owes"] != EXPECTED:
            continue
        period_end = ends.get((row["dataset"], row["activity_no"]))
        if not row["result"]:
            yield item("no_result", row, row["owed_from"])
        elif not row["target"]:
            yield item("no_target", row, row["owed_from"])
        elif period_end is not None:
            yield item("no_actual", row, period_end)


def item(rule: str, row: Mapping[str, Any], begins: date | None) -> WorkItem:
    """What a rule asks for of one activity.

    Args:
        rule: The rule of ``work.toml``.
        row: The activity's row.
        begins: The day from which its time is counted; ``None`` where no day tells.
    """
    ref = row["reporting_org_ref"] or ""
    return WorkItem(
        rule,
        "activity",
        row["activity_id"] or row["activity_key"],
        " ".join((row["title"] or "").split()),
        ref,
        row["reporting_org_name"] or ref,
        None if begins is None else later(begins, data(RULES)[rule]["months"]),
        row,
    )


def _of_engagements(engagements: Iterable[OfEngagement], day: date) -> Iterator[WorkItem]:
    for one in engagements:
        if min(one.results, one.evaluations) < 0:
            raise UsageError("a count is below 0", where=one.id, remedy="count the results and evaluations it has")
        over = one.awaited is not None and one.awaited < day
        empty = {
            "engagement_no_actual": over,
            # Whoever knows which value is lacking is asked for that, and not for anything at all.
            "engagement_no_result": not one.results and not over,
            "engagement_no_evaluation": not one.evaluations,
        }
        for rule, lacks in empty.items():
            said = data(RULES)[rule]
            begun = one.start is None or one.start <= day
            if lacks and one.state in said["states"] and begun:
                yield WorkItem(rule, "engagement", one.id, one.title, one.owner, one.owner, _due(one, said))


def _due(one: OfEngagement, said: Mapping[str, Any]) -> date | None:
    if said["from"] == "period_end":
        return None if one.awaited is None else later(one.awaited, said["months"])
    if one.review_on is not None:
        return later(one.review_on, said["months"])
    return None if one.start is None else later(one.start, said["else_months"])


def later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is none.

    Args:
        day: The day.
        months: Months, 0 or more.
    """
    number = day.month - 1 + months
    year, month = day.year + number // YEAR, number % YEAR + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
