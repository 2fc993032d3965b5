"""Days, months and the instant at which a stated date is known, always in UTC."""

import calendar
import re
from datetime import UTC, date, datetime, time
from functools import lru_cache

from forlik.core.errors import UsageError

_STATED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_LAST = time(23, 59, 59, tzinfo=UTC)


def today() -> date:
    """The current day in UTC."""
    return datetime.now(UTC).date()


def now() -> datetime:
    """The current instant in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def end_of(day: date) -> datetime:
    """The last second of a day in UTC."""
    return datetime.combine(day, _LAST)


def period_of(year: int, month: int | None) -> str:
    """A period as it is written, ``YYYY`` or ``YYYY-MM``."""
    return f"{year}-{month:02d}" if month else str(year)


def parse_day(text: str) -> date:
    """Read a full day, ``YYYY-MM-DD``.

    Raises:
        UsageError: The text is not such a day.
    """
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError  # noqa: TRY301 - one message for every way of being wrong
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"“{text}” is not a day", remedy="write it as 2024-06-30") from None


@lru_cache(maxsize=4096)
def in_words(day: date, language: str) -> str:
    """A day as a reader's language writes it: “23 Nov 2026”, not “Nov 23, 2026”, for the day is what readers look for.

    Args:
        day: The day.
        language: Code of the language.
    """
    from babel.dates import format_date

    return str(format_date(day, "medium", "en_GB" if language == "en" else language))


def stated_in_words(text: str, language: str) -> str:
    """A day in words as precisely as it is stated: a day, a month or a year; of a span both its ends.

    Args:
        text: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, or two of them with a stroke between.
        language: Code of the language.
    """
    if "/" in text:
        return "–".join(stated_in_words(end, language) for end in text.split("/"))
    if len(text) == len("2024-06-30"):
        return in_words(date.fromisoformat(text), language)
    return _month_in_words(text, language) if "-" in text else text


@lru_cache(maxsize=1024)
def _month_in_words(text: str, language: str) -> str:
    from babel.dates import format_skeleton

    first = date.fromisoformat(f"{text}-01")
    return str(format_skeleton("yMMM", first, locale="en_GB" if language == "en" else language))


def end_of_precision(stated: str) -> datetime:
    """The instant a stated publication date is over: the end of its year, month or day.

    A report “published in June 2025” cannot be assumed known before the month has ended.

    Args:
        stated: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Raises:
        UsageError: The text is none of these.
    """
    match = _STATED.fullmatch(stated)
    if match is None:
        raise UsageError(f"“{stated}” is not a publication date", remedy="write 2025, 2025-06 or 2025-06-11")
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 12), int(day or 1))
    except ValueError:
        raise UsageError(f"“{stated}” is not a publication date", remedy="check its month and day") from None
    if day is None:
        first = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return end_of(first)
