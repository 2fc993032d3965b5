"""The due list for programs: the rows of the page and of the calendars."""

from collections.abc import Iterable, Mapping
from typing import Any

from forlik.desk.access.labels import grade
from forlik.desk.access.people import everybody
from forlik.desk.programs.asking import Cut
from forlik.desk.register.asked import Asked
from forlik.desk.register.due_list import DueItem, due_list, file_of
from forlik.desk.register.programs.answer import Answer
from forlik.register.called import called


def due(asked: Asked, cut: Cut, ahead: int, *, mine: bool) -> Answer:
    """What falls due within some days, the late ones first, then the soonest.

    Args:
        asked: The question.
        cut: How the rows are cut.
        ahead: How many days.
        mine: Only what whoever asks follows.

    Returns:
        The answer, with the records of the rows that are given, and those that are counted.
    """
    viewed, language = asked.viewed, "nb" if asked.language == "nb" else "en"
    every = due_list(viewed.dossier, asked.day, ahead, viewed.person.id, language, mine=mine)  # type: ignore[arg-type]
    items, said = cut(every)
    persons = everybody()
    rows = [_row(asked, item, persons) for item in items]
    return Answer({"days": ahead, "rows": rows, **said}, _behind(items), _behind(every))


def _behind(items: Iterable[DueItem]) -> list[str]:
    """Ids of the records from which some rows follow."""
    return [one for item in items for one in item.records]


def _row(asked: Asked, item: DueItem, persons: Mapping[str, str]) -> dict[str, Any]:
    row, file = item.row, file_of(asked.viewed.dossier, item)
    return {
        "kind": row.kind,
        "record": row.record,
        "title": row.title,
        "label": max(row.labels, key=grade, default="1"),
        "day": row.day.earliest.isoformat(),
        "latest": row.day.latest.isoformat(),
        "planned": item.planned.latest.isoformat() if item.planned else None,
        "days_left": row.days_left,
        "state": row.state,
        "late": row.late,
        "by": list(row.by) or [persons[one] for one in row.keepers if one in persons],
        "approver": persons.get(row.approver or "") if row.approver else None,
        "anchored": row.anchored or None,
        "mine": item.mine,
        "engagement": file.id if file else None,
        "engagement_title": called(file) or None,
    }
