"""Days of the register, stated as precisely as they are known: a year, a month or a day."""

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

STATED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
EARLIEST = 1800
"""Year before which a day is a slip of the pen."""


def _stated(text: str) -> str:
    """A stated day, unchanged.

    Raises:
        ValueError: It is none.
    """
    first_day(text)
    return text


def first_day(stated: str) -> date:
    """The first day that a stated day may mean.

    Raises:
        ValueError: The text is neither a year, a month nor a day.
    """
    year, month, day = _parts(stated)
    return date(year, month or 1, day or 1)


def last_day(stated: str) -> date:
    """The last day that a stated day may mean.

    Raises:
        ValueError: As ``first_day``.
    """
    year, month, day = _parts(stated)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


@lru_cache(maxsize=1 << 14)
def _parts(stated: str) -> tuple[int, int, int]:
    found = STATED.fullmatch(stated)
    if found is None:
        raise ValueError(f"“{stated}” is not a day: write 2024, 2024-06 or 2024-06-30")
    year, month, day = (int(part or 0) for part in found.groups())
    if year < EARLIEST:
        raise ValueError(f"“{stated}” is before {EARLIEST}: check its year")
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"“{stated}” is not a day: check its month and day") from None
    if found.group(2) == "00" or found.group(3) == "00":
        raise ValueError(f"“{stated}” is not a day: leave out what is not known")
    return year, month, day


Stated = Annotated[str, AfterValidator(_stated)]
"""A day as precisely as it is known: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
