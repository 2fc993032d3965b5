"""When a place comes on a list and leaves it: only on what lasts, so that noise between two releases moves nobody.

Two bounds instead of one (a Schmitt trigger) and two releases running: a share that wavers about one bound would else
send a place on and off the list with every release. The numbers stand in the question.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from forlik.assess.acceptability.words import reaches
from forlik.core.errors import UsageError


@dataclass(frozen=True, slots=True)
class Hysteresis:
    """The rule of a list.

    Args:
        enter: The share of weightings from which a place may come on it.
        leave: The share below which it may leave it; below ``enter``.
        running: For how many releases running it must be so.

    Raises:
        UsageError: The bounds are no shares or the wrong way round, or there is no release to wait for.
    """

    enter: float
    leave: float
    running: int

    def __post_init__(self) -> None:
        if not 0 <= self.leave < self.enter <= 1:
            raise UsageError(
                f"a list that is entered at {self.enter:g} and left below {self.leave:g}",
                remedy="give two shares from 0 to 1, the one for leaving below the one for entering",
            )
        if self.running < 1:
            raise UsageError(f"a list that waits for {self.running} releases", remedy="give 1 or more")


def listed(shares: Sequence[float | None], by: Hysteresis, *, before: bool = False) -> tuple[bool, ...]:
    """Whether a place is on the list after each release.

    A release in which its share is not known moves nobody, and what was running before it is not running any more.

    Args:
        shares: Its share of weightings in each release, the oldest first; nothing where it is not known.
        by: The rule.
        before: Whether it was on the list before the first of them.

    Raises:
        UsageError: A share is no number from 0 to 1.
    """
    on, run, states = before, 0, []
    for number, share in enumerate(shares, start=1):
        if share is not None and not (math.isfinite(share) and 0 <= share <= 1):
            raise UsageError(f"release {number} has the share {share}", remedy="give a number from 0 to 1, or nothing")
        moves = share is not None and (not reaches(share, by.leave) if on else reaches(share, by.enter))
        run = run + 1 if moves else 0
        if run >= by.running:
            on, run = not on, 0
        states.append(on)
    return tuple(states)


def lasting(shares: Sequence[float | None], by: Hysteresis, *, from_first: bool) -> bool | None:
    """Whether a place is on the list after the last release; nothing where these releases do not say.

    Args:
        shares: Its share of weightings in each release, the oldest first; nothing where it is not known.
        by: The rule.
        from_first: Whether nothing was known before the first of them, so that nobody was on the list; else it may
            have been on it or not.

    Returns:
        What it is whatever was before; nothing where it hangs on that, or where its share is known in fewer releases
        than the rule waits for.

    Raises:
        UsageError: A share is no number from 0 to 1.
    """
    if sum(share is not None for share in shares) < by.running:
        return None
    entered = listed(shares, by)[-1]
    # No share takes a place further off the list than one that was further on it: so who comes on from off the list is
    # on from any state, with any number of releases running, and who leaves from on it is off from any.
    stayed = entered if from_first else listed(shares, by, before=True)[-1]
    return entered if entered == stayed else None
