"""What is to be done of a whole world: counted where the tables are, and only the first due brought out and named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forlik.portfolio.results.coverage import activities_of, of
from forlik.portfolio.results.expecting import COUNTED, EXPECTED
from forlik.portfolio.results.words import data
from forlik.portfolio.results.work import RULES, WorkItem, item
from forlik.world import World

FIRST = 50
OF_ACTIVITIES = ("no_result", "no_target", "no_actual")
"""Rules of ``work.toml`` for activities: each asks only where those before it do not."""


@dataclass(frozen=True, slots=True)
class Todo:
    """What is to be done.

    Args:
        total: How much.
        overdue: How much of it is overdue.
        first: The first due.
    """

    total: int
    overdue: int
    first: tuple[WorkItem, ...]


def todo(world: World, *, place: str | None = None, publisher: str | None = None, first: int = FIRST) -> Todo:
    """What is to be done about empty results of activities: how much, and the first due.

    The same as :func:`forlik.portfolio.results.work.work_items` gives of :func:`forlik.portfolio.results.owing`,
    without a row of Python for each activity.

    Args:
        world: What was known.
        place: Any name or code of one country.
        publisher: Reference of one reporting organisation.
        first: How many are brought out.

    Raises:
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file, or no results of any, were known on the day.
    """
    engine = world.then.engine
    rows = of(engine.memory(activities_of(world)), None if place is None else world.place(place).iso3, publisher)
    return found(engine.run, rows, world.day, first)


def found(run: Any, rows: Any, day: date, first: int = FIRST) -> Todo:
    """The same of activities as :func:`forlik.portfolio.results.coverage.activities_of` has them.

    Args:
        run: What computes an Ibis expression to an Arrow table.
        rows: Ibis table of the activities.
        day: The day on which it is asked.
        first: How many are brought out.
    """
    told = _told(rows)
    counts = told.aggregate(total=told.count(), overdue=(told.due < day).fill_null(False).cast("int64").sum())
    [many] = run(counts).to_pylist()
    order = [told.due.isnull(), told.due, told.named, told.rule]
    listed = run(told.order_by(order).limit(first)).to_pylist()
    return Todo(many["total"], many["overdue"] or 0, tuple(_item(row) for row in listed))


def _told(rows: Any) -> Any:
    """The activities that are asked for something: by which rule, from which day, and by when."""
    import ibis

    due = rows.filter((rows.standing == COUNTED) & (rows.owes == EXPECTED))
    rule = ibis.cases(
        (~due.result, OF_ACTIVITIES[0]),
        (~due.target, OF_ACTIVITIES[1]),
        (due.awaited.notnull(), OF_ACTIVITIES[2]),
        else_=ibis.null("string"),
    )
    named = due.activity_id.fill_null("").nullif("")
    told = due.mutate(rule=rule, named=ibis.coalesce(named, due.activity_key))
    told = told.filter(told.rule.notnull())
    # Of each rule the day and the months are those of the data file.
    days = {one: told["awaited" if data(RULES)[one]["from"] == "period_end" else "owed_from"] for one in OF_ACTIVITIES}
    months = {one: ibis.interval(months=data(RULES)[one]["months"]) for one in OF_ACTIVITIES}
    begins = ibis.cases(*((told.rule == one, days[one]) for one in OF_ACTIVITIES))
    by_when = ibis.cases(*((told.rule == one, (days[one] + months[one]).cast("date")) for one in OF_ACTIVITIES))
    return told.mutate(begins=begins, due=by_when)


def _item(row: Mapping[str, Any]) -> WorkItem:
    about = {name: value for name, value in row.items() if name not in {"rule", "named", "begins", "due"}}
    return item(row["rule"], about, row["begins"])
