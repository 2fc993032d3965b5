"""The flows of a cell as the page prints them, and their sum beside the cell that it equals."""

from collections.abc import Mapping
from typing import Any

from forlik.desk.leaves import leaf
from forlik.desk.portfolio import FLOWS, Choice, exact, stated
from forlik.desk.question import Question
from forlik.portfolio.currency import PRICE_BASIS
from forlik.portfolio.matrix import Flow
from forlik.portfolio.matrix.cells import Where
from forlik.portfolio.overview import Opened
from forlik.portfolio.overview.rows import coverage_percent

MOST = 50


def total(asked: Question, found: Opened, chosen: Choice) -> dict[str, Any]:
    """The sum, once as the flows add up to it and once as the cell has it."""
    cell, money = found.cell, found.money
    fields = {"year": str(cell.year), "country": cell.place_code if cell.place_kind == "country" else ""}
    return {
        "back": asked.address("/portfolio", {**fields, **chosen.fields}),
        "flow_title": FLOWS.get(chosen.flow, chosen.flow),
        "sum": exact(found.usd, "USD", cell.reason, cell.year),
        "cell": exact(cell.usd, "USD", cell.reason, cell.year),
        "converted": None if money.currency == "USD" else exact(money.value, money.currency, money.reason, cell.year),
        "rate": money.rate,
        "published": [
            {"currency": name or "–", "figure": exact(amount, name, year=cell.year)}
            for name, amount in found.as_published.items()
        ],
        "coverage": stated("", coverage_percent(cell), "%", cell.year),
        "levels": ", ".join(map(str, cell.levels)),
        "estimated": money.reason if money.status == "estimated" else "",
        "prices": PRICE_BASIS,
    }


def rows(asked: Question, found: Opened, where: Where) -> dict[str, Any]:
    """The flows of the leaf that is asked for."""
    shown = leaf(asked, found.flows, MOST)
    return {"leaf": shown, "rows": [_row(asked, found, one, where) for one in shown.rows]}


def _row(asked: Question, found: Opened, one: Flow, where: Where) -> Mapping[str, Any]:
    about, (start, end) = one.about, one.bytes
    country = where[0] == "country"
    org = about["reporting_org_ref"]
    return {
        "about": about,
        "title": " ".join((about["title"] or about["activity_key"]).split()),
        "address": asked.address(f"/country/{where[1]}/aid", {"org": org} if org else {}) if country else "",
        "amount": exact(one.amount, one.currency or "", year=found.cell.year),
        "usd": exact(one.amount_usd, "USD", "no rate is known", found.cell.year),
        "start": start,
        "end": end,
    }


def snippet(asked: Question, where: Where, pillar: str, year: int, chosen: Choice) -> str:
    """How to get the same in a notebook."""
    said = "".join(f', {name}="{value}"' for name, value in chosen.fields.items())
    return (
        f'import forlik\nfrom forlik.portfolio.overview import opened\n\nworld = forlik.world("{asked.day}")\n'
        f'opened(world, {where!r}, "{pillar}", {year}{said}).table()'
    )
