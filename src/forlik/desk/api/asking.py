"""What every route takes: the day whose knowledge is asked for, and which rows of many."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, TypeVar
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from forlik import places
from forlik.core.errors import PlaceRefused
from forlik.desk import question, worlds
from forlik.desk.api.problems import Several
from forlik.desk.question import Question
from forlik.places import Place, lexicon

MOST, USUAL, FARTHEST = 1000, 100, 10_000_000
Row = TypeVar("Row")


class When(Schema):
    """The day whose knowledge is asked for, by which clock, and how the past is told."""

    as_of: str = Field(
        "",
        description="The day whose knowledge is asked for, as 2024-06-30; today when not given.",
        json_schema_extra={"format": "date"},
    )
    clock: Literal["known", "held"] = Field(
        "known", description="When the world could know it, or when this store held it."
    )
    mode: Literal["known", "reconstructed"] = Field(
        "known", description="What was known; or a later release cut to the day, which is no evidence of knowledge."
    )


class Page(Schema):
    """Which rows of many."""

    limit: int = Field(USUAL, ge=1, le=MOST, description="Most rows of one answer.")
    offset: int = Field(0, ge=0, le=FARTHEST, description="How many rows come before.")


@contextmanager
def reading(request: HttpRequest, when: When | None = None) -> Iterator[Question]:
    """The question of a request; its world is nobody else's until the end.

    Args:
        request: The request.
        when: The day that is asked for; today when not given.

    Raises:
        UsageError: The day is none, or lies in the future.
    """
    given = when.model_dump() if when else {}
    with worlds.LOCK:
        yield question.read(request.path_info, given)


def place_of(text: str) -> Place:
    """The place that a name or code means.

    Raises:
        Several: It means several.
        PlaceRefused: It means none.
    """
    try:
        return places.guess(text)[0]
    except PlaceRefused as refused:
        if refused.candidates and (lexicon.meant(text) or lexicon.ever_refused(text)):
            raise Several(refused.what, candidates=refused.candidates) from refused
        raise


def cut(request: HttpRequest, response: HttpResponse, rows: Sequence[Row], page: Page) -> tuple[Sequence[Row], Any]:
    """The rows of one answer; the ways to the others go into its header ``Link``.

    Args:
        request: The request.
        response: The response that is being made.
        rows: All rows.
        page: Which of them are asked for.

    Returns:
        The rows, and what the answer says of them: ``count``, ``limit`` and ``offset``.
    """
    count = len(rows)
    last = max(count - 1, 0) // page.limit * page.limit
    ways = {"first": 0, "last": last}
    if page.offset > 0:
        ways["prev"] = max(min(page.offset, count) - page.limit, 0)
    if page.offset + page.limit < count:
        ways["next"] = page.offset + page.limit
    response.headers["Link"] = ", ".join(
        f'<{_address(request, page, offset)}>; rel="{name}"' for name, offset in sorted(ways.items())
    )
    said = {"count": count, "limit": page.limit, "offset": page.offset}
    return rows[page.offset : page.offset + page.limit], said


def _address(request: HttpRequest, page: Page, offset: int) -> str:
    """The same question from another row on; every sign that a header could not hold is quoted."""
    kept = {name: request.GET[name] for name in request.GET}
    return f"{quote(request.path_info)}?{urlencode(kept | {'limit': page.limit, 'offset': offset})}"
