"""What is to be done as a page shows it: the first due, how many there are, and all of them for the download."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from forlik.desk.question import Question
from forlik.portfolio.results import WorkItem, ends, owing, todo, work_items


@dataclass(frozen=True)
class Doing:
    """What is to be done.

    Args:
        shows: What the template needs.
        rows: The rows of the download: every activity of which results are expected.
    """

    shows: Mapping[str, Any]
    rows: Callable[[], list[dict[str, Any]]]


def doing(asked: Question, iso3: str | None, org: str | None, evaluated: Collection[str] = ()) -> Doing:
    """The work items of a country or publisher; of all when neither is given.

    Args:
        asked: The question.
        iso3: The country.
        org: Reference of the reporting organisation.
        evaluated: Activities that the register has an evaluation of.
    """
    found = todo(asked.world, place=iso3, publisher=org)
    shows = {
        "todo": [_item(asked, one) for one in found.first],
        "todo_total": found.total,
        "overdue": found.overdue,
    }
    return Doing(shows, partial(_rows, asked, iso3, org, evaluated))


def _item(asked: Question, one: WorkItem) -> dict[str, Any]:
    language = asked.language
    return {
        "one": one,
        "what": one.what(language),
        "why": one.why(language),
        "overdue": one.overdue(asked.day),
    }


def _rows(asked: Question, iso3: str | None, org: str | None, evaluated: Collection[str]) -> list[dict[str, Any]]:
    """Every activity of which results are expected; put together only for the download."""
    due = owing(asked.world, place=iso3, publisher=org)
    every = work_items(due, ends=ends(asked.world), day=asked.day)
    as_is = ("activity_id", "title", "reporting_org_ref", "reporting_org_name", "status_code", "countries_iso3")
    days = ("started", "ended", "owed_from")
    by_row = {(one.about["dataset"], one.about["activity_no"]): one for one in every if one.about}
    found = []
    for row in due:
        item = by_row.get((row["dataset"], row["activity_no"]))
        found.append(
            {name: row[name] for name in as_is}
            | {name: row[name].isoformat() if row[name] else None for name in days}
            | {f"has_{name}": row[name] for name in ("result", "indicator", "target", "actual")}
            | {
                "has_evaluation": row["evaluation"] or row["activity_key"] in evaluated,
                "to_do": item.what(asked.language) if item else "",
                "due": item.due.isoformat() if item and item.due else None,
                "overdue": item.overdue(asked.day) if item else False,
                "dataset": row["dataset"],
            }
        )
    return found
