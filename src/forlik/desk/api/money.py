"""Routes of the portfolio: its rows, and every flow behind one of its totals."""

import re
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from forlik.core.table import json_number
from forlik.desk.api import shapes as told
from forlik.desk.api.answers import answer
from forlik.desk.api.asking import Page, When, cut, place_of, reading
from forlik.portfolio.matrix.cells import Where
from forlik.portfolio.overview import Overview, Row, opened, overview, read_slug
from forlik.portfolio.overview.exported import shape
from forlik.portfolio.overview.opened import opened_shape

router = Router()
WIDER = re.compile(r"region-.*|code-.*|no-place|all")
ROWS = ("countries", "beside", "totals")
FIRST, LAST = 1000, 9999


class Asks(When):
    """Which money, counted how."""

    flow: str = Field("paid", description="paid, committed, planned or budgeted, or a code of a kind of transaction.")
    definition: str = Field("purpose", description="Which money is of which pillar: a definition's name.")
    currency: str = Field("USD", description="Amounts of a year are converted by its mean rate, which is stated.")


class Matrix(Asks):
    """Which rows of the portfolio."""

    country: str = Field("", description="Any name or code of one country; all places when not given.")
    year: int | None = Field(None, ge=FIRST, le=LAST, description="One year; all when not given.")


@router.get("/portfolio", response=told.Portfolio, summary="The portfolio: places by pillar and year")
def portfolio(request: HttpRequest, response: HttpResponse, asks: Query[Matrix], page: Query[Page]) -> dict[str, Any]:
    """Countries first, then what is not allocated to one, then the totals. What is not published is not there."""
    place = place_of(asks.country).iso3 if asks.country.strip() else None
    with reading(request, asks) as asked:
        every = overview(asked.world, definition=asks.definition, flow=asks.flow, place=place, currency=asks.currency)
        found = every if asks.year is None else every.of_year(asks.year)
        # Of one country the totals of all places are none of its own.
        rows = [*found.rows, *(() if place else (*found.beside, *found.totals))]
        some, said = cut(request, response, rows, page)
        part = _part(found, set(map(id, some)))
        body = shape(part)
        lists = [row for name in ROWS for row in body.pop(name)]
        return answer(asked, part.bases, **_without(body, "sources"), rows=lists, **said)


def _part(found: Overview, kept: set[int]) -> Overview:
    """The overview with some of its rows, so that what it says of rates and files is of these."""

    def those(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(row for row in rows if id(row) in kept)

    return replace(found, rows=those(found.rows), beside=those(found.beside), totals=those(found.totals))


def _without(body: dict[str, Any], *more: str) -> dict[str, Any]:
    return {name: said for name, said in body.items() if name not in {"as_of", "clock", *more}}


@router.get("/portfolio/{place}/{pillar}/{year}", response=told.Cell, summary="One total and its flows")
def cell(
    request: HttpRequest,
    response: HttpResponse,
    place: str,
    pillar: str,
    year: int,
    asks: Query[Asks],
    page: Query[Page],
) -> dict[str, Any]:
    """Every flow that the total is the sum of, with the file and the bytes that it was published in.

    The place is a name or code of a country, ``region-298``, ``code-QQ``, ``no-place`` or ``all``.
    """
    where = _where(place)
    with reading(request, asks) as asked:
        found = opened(
            asked.world,
            where,
            pillar,
            year,
            definition=asks.definition,
            flow=asks.flow,
            currency=asks.currency,
        )
        some, said = cut(request, response, found.flows, page)
        part = replace(found, flows=tuple(some))
        # The list is of the flows that are asked for, the sums are of all of them.
        published = {name: json_number(amount) for name, amount in found.as_published.items()}
        body = opened_shape(part) | {"sum_usd": json_number(found.usd), "as_published": published}
        return answer(asked, part.bases, **_without(body), **said)


def _where(place: str) -> Where:
    if WIDER.fullmatch(place):
        return read_slug(place)
    return "country", place_of(place).iso3
