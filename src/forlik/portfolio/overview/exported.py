"""The overview as a table that is exported and cited, and as JSON; every total with its coverage and its rule."""

import dataclasses
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from forlik.core.table import Table, json_number
from forlik.portfolio.coordination.measured import coverage
from forlik.portfolio.cube import parts_of
from forlik.portfolio.currency import PRICE_BASIS
from forlik.portfolio.matrix import Cell, Share
from forlik.portfolio.matrix.cells import EVERY, RULE
from forlik.portfolio.overview.places_named import place_name
from forlik.portfolio.overview.rows import Row, coverage_percent
from forlik.world import manifest_of

if TYPE_CHECKING:
    from forlik.portfolio.overview.rows import Overview

GRAIN = (
    "One row: one place, year and pillar. The pillar “all” is the sum of the others of its place and year, and the "
    "place “all” that of all places: add neither to what it is the sum of."
)
MONEY, PERCENT = pa.decimal128(38, 6), pa.decimal128(9, 2)
SHAPE = pa.schema(
    [
        *((name, pa.string()) for name in ("place_kind", "place_code", "country_iso3", "place")),
        ("year", pa.int32()),
        *((name, pa.string()) for name in ("pillar", "flow", "definition")),
        ("definition_version", pa.int32()),
        ("amount", MONEY),
        ("currency", pa.string()),
        ("amount_usd", MONEY),
        ("status", pa.string()),
        ("reason", pa.string()),
        ("rate", pa.decimal128(38, 18)),
        *((name, pa.string()) for name in ("rate_rule", "rate_period", "price_basis")),
        *((name, PERCENT) for name in ("coverage", "coverage_rate", "coverage_pillar", "coverage_country")),
        ("flows", pa.int64()),
        ("flows_without_rate", pa.int64()),
        ("levels", pa.string()),
        ("level_rule", pa.string()),
        ("known_at", pa.string()),
        ("basis", pa.int32()),
    ]
)


def table(found: "Overview") -> Table:
    """The cells of an overview as a table.

    Returns:
        Columns as in ``SHAPE``: coverage in percent, rounded down; ``reason`` says why an amount is unknown or what is
        not in it.
    """
    manifest = manifest_of(
        found.world,
        f"portfolio_{found.matrix.flow}_{found.matrix.definition.name}",
        grain=GRAIN,
        sources=found.bases,
        unit=found.currency,
        remarks=tuple(remarks(found)),
    )
    return Table(manifest, lambda: pa.Table.from_pylist(list(cell_rows(found)), schema=SHAPE))


def remarks(found: "Overview") -> Iterator[str]:
    """What must be minded of the overview."""
    said = found.matrix.definition
    yield f"{said.title.en} ({said.name}, version {said.version})"
    yield RULE
    yield f"{found.currency}, {PRICE_BASIS.text}: {PRICE_BASIS.why}"
    for one in found.left_out:
        usd = "an unknown amount" if one.usd is None else f"{one.usd:f} US dollars"
        level = "" if one.level is None else f", level {one.level}"
        yield f"left out: {one.why}{level}, {one.year or 'no year'}: {usd} in {one.flows} {parts_of(found.matrix.flow)}"


def cell_rows(found: "Overview") -> Iterator[dict[str, Any]]:
    """The rows of the table, countries first, then what stands beside them, then the totals."""
    for row in (*found.rows, *found.beside, *found.totals):
        for cell in row.cells.values():
            yield _cell_row(found, row, cell)


def shape(found: "Overview") -> dict[str, Any]:
    """The overview as JSON: countries, what stands beside them, totals, what is left out, and what it stands on."""
    said = found.matrix.definition
    return {
        "as_of": found.world.day.isoformat(),
        "clock": found.world.then.clock,
        "flow": found.matrix.flow,
        "definition": {"name": said.name, "version": said.version, "title": said.title.en, "statement": said.statement},
        "currency": found.currency,
        "price_basis": dataclasses.asdict(PRICE_BASIS),
        "level_rule": RULE,
        "rates": [
            {"year": year, "rate": str(rate.value) if rate.rate else None, "rule": rate.rule, "period": rate.period}
            | {"days": rate.days or None, "whole_year": rate.whole, "reason": rate.reason}
            for year, rate in found.rates.items()
        ],
        "countries": [row_shape(found, row) for row in found.rows],
        "beside": [row_shape(found, row) for row in found.beside],
        "totals": [row_shape(found, row) for row in found.totals],
        "left_out": [dataclasses.asdict(one) | {"usd": json_number(one.usd)} for one in found.left_out],
        "sources": [dataclasses.asdict(basis) for basis in found.bases],
    }


def row_shape(found: "Overview", row: Row) -> dict[str, Any]:
    """One place and year as JSON: each pillar's amount with coverage, and those of all."""
    return {
        "place_kind": row.place_kind,
        "place_code": row.place_code,
        "place": place_name(row.where),
        "year": row.year,
        "pillars": {name: cell_shape(found, cell) for name, cell in row.cells.items()},
    }


def cell_shape(found: "Overview", cell: Cell) -> dict[str, Any]:
    """One cell as JSON."""
    money = found.money(cell)
    return {
        "amount": json_number(money.value),
        "amount_usd": json_number(cell.usd),
        "status": money.status,
        "reason": money.reason,
        "coverage": json_number(coverage_percent(cell)),
        "flows": cell.flows,
        "flows_without_rate": cell.without_rate,
        "levels": list(cell.levels),
        "basis": cell.basis,
        "bases": list(found.files(cell)),
    }


def _cell_row(found: "Overview", row: Row, cell: Cell) -> dict[str, Any]:
    money = found.money(cell)
    known = found.world.then.bases[cell.basis].known_at if cell.basis is not None else None
    every = cell.place_kind == EVERY
    return {
        "place_kind": row.place_kind,
        "place_code": row.place_code,
        "country_iso3": row.place_code if row.place_kind == "country" else None,
        "place": place_name(row.where),
        "year": row.year,
        "pillar": cell.pillar,
        "flow": cell.flow,
        "definition": cell.definition.name,
        "definition_version": cell.definition.version,
        "amount": money.value,
        "currency": money.currency,
        "amount_usd": cell.usd,
        "status": money.status,
        "reason": money.reason or None,
        "rate": money.rate.value,
        "rate_rule": money.rate.rule or None,
        "rate_period": money.rate.period or None,
        "price_basis": money.price_basis.text,
        "coverage": coverage_percent(cell),
        "coverage_rate": _percent(cell.coverage.rate),
        "coverage_pillar": _percent(cell.coverage.pillar),
        "coverage_country": _percent(cell.coverage.country) if every else None,
        "flows": cell.flows,
        "flows_without_rate": cell.without_rate,
        "levels": ", ".join(map(str, cell.levels)),
        "level_rule": RULE,
        "known_at": known,
        "basis": cell.basis,
    }


def _percent(share: Share) -> Decimal | None:
    return coverage((share.part, share.whole))


def together(found: Sequence["Overview"]) -> Table:
    """Overviews under several definitions as one table; each row names its definition.

    Args:
        found: At least one, of the same world.
    """
    tables = [table(one) for one in found]
    if len(tables) == 1:
        return tables[0]
    remarks_of = tuple(dict.fromkeys(said for one in tables for said in one.manifest.remarks))
    manifest = dataclasses.replace(
        tables[0].manifest, what=f"portfolio_{found[0].matrix.flow}_definitions", remarks=remarks_of
    )
    return Table(manifest, lambda: pa.concat_tables([one.to_arrow() for one in tables]))
