"""The rows of the matrix as the page prints them: with coverage and levels, each cell with the way to its flows."""

from collections.abc import Mapping, Sequence
from typing import Any

from forlik.desk.portfolio import PILLARS, SHORT, Choice, figure, named, stated
from forlik.desk.question import Question
from forlik.portfolio.overview import Overview, Row, slug_of
from forlik.portfolio.overview.rows import coverage_percent

ALWAYS = ("peace", "humanitarian", "development", "rights_democracy", "all")


def heads(found: Overview, *, alone: bool) -> list[str]:
    """The pillars that are columns: all four, their sum, and what else there is money in.

    Args:
        found: The overview.
        alone: Whether only countries' rows are shown.
    """
    rows = found.rows if alone else found.totals
    there = {name for row in rows for name in row.cells}
    return [name for name in PILLARS if name in ALWAYS or name in there]


def lines(
    asked: Question, found: Overview, rows: Sequence[Row], shown: Sequence[str], chosen: Choice
) -> list[Mapping[str, Any]]:
    """Rows for the template.

    Args:
        asked: The question.
        found: The overview.
        rows: Its rows to be shown.
        shown: The pillars that are columns.
        chosen: What was asked for.
    """
    return [_line(asked, found, row, shown, chosen) for row in rows]


def _line(asked: Question, found: Overview, row: Row, shown: Sequence[str], chosen: Choice) -> Mapping[str, Any]:
    whole = row.whole
    slug = "" if row.place_kind == "all" else slug_of(row.where)
    country = row.place_kind == "country"
    return {
        "name": named(row.where, asked.language),
        "lang": "" if country or row.place_kind in {"none", "all"} else "en",
        "address": asked.address("/portfolio", {"country": row.place_code, **chosen.fields}) if country else "",
        "year": str(row.year),
        "cells": [_cell(asked, found, row, name, slug, chosen) for name in shown],
        "coverage": stated("", coverage_percent(whole), "%", row.year, "nothing is published"),
        "levels": ", ".join(map(str, whole.levels)),
        "reason": found.money(whole).reason,
    }


def _cell(asked: Question, found: Overview, row: Row, name: str, slug: str, chosen: Choice) -> Mapping[str, Any]:
    cell = row.cells.get(name)
    if cell is None:
        return {"head": SHORT[name]}
    address = asked.address(f"/portfolio/{slug}/{name}/{row.year}", chosen.fields) if slug and cell.flows else ""
    return {"head": SHORT[name], "figure": figure(asked, found, cell), "address": address}
