"""What the page tells of one partner: both its sides, what hangs on it, where, and in which files that stands."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from forlik import places
from forlik.desk.question import Question
from forlik.portfolio.partners import Money, Partner, Partners, Side
from forlik.portfolio.partners.ends import GIVEN, ONLY, RECEIVED, WITHOUT
from forlik.portfolio.partners.figures import dollars, figure
from forlik.portfolio.partners.partner import Around, AtEnds
from forlik.portfolio.partners.summary import standing
from forlik.portfolio.partners.sums import SumAsked

SHOWN = 25
"""Of a long list so many are shown; the download has all."""


def rows(sides: Sequence[Side], which: str) -> list[dict[str, Any]]:
    """Those on one side of a partner, as rows of the download."""
    return [
        {
            "side": which,
            "ref": one.ref,
            "name": one.name,
            "usd": one.money.usd,
            "flows": one.money.flows,
            "without_rate": one.money.without_rate,
        }
        for one in sides
    ]


def opening(asked: Question, money: Money, label: str, which: SumAsked) -> dict[str, Any]:
    """A sum with the way to the flows that it is the sum of; none where nothing is published."""
    return {
        "figure": figure(money, label),
        "address": asked.address(which.path, which.fields) if money.flows else "",
    }


def at_ends(asked: Question, money: AtEnds, label: str, which: SumAsked) -> dict[str, Any]:
    """What a partner gives, gets and spends itself, each with the way to its flows."""
    ends = {"given": (GIVEN, WITHOUT), "received": (RECEIVED, WITHOUT), "own": (GIVEN, ONLY)}
    return {
        name: opening(asked, getattr(money, name), label, replace(which, side=end, own=own))
        for name, (end, own) in ends.items()
    }


def side(asked: Question, which: str, sides: Sequence[Side], one: SumAsked) -> dict[str, Any]:
    """Those on one side of a partner, the largest of them."""
    rows = [
        {"is": other, "money": opening(asked, other.money, other.name, replace(one, other=other.ref))}
        for other in sides[:SHOWN]
    ]
    return {"which": which, "rows": rows, "all": len(sides), "more": max(0, len(sides) - SHOWN)}


def standing_of(every: Partners, one: Partner) -> dict[str, Any] | None:
    """What would be lost if it left; nothing where it is in no tie."""
    found = standing(every, one)
    if found is None:
        return None
    leaving, degree = found
    return {
        "through": dollars(leaving.through, one.name),
        "alone": dollars(leaving.alone, one.name),
        "left_alone": leaving.left_alone,
        "unknown": leaving.unknown,
        "funders": degree.funders,
        "implementers": degree.implementers,
    }


def countries(asked: Question, found: Around, one: SumAsked) -> list[dict[str, Any]]:
    """Where it gives, gets and spends."""
    return [
        {
            "iso3": code,
            "name": places.by_code("iso3", code).name(asked.language),
            **at_ends(asked, money, "", replace(one, place=code)),
        }
        for code, money in found.countries.items()
    ]


def years(asked: Question, found: Around, one: SumAsked) -> list[dict[str, Any]]:
    """When it gives, gets and spends."""
    return [
        {
            "year": "" if year is None else str(year),
            **at_ends(asked, money, "", replace(one, year=year, undated=year is None)),
        }
        for year, money in found.years.items()
    ]


def files(asked: Question, found: Around) -> list[dict[str, Any]]:
    """Each file once, with the countries in which it names the partner."""
    by_file: dict[str, dict[str, Any]] = {}
    for file in found.files:
        row = by_file.setdefault(file.dataset, {"is": file, "flows": 0, "places": []})
        row["flows"] += file.flows
        if file.country_iso3:
            name = places.by_code("iso3", file.country_iso3).name(asked.language)
            row["places"].append((file.country_iso3, name))
    return list(by_file.values())
