"""What every route takes: the day whose knowledge is asked for, and which rows of many."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from forlik.desk import question, worlds
from forlik.desk.programs.asking import FARTHEST, MOST, USUAL, Cut, rows_from
from forlik.desk.question import Question


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


def cutting(request: HttpRequest, response: HttpResponse, page: Page) -> Cut:
    """How the rows of one answer are cut; the ways to the others go into its header ``Link``.

    Args:
        request: The request.
        response: The response that is being made.
        page: Which rows are asked for.
    """

    def cut(rows: Sequence[Any]) -> tuple[Sequence[Any], dict[str, Any]]:
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
        return rows_from(page.limit, page.offset)(rows)

    return cut


def _address(request: HttpRequest, page: Page, offset: int) -> str:
    """The same question from another row on; every sign that a header could not hold is quoted."""
    kept = {name: request.GET[name] for name in request.GET}
    return f"{quote(request.path_info)}?{urlencode(kept | {'limit': page.limit, 'offset': offset})}"
