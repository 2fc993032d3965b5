"""Tracks: a process with all that runs beside it, who runs each, and which engagements of ours serve it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forlik.register.concepts import Engagement, Process, Role
from forlik.register.dossier import Dossier
from forlik.register.machines.when import current

RUNS = frozenset({"mediator", "facilitator", "co_chair", "host", "intermediary"})
"""Roles of those who run a track."""
PARTIES = frozenset({"primary_party", "party", "belligerent", "delegation"})
"""Roles of those who sit on a side of the table."""


@dataclass(frozen=True, slots=True)
class Track:
    """One process of a family.

    Args:
        process: The process.
        depth: How many processes stand above it.
        runs: Roles of those who run it on the day.
        parties: Roles of those on a side of its table on the day.
        beside: All other roles in it on the day.
        engagements: Our engagements that serve it.
    """

    process: Process
    depth: int
    runs: tuple[Role, ...]
    parties: tuple[Role, ...]
    beside: tuple[Role, ...]
    engagements: tuple[Engagement, ...]


def tracks(dossier: Dossier, process: str, day: date | None = None) -> tuple[Track, ...]:
    """The family of a process: what stands above it, itself, and all tracks, each after the one that it belongs to.

    Of a ring of processes that call each other parent, each stands once.

    Args:
        dossier: What the viewer sees.
        process: The process.
        day: Roles that are over or have not begun do not count; by default the day on which the dossier stands.
    """
    at = dossier.day if day is None else day
    first = dossier.get(Process, process)
    if first is None:
        return ()
    return tuple(_track(dossier, one, depth, at) for one, depth in _below(dossier, _top(dossier, first)))


def _top(dossier: Dossier, process: Process) -> Process:
    met = {process.id}
    while (above := dossier.get(Process, process.parent)) is not None and above.id not in met:
        met.add(above.id)
        process = above
    return process


def _below(dossier: Dossier, top: Process) -> Iterator[tuple[Process, int]]:
    met: set[str] = set()
    todo = [(top, 0)]
    while todo:
        one, depth = todo.pop()
        if one.id in met:
            continue
        met.add(one.id)
        yield one, depth
        below = [child for child in dossier.near(Process, [one.id]) if child.parent == one.id]
        todo += [(child, depth + 1) for child in reversed(below)]


def _track(dossier: Dossier, process: Process, depth: int, day: date) -> Track:
    roles = [one for one in dossier.near(Role, [process.id]) if one.of == process.id and current(one, day)]
    return Track(
        process,
        depth,
        tuple(one for one in roles if one.kind in RUNS),
        tuple(one for one in roles if one.kind in PARTIES),
        tuple(one for one in roles if one.kind not in RUNS | PARTIES),
        tuple(one for one in dossier.near(Engagement, [process.id]) if one.process == process.id),
    )
