"""Routes of what a member of staff reads of the register by a token: never what is sealed, and nothing is written."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from forlik.core.days import parse_day, today
from forlik.core.errors import UsageError
from forlik.desk.access.instants import written
from forlik.desk.api import register_shapes as told
from forlik.desk.api.asking import Page, cutting
from forlik.desk.api.bearer import Reader, Token
from forlik.desk.records.viewed import view
from forlik.desk.register.asked import Asked
from forlik.desk.register.due_list import AHEAD, MOST
from forlik.desk.register.programs import briefs, due, engagements, results
from forlik.desk.register.programs.answer import Answer
from forlik.desk.signin import tokens
from forlik.desk.turns import asking

router = Router()


class Day(Schema):
    """The day as known on which the answer stands."""

    as_of: str = Field(
        "", description="As known at the end of this day, as 2024-06-30; today when not given.",
        json_schema_extra={"format": "date"},
    )  # fmt: skip


class Mine(Day):
    """Whose."""

    mine: bool = Field(False, description="Only what the token's person answers for.")


class Ahead(Day):
    """How far ahead, whose, and in which language it is told."""

    days: int = Field(AHEAD, ge=0, le=MOST, description="Days ahead.")
    mine: bool = Field(False, description="Only what the token's person follows.")
    language: Literal["en", "nb"] = Field("en", description="en or nb.")


class Which(Day):
    """Which brief, in which language."""

    kind: Literal["page", "whole", "line", "lessons"] = Field(
        "page", description="One page, the whole file, the public line, or lessons for where it stands."
    )
    language: Literal["en", "nb"] = Field("en", description="en or nb.")


@router.get("/register/token", response=told.About, auth=Token(), summary="The token that is sent")
def own_token(request: HttpRequest) -> dict[str, Any]:
    """Its name, its scopes and its end, to whoever has it; any token will do."""
    kept = _reader(request).kept
    return {
        "id": kept.id,
        "name": kept.name,
        "scopes": list(kept.scopes),
        "made_on": kept.made_at.date().isoformat(),
        "expires": written(kept.until),
        "as_of": today().isoformat(),
    }


@router.get(
    "/register/engagements",
    response=told.OwnEngagements,
    auth=Token("engagements:read"),
    summary="Engagements that the token's person may see",
)
def own_engagements(
    request: HttpRequest, response: HttpResponse, which: Query[Mine], page: Query[Page]
) -> dict[str, Any]:
    """Those that are public and those for staff, by title."""
    asked = _asked(request, which.as_of)
    return _told(request, asked, engagements.engagements(asked, cutting(request, response, page), mine=which.mine))


@router.get(
    "/register/engagements/{name}",
    response=told.OwnEngagement,
    auth=Token("engagements:read"),
    summary="One engagement with the records of its file",
)
def own_engagement(request: HttpRequest, name: str, which: Query[Day]) -> dict[str, Any]:
    """Where it stands, consent, promises, and every record with its evidence, each part with its label."""
    asked = _asked(request, which.as_of)
    return _told(request, asked, engagements.engagement(asked, name))


@router.get(
    "/register/engagements/{name}/brief",
    response=told.OwnBrief,
    auth=Token("briefs:read"),
    summary="A brief of one engagement",
)
def own_brief(request: HttpRequest, name: str, which: Query[Which]) -> dict[str, Any]:
    """The brief as plain texts with its notes and sources, and as Markdown."""
    asked = _asked(request, which.as_of, which.language)
    with asking(asked.viewed.person.id):
        return _told(request, asked, briefs.brief(asked, name, which.kind))


@router.get("/register/due", response=told.Due, auth=Token("due:read"), summary="What falls due")
def own_due(request: HttpRequest, response: HttpResponse, which: Query[Ahead], page: Query[Page]) -> dict[str, Any]:
    """The due list, the late ones first, then the soonest."""
    asked = _asked(request, which.as_of, which.language)
    with asking(asked.viewed.person.id):
        found = due.due(asked, cutting(request, response, page), which.days, mine=which.mine)
    return _told(request, asked, found)


@router.get("/register/results", response=told.Results, auth=Token("results:read"), summary="Results and evaluations")
def own_results(request: HttpRequest, response: HttpResponse, which: Query[Day], page: Query[Page]) -> dict[str, Any]:
    """Results and evaluations of all engagements, the oldest first, and how many engagements have any."""
    asked = _asked(request, which.as_of)
    return _told(request, asked, results.results(asked, cutting(request, response, page)))


def _reader(request: Any) -> Reader:
    found: Reader = request.auth
    return found


def _asked(request: HttpRequest, as_of: str, language: str = "en") -> Asked:
    """The question, of what the token's person may see below what is sealed.

    Raises:
        UsageError: The day is none, or lies in the future.
    """
    reader, day = _reader(request), _day(as_of)
    viewed = view(reader.person, reader.now, day=day, within=tokens.CEILING)
    origin = f"{request.scheme}://{request.get_host()}"
    return Asked(request.path_info, {}, day, day != today(), language, viewed, origin=origin)


def _day(text: str) -> date:
    day = parse_day(text.strip()) if text.strip() else today()
    if day > today():
        raise UsageError(f"{day} lies in the future", remedy="ask for today or earlier")
    return day


def _told(request: Any, asked: Asked, found: Answer) -> dict[str, Any]:
    """An answer, once the log has its row of it."""
    reader, seen = _reader(request), asked.viewed
    tokens.told(reader.kept, seen.facets(found.records), reader.now, within=seen.facets(found.counted))
    return {**found.body, "as_of": asked.day.isoformat()}
