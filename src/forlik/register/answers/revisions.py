"""Revisions: what was written into a record, when and by whom, and what each change put in the place of what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forlik.register.rows import Row


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that a change touched.

    Args:
        name: Its name.
        before: What stood there, as JSON has it; nothing where nothing did.
        after: What stands there from then on.
        facet: The facet in which it stands.
        label: The label of that facet today.
    """

    name: str
    before: Any
    after: Any
    facet: str
    label: str


@dataclass(frozen=True, slots=True)
class Revised:
    """What one person wrote into one record at one instant.

    Args:
        record: The record.
        concept: Name of its concept.
        recorded_at: When it was written.
        known_at: When it could be known: the earliest of its facets.
        who: The person of the house who wrote it.
        began: Whether nothing of the record that is seen was there before.
        fields: What it changed; none where the same was written again.
        carried: Whether a file brought it in.
    """

    record: str
    concept: str
    recorded_at: datetime
    known_at: datetime
    who: str
    began: bool
    fields: tuple[Changed, ...]
    carried: bool = False

    @property
    def earlier(self) -> bool:
        """Whether it could be known before it was written: a correction, or something entered later."""
        return self.known_at < self.recorded_at


def revisions(rows: Iterable[Row]) -> tuple[Revised, ...]:
    """Every change that rows tell of, the newest first.

    Args:
        rows: All revisions of some records that the viewer may see, in any order.
    """
    together: dict[tuple[datetime, str, str], list[tuple[Row, Row | None]]] = defaultdict(list)
    first: dict[str, datetime] = {}
    for row, before in _pairs(rows):
        together[row.recorded_at, row.record, row.who].append((row, before))
        first[row.record] = min(first.get(row.record, row.recorded_at), row.recorded_at)
    made = (_revised(pairs, began=first[key[1]] == key[0]) for key, pairs in together.items())
    return tuple(sorted(made, key=lambda one: (one.recorded_at, one.record, one.who), reverse=True))


def _pairs(rows: Iterable[Row]) -> Iterator[tuple[Row, Row | None]]:
    """Each revision with the one before it in its facet."""
    facets: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        facets[row.record, row.facet, row.label].append(row)
    for ones in facets.values():
        before = None
        for row in sorted(ones, key=lambda one: one.n):
            yield row, before
            before = row


def _revised(pairs: list[tuple[Row, Row | None]], *, began: bool) -> Revised:
    ordered = sorted(pairs, key=lambda pair: (pair[0].facet, pair[0].label))
    row = ordered[0][0]
    return Revised(
        row.record,
        row.concept,
        row.recorded_at,
        min(one.known_at for one, _ in ordered),
        row.who,
        began,
        tuple(changed for one, before in ordered for changed in _changed(one, before)),
        any(one.carried for one, _ in ordered),
    )


def _changed(row: Row, before: Row | None) -> Iterator[Changed]:
    old = before.body if before else {}
    for name in dict.fromkeys([*row.body, *old]):
        if row.body.get(name) != old.get(name):
            yield Changed(name, old.get(name), row.body.get(name), row.facet, row.label)
