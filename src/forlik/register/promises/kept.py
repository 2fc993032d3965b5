"""Projections that are kept: after a change, only what hangs on it is reckoned anew."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from forlik.register.concepts import Act, Assessment, Commitment, Text
from forlik.register.dossier import Dossier
from forlik.register.promises.anchors import places
from forlik.register.promises.assessed import KINDS
from forlik.register.promises.projection import Projections, project
from forlik.register.promises.ties import home

Of = TypeVar("Of")
Anchor = tuple[str | None, str]
"""What a promise hangs on: nowhere and the id of a promise, or its home and a kind of act."""
Hanging = Mapping[Anchor, frozenset[str]]
"""Anchor → the promises that hang on it, though it be not there."""


@dataclass(frozen=True, slots=True)
class _Kept:
    projections: Projections
    hanging: Hanging


def projections(dossier: Dossier) -> Projections:
    """The projections of all promises of a dossier on its day, without holidays: as ``project`` of it, in any order."""
    return dossier.carried("projections", _made, _renewed).projections


def _made(dossier: Dossier) -> _Kept:
    found = project(dossier)
    return _Kept(found, _put({}, found.promises.values()))


def _renewed(old: _Kept, before: Dossier, after: Dossier, changed: frozenset[str]) -> _Kept:
    now = [one for one in (after.get(Commitment, id_) for id_ in changed) if one]
    # What hung on something once stays there: it is reckoned for nothing now and then, and never left out.
    hanging = _put(old.hanging, now) if now else old.hanging
    moved = {one for seen in (before, after) for id_ in changed for one in _moved(seen, id_, hanging)}
    moved = _closure(after, moved, hanging)
    if not moved:
        return _Kept(old.projections, hanging)
    new = project(after, only=[one for one in moved if one in after])
    gone = moved | new.keys()
    return _Kept(
        Projections(
            new.day,
            {**_without(old.projections.promises, gone), **new.promises},
            {**_without(old.projections.said, gone), **new.said},
            {**_without(old.projections.each, gone), **new.each},
        ),
        hanging,
    )


def _moved(seen: Dossier, record: str, hanging: Hanging) -> Iterator[str]:
    """The promises whose days may follow from a record, the next ones only."""
    if (promise := seen.get(Commitment, record)) is not None:
        yield promise.id
        yield from _on(promise, hanging)
    elif (act := seen.get(Act, record)) is not None:
        there = seen.near(Commitment, places(act))
        yield from (one.id for one in there if one.due and one.due.act == act.kind)
    elif seen.get(Text, record) is not None:
        yield from (one.id for one in seen.near(Commitment, [record]))
    elif (said := seen.get(Assessment, record)) is not None and said.kind in KINDS and said.about:
        yield said.about


def _closure(seen: Dossier, moved: Iterable[str], hanging: Hanging) -> set[str]:
    """With all that hangs on them."""
    found: set[str] = set()
    todo = list(moved)
    while todo:
        id_ = todo.pop()
        if id_ in found:
            continue
        found.add(id_)
        if (promise := seen.get(Commitment, id_)) is not None:
            todo += _on(promise, hanging)
    return found


def _on(promise: Commitment, hanging: Hanging) -> Iterator[str]:
    """What hangs on a promise: by its name, or on the act that it brings."""
    yield from hanging.get((None, promise.id), ())
    if promise.brings and home(promise):
        yield from hanging.get((home(promise), promise.brings), ())


def _anchors(promise: Commitment) -> Iterator[Anchor]:
    if promise.due and promise.due.commitment:
        yield None, promise.due.commitment
    if promise.due and promise.due.act and home(promise):
        yield home(promise), promise.due.act


def _put(hanging: Hanging, promises: Iterable[Commitment]) -> Hanging:
    more: dict[Anchor, set[str]] = {}
    for one in promises:
        for anchor in _anchors(one):
            more.setdefault(anchor, set(hanging.get(anchor, ()))).add(one.id)
    return {**hanging, **{anchor: frozenset(ones) for anchor, ones in more.items()}}


def _without(mapping: Mapping[str, Of], gone: set[str]) -> dict[str, Of]:
    return {key: one for key, one in mapping.items() if key not in gone}
