"""Plain values and how the standard writes them: texts, days, amounts, whole numbers, yes and no.

A value has one spelling only, so that equal records give equal bytes: amounts lose zeros that say nothing (1.50 is
1.5), instants are in UTC.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from forlik.iati.write.wrong import Wrong

DIGITS = 38
"""Digits of an amount on either side of its point: what a decimal of a table holds."""
SPACE = " \t\n\r"
"""What XML calls space; a no-break space belongs to the text."""
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?")
_TRUE, _FALSE = ("1", "true"), ("0", "false")


def writable(text: object) -> str:
    """A text that XML can hold.

    Raises:
        Wrong: It is no text, or holds a character that no XML file may hold.
    """
    if not isinstance(text, str):
        raise Wrong(f"{text!r} is not text", "write it in quotes")
    found = _UNWRITABLE.search(text)
    if found:
        raise Wrong(
            f"character U+{ord(found[0]):04X} at place {found.start() + 1} cannot stand in XML",
            "take it out of the text; it is most often the trace of a wrong encoding",
        )
    return text


def to_text(value: Any, kind: type) -> str:
    """A plain value as XML writes it.

    Args:
        value: The value.
        kind: The type its field declares.

    Raises:
        Wrong: It is of another type, or cannot be written.
    """
    return _WRITERS[kind](value)


def from_text(text: str, kind: type) -> Any:
    """A plain value from XML.

    Raises:
        Wrong: The text is no such value.
    """
    return _READERS[kind](text)


def _string(value: object) -> str:
    text = writable(value)
    if text != text.strip(SPACE):
        raise Wrong(
            "begins or ends with a space", "take the spaces away: identifiers and codes are compared as they are"
        )
    return text


def _decimal(value: object) -> str:
    if not isinstance(value, Decimal):
        raise Wrong(f"{value!r} is not a Decimal", "make it one from its text: Decimal('12.50')")
    if not value.is_finite():
        raise Wrong(
            f"{value} is not an amount", "leave the record out, or find the amount: unknown is never written as one"
        )
    if value.adjusted() >= DIGITS or int(value.as_tuple().exponent) < -DIGITS:
        raise Wrong(f"{value:.3E} has more than {DIGITS} digits on one side of its point", "check the amount")
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _integer(value: object) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Wrong(f"{value!r} is not a whole number", "write it as a whole number")
    return str(value)


def _boolean(value: object) -> str:
    if not isinstance(value, bool):
        raise Wrong(f"{value!r} is neither true nor false", "write true or false")
    return "1" if value else "0"


def _day(value: object) -> str:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Wrong(f"{value!r} is not a day", "make it a date without a time")
    return value.isoformat()


def instant(value: object) -> str:
    """An instant as the schema wants it, in UTC where its zone is known.

    Raises:
        Wrong: It is no instant, or has none in UTC.
    """
    if not isinstance(value, datetime):
        raise Wrong(f"{value!r} is not an instant", "make it a datetime, best with a zone")
    if value.tzinfo is None:
        return value.isoformat()
    try:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except OverflowError:
        raise Wrong(f"{value} lies outside the years 1 to 9999", "check the year") from None


def _read_decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise Wrong(f"“{text}” is not an amount", "write digits with a point before the decimals")
    return Decimal(text)


def _read_integer(text: str) -> int:
    number = _read_decimal(text)
    if number != number.to_integral_value():
        raise Wrong(f"“{text}” is not a whole number", "write it as a whole number")
    return int(number)


def _read_boolean(text: str) -> bool:
    if text not in _TRUE + _FALSE:
        raise Wrong(f"“{text}” is neither true nor false", "write 1 or 0")
    return text in _TRUE


def _read_day(text: str) -> date:
    found = _DATE.fullmatch(text)
    with suppress(ValueError):
        if found:
            return date.fromisoformat(found[1])
    raise Wrong(f"“{text}” is not a day", "write it as 2024-06-30")


def _read_instant(text: str) -> datetime:
    with suppress(ValueError):
        if "T" in text:
            return datetime.fromisoformat(text)
    raise Wrong(f"“{text}” is not an instant", "write it as 2024-06-30T12:00:00Z")


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: _string,
    Decimal: _decimal,
    int: _integer,
    bool: _boolean,
    date: _day,
    datetime: instant,
}
_READERS: dict[type, Callable[[str], Any]] = {
    str: str,
    Decimal: _read_decimal,
    int: _read_integer,
    bool: _read_boolean,
    date: _read_day,
    datetime: _read_instant,
}
