"""The dated table itself, for the engine and the docs."""

from typing import TYPE_CHECKING

from forlik.places import naming, tables

if TYPE_CHECKING:
    import pyarrow as pa


def table() -> "pa.Table":
    """The dated table: one row per entity, system, code and time.

    Returns:
        Columns ``country_iso3``, ``name`` (English), ``kind``, ``system``, ``code``, ``valid_from``, ``valid_to``
        (null when open), ``main`` (whether the code is given out, not only understood), ``evidence``.
    """
    import pyarrow as pa

    everyone = tables.entities()
    rows = tables.codes()
    return pa.table(
        {
            "country_iso3": pa.array([row.entity for row in rows], pa.string()),
            "name": pa.array([naming.name(row.entity) for row in rows], pa.string()),
            "kind": pa.array([everyone[row.entity].kind for row in rows], pa.string()),
            "system": pa.array([row.system for row in rows], pa.string()),
            "code": pa.array([row.code for row in rows], pa.string()),
            "valid_from": pa.array([row.span.first for row in rows], pa.date32()),
            "valid_to": pa.array([row.span.last for row in rows], pa.date32()),
            "main": pa.array([row.main for row in rows], pa.bool_()),
            "evidence": pa.array([row.evidence for row in rows], pa.string()),
        }
    )
