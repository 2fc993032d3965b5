"""Anchors that are acts: the first act of a kind where a promise stands, not before the signing of its text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from forlik.register.concepts import Act, Commitment, Text
from forlik.register.dossier import Dossier
from forlik.register.promises.bodies import of_kinds
from forlik.register.promises.days import Span, soonest
from forlik.register.promises.ties import home

SIGNING = "signing"


@dataclass(frozen=True, slots=True)
class Happened:
    """That an anchor has happened, and when.

    Args:
        span: The day, as far as it is known.
        records: The acts, or the text, by which it is known.
    """

    span: Span
    records: tuple[str, ...]


class Acts:
    """The acts on which promises hang, looked up by kind and by where they stand.

    Args:
        dossier: What the viewer sees.
        day: What is dated after it has not happened.
        promises: The promises concerned.
        everything: Whether these are all promises of the dossier.
    """

    def __init__(self, dossier: Dossier, day: date, promises: Iterable[Commitment], *, everything: bool) -> None:
        self._dossier = dossier
        anchored = [one for one in promises if one.due and one.due.act]
        kinds = {one.due.act for one in anchored if one.due and one.due.act}
        self._acts: dict[tuple[str, str], list[tuple[Span, str]]] = defaultdict(list)
        self._found: dict[tuple[str, frozenset[str], date | None], Happened | None] = {}
        self._signed: dict[str | None, Happened | None] = {}
        near = None if everything else {place for one in anchored for place in places(one)}
        for act in _of(dossier, kinds, near):
            if act.kind and act.kind in kinds and act.happened and Span.stated(act.happened).earliest <= day:
                for place in places(act):
                    self._acts[act.kind, place].append((Span.stated(act.happened), act.id))

    def signed(self, promise: Commitment) -> Happened | None:
        """When the text of a promise was signed."""
        if promise.text not in self._signed:
            text = self._dossier.get(Text, promise.text)
            self._signed[promise.text] = (
                Happened(Span.stated(text.signed), (text.id,)) if text and text.signed else None
            )
        return self._signed[promise.text]

    def first(self, promise: Commitment, kind: str) -> Happened | None:
        """The first act of a kind on which a promise can hang; nothing while there is none.

        An act stands where the promise does when it names the same process, engagement or text. The signing of a text
        is known from the text itself, too.
        """
        signed = self.signed(promise)
        if kind == SIGNING and signed:
            return signed
        bound = signed.span.earliest if signed else Span.stated(promise.agreed).earliest if promise.agreed else None
        key = kind, places(promise), bound
        if key not in self._found:
            self._found[key] = self._look(*key)
        found = self._found[key]
        # The signing bounds what counts as the first act, so that the day rests on it, too.
        return Happened(found.span, (*found.records, *signed.records)) if found and signed else found

    def _look(self, kind: str, places: frozenset[str], bound: date | None) -> Happened | None:
        acts = {id_: span for place in places for span, id_ in self._acts.get((kind, place), ())}
        if bound is not None:
            acts = {id_: span.from_then(bound) for id_, span in acts.items() if span.latest >= bound}
        if not acts:
            return None
        span = soonest(list(acts.values()))
        return Happened(span, tuple(sorted(id_ for id_, one in acts.items() if one.earliest <= span.latest)))


def places(record: Act | Commitment) -> frozenset[str]:
    """Where an act or a promise stands: an act is an anchor of what stands in one of the same."""
    return frozenset(one for one in (record.process, record.engagement, record.text) if one)


def _of(dossier: Dossier, kinds: set[str], near: set[str] | None) -> Iterable[Act]:
    if not kinds:
        return ()
    if near is not None:
        return dossier.near(Act, near)
    return of_kinds(dossier, Act, kinds)


def reach(dossier: Dossier, promises: Iterable[str]) -> Mapping[str, Commitment]:
    """Promises with all that they hang on, of whichever files, as far as the viewer sees it."""
    found: dict[str, Commitment] = {}
    homes: dict[str, tuple[Commitment, ...]] = {}
    todo = list(promises)
    while todo:
        id_ = todo.pop()
        one = None if id_ in found else dossier.get(Commitment, id_)
        if one is None:
            continue
        found[id_] = one
        due, at = one.due, home(one)
        if due and due.commitment:
            todo.append(due.commitment)
        elif due and due.act and at:
            if at not in homes:
                homes[at] = dossier.near(Commitment, [at])
            todo += [other.id for other in homes[at] if other.brings == due.act]
    return found
