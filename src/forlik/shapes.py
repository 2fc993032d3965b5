"""The shapes of answers as JSON, which others rely on: the same from the command line and from the desk."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from forlik.core.figure import Figure
from forlik.core.measure import Measure
from forlik.core.table import Table, json_number
from forlik.places import Place
from forlik.profile import marks
from forlik.watch import Ranking
from forlik.world import World


def measure(world: World, what: Measure, table: Table | None) -> dict[str, Any]:
    """A measure's rows with what they stand on; no rows when nothing was known."""
    method = what.method_on(world.day)
    shape = {
        "measure": what.name,
        "unit": what.unit,
        "grain": what.grain,
        "as_of": world.day.isoformat(),
        "clock": world.then.clock,
        "method": {"number": method.number, "adopted": method.adopted.isoformat()},
        "rows": [
            {
                "country": row["country"],
                "country_iso3": row["country_iso3"],
                "year": row["year"],
                "month": row["month"],
                "value": json_number(row["value"]),
                "low": json_number(row["low"]),
                "high": json_number(row["high"]),
                "status": row["status"],
                "reason": row["reason"],
                "basis": row["basis"],
            }
            for row in (table.rows() if table else ())
        ],
        "sources": [dataclasses.asdict(basis) for basis in (table.manifest.sources if table else ())],
    }
    if table and table.manifest.remarks:
        shape["remarks"] = list(table.manifest.remarks)
    return shape


def country(world: World, place: Place, figures: Iterable[Figure]) -> dict[str, Any]:
    """A place's newest figures, unknown ones with their reason."""
    return {
        "country": place.name(),
        "country_iso3": place.iso3,
        "as_of": world.day.isoformat(),
        "figures": [
            {
                "measure": figure.measure,
                "label": figure.label,
                "value": json_number(figure.value),
                "low": json_number(figure.low),
                "high": json_number(figure.high),
                "unit": figure.unit,
                "period": figure.period,
                "status": figure.status,
                "reason": figure.reason,
                "source": figure.basis.source if figure.basis else None,
                "known_at": figure.basis.known_at if figure.basis else None,
                "licence": figure.basis.licence if figure.basis else None,
                "stale": "stale" in marks(figure, world.day),
            }
            for figure in figures
        ],
    }


def watch(world: World, listed: Ranking) -> dict[str, Any]:
    """Where deaths have risen most."""
    return {
        "as_of": world.day.isoformat(),
        "measure": listed.measure,
        "last_month": listed.last_month,
        "newest_month": listed.months[0],
        "remarks": list(listed.remarks),
        "rows": [dataclasses.asdict(row) for row in listed.rows],
        "sources": [dataclasses.asdict(basis) for basis in listed.table.manifest.sources],
    }
