"""Routes of places, measures, countries and sources."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from forlik.desk.api import shapes as told
from forlik.desk.api.asking import Page, When, cutting, reading
from forlik.desk.programs import evidence

router = Router()


class Range(When):
    """A measure's rows: of which place and periods."""

    country: str = Field("", description="Any name or code of one place, or World; every country when not given.")
    start: str | None = Field(None, alias="from", description="The first year or month, as 2020 or 2020-03.")
    end: str | None = Field(None, alias="to", description="The last year or month.")


@router.get("/places", response=told.Places, summary="Countries and territories through time")
def places_found(
    request: HttpRequest, response: HttpResponse, page: Query[Page], q: str = "", kind: str = ""
) -> dict[str, Any]:
    """All of them in the order of their names, or those whose name in any language holds ``q``."""
    with reading(request) as asked:
        return evidence.places(asked, cutting(request, response, page), q, kind)


@router.get("/places/{name}", response=told.OnePlace, summary="One country or territory")
def one_place(request: HttpRequest, name: str) -> dict[str, Any]:
    """By any of its names or codes."""
    with reading(request) as asked:
        return evidence.place(asked, name)


@router.get("/measures", response=told.Measures, summary="The measures")
def measures_known(
    request: HttpRequest, response: HttpResponse, when: Query[When], page: Query[Page]
) -> dict[str, Any]:
    """What each says and does not say, with the method in force on the day."""
    with reading(request, when) as asked:
        return evidence.measures(asked, cutting(request, response, page))


@router.get("/measures/{name}", response=told.Figures, summary="The figures of one measure")
def one_measure(
    request: HttpRequest, response: HttpResponse, name: str, asks: Query[Range], page: Query[Page]
) -> dict[str, Any]:
    """Of every country, of one place, or of the World; with both ends, periods without a figure say why."""
    with reading(request, asks) as asked:
        return evidence.measure(asked, cutting(request, response, page), name, asks.country, asks.start, asks.end)


@router.get("/countries/{name}", response=told.Country, summary="A country's profile")
def one_country(request: HttpRequest, name: str, when: Query[When]) -> dict[str, Any]:
    """The newest figure of every measure known on the day, or why there is none."""
    with reading(request, when) as asked:
        return evidence.country(asked, name)


@router.get("/sources", response=told.Sources, summary="The sources, with age and licence")
def sources_held(request: HttpRequest, response: HttpResponse, page: Query[Page]) -> dict[str, Any]:
    """What is held today of each, how old it is, and under which terms."""
    with reading(request) as asked:
        return evidence.sources(asked, cutting(request, response, page))


@router.get("/sources/{name}", response=told.Source, summary="One source")
def one_source(request: HttpRequest, name: str) -> dict[str, Any]:
    """Its terms, its tables, its age and what to mind."""
    with reading(request) as asked:
        return evidence.source(asked, name)
