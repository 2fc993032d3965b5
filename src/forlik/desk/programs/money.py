"""Answers on the portfolio: its rows, and every flow behind one of its totals."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from forlik.core.settings import home
from forlik.core.table import json_number
from forlik.desk import worlds
from forlik.desk.programs.asking import KEPT, Cut, place_of
from forlik.desk.programs.stated import answer
from forlik.desk.question import Question
from forlik.portfolio.matrix.cells import Where
from forlik.portfolio.overview import Opened, Overview, Row, opened, overview, read_slug
from forlik.portfolio.overview.exported import shape
from forlik.portfolio.overview.opened import opened_shape
from forlik.standing import Mode

WIDER = re.compile(r"region-.*|code-.*|no-place|all")
ROWS = ("countries", "beside", "totals")
FLOW, DEFINITION, CURRENCY = "paid", "purpose", "USD"
"""Which money is told when it is not said."""


def portfolio(
    asked: Question,
    cut: Cut,
    country: str = "",
    year: int | None = None,
    *,
    flow: str = FLOW,
    definition: str = DEFINITION,
    currency: str = CURRENCY,
) -> dict[str, Any]:
    """The portfolio: countries first, then what is not allocated to one, then the totals.

    Args:
        asked: The question.
        cut: Gives the rows of one answer.
        country: One country alone; all places when not given.
        year: One year alone.
        flow: ``paid``, ``committed``, ``planned`` or ``budgeted``, or a code of a kind of transaction.
        definition: Which money is of which pillar: a definition's name.
        currency: What amounts are told in.

    Raises:
        UsageError: No such flow, definition or currency.
    """
    place = place_of(country).iso3 if country.strip() else None
    every = overview(asked.world, definition=definition, flow=flow, place=place, currency=currency)
    found = every if year is None else every.of_year(year)
    # Of one country the totals of all places are none of its own.
    some, said = cut([*found.rows, *(() if place else (*found.beside, *found.totals))])
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


def cell(
    asked: Question,
    cut: Cut,
    place: str,
    pillar: str,
    year: int,
    *,
    flow: str = FLOW,
    definition: str = DEFINITION,
    currency: str = CURRENCY,
) -> dict[str, Any]:
    """One total, and every flow that it is the sum of, with the file and the bytes that it was published in.

    Args:
        asked: The question.
        cut: Gives the flows of one answer.
        place: A name or code of a country, ``region-298``, ``code-QQ``, ``no-place`` or ``all``.
        pillar: A pillar, or ``all``.
        year: Year.
        flow: Which money.
        definition: Which money is of which pillar.
        currency: What the amount is told in.

    Raises:
        UsageError: No such pillar, flow, definition or currency.
        NoData: Nothing of it was known.
    """
    which = (_where(place), pillar, year, definition, flow, currency)
    found = _opened(worlds.stamp(), home(), asked.day, asked.clock, asked.mode, *which)
    some, said = cut(found.flows)
    part = replace(found, flows=tuple(some))
    # The list is of the flows that are asked for, the sums are of all of them.
    published = {name: json_number(amount) for name, amount in found.as_published.items()}
    whole = {"sum_usd": json_number(found.usd), "as_published": published, "bases": list(found.files)}
    return answer(asked, found.bases, **_without(opened_shape(part) | whole), **said)


@lru_cache(maxsize=KEPT)
def _opened(
    _now: worlds.Stamp,
    _folder: Path,
    day: date,
    clock: str,
    mode: Mode,
    where: Where,
    pillar: str,
    year: int,
    definition: str,
    flow: str,
    currency: str,
) -> Opened:
    """A cell with all of its flows: whoever goes through them asks for it many times."""
    world = worlds.kept(day, clock, mode)
    return opened(world, where, pillar, year, definition=definition, flow=flow, currency=currency)


def _where(place: str) -> Where:
    if WIDER.fullmatch(place):
        return read_slug(place)
    return "country", place_of(place).iso3
