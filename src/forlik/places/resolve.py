"""From a written name or code to one place, or to a reason why not."""

import re
from collections.abc import Iterable
from datetime import date

from forlik.core.errors import PlaceRefused
from forlik.places import codes, explain, lexicon
from forlik.places.gazetteer import Place, known
from forlik.places.tables import EVER, Span

_WITH_CODE = re.compile(r".*\(([A-Z]{3})\)")
_CLOSE = 0.86
_FEWEST_LETTERS = 4


def place(text: str, on: date | None = None) -> Place:
    """Find the place that a name, alias, ISO2 or ISO3 code means.

    Case, accents, punctuation and articles do not matter, and the name may be in any supported language. Without a
    day, the present meaning comes first: “Sudan” is Sudan, “Yugoslavia” the state that has ended.

    Args:
        text: What was written; ``Guinea (GIN)``, the form of the candidates, is understood too.
        on: The day it speaks of.

    Raises:
        PlaceRefused: The name is ambiguous, unknown, digits only, or that place did not exist that day; the message
            says which, and the error carries candidates.
    """
    return within(text, EVER if on is None else Span(on, on))


def within(text: str, when: Span) -> Place:
    """Like :func:`place`, for a name used at some time within a span of days."""
    asked = text.strip()
    coded = _WITH_CODE.fullmatch(asked)
    if coded is not None and lexicon.is_entity(coded[1]):
        return _one(asked, (coded[1],), when)
    if not asked:
        raise PlaceRefused("no name was given")
    if asked.isdecimal():
        raise PlaceRefused(f"“{asked}” is only a number; say which code system it belongs to")
    refusal = lexicon.refusal(asked, when)
    if refusal is not None:
        raise explain.refused(f"“{asked}” is not one place: {refusal.why}", refusal.candidates, when)
    found = lexicon.meant(asked)
    if not found:
        raise explain.unheard(asked, lexicon.close(asked))
    return _one(asked, found, when)


def by_code(system: str, code: str, on: date | None = None) -> Place:
    """Find the place that a code of a system means.

    Args:
        system: One of :func:`forlik.places.systems`.
        code: The code, as text.
        on: The day it speaks of; at present, or else at any time, when not given.

    Raises:
        UsageError: There is no such system.
        PlaceRefused: The code is unknown, no place, ambiguous, or did not mean a place that day.
    """
    return known(code_within(system, code, EVER if on is None else Span(on, on)))


def code_within(system: str, code: str, when: Span) -> str:
    """The entity a code means within a span of days: the one at its end, if several one after the other.

    Raises:
        UsageError: There is no such system.
        PlaceRefused: As for :func:`by_code`.
    """
    book = codes.book(system)
    key = codes.normal(system, code)
    shown = f"{system} code “{code}”"
    refusal = book.refused.get(key)
    if refusal is not None:
        raise explain.refused(f"{shown} {refusal.why}", refusal.candidates)
    rows = book.by_code.get(key, ())
    if not rows:
        raise PlaceRefused(f"no place has the {shown}")
    fitting = [row for row in rows if row.span.meets(when)]
    if not fitting:
        raise explain.code_out_of_time(shown, rows, when)
    latest = max(row.span.end for row in fitting)
    chosen = {row.entity for row in fitting if row.span.end >= min(when.end, latest)}
    if when == EVER and latest != date.max:
        chosen = {row.entity for row in fitting}
    if len(chosen) > 1:
        raise explain.refused(f"{shown} meant different places at different times; say the day", sorted(chosen))
    return chosen.pop()


def guess(text: str, on: date | None = None) -> tuple[Place, bool]:
    """Like :func:`place`, but also take a beginning of, or a name very close to, just one place's name.

    Returns:
        The place, and whether it was only guessed.

    Raises:
        PlaceRefused: As for :func:`place`, and when no single name is close enough.
    """
    try:
        return place(text, on), False
    except PlaceRefused:
        when = EVER if on is None else Span(on, on)
        near = [] if _understood(text) else [one for one in lexicon.near(text, _CLOSE) if _alive(one, when)]
        if len(near) != 1:
            raise
        return known(near[0]), True


def _understood(text: str) -> bool:
    """Whether a text is refused for what it means, or too short to guess from; guessing would paper over that."""
    return len(text.strip()) < _FEWEST_LETTERS or bool(lexicon.meant(text)) or lexicon.ever_refused(text)


def _alive(entity: str, when: Span) -> bool:
    span = known(entity).span
    return span.runs if when == EVER else span.meets(when)


def _one(asked: str, found: Iterable[str], when: Span) -> Place:
    places = [known(one) for one in found]
    alive = [one for one in places if _alive(one.iso3, when)]
    if when == EVER and not alive:
        alive = places
    if not alive:
        raise explain.out_of_time(asked, places, when)
    at_end = [one for one in alive if one.span.holds(when.end)] or alive
    if len(at_end) > 1:
        raise explain.refused(f"“{asked}” may mean several places", [one.iso3 for one in at_end], when)
    return at_end[0]
