"""Routes of the portfolio: its rows, and every flow behind one of its totals."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from forlik.desk.api import shapes as told
from forlik.desk.api.asking import Page, When, cutting, reading
from forlik.desk.programs import money

router = Router()
FIRST, LAST = 1000, 9999


class Asks(When):
    """Which money, counted how."""

    flow: str = Field(
        money.FLOW, description="paid, committed, planned or budgeted, or a code of a kind of transaction."
    )
    definition: str = Field(money.DEFINITION, description="Which money is of which pillar: a definition's name.")
    currency: str = Field(
        money.CURRENCY, description="Amounts of a year are converted by its mean rate, which is stated."
    )


class Matrix(Asks):
    """Which rows of the portfolio."""

    country: str = Field("", description="Any name or code of one country; all places when not given.")
    year: int | None = Field(None, ge=FIRST, le=LAST, description="One year; all when not given.")


def _which(asks: Asks) -> dict[str, str]:
    return {"flow": asks.flow, "definition": asks.definition, "currency": asks.currency}


@router.get("/portfolio", response=told.Portfolio, summary="The portfolio: places by pillar and year")
def portfolio(request: HttpRequest, response: HttpResponse, asks: Query[Matrix], page: Query[Page]) -> dict[str, Any]:
    """Countries first, then what is not allocated to one, then the totals. What is not published is not there."""
    with reading(request, asks) as asked:
        return money.portfolio(asked, cutting(request, response, page), asks.country, asks.year, **_which(asks))


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
    with reading(request, asks) as asked:
        return money.cell(asked, cutting(request, response, page), place, pillar, year, **_which(asks))
