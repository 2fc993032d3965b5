"""Who gives most to a country in a year and who gets most, and its kinds of money side by side."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from forlik.core.figure import Figure
from forlik.desk.portfolio import FLOWS, stated
from forlik.desk.question import Question
from forlik.portfolio.country import CountryFigures, Largest
from forlik.portfolio.matrix.cells import EVERY
from forlik.portfolio.overview import whole_units
from forlik.portfolio.partners.ends import GIVEN, ONLY, RECEIVED, WITH, WITHOUT
from forlik.portfolio.partners.sums import SumAsked
from forlik.portfolio.partners.words import words


def ends(asked: Question, figures: CountryFigures) -> Mapping[str, Any]:
    """The largest givers and receivers, each with the way to its own page and to the flows of its sum.

    Args:
        asked: The question.
        figures: All figures of the country.
    """
    if not figures.givers and not figures.receivers:
        return {}
    return {
        "year": str(figures.year),
        "givers": _told(asked, figures, figures.givers, GIVEN),
        "receivers": _told(asked, figures, figures.receivers, RECEIVED),
        "kinds": [_kind(figures, name, str(title)) for name, title in FLOWS.items() if name in figures.matrices],
    }


def _kind(figures: CountryFigures, name: str, title: str) -> Mapping[str, Any]:
    year = figures.year or 0
    cell = figures.matrices[name].cell(figures.place.iso3, EVERY, year)
    usd, reason = (None, "nothing is published") if cell is None else (cell.usd, cell.reason)
    return {"title": title, "money": stated(title, None if usd is None else whole_units(usd), "USD", year, reason)}


def _told(asked: Question, figures: CountryFigures, some: Sequence[Largest], side: str) -> list[Mapping[str, Any]]:
    year = figures.year or 0
    # The page of a partner knows fewer kinds of money than this one.
    flow = {"flow": figures.flow} if figures.flow in words()["flow"] and figures.flow != "paid" else {}

    def opened(ref: str, own: str) -> str:
        which = SumAsked(ref, side, own, place=figures.place.iso3, year=year, flow=figures.flow)
        return asked.address(which.path, which.fields)

    def dollars(title: str, usd: Decimal | None) -> Figure:
        return stated(title, None if usd is None else whole_units(usd), "USD", year, "no rate is known")

    return [
        {
            "name": one.name,
            "address": asked.address(f"/partners/{one.ref}", flow) if one.ref else "",
            "money": dollars(one.name, one.usd),
            "flows": opened(one.ref, WITH if one.ref else WITHOUT),
            "own": None if one.own is None else dollars(one.name, one.own),
            "own_flows": opened(one.ref, ONLY),
        }
        for one in some
    ]
