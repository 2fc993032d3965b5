"""Cubes: aid added up once, as finely as any page asks, so that no page adds up transactions."""

from forlik.portfolio.cube.kinds import FLOWS, codes_of, parts_of, table_of
from forlik.portfolio.cube.stored import (
    behind_partners,
    compute,
    cube,
    kept,
    order,
    partner_cube,
    parts_cube,
    pillar_cube,
)

__all__ = [
    "FLOWS",
    "behind_partners",
    "codes_of",
    "compute",
    "cube",
    "kept",
    "order",
    "partner_cube",
    "parts_cube",
    "parts_of",
    "pillar_cube",
    "table_of",
]
