"""What falls due as a calendar file (RFC 5545): all-day events that a person's own calendar shows.

Such a file leaves the house. Of a sealed row it holds the day and the word “busy”, and this only where the owner opted
in; nothing else of the row is ever written, whatever the row holds.
"""

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from forlik.register.promises.due import DueRow
from forlik.register.promises.words import Language, word

MAKER = "-//Forlik//Register//EN"
BUSY = {"en": "Busy", "nb": "Opptatt"}
LONGEST_LINE = 75
"""Octets of a line, without its end."""
END = "\r\n"
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar_text(
    rows: Iterable[DueRow],
    *,
    stamp: datetime,
    name: str = "Forlik",
    busy: Collection[str] = (),
    alarms: Collection[int] = (),
    language: Language = "en",
) -> str:
    """The calendar of rows.

    Args:
        rows: What falls due, as ``due`` gives it.
        stamp: When the calendar was made; with the same rows and stamp, it is the same to the byte.
        name: What the calendar is called.
        busy: Ids of records and engagements whose owner opted in: their sealed rows stand as “busy”. Other sealed rows
            are left out.
        alarms: Days before each event at which the calendar recalls it; sealed rows are not recalled.
        language: Of the words.

    Raises:
        ValueError: The stamp names no zone.
    """
    if stamp.tzinfo is None:
        raise ValueError("the instant of a calendar names its zone")
    shown = [one for one in rows if not one.sealed or one.record in busy or one.engagement in busy]
    # In the order of days and identifiers, which tells nothing of titles.
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{MAKER}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        *(
            line
            for row in sorted(shown, key=lambda one: (one.day, _uid(one)))
            for line in _event(row, stamp.astimezone(UTC), sorted(set(alarms), reverse=True), language)
        ),
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) + END for line in lines)


def _event(row: DueRow, stamp: datetime, alarms: Iterable[int], language: Language) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(row)}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(row.day.earliest)}"
    # The end is the day after the last; the last day of the calendar has none, and a single day needs none.
    if row.day.latest < date.max:
        yield f"DTEND;VALUE=DATE:{_day(row.day.latest + timedelta(days=1))}"
    if row.sealed:
        yield f"SUMMARY:{BUSY[language]}"
        yield "CLASS:PRIVATE"
        yield "TRANSP:OPAQUE"
    else:
        yield f"SUMMARY:{_escaped(row.title)}"
        yield f"DESCRIPTION:{_escaped(_described(row, language))}"
        yield f"CATEGORIES:{_escaped(word('due_kinds', row.kind, language))}"
        yield "TRANSP:TRANSPARENT"
        for days in alarms:
            yield from _alarm(row, days)
    yield "END:VEVENT"


def _alarm(row: DueRow, days: int) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escaped(row.title)}"
    yield f"TRIGGER:-P{days}D"
    yield "END:VALARM"


def _described(row: DueRow, language: Language) -> str:
    state = _state(row.state, language)
    return "\n".join(one for one in (", ".join(row.by), row.anchored, state) if one)


def _state(state: str, language: Language) -> str:
    name = "promise_days" if state in {"agreed", "waiting", "running", "overdue"} else "promise_states"
    return word(name, state, language)


def _uid(row: DueRow) -> str:
    """The same for the same row for ever, sealed or not, so that a calendar replaces what it showed before."""
    return hashlib.sha256(f"{row.kind}\n{row.record}".encode()).hexdigest()[:32] + "@forlik"


def _day(day: date) -> str:
    # Not strftime, which writes years before 1000 with fewer digits.
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """A text as the format writes it: without control characters, and with one way of ending a line."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in plain if one in "\n\t" or unicodedata.category(one) not in {"Cc", "Cs"})
    return kept.translate(ESCAPES)


def _folded(line: str) -> str:
    """A line of at most 75 octets, going on in the next ones, each after a space; no character is cut in two."""
    parts, room, part = [], LONGEST_LINE, ""
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append(part)
            part, room = "", LONGEST_LINE - 1
        part += character
        room -= size
    return (END + " ").join([*parts, part])
