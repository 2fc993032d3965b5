"""When to try again, and how long to wait before."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from forlik.core.errors import SourceUnavailable
from forlik.core.progress import Progress
from forlik.store.fetch.policy import Policy

Result = TypeVar("Result")

TOO_MANY_REQUESTS = 429
SERVICE_UNAVAILABLE = 503
_FIRST_SERVER_ERROR = 500


class Again(Exception):  # noqa: N818 - not an error yet: the next try may do
    """This try failed in a way that passes.

    Args:
        what: What happened, should it be the last try.
        wait_s: Seconds the server asks to wait; ``None`` when it does not say.
    """

    def __init__(self, what: str, wait_s: float | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.wait_s = wait_s


def passes(status: int) -> bool:
    """Whether an answer with this status may be another one soon."""
    return status == TOO_MANY_REQUESTS or status >= _FIRST_SERVER_ERROR


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` header asks for, given as seconds or as a date.

    Args:
        value: The header; empty when there was none.
        now: The time of day.

    Returns:
        Seconds from now, never negative; ``None`` when the header is absent or unreadable.
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    moment = http_date(text)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def http_date(text: str) -> datetime | None:
    """The moment an HTTP date names, in UTC when it names no zone; ``None`` when it cannot be read."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def back_off(tried: int, policy: Policy) -> float:
    """Seconds to wait after so many failed tries: doubling, capped, and spread over the upper half.

    Args:
        tried: Tries made so far, from 1.
        policy: First and longest wait, and the source of chance.

    Returns:
        Between half and all of ``min(first_wait_s · 2^(tried - 1), longest_wait_s)``.
    """
    # 2.0**1024 overflows; no one doubles sixty times.
    full = min(policy.first_wait_s * 2.0 ** min(tried - 1, 60), policy.longest_wait_s)
    return full * (0.5 + 0.5 * policy.jitter())


def patiently(
    attempt: Callable[[], Result], policy: Policy, until: float, *, where: str, remedy: str, progress: Progress
) -> Result:
    """Try until it succeeds, the tries are used up or the time is over.

    Args:
        attempt: One try; raises ``Again`` when it failed in a way that passes. Other errors go through.
        policy: How often and how long.
        until: Reading of the policy's clock at which the download must have ended.
        where: The address, for the message.
        remedy: What to do when all tries failed.
        progress: Where waits are told.

    Raises:
        SourceUnavailable: All tries failed.
    """
    tried = 0
    while True:
        tried += 1
        try:
            return attempt()
        except Again as failure:
            wait = back_off(tried, policy) if failure.wait_s is None else min(failure.wait_s, policy.longest_wait_s)
            tries = "1 try" if tried == 1 else f"{tried} tries"
            if tried >= policy.attempts:
                raise SourceUnavailable(f"{failure.what} ({tries})", where=where, remedy=remedy) from failure
            if policy.clock() + wait >= until:
                raise SourceUnavailable(
                    f"{failure.what} ({tries}; the {policy.total_s:g} s for the whole download are over)",
                    where=where,
                    remedy=remedy,
                ) from failure
            progress.say(f"{failure.what}; trying again in {wait:.0f} s")
            policy.sleep(wait)
