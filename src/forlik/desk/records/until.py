"""Until: what stood in the register when a row of its log was written, whatever the clocks of its writers said."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Max

from forlik.desk.access.models import Log
from forlik.desk.records.models import Facet
from forlik.register.rows import Row

HUNG = ("attach", "detach")
"""Verbs that name a facet, and a document on it."""


@dataclass(frozen=True, slots=True)
class Until:
    """What the log tells up to one of its rows.

    Args:
        revisions: Id of each facet → how many revisions it had: each has a row of its own, in their order.
        attached: Ids of the documents that had been attached.
        ended: Ids of those of them that had been taken back.
    """

    revisions: Mapping[str, int] = field(hash=False)
    attached: frozenset[str]
    ended: frozenset[str]

    def recorded(self, rows: Iterable[Row]) -> list[Row]:
        """The revisions that had been recorded."""
        some = list(rows)
        labels = sorted({one.label for one in some})
        facets = Facet.objects.filter(label__in=labels).values_list("record", "name", "label", "pk")
        places = {(record, name, label): self.revisions.get(id_, 0) for record, name, label, id_ in facets}
        return [one for one in some if one.n <= places.get((one.record, one.facet, one.label), 0)]

    def stands(self, document: str) -> bool:
        """Whether a document was attached, and had not been taken back."""
        return document in self.attached and document not in self.ended


def until(seq: int) -> Until:
    """What the log tells up to one of its rows, by its number."""
    log = Log.objects.filter(seq__lte=seq)
    counted = log.filter(verb="record").values_list("facets").annotate(Count("seq")).order_by()
    named = {verb: frozenset(_second(log.filter(verb=verb).values_list("facets", flat=True))) for verb in HUNG}
    return Until(dict(counted), named["attach"], named["detach"])


def newest() -> int:
    """Number of the last row of the log; 0 while there is none."""
    return int(Log.objects.aggregate(last=Max("seq"))["last"] or 0)


def began(record: str, held: Collection[str]) -> int:
    """Number of the row of the log that tells of the first revision of a record; 0 where none may be seen."""
    facets = Facet.objects.filter(record=record, label__in=sorted(held)).values_list("pk", flat=True)
    first = Log.objects.filter(verb="record", facets__in=list(facets)).order_by("seq").values_list("seq", flat=True)
    return int(first.first() or 0)


def _second(some: Iterable[str]) -> Iterable[str]:
    return (one.split(" ")[1] for one in some)
