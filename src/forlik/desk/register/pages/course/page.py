"""The whole course of an engagement, a year at a time: acts, steps and texts, and a search among them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import UsageError
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.cases import the_case
from forlik.desk.register.sections.course import course
from forlik.desk.register.sections.telling import Telling
from forlik.register.answers.timeline import Entry, timeline, years
from forlik.register.concepts import Act

PATH = "register/<str:record>/course"
EXAMPLE = "/register/fiction-talks/course"
TITLE = _("Course")
MENU = "file"
MOST = 200
"""Entries on one page at most, so that it stays one that can be read."""
UNDATED = "undated"
ACT = ("title", "public_title", "said", "statement", "reason", "where", "place")
TEXT = ("title", "public_title", "summary")
"""Fields in which words are looked for."""


def answer(asked: Asked, record: str) -> Shown:
    """The entries of a year, or those in which some words stand.

    Raises:
        NoData: There is no such file, or none that may be seen.
        UsageError: The year is none.
    """
    case = the_case(asked, record)
    telling = Telling(asked)
    every = timeline(case)
    words = asked.given.get("q", "").strip()
    counted = years(every)
    year = _year(asked, every)
    wanted = _holding(every, words) if words else [one for one in every if one.year == year]
    return Shown(
        title=str(TITLE),
        lead=telling.called(case.engagement),
        shows={
            "file": case.engagement.id,
            "q": words,
            "years": [
                {
                    "year": UNDATED if one is None else str(one),
                    "name": _t("without a day") if one is None else str(one),
                    "count": count,
                    "here": not words and one == year,
                }
                for one, count in counted.items()
            ],
            "heading": "" if words else _t("without a day") if year is None else str(year),
            "count": len(wanted),
            "every": len(every),
            "course": course(telling, wanted[:MOST]),
            "left": max(0, len(wanted) - MOST),
        },
        records=telling.records,
        marking=telling.marking,
    )


def _year(asked: Asked, every: Sequence[Entry]) -> int | None:
    """The year asked for, or the newest."""
    given = asked.given.get("year", "").strip()
    if not given:
        return every[0].year if every else None
    if given == UNDATED:
        return None
    if not (given.isascii() and given.isdigit()):
        raise UsageError(f"“{given}” is no year", remedy="write it in figures, as 2019")
    return int(given)


def _holding(every: Sequence[Entry], words: str) -> list[Entry]:
    """The entries in which some words stand, in whichever of their texts."""
    wanted = words.casefold().split()
    return [one for one in every if all(each in _text(one) for each in wanted)]


def _text(one: Entry) -> str:
    record: Any = one.record
    told = (getattr(record, name) or "" for name in (ACT if isinstance(record, Act) else TEXT))
    return "\n".join([*told, *(piece.citation for piece in record.evidence)]).casefold()
