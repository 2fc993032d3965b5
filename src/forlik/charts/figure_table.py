"""The plainest chart: figures as a table that can be exported and cited."""

from collections.abc import Sequence

import pyarrow as pa

from forlik.core.figure import Basis, Figure
from forlik.core.table import Table
from forlik.world import World, manifest_of

_SHAPE = pa.schema(
    [
        ("measure", pa.string()),
        ("label", pa.string()),
        ("country", pa.string()),
        ("country_iso3", pa.string()),
        ("period", pa.string()),
        ("value", pa.decimal128(28, 6)),
        ("low", pa.decimal128(28, 6)),
        ("high", pa.decimal128(28, 6)),
        ("unit", pa.string()),
        ("status", pa.string()),
        ("reason", pa.string()),
        ("source", pa.string()),
        ("known_at", pa.string()),
        ("licence", pa.string()),
    ]
)


def bases_of(figures: Sequence[Figure]) -> tuple[Basis, ...]:
    """What figures stand on, each once, in their order."""
    return tuple({one.number: one for figure in figures for one in figure.bases}.values())


def figure_table(world: World, figures: Sequence[Figure], *, what: str, grain: str) -> Table:
    """Figures as a table.

    Args:
        world: The world they were read from.
        figures: The figures, unknown ones too.
        what: Name of the table.
        grain: What one row is.

    Returns:
        One row per figure: ``measure``, ``label``, ``country``, ``country_iso3``, ``period``, ``value``, ``low``,
        ``high``, ``unit``, ``status``, ``reason``, ``source``, ``known_at``, ``licence``.
    """
    manifest = manifest_of(world, what, grain=grain, sources=bases_of(figures))
    rows = [_row(figure) for figure in figures]
    return Table(manifest, lambda: pa.Table.from_pylist(rows, schema=_SHAPE))


def _row(figure: Figure) -> dict[str, object]:
    basis = figure.basis
    return {
        "measure": figure.measure,
        "label": figure.label,
        "country": figure.country,
        "country_iso3": figure.country_iso3,
        "period": figure.period or None,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "status": figure.status,
        "reason": figure.reason or None,
        "source": basis.source if basis else None,
        "known_at": basis.known_at if basis else None,
        "licence": basis.licence if basis else None,
    }
