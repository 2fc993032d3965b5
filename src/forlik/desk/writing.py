"""Numbers, days and courses as the reader's language writes them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forlik import places
from forlik.core.days import in_words, stated_in_words
from forlik.core.figure import DASH, Figure, plain

_COMMA = frozenset({"nb", "nn", "fr", "es"})


def under(parts: Mapping[str, str], language: str) -> list[tuple[str, str]]:
    """Names of places and of those that sources count them under."""
    return [
        (places.by_code("iso3", part).name(language), places.by_code("iso3", whole).name(language))
        for part, whole in parts.items()
    ]


def number(value: Decimal | int | None) -> str:
    """A number with narrow no-break spaces between groups; “–” when unknown."""
    if value is None:
        return DASH
    text = plain(Decimal(value)).replace("-", "−")
    return text.replace(".", ",") if get_language() in _COMMA else text


def day(iso: str | date) -> str:
    """A day in words."""
    return in_words(date.fromisoformat(iso[:10]) if isinstance(iso, str) else iso, get_language() or "en")


def stated(text: str) -> str:
    """A day in words as precisely as it is stated: a day, a month or a year; of a span both its ends."""
    return stated_in_words(text, get_language() or "en")


def said(figures: Sequence[Figure]) -> str:
    """A course in a sentence, for those who do not see the line; empty when nothing is known."""
    known = [figure for figure in figures if figure.value is not None]
    if not known:
        return ""
    peak = max(known, key=lambda figure: figure.value or Decimal(0))
    sentence: str = _("{title}, {first} to {last}: highest {high} in {when}, newest {new}.").format(
        title=known[-1].label,
        first=known[0].period,
        last=known[-1].period,
        high=number(peak.value),
        when=peak.period,
        new=number(known[-1].value),
    )
    return sentence
