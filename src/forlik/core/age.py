"""Age: when a figure or a source is too old to look current."""

from datetime import date

from forlik.core.days import end_of_precision
from forlik.core.source import CADENCE_DAYS, Cadence

PERIODS = 2
"""A period may have ended this many times the cadence's days ago: one for its publication, one until the next."""


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
    ended = (day - end_of_precision(period).date()).days if period else 0
    return (day - known).days > allowed or ended > PERIODS * allowed
