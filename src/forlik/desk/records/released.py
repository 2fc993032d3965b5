"""What is public: it changes by a release, which takes two people, and whom a public text takes to be released."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from forlik.core.errors import NotPermitted
from forlik.desk.access.about import Relation
from forlik.desk.access.labels import PUBLIC
from forlik.desk.records import duties
from forlik.desk.records.change import Change
from forlik.desk.records.models import Facet
from forlik.desk.records.rows import history

PLACING = ("engagement", "process", "of", "about", "text", "parent")
"""Fields by which a text stands, for whoever reads it, in the file of what it names."""
NO_FILE = ("actor", "plan")
"""Concepts that take part in many files: what names one of them stands in none of these for that."""
WEAKEST: tuple[Relation, ...] = ("none", "approver", "deputy", "owner")


def judge(facet: Facet, change: Change) -> None:
    """Refuse another text of what is public: alone, somebody takes it from the public and brings it back; no more.

    Raises:
        NotPermitted: It would say something else.
    """
    if facet.label != PUBLIC or not change.expected:
        return
    rows = (row for row in history({PUBLIC}, facet.record) if row.facet == facet.name)
    before = next((row.body for row in rows if row.n == change.expected), None)
    if before is not None and _said(before) != _said(change.body):
        raise NotPermitted(
            "what is public is changed by a release, which takes two people",
            remedy="record it for the staff, and propose its release",
        )


def _said(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != "withdrawn"}


def files_told(facet: Facet, body: Mapping[str, Any]) -> frozenset[str]:
    """The files that a public text concerns: the one that its record stands in, and each that it tells of.

    Args:
        facet: The facet that it is taken from.
        body: What the public would read.
    """
    names = [name for name in PLACING if facet.concept != "engagement" or name != "process"]
    named = {value for name in names if isinstance(value := body.get(name), str) and value}
    found = Facet.objects.filter(record__in=named).exclude(concept__in=NO_FILE).values_list("file", flat=True)
    return frozenset((facet.file, *found))


def relation(person: str, files: Collection[str], now: datetime) -> Relation:
    """What a person is to several files: to all of them, and so what he is to the one that he has least to do with."""
    return min((duties.relation(person, one, now) for one in files), key=WEAKEST.index, default="none")
