"""A country's money by area as a table that is exported and cited, and as JSON."""

import dataclasses
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from forlik.core.table import Table, json_number
from forlik.portfolio.areas.meeting import Meeting, Pair
from forlik.portfolio.currency import PRICE_BASIS
from forlik.portfolio.overview import place_name
from forlik.world import manifest_of

if TYPE_CHECKING:
    from forlik.portfolio.areas.picture import CountryAreas

GRAIN = (
    "One row: one area of the country in the year, or what is not given by area and why; together they are the total."
)
MONEY = pa.decimal128(38, 6)
SHAPE = pa.schema(
    [
        *((name, pa.string()) for name in ("country_iso3", "place")),
        ("year", pa.int32()),
        *((name, pa.string()) for name in ("flow", "given_by", "vocabulary")),
        ("level", pa.int32()),
        *((name, pa.string()) for name in ("code", "names")),
        ("amount", MONEY),
        ("currency", pa.string()),
        ("amount_usd", MONEY),
        ("reason", pa.string()),
        ("activities", pa.int64()),
        ("activities_without_rate", pa.int64()),
        ("rate", pa.decimal128(38, 18)),
        *((name, pa.string()) for name in ("rate_rule", "rate_period", "price_basis", "sharing_rule")),
        ("basis", pa.int32()),
    ]
)


def table(found: "CountryAreas") -> Table:
    """Areas and what is not given as a table.

    Returns:
        Columns as in ``SHAPE``: ``given_by`` is ``area``, or why a row is in none; ``reason`` says why an amount is
        unknown. The amounts in US dollars add up to the matrix's cell exactly.
    """
    manifest = manifest_of(
        found.world,
        f"portfolio_areas_{found.flow}",
        grain=GRAIN,
        sources=found.bases,
        unit=found.currency,
        remarks=(found.rule, found.cell.rule, f"{found.currency}, {PRICE_BASIS.text}: {PRICE_BASIS.why}"),
    )
    return Table(manifest, lambda: pa.Table.from_pylist(list(area_rows(found)), schema=SHAPE))


def area_rows(found: "CountryAreas") -> Iterator[dict[str, Any]]:
    """The rows of the table: areas, then what is given by none."""
    for one in found.areas:
        yield {
            **_row(found, one.usd, one.activities, one.without_rate),
            "given_by": "area",
            "vocabulary": one.vocabulary or None,
            "level": one.level,
            "code": one.code,
            "names": "; ".join(one.names) or None,
        }
    for part in found.parts[1:]:
        if part.activities:
            yield {**_row(found, part.usd, part.activities, part.without_rate), "given_by": part.name}


def shape(found: "CountryAreas") -> dict[str, Any]:
    """The picture as JSON: parts of the total, areas, where pillars meet, the rules and what it stands on."""
    total = found.money(found.cell)
    return {
        "as_of": found.world.day.isoformat(),
        "clock": found.world.then.clock,
        "country_iso3": found.place,
        "place": place_name(found.cell.where),
        "year": found.year,
        "flow": found.flow,
        "definition": found.definition.name,
        "currency": found.currency,
        "price_basis": PRICE_BASIS.text,
        "rate": {"value": str(found.rate.value) if found.rate.rate else None}
        | {"rule": found.rate.rule, "period": found.rate.period, "reason": found.rate.reason},
        "amount": json_number(total.value),
        "amount_usd": json_number(found.cell.usd),
        "status": total.status,
        "reason": total.reason,
        "activities": found.activities,
        "areas_without_level": found.unlevelled,
        "sharing_rule": found.rule,
        "level_rule": found.cell.rule,
        "parts": [
            {
                "given_by": one.name,
                "percent": json_number(one.percent),
                "amount": json_number(found.money(one.usd).value),
                "amount_usd": json_number(one.usd),
                "activities": one.activities,
                "activities_without_rate": one.without_rate,
            }
            for one in found.parts
        ],
        "parts_reason": found.reason.text() if found.reason else "",
        "areas": [
            {
                "vocabulary": one.vocabulary or None,
                "level": one.level,
                "code": one.code,
                "names": list(one.names),
                "amount": json_number(found.money(one.usd).value),
                "amount_usd": json_number(one.usd),
                "activities": one.activities,
                "activities_without_rate": one.without_rate,
            }
            for one in found.areas
        ],
        "co_location": _meeting_shape(found.meeting),
        "sources": [dataclasses.asdict(basis) for basis in found.bases],
    }


def _meeting_shape(found: Meeting) -> dict[str, Any]:
    vocabulary, level = found.listed or (None, None)
    return {
        "vocabulary": vocabulary or None,
        "level": level,
        "pillars": [dataclasses.asdict(one) | {"placeless": one.placeless} for one in found.pillars],
        "pairs": [_pair_shape(one) for one in found.pairs],
    }


def _pair_shape(one: Pair) -> dict[str, Any]:
    share = one.found.share
    return {
        "first": one.first,
        "second": one.second,
        "both": one.both,
        "either": one.either,
        "percent": json_number(share.value),
        "coverage": json_number(share.coverage_percent),
        "reason": share.reason.text() if share.reason else "",
        "areas_of_both": None if one.both is None else list(one.found.both),
    }


def _row(found: "CountryAreas", usd: Decimal | None, activities: int, without_rate: int) -> dict[str, Any]:
    money = found.money(usd)
    return {
        "country_iso3": found.place,
        "place": place_name(found.cell.where),
        "year": found.year,
        "flow": found.flow,
        "amount": money.value,
        "currency": money.currency,
        "amount_usd": usd,
        "reason": ("no rate is known" if usd is None else money.reason) or None,
        "activities": activities,
        "activities_without_rate": without_rate,
        "rate": money.rate.value,
        "rate_rule": money.rate.rule or None,
        "rate_period": money.rate.period or None,
        "price_basis": PRICE_BASIS.text,
        "sharing_rule": found.rule,
        "basis": found.cell.basis,
    }
