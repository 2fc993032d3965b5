"""Days as people type them: day first, or the year, with dots, strokes, dashes or the name of the month."""

import re
from datetime import date

MONTHS = {
    "en": ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december"),
    "nb": ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
           "november", "desember"),
}  # fmt: skip
"""Language → what its months are called."""
SHORTEST = 3
"""Letters of a month's name that are enough to know it."""
NUMBERS = (
    re.compile(r"(?P<day>\d{1,2})(?P<mark>[./-]) ?(?P<month>\d{1,2})(?P=mark) ?(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})", re.ASCII),
    re.compile(r"(?P<month>\d{1,2})[./](?P<year>\d{4})", re.ASCII),
)
"""A day, or a month, in figures. 1/2/2024 is in February: the day comes first, as everywhere in Norway."""
NAMED = re.compile(r"(?:(?P<day>\d{1,2})\.? ?)?(?P<name>[a-z]{3,9})\.? ?(?P<year>\d{4})")
"""A day or a month with the month's name, as the pages write them."""


def typed(text: str) -> str:
    """A day as the register writes it.

    Args:
        text: What somebody typed.

    Returns:
        ``YYYY-MM-DD``, or ``YYYY-MM`` of a month; what is none of these stays as it is, and is judged by its field.
    """
    plain = " ".join(text.split())
    for form in NUMBERS:
        found = form.fullmatch(plain)
        if found:
            said = found.groupdict()
            return _written(int(said["year"]), int(said["month"]), said.get("day")) or text
    named = NAMED.fullmatch(plain.lower())
    month = _month(named["name"]) if named else 0
    return (_written(int(named["year"]), month, named["day"]) if named and month else "") or text


def _written(year: int, month: int, day: str | None) -> str:
    """The day as the register writes it; empty where there is no such day."""
    try:
        first = date(year, month, int(day or 1))
    except ValueError:
        return ""
    return first.isoformat() if day else first.isoformat()[: len("2024-12")]


def _month(name: str) -> int:
    """The number of the month whose name begins so, in whichever language; 0 where there is none."""
    for names in MONTHS.values():
        for number, each in enumerate(names, start=1):
            if len(name) >= SHORTEST and each.startswith(name):
                return number
    return 0
