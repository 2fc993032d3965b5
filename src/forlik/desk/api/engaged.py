"""Routes of what the public reads of the register, and of briefs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from forlik.desk.api import shapes as told
from forlik.desk.api.asking import Page, When, cutting, reading
from forlik.desk.programs import engaged

router = Router()


class InLanguage(When):
    """The language of a brief."""

    language: str = Field("en", description="en or nb.")


@router.get("/engagements", response=told.Engagements, summary="Engagements of the public copy")
def engagements(request: HttpRequest, response: HttpResponse, when: Query[When], page: Query[Page]) -> dict[str, Any]:
    """What the public may read of the register, by title; discreet engagements are by nature missing."""
    with reading(request, when) as asked:
        return engaged.engagements(asked, cutting(request, response, page))


@router.get("/engagements/{name}", response=told.Engagement, summary="One engagement of the public copy")
def one_engagement(request: HttpRequest, name: str, when: Query[When]) -> dict[str, Any]:
    """It and every record of its file that is public, each with its evidence."""
    with reading(request, when) as asked:
        return engaged.engagement(asked, name)


@router.get("/briefs", response=told.Briefs, summary="The briefs that can be had")
def briefs_known(request: HttpRequest) -> dict[str, Any]:
    """Each with its address, its forms and its languages; a brief cites what it stands on itself."""
    with reading(request) as asked:
        return engaged.kinds_of_brief(asked)


@router.get("/briefs/country/{name}", response=told.Brief, summary="A country brief")
def country_brief(request: HttpRequest, name: str, when: Query[InLanguage]) -> dict[str, Any]:
    """The brief as plain texts with its notes and sources, and where its files are."""
    with reading(request, when) as asked:
        return engaged.brief(asked, name)
