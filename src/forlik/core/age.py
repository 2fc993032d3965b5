"""Age: when a figure or a source is too old to look current."""

from datetime import date

from forlik.core.days import end_of_precision
from forlik.core.source import CADENCE_DAYS, Cadence

PERIODS = 2
"""A period may have ended this many times the cadence's days ago: one for its publication, one until the next."""
YEAR_DAYS = 365.25


def years_since(period: str, day: date) -> float:
    """How old a figure is: years from the end of the period that it describes, below 0 while that goes on.

    Args:
        period: ``YYYY[-MM[-DD]]``.
        day: The day it is looked at.

    Raises:
        UsageError: The period is none.
    """
    return _days_since(period, day) / YEAR_DAYS


def is_stale(cadence: Cadence, known: date, day: date, period: str = "") -> bool:
    """Whether something is older than its source's cadence allows; what came late about long ago is not new.

    Args:
        cadence: How often the source has a new version; an ended series is never stale, only old.
        known: When the newest version could be known.
        day: The day it is looked at.
        period: The newest period it speaks of, ``YYYY[-MM[-DD]]``; empty when it names none.
    """
    if cadence == "ended":
        return False
    allowed = CADENCE_DAYS[cadence]
    ended = _days_since(period, day) if period else 0
    return (day - known).days > allowed or ended > PERIODS * allowed


def _days_since(period: str, day: date) -> int:
    return (day - end_of_precision(period).date()).days
