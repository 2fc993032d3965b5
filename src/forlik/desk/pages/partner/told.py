"""What the page tells of one partner: both its sides, what hangs on it, where, and in which files that stands."""

from collections.abc import Sequence
from typing import Any

from forlik import places
from forlik.desk.question import Question
from forlik.portfolio.partners import Partner, Partners, Side
from forlik.portfolio.partners.figures import dollars, figure
from forlik.portfolio.partners.partner import Around
from forlik.portfolio.partners.summary import standing

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


def side(which: str, sides: Sequence[Side]) -> dict[str, Any]:
    """Those on one side of a partner, the largest of them."""
    rows = [{"is": one, "money": figure(one.money, one.name)} for one in sides[:SHOWN]]
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


def countries(asked: Question, found: Around) -> list[dict[str, Any]]:
    """Where it gives and gets."""
    return [
        {
            "iso3": code,
            "name": places.by_code("iso3", code).name(asked.language),
            "given": figure(gave, ""),
            "received": figure(got, ""),
        }
        for code, (gave, got) in found.countries.items()
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
