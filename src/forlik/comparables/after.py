"""What followed an agreement: whether there was fighting in its conflict in the calendar years after it.

By UCDP's yearly series, in which a conflict is active in a year with 25 battle-related deaths or more. What the series
does not speak for stays unknown: it is never taken for peace.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from forlik.comparables.described import Agreement
from forlik.core.interval import wilson

Outcome = Literal["quiet", "ended", "resumed", "went_on", "unknown"]
HORIZONS = (1, 2, 5)
"""Years after the year of the agreement."""
THRESHOLD = 25
"""Battle-related deaths in a calendar year from which UCDP's series has a conflict as active."""
OVER = frozenset({"quiet", "ended"})
"""Outcomes in which fighting had ended and had not come back."""


@dataclass(frozen=True, slots=True)
class Fighting:
    """The yearly series of conflicts.

    Args:
        years: UCDP's number of a conflict → the years in which it was active.
        until: The last year that the series speaks for; nothing where there is no series.
    """

    years: Mapping[int, frozenset[int]] = field(default_factory=dict)
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How often fighting was over.

    Args:
        over: Agreements after which it had ended and had not come back.
        known: Agreements of which it is known.
        unknown: Agreements of which it is not.
        low: Lower bound of the share's 95 % interval; nothing where none is known.
        high: Upper bound.
    """

    over: int
    known: int
    unknown: int
    low: Decimal | None
    high: Decimal | None


def followed(one: Agreement, fighting: Fighting, years: int) -> Outcome:
    """What followed within some years of the year in which an agreement was signed.

    It is known only where the series speaks for all of these years: what came back early would else be known sooner
    than what did not, and every share would be too low.
    """
    begin = one.signed_on.year + 1
    known = [fighting.years[number] for number in one.conflicts if number in fighting.years]
    if fighting.until is None or begin + years - 1 > fighting.until or not known or len(known) < len(one.conflicts):
        return "unknown"
    active = [any(year in some for some in known) for year in range(begin, begin + years)]
    if not any(active):
        return "quiet"
    if all(active):
        return "went_on"
    first_quiet = active.index(False)
    return "resumed" if any(active[first_quiet:]) else "ended"


def share(agreements: Iterable[Agreement], fighting: Fighting, years: int) -> Share:
    """How often fighting was over some years after some agreements."""
    outcomes = [followed(one, fighting, years) for one in agreements]
    known = [one for one in outcomes if one != "unknown"]
    over = sum(one in OVER for one in known)
    low, high = wilson(over, len(known)) if known else (None, None)
    return Share(over, len(known), len(outcomes) - len(known), low, high)
