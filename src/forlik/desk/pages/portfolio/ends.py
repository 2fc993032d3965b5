"""Who gives most to a country in a year and who gets most, and its kinds of money side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from forlik.desk.portfolio import FLOWS, stated
from forlik.desk.question import Question
from forlik.portfolio.country import CountryFigures, Largest
from forlik.portfolio.matrix.cells import EVERY
from forlik.portfolio.overview import whole_units


def ends(asked: Question, figures: CountryFigures) -> Mapping[str, Any]:
    """The largest givers and receivers, each with the way to its own page.

    Args:
        asked: The question.
        figures: All figures of the country.
    """
    if not figures.givers and not figures.receivers:
        return {}
    return {
        "year": str(figures.year),
        "givers": _told(asked, figures, figures.givers),
        "receivers": _told(asked, figures, figures.receivers),
        "kinds": [_kind(figures, name, str(title)) for name, title in FLOWS.items() if name in figures.matrices],
    }


def _kind(figures: CountryFigures, name: str, title: str) -> Mapping[str, Any]:
    year = figures.year or 0
    cell = figures.matrices[name].cell(figures.place.iso3, EVERY, year)
    usd, reason = (None, "nothing is published") if cell is None else (cell.usd, cell.reason)
    return {"title": title, "money": stated(title, None if usd is None else whole_units(usd), "USD", year, reason)}


def _told(asked: Question, figures: CountryFigures, some: Sequence[Largest]) -> list[Mapping[str, Any]]:
    year = figures.year or 0
    return [
        {
            "name": one.name,
            "address": asked.address(f"/partners/{one.ref}") if one.ref else "",
            "money": stated(
                one.name, None if one.usd is None else whole_units(one.usd), "USD", year, "no rate is known"
            ),
        }
        for one in some
    ]
