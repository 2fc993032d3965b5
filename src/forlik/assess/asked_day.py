"""The day of which records are asked: never one after the day as of which they are known."""

from datetime import date

from forlik.core.errors import UsageError
from forlik.register.dossier import Dossier


def asked_day(dossier: Dossier, day: date | None, what: str) -> date:
    """The day that is asked for; that of the dossier where none is.

    Args:
        dossier: What the viewer sees.
        day: The day; what happened after it does not count.
        what: What is asked for, in words.

    Raises:
        UsageError: The day is after the one whose records are there.
    """
    if day is None:
        return dossier.day
    if day > dossier.day:
        raise UsageError(
            f"{what} of {day} is asked of records as known on {dossier.day}",
            where="day",
            remedy="take the records of that day",
        )
    return day
