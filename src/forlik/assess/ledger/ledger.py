"""The ledger of expectations: what was expected, with which probability, and what became of it.

An expectation that names a measure and a bound resolves itself on its day from the figures of a world; no person's word
takes the place of a figure that is known, so that nobody marks their own work. Where no figure is known a person says
what became of it. What cannot be judged any more is void, with a reason, and is counted as that.

What was brought in by a file was, for all that is known here, written when it was known how it would come out. And a
figure of a period that was over when something was expected of it could be known, or nearly: that is a nowcast and no
forecast (Bańbura, Giannone & Reichlin 2010, ECB Working Paper 1275). Both are told as that, and scored apart.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from forlik.assess.asked_day import asked_day
from forlik.assess.when_made import when_made
from forlik.core.errors import UsageError
from forlik.register.concepts import Assessment
from forlik.register.concepts.expected import Expected
from forlik.register.deciding import period_over
from forlik.register.dossier import Dossier

EXPECTATION, RESOLUTION = "expectation", "resolution"
Outcome = Literal["happened", "did_not_happen", "void", "running", "waiting"]
How = Literal["measure", "person", ""]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a measure says of a place in a period.

    Args:
        value: The figure.
        unit: Its unit.
    """

    value: Decimal
    unit: str


Figures = Callable[[str, str, str], Reading | None]
"""Measure, place and period → what is known of it; nothing where it is unknown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An expectation and what became of it.

    Args:
        record: The expectation.
        probability: In percent.
        base_rate: How often such a thing happens anyway, in percent, as it was thought then.
        resolves_on: The day from which it can be said.
        outcome: ``happened``, ``did_not_happen``, ``void``; ``running`` before its day; ``waiting`` after it.
        how: Whether a measure or a person told.
        reading: The figure that told, or that could not.
        said: The assessment of the person, where there is one that counts.
        own: Whether the person is the one who expected it.
        differs: Whether a person says otherwise than the measure.
        en: Why it is so, in English.
        nb: In bokmål.
        labels: The labels of the records on which it rests.
        brought: Whether it was brought in from elsewhere.
        over: Whether the period of its figure was over when it was made: no forecast.
    """

    record: Assessment
    probability: int
    base_rate: int | None
    resolves_on: date
    outcome: Outcome
    how: How
    reading: Reading | None
    said: str | None
    own: bool
    differs: bool
    en: str
    nb: str
    labels: frozenset[str]
    brought: bool = False
    over: bool = False

    @property
    def resolved(self) -> bool:
        """Whether it happened or did not."""
        return self.outcome in ("happened", "did_not_happen")


def ledger(dossier: Dossier, figures: Figures | None = None, day: date | None = None) -> tuple[Entry, ...]:
    """The expectations made by a day, by the day on which each is seen, with what became of them.

    Args:
        dossier: What the viewer sees.
        figures: What measures say; as known on the same day. Without them persons alone tell.
        day: The day; by default that of the dossier.

    Raises:
        UsageError: The day is after the one whose records are there.
    """
    at = asked_day(dossier, day, "the ledger")
    entries = [_entry(dossier, one, seen_on, figures, at) for one, seen_on in _expectations(dossier, at)]
    return tuple(sorted(entries, key=lambda one: (one.resolves_on, one.record.id)))


def made_here(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The forecasts that were made here, for the scores: what was brought in, or was over, is no part of them."""
    return tuple(one for one in entries if not one.brought and not one.over)


def brought_in(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The forecasts that a file brought in."""
    return tuple(one for one in entries if one.brought and not one.over)


def nowcasts(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of a period that was over when they were made, wherever that was: no forecasts."""
    return tuple(one for one in entries if one.over)


def forecasts(entries: Iterable[Entry]) -> tuple[tuple[int, bool], ...]:
    """Probability in percent and whether it happened, of the entries that are resolved; ``made_here`` goes before."""
    return tuple((one.probability, one.outcome == "happened") for one in entries if one.resolved)


def _expectations(dossier: Dossier, day: date) -> Iterator[tuple[Assessment, date]]:
    for one in dossier.saying(Assessment, "expected"):
        made = one.kind == EXPECTATION and one.made_on is not None and one.made_on <= day
        if made and one.score is not None and one.expected and one.expected.resolves_on:
            yield one, one.expected.resolves_on


def _entry(dossier: Dossier, one: Assessment, seen_on: date, figures: Figures | None, day: date) -> Entry:
    expected = one.expected or Expected()
    said = _said(dossier, one, seen_on, day)
    reading = _reading(one, expected, figures) if day >= seen_on else None
    told = _told(expected, reading)
    outcome, how, en, nb = _outcome(expected, reading, told, said, running=day < seen_on)
    labels = dossier.labels(one.id) | (dossier.labels(said.id) if said else frozenset())
    return Entry(
        one, int(one.score or 0), expected.base_rate, seen_on, outcome, how, reading,
        said.id if said else None,
        own=bool(said and said.author and said.author == one.author),
        differs=bool(told and said and said.answer != told),
        en=en, nb=nb, labels=labels, brought=one.id in dossier.brought, over=period_over(one),
    )  # fmt: skip


def _outcome(
    expected: Expected, reading: Reading | None, told: Outcome | None, said: Assessment | None, *, running: bool
) -> tuple[Outcome, How, str, str]:
    if told and reading:
        figure = f"{expected.measure} {expected.period}: {reading.value} {reading.unit}".rstrip()
        return told, "measure", figure, figure
    if said and said.answer == "void":
        why = said.finding or "–"
        return "void", "person", f"it cannot be judged any more: {why}", f"det lar seg ikke lenger avgjøre: {why}"
    if said and said.answer in ("happened", "did_not_happen"):
        answer: Outcome = "happened" if said.answer == "happened" else "did_not_happen"
        return answer, "person", f"said by {said.author} on {said.made_on}", f"sagt av {said.author} {said.made_on}"
    if running:
        return "running", "", f"it is seen on {expected.resolves_on}", f"det viser seg {expected.resolves_on}"
    return "waiting", "", *_waits(expected, reading)


def _waits(expected: Expected, reading: Reading | None) -> tuple[str, str]:
    """What an expectation waits for after its day, in both languages."""
    if reading:
        return (
            f"the figure is in “{reading.unit}”, the bound in “{expected.unit}”: a person judges",
            f"tallet er i «{reading.unit}», grensen i «{expected.unit}»: en person avgjør",
        )
    if expected.measure:
        return "the figure is not known yet; a person may judge", "tallet er ikke kjent ennå; en person kan avgjøre"
    return "a person judges", "en person avgjør"


def _reading(one: Assessment, expected: Expected, figures: Figures | None) -> Reading | None:
    if figures is None or expected.measure is None or expected.period is None or one.place is None:
        return None
    found = figures(expected.measure, one.place, expected.period)
    if found is not None and not found.value.is_finite():
        raise UsageError(
            f"{expected.measure} of {one.place} in {expected.period} is {found.value}",
            where="figures",
            remedy="give a number, or nothing where it is unknown",
        )
    return found


def _told(expected: Expected, reading: Reading | None) -> Outcome | None:
    """What a figure tells; nothing where it is of another unit than the bound."""
    if reading is None or expected.threshold is None or reading.unit != expected.unit:
        return None
    low = expected.relation == "at_least"
    holds = reading.value >= expected.threshold if low else reading.value <= expected.threshold
    return "happened" if holds else "did_not_happen"


def _said(dossier: Dossier, one: Assessment, seen_on: date, day: date) -> Assessment | None:
    """What a person said last of an expectation by a day.

    That something happened may be said as soon as it did; that it did not, only from its day on.
    """
    found = [
        each
        for each in dossier.near(Assessment, [one.id])
        if each.kind == RESOLUTION
        and each.about == one.id
        and each.answer is not None
        and each.made_on is not None
        and each.made_on <= day
        and (each.answer != "did_not_happen" or each.made_on >= seen_on)
        and (one.made_on is None or each.made_on >= one.made_on)
    ]
    return max(found, key=lambda each: when_made(dossier, each), default=None)
