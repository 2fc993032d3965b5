"""Publishers that report what others report too: those who say so, and those known for it."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from forlik.iati.flows.beside import listed


def known_secondary() -> Mapping[str, str]:
    """Reference of each known secondary publisher → why it is one."""
    return {row["reporting_org_ref"]: row["reason"] for row in listed("secondary_publishers.csv")}


def secondary(activity: pa.Table) -> pa.ChunkedArray:
    """Of each activity whether it is a secondary report.

    Returns:
        ``stated`` where the file says so, ``listed`` where the publisher is known for it, else ``none``.
    """
    known = pc.fill_null(pc.is_in(activity["reporting_org_ref"], pa.array(list(known_secondary()), pa.string())), False)
    return pc.if_else(
        pc.fill_null(activity["secondary_reporter"], False), "stated", pc.if_else(known, "listed", "none")
    )
