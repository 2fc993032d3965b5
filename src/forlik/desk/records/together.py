"""Several revisions as one: a new act stands in two or three facets, and is recorded whole or not at all."""

from collections.abc import Sequence
from datetime import datetime

from forlik.desk.access.log import writing
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.records.change import Change, Written
from forlik.desk.records.record import record


def record_together(changes: Sequence[Change], person: Person, now: datetime) -> tuple[Written, ...]:
    """Record revisions in one transaction.

    Args:
        changes: What is to be recorded, in this order: of a new file, the record that begins it first.
        person: Who records it.
        now: When.

    Raises:
        ForlikError: As ``record``, of the first that cannot be recorded; then none of them is.
    """
    ready()
    with writing():
        return tuple(record(change, person, now) for change in changes)
