"""Numbers and days as a language writes them."""

from datetime import date
from decimal import Decimal

from django.utils import formats

from forlik.core.figure import DASH, plain

_COMMA = frozenset({"nb", "nn", "fr", "es"})


def number(value: Decimal | int | None, language: str) -> str:
    """A number with narrow no-break spaces between groups; “–” when unknown."""
    if value is None:
        return DASH
    text = plain(Decimal(value))
    return text.replace(".", ",") if language in _COMMA else text


def day(iso: str | date) -> str:
    """A day in words of the language in force."""
    value = date.fromisoformat(iso[:10]) if isinstance(iso, str) else iso
    return str(formats.date_format(value, "j M Y"))
