"""Nodes that a path selected, read as text, number, day or instant."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from forlik.core.printable import printable
from forlik.iati.check.rulesets.outcome import Culprit

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
LONGEST_SHOWN = 120
LONGEST_NUMBER = 1000
"""Characters of the longest number; a longer one is none, and would not fit any sum."""


def text_of(node: Any) -> str:
    """The text of an attribute, a text node or an element with all that is in it."""
    return str(node) if isinstance(node, str) else "".join(node.itertext())


def culprit(node: Any, found: str) -> Culprit:
    """What a rule failed on: the element itself, or the one that carries the attribute or text."""
    if not isinstance(node, str):
        return Culprit(node, "", found)
    return Culprit(node.getparent(), node.attrname or "", found)  # type: ignore[attr-defined]


def quoted(text: str) -> str:
    """A value as it is shown in a message: on one line, and not without end."""
    return f"“{printable(' '.join(text.split()), LONGEST_SHOWN)}”"


def tag_of(element: Any) -> str:
    """An element as it is shown in a message: its name and its attributes."""
    shown = (f' {name.rpartition("}")[2]}="{printable(value, LONGEST_SHOWN)}"' for name, value in element.items())
    return f"<{element.tag}{''.join(shown)}>"


def number_of(text: str) -> Decimal | None:
    """A decimal number as the schema writes it, exactly; ``None`` when the text is none."""
    stripped = text.strip()
    return Decimal(stripped) if len(stripped) <= LONGEST_NUMBER and _NUMBER.fullmatch(stripped) else None


def instant_of(text: str) -> date | datetime | None:
    """A day, or an instant in UTC; ``None`` when the text is neither.

    A day keeps the day it names: a zone beside it moves no day.
    """
    stripped = text.strip()
    try:
        day = _DAY.fullmatch(stripped)
        if day:
            return date.fromisoformat(day[1])
        if "T" not in stripped:
            return None
        instant = datetime.fromisoformat(stripped)
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def after(one: date | datetime, other: date | datetime) -> bool:
    """Whether one is later; a day and an instant are compared as days."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one > other
    return day_of(one) > day_of(other)


def day_of(one: date | datetime) -> date:
    """The day of a day or an instant."""
    return one.date() if isinstance(one, datetime) else one
