"""What was done to compartments at the machine in a guardian's name, as the log tells it to whoever guards them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from forlik.desk.access.instants import written
from forlik.desk.access.models import Log
from forlik.desk.access.person import Person

AT_MACHINE = "at the machine"
"""The verb under which the log holds that the next row was not written by the person it names."""
CHANGES = frozenset({"let in", "let out", "guard", "unguard"})
"""Verbs that change who is in a compartment or guards it."""
TOLD_FOR = timedelta(days=90)
"""For how long a guardian is told."""


@dataclass(frozen=True, slots=True)
class Done:
    """One change that somebody made at the machine.

    Args:
        at: When.
        verb: One of ``CHANGES``.
        compartment: Id of the compartment.
        person: Id of the person who was let in or out, or guards it since, or no more.
        guardian: Id of the guardian in whose name it was done.
    """

    at: datetime
    verb: str
    compartment: str
    person: str
    guardian: str


def done_at_machine(person: Person, now: datetime) -> list[Done]:
    """What was lately done at the machine to the compartments that a person guards, the newest first."""
    return sorted(_done(person, now), key=lambda one: one.at, reverse=True) if person.guards else []


def _done(person: Person, now: datetime) -> Iterator[Done]:
    said = Log.objects.filter(verb=AT_MACHINE, at__gt=written(now - TOLD_FOR)).values_list("seq", flat=True)
    here = frozenset(said)
    rows = Log.objects.filter(verb__in=CHANGES, at__gt=written(now - TOLD_FOR))
    for row in rows.values_list("seq", "at", "verb", "facets", "who"):
        seq, at, verb, facets, who = row
        compartment, _, other = facets.partition(" ")
        # Who guards it no more is named in the row after the one of whoever guards it instead.
        stands = seq - (2 if verb == "unguard" else 1)
        if stands in here and compartment in person.guards:
            yield Done(datetime.fromisoformat(at), verb, compartment, other, who)
