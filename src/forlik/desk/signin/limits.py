"""How long a session lasts: half an hour without a sign of life, twelve hours in all; the server counts, no cookie."""

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
STEP = timedelta(minutes=1)
"""A sign of life is written down once in so long: not every request writes."""
FRESH = timedelta(minutes=5)
"""A change of how somebody signs in is allowed so long after the last proof of who it is."""

BEGUN, SEEN = "forlik_begun", "forlik_seen"

Session = MutableMapping[str, Any]


def begin(session: Session, now: datetime) -> None:
    """Note that somebody signed in."""
    session[BEGUN] = session[SEEN] = now.timestamp()


def lasts(session: Session, now: datetime) -> bool:
    """Whether a session is neither idle for too long nor too old; one that says nothing of itself is over."""
    try:
        begun, seen = float(session[BEGUN]), float(session[SEEN])
    except (KeyError, TypeError, ValueError):
        return False
    at = now.timestamp()
    return at - seen < IDLE.total_seconds() and at - begun < ABSOLUTE.total_seconds()


def alive(session: Session, now: datetime) -> None:
    """Note a sign of life; never a later one than there was, so that nobody is idle for longer than the limit."""
    if now.timestamp() - float(session[SEEN]) >= STEP.total_seconds():
        session[SEEN] = now.timestamp()
