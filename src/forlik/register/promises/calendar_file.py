"""What falls due as a calendar file (RFC 5545): all-day events that a person's own calendar shows.

Such a file leaves the house. Of a sealed row it holds the day and the word “busy”, and this only where the owner opted
in; nothing else of the row is ever written, whatever the row holds. Of an untold row it says that something falls due,
and where to read what.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from forlik.register.promises.due import DueRow
from forlik.register.promises.words import Language, word

MAKER = "-//Forlik//Register//EN"
BUSY = {"en": "Busy", "nb": "Opptatt"}
UNTOLD = {"en": "Forlik: something falls due", "nb": "Forlik: noe forfaller"}
BEGINNING = date(1970, 1, 1)
"""The day from which the number of an event's version is counted."""
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
    untold: Callable[[DueRow], bool] = lambda _row: False,
    address: str = "",
    key: bytes = b"",
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
        untold: Of which rows nothing is said but that something falls due.
        address: Where to read what that is; empty where nothing is said of it.
        key: A secret of this calendar: with it, nobody else can tell which records its identifiers stand for.

    Raises:
        ValueError: The stamp names no zone.
    """
    if stamp.tzinfo is None:
        raise ValueError("the instant of a calendar names its zone")
    shown = [one for one in rows if not one.sealed or one.record in busy or one.engagement in busy]
    # In the order of days and identifiers, which tells nothing of titles.
    made = _Made(stamp.astimezone(UTC), sorted(set(alarms), reverse=True), language, untold, address, key)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{MAKER}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        *(line for row in sorted(shown, key=lambda one: (one.day, _uid(one, key))) for line in _event(row, made)),
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) + END for line in lines)


@dataclass(frozen=True, slots=True)
class _Made:
    """How the events of one calendar are made."""

    stamp: datetime
    alarms: Sequence[int]
    language: Language
    untold: Callable[[DueRow], bool]
    address: str
    key: bytes


def _event(row: DueRow, made: _Made) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(row, made.key)}"
    yield f"DTSTAMP:{made.stamp:%Y%m%dT%H%M%SZ}"
    # Of two versions the later one counts, of the same day that of the later instant. No count of ours is told.
    yield f"SEQUENCE:{(made.stamp.date() - BEGINNING).days}"
    yield f"DTSTART;VALUE=DATE:{_day(row.day.earliest)}"
    # The end is the day after the last; the last day of the calendar has none, and a single day needs none.
    if row.day.latest < date.max:
        yield f"DTEND;VALUE=DATE:{_day(row.day.latest + timedelta(days=1))}"
    if row.sealed:
        yield f"SUMMARY:{BUSY[made.language]}"
        yield "CLASS:PRIVATE"
        yield "TRANSP:OPAQUE"
    elif made.untold(row):
        yield f"SUMMARY:{UNTOLD[made.language]}"
        if made.address:
            yield f"URL:{made.address}"
        yield "CLASS:PRIVATE"
        yield "TRANSP:TRANSPARENT"
    else:
        yield from _told(row, made)
    yield "END:VEVENT"


def _told(row: DueRow, made: _Made) -> Iterator[str]:
    yield f"SUMMARY:{_escaped(row.title)}"
    yield f"DESCRIPTION:{_escaped(_described(row, made.language))}"
    yield f"CATEGORIES:{_escaped(word('due_kinds', row.kind, made.language))}"
    yield "TRANSP:TRANSPARENT"
    for days in made.alarms:
        yield from _alarm(row, days)


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


def _uid(row: DueRow, key: bytes) -> str:
    """The same for the same row for ever, sealed or not, so that a calendar replaces what it showed before."""
    named = f"{row.kind}\n{row.record}".encode()
    digest = hmac.new(key, named, hashlib.sha256) if key else hashlib.sha256(named)
    return digest.hexdigest()[:32] + "@forlik"


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
