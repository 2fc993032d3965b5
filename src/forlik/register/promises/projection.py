"""Projection: when promises were to fall due, when they do as things stand, and when they were met.

What was *planned* follows from what was foreseen when a promise was made. What is *projected* follows from what has
happened since: an anchor that slips takes with it all that hangs on it, and a promise that is overdue is met today at
the earliest, which pushes what hangs on it from day to day. What is *actual* is said by an assessment, and by nothing
else. Promises are reckoned one after another, after those that they hang on, so that a long chain costs no more than
as many single ones.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from forlik.register.concepts import Commitment
from forlik.register.dossier import Case, Dossier
from forlik.register.promises.anchors import SIGNING, Acts, reach
from forlik.register.promises.assessed import DROPPED, MET, Said, assessed, latest, said_on
from forlik.register.promises.days import Span, soonest, week_named
from forlik.register.promises.ties import Ties, in_order, ties


@dataclass(frozen=True, slots=True)
class Wait:
    """What a promise waits on.

    Args:
        on: ``act`` and ``promise``: it has not happened, or not been met; ``condition``: no day can be reckoned;
            ``dropped``: the promise on which it hangs will not be met; ``unseen``: it hangs on what is not there, or
            may not be seen; ``ring``: it hangs on itself, by way of others; ``beyond``: its day is in no calendar.
        what: The kind of act, the promise, the condition, or the ring's promises.
    """

    on: Literal["act", "promise", "condition", "dropped", "unseen", "ring", "beyond"]
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Projection:
    """When a promise falls due.

    Args:
        promise: Its id.
        agreed: When it was made.
        planned: The day that followed from what was foreseen when it was made.
        projected: The day that follows now.
        actual: The day on which it was met.
        anchor: The day of what it hangs on: as it happened, or as it is to be expected.
        waits_on: What it waits on; nothing when its anchor has happened.
        above: The promise on which its projected day hangs.
        records: The acts, texts and assessments on which its days rest, beside itself and the promises above.
        tied: All promises that its projected day was reckoned from.
    """

    promise: str
    agreed: Span | None = None
    planned: Span | None = None
    projected: Span | None = None
    actual: date | None = None
    anchor: Span | None = None
    waits_on: Wait | None = None
    above: str | None = None
    records: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()

    @property
    def slip(self) -> int | None:
        """Days by which its last day has moved since it was made; negative when it came nearer."""
        return (self.projected.latest - self.planned.latest).days if self.projected and self.planned else None


@dataclass(frozen=True)
class Projections(Mapping[str, Projection]):
    """The projections of promises on a day, in any order.

    Args:
        day: The day.
        promises: Id → promise.
        said: What was said to have become of them.
        each: Id → projection.
    """

    day: date
    promises: Mapping[str, Commitment]
    said: Said = field(repr=False)
    each: Mapping[str, Projection] = field(repr=False)

    def __getitem__(self, promise: str) -> Projection:
        return self.each[promise]

    def __iter__(self) -> Iterator[str]:
        return iter(self.each)

    def __len__(self) -> int:
        return len(self.each)

    def chain(self, promise: str) -> tuple[str, ...]:
        """The promises on which a promise hangs, one on the other, the nearest first."""
        found: list[str] = []
        above = self.each[promise].above
        while above is not None:
            found.append(above)
            above = self.each[above].above
        return tuple(found)


def project(
    seen: Dossier | Case,
    day: date | None = None,
    *,
    only: Collection[str] | None = None,
    holidays: Collection[date] = (),
) -> Projections:
    """When promises fall due, of a dossier or of one engagement's file.

    Args:
        seen: What the viewer sees; what may not be seen is as if it had not happened.
        day: The day as seen from which promises are overdue; the dossier's own when none is named.
        only: Ids of the promises wanted; what they hang on comes with them. All of the dossier or file otherwise.
        holidays: Days that are no working days, beside each promise's weekend.
    """
    whole = seen.dossier if isinstance(seen, Case) else seen
    if only is None and isinstance(seen, Case):
        only = [one.id for one in seen.commitments]
    promises = reach(whole, only) if only is not None else {one.id: one for one in whole.every(Commitment)}
    day = day or whole.day
    tied = ties(promises)
    ordered, rings = in_order(tied)
    said = assessed(whole, day, None if only is None else promises)
    acts = Acts(whole, day, promises.values(), everything=only is None)
    reckoning = _Reckoning(whole, day, tied, said, acts, frozenset(holidays))
    for id_ in ordered:
        reckoning.add(promises[id_])
    for id_ in sorted(rings):
        reckoning.add_ring(promises[id_], rings[id_])
    return Projections(day, promises, said, reckoning.each)


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What a promise hangs on, as planned and as projected; either may be unknown."""

    planned: Span | None = None
    span: Span | None = None
    waits_on: Wait | None = None
    above: str | None = None
    records: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Reckoning:
    """The reckoning of a day: projections that are done, from which the next follow."""

    dossier: Dossier
    day: date
    tied: Ties
    said: Said
    acts: Acts
    holidays: frozenset[date]
    each: dict[str, Projection] = field(default_factory=dict)

    def add(self, promise: Commitment) -> None:
        """Reckon a promise whose ties are reckoned."""
        anchor = self._anchor(promise)
        waits_on = anchor.waits_on
        planned, _ = self._counted(promise, anchor.planned)
        projected, beyond = self._counted(promise, anchor.span)
        self.each[promise.id] = self._made(
            promise,
            planned=Span.on(promise.planned) if promise.planned else planned,
            projected=projected,
            anchor=anchor.span,
            waits_on=Wait("beyond") if beyond else waits_on,
            above=anchor.above,
            records=anchor.records,
            tied=anchor.tied,
        )

    def add_ring(self, promise: Commitment, ring: tuple[str, ...]) -> None:
        """Tell that a promise hangs on itself, or on one that does: it has no day."""
        planned = Span.on(promise.planned) if promise.planned else None
        self.each[promise.id] = self._made(promise, planned=planned, waits_on=Wait("ring", ring))

    def _made(
        self,
        promise: Commitment,
        *,
        planned: Span | None,
        waits_on: Wait | None,
        projected: Span | None = None,
        anchor: Span | None = None,
        above: str | None = None,
        records: tuple[str, ...] = (),
        tied: tuple[str, ...] = (),
    ) -> Projection:
        last = latest(self.said, promise.id)
        signed = self.acts.signed(promise)
        agreed = Span.stated(promise.agreed) if promise.agreed else signed.span if signed else None
        return Projection(
            promise.id,
            agreed=agreed,
            planned=planned,
            projected=projected,
            actual=said_on(last) if last and last.state == MET else None,
            anchor=anchor,
            waits_on=waits_on,
            above=above,
            records=(*records, last.id) if last else records,
            tied=tied,
        )

    def _counted(self, promise: Commitment, span: Span | None) -> tuple[Span | None, bool]:
        """The day counted from an anchor, and whether it lies beyond the calendar."""
        if span is None or promise.due is None:
            return None, False
        due = promise.due
        try:
            return span.after(due.offset, due.unit, week_named(due.weekend, self.holidays)), False
        except OverflowError:
            return None, True

    def _anchor(self, promise: Commitment) -> _Anchor:
        due = promise.due
        if due is None:
            return _Anchor()
        if due.on:
            return _Anchor(Span.on(due.on), Span.on(due.on))
        if due.act:
            return self._on_act(promise, due.act)
        if due.commitment:
            return self._on_promise(due.commitment)
        return _Anchor(waits_on=Wait("condition", (due.condition or "",)))

    def _on_act(self, promise: Commitment, kind: str) -> _Anchor:
        """An act that has happened, or is foreseen by the promises that bring it: whichever of them comes first."""
        bringing = self.tied[promise.id]
        plans = [span for one in bringing if (span := self.each[one].planned)]
        planned = soonest(plans) if plans else None
        happened = self.acts.first(promise, kind)
        if happened and kind == SIGNING and planned is None:
            planned = happened.span
        if happened and happened.span.earliest <= self.day:
            return _Anchor(planned, happened.span, records=happened.records)
        wait = Wait("act", (kind,))
        if happened:  # a text whose day of signing is set, and has not come
            return _Anchor(planned, happened.span, wait, records=happened.records)
        expected = {one: span for one in bringing if (span := self._expected(one))}
        if not expected:
            return _Anchor(planned, waits_on=wait, tied=bringing)
        met = {one: span for one, span in expected.items() if self.each[one].actual}
        # That a promise to bring the act is met says that the act has happened, though nobody recorded it.
        spans = met or expected
        above = min(spans, key=lambda one: (spans[one], one))
        return _Anchor(planned, soonest(list(spans.values())), None if met else wait, above, tied=bringing)

    def _on_promise(self, above: str) -> _Anchor:
        if above not in self.each:
            return _Anchor(waits_on=Wait("unseen"))
        planned, expected = self.each[above].planned, self._expected(above)
        if self._dropped(above):
            return _Anchor(planned, waits_on=Wait("dropped", (above,)), above=above, tied=(above,))
        wait = None if self.each[above].actual else Wait("promise", (above,))
        return _Anchor(planned, expected, wait, above, tied=(above,))

    def _expected(self, promise: str) -> Span | None:
        """When a promise was met, or can be met at the earliest; nothing when nobody can say."""
        one = self.each[promise]
        if one.actual:
            return Span.on(one.actual)
        if one.projected is None or self._dropped(promise):
            return None
        return one.projected.from_then(self.day)

    def _dropped(self, promise: str) -> bool:
        last = latest(self.said, promise)
        return last is not None and last.state in DROPPED
