"""Rows of a list on a page (sources, conflicts, rises) as a table that can be exported."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from forlik.core.figure import Basis
from forlik.core.table import Table
from forlik.world import World, manifest_of


def plain_table(
    world: World, rows: Sequence[Mapping[str, Any]], *, what: str, grain: str, bases: tuple[Basis, ...] = ()
) -> Table:
    """A list as a table; columns are those of the first row, in its order.

    Args:
        world: The world the page shows.
        rows: The list; values are texts, whole numbers, decimals, truth values or nothing.
        what: Name of the table.
        grain: What one row is.
        bases: What it stands on.
    """
    manifest = manifest_of(world, what, grain=grain, sources=bases)
    return Table(manifest, lambda: pa.Table.from_pylist([dict(row) for row in rows]))
