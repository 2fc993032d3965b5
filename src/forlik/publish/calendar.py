"""Public dates as a calendar: promises that are public, and ends of mandates that are."""

from dataclasses import replace
from datetime import UTC, datetime, time

from forlik.briefs.document import Language
from forlik.briefs.words import word
from forlik.publish.documented import told
from forlik.publish.edition import Edition
from forlik.register.promises.calendar_file import calendar_text
from forlik.register.promises.due import due

AHEAD = 3650
"""Days ahead that the calendar shows: ten years."""
KINDS = frozenset({"promise", "mandate"})


def calendar(edition: Edition, language: Language) -> bytes | None:
    """The public dates of an edition (RFC 5545), stamped with its day; nothing where it has none.

    A calendar holds at least one date: without one there is no such file.

    Args:
        edition: The edition.
        language: Of the words.
    """
    day = edition.copy.day
    found = (one for one in due(edition.dossier, day, AHEAD, language=language) if one.kind in KINDS)
    rows = [replace(one, title=told(one.title, language)) for one in found]
    if not rows:
        return None
    stamp = datetime.combine(day, time.min, UTC)
    name = word("calendar", language, __package__ or "")
    return calendar_text(rows, stamp=stamp, name=name, language=language).encode()
