"""Ties: which promise hangs on which, and rings of promises that hang on one another.

A promise hangs on another because it says so, or because it hangs on a kind of act that the other, of the same text,
promises to bring about: the deadlines of a transition hang on the promise to begin it.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

from forlik.register.concepts import Commitment

Ties = Mapping[str, tuple[str, ...]]
"""Id of a promise → the promises on which it hangs, in the order of their ids."""


def home(promise: Commitment) -> str | None:
    """Where a promise stands: its text, or where none is named its process or its engagement."""
    return promise.text or promise.process or promise.engagement


def ties(promises: Mapping[str, Commitment]) -> Ties:
    """What hangs on what among promises; a promise that is not among them is as if it were not there."""
    brought = bringing(promises.values())
    return {id_: _tied(one, promises, brought) for id_, one in promises.items()}


def bringing(promises: Iterable[Commitment]) -> Mapping[tuple[str | None, str], list[str]]:
    """(Home, kind of act) → the promises there that bring such an act."""
    brought: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for one in promises:
        if one.brings and home(one):
            brought[home(one), one.brings].append(one.id)
    return brought


def _tied(
    promise: Commitment, promises: Mapping[str, Commitment], brought: Mapping[tuple[str | None, str], list[str]]
) -> tuple[str, ...]:
    due = promise.due
    if due is None:
        return ()
    if due.commitment:
        return (due.commitment,) if due.commitment in promises else ()
    return tuple(sorted(brought.get((home(promise), due.act), ()))) if due.act else ()


def cycle(promises: Iterable[Commitment], new: Commitment) -> tuple[str, ...] | None:
    """The ring that a new promise would close, or nothing: what is entered is refused when there is one.

    Args:
        promises: The promises that are there, of whichever processes.
        new: The promise that is entered, or entered anew with another due rule.

    Returns:
        The ids of the shortest ring, each hanging on the next, the last on the first, which is the new one.
    """
    tied = ties({**{one.id: one for one in promises}, new.id: new})
    # A new promise changes no tie but its own and those on it, so that every new ring goes through it.
    came: dict[str, str] = {}
    todo = deque([new.id])
    while todo:
        at = todo.popleft()
        for on in tied[at]:
            if on == new.id:
                return _back(came, at, new.id)
            if on not in came:
                came[on] = at
                todo.append(on)
    return None


def _back(came: Mapping[str, str], at: str, start: str) -> tuple[str, ...]:
    way = [at]
    while at != start:
        at = came[at]
        way.append(at)
    return tuple(reversed(way))


def in_order(tied: Ties) -> tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    """Promises after all those that they hang on, and those that cannot be ordered, with the ring that is to blame.

    Two people may each enter half of a ring at once; what stands in it or hangs on it is told, and not reckoned.

    Returns:
        The ids in order; and id → the ring that it stands in or hangs on, from its least id on.
    """
    left = {id_: len(on) for id_, on in tied.items()}
    hanging: dict[str, list[str]] = defaultdict(list)
    for id_, on in tied.items():
        for one in on:
            hanging[one].append(id_)
    ordered = [id_ for id_, count in left.items() if not count]
    for id_ in ordered:  # grows while it is walked
        for one in hanging.get(id_, ()):
            left[one] -= 1
            if not left[one]:
                ordered.append(one)
    done = set(ordered)
    return tuple(ordered), _rings({id_: on for id_, on in tied.items() if id_ not in done}, done)


def _rings(tied: Ties, done: set[str]) -> Mapping[str, tuple[str, ...]]:
    """Whichever way is walked from a promise that cannot be ordered, it ends in a ring."""
    rings: dict[str, tuple[str, ...]] = {}
    for start in sorted(tied):
        way: dict[str, int] = {}
        at = start
        while at not in rings and at not in way:
            way[at] = len(way)
            at = next(one for one in tied[at] if one not in done)
        ring = rings.get(at) or _turned(list(way)[way[at] :])
        rings.update(dict.fromkeys(way, ring))
    return rings


def _turned(ring: list[str]) -> tuple[str, ...]:
    at = ring.index(min(ring))
    return (*ring[at:], *ring[:at])
