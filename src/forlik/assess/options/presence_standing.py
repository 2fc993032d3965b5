"""Whether an activity is running on a day, as its own file has it.

It is when its file says that it is implemented and no stated day is against it. Where a file contradicts itself or says
too little, it is told apart as unsure, with why: an end that has passed while the file still says “implementation” is
most often a file that was not renewed.
"""

from datetime import date
from typing import Literal

IMPLEMENTED = "2"
OVER = frozenset({"1", "3", "4", "5", "6"})
"""ActivityStatus: not begun, finalised, closed, cancelled, suspended."""
Standing = Literal["running", "unsure"]
Why = Literal["", "no start", "end passed", "no status"]


def standing(status: str | None, started: date | None, ended: date | None, day: date) -> tuple[Standing | None, Why]:
    """Whether an activity is running on a day.

    Args:
        status: IATI code (ActivityStatus).
        started: Its start as stated.
        ended: Its end as stated, actual or planned.
        day: The day.

    Returns:
        ``running``; ``unsure`` with why; or nothing: it has not begun, or is over.
    """
    if status in OVER or (started is not None and started > day):
        return None, ""
    if ended is not None and ended < day:
        return ("unsure", "end passed") if status == IMPLEMENTED else (None, "")
    if status == IMPLEMENTED:
        return "running", ""
    if started is None:
        return "unsure", "no start"
    # Without a status only two stated days, one on each side, say that it is running.
    return ("running", "") if ended is not None else ("unsure", "no status")
