"""A record as a whole, whoever may see which part of it: for the door, which answers yes or no and shows nothing."""

from collections.abc import Mapping
from typing import Any

from forlik.desk.records.models import Facet
from forlik.desk.records.rows import history

Body = Mapping[str, Any]
Bodies = Mapping[tuple[str, str], Body]
"""Facet and label → its fields."""


def bodies_of(record: str) -> Bodies:
    """What each facet of a record says now."""
    labels = set(Facet.objects.filter(record=record).values_list("label", flat=True))
    return {(row.facet, row.label): row.body for row in history(labels, record)} if labels else {}


def joined(bodies: Bodies) -> Body:
    """The fields of all facets; of a field in several, that of the more secret one."""
    return {name: value for place in sorted(bodies) for name, value in bodies[place].items()}


def before_and_after(facet: Facet, body: Body) -> tuple[Body, Body]:
    """What a whole record says now, and once one of its facets has other fields.

    Args:
        facet: The facet.
        body: Its fields, as they shall be.
    """
    bodies = bodies_of(facet.record)
    return joined(bodies), joined({**bodies, (facet.name, facet.label): body})
