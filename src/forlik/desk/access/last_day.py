"""The last day of a membership, as somebody types it, and the instant at which it is over."""

from datetime import datetime, timedelta

from forlik.core.days import end_of, parse_day
from forlik.core.errors import UsageError
from forlik.register.typed import typed


def over_after(text: str, now: datetime) -> datetime | None:
    """The first instant at which something that lasts to a day holds no more.

    Args:
        text: The last day as typed; empty where no end is set.
        now: The instant.

    Raises:
        UsageError: It is no day, or one that is over.
    """
    if not text.strip():
        return None
    day = parse_day(typed(text))
    try:
        last = end_of(day) + timedelta(seconds=1)
    except OverflowError:
        # After the last day of the calendar there is no instant.
        raise UsageError(f"“{text}” is not a day", remedy="write it as 2024-06-30") from None
    if last <= now:
        raise UsageError(f"{day} is over", remedy="name a day from today on")
    return last
