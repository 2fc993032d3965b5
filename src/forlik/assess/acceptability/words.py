"""Words bound to numbers, as they stand in ``words.toml``: what a share of weightings is called, and which priorities.

Readers put very different numbers to the same word (Budescu, Broomell & Por 2009, Psychological Science 20(3), 299–308,
on the IPCC's reports), less so where the number stands beside it. So a word never stands without its share.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from math import sqrt
from typing import Any, Protocol

import numpy as np

from forlik.assess.acceptability.smaa import Acceptability
from forlik.core.errors import UsageError
from forlik.core.interval import DEVIATIONS

ROUNDING = 1e-12
"""By how much a share may miss a bound through rounding."""
EDGE = 0.005
"""A share up to so near to none or to all is said to be under 1 and over 99 percent."""
MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Band:
    """A word and the shares that it stands for.

    Args:
        least: The share from which it is used.
        word: Its name.
        en: In English.
        nb: In bokmål.
    """

    least: float
    word: str
    en: str
    nb: str


@lru_cache(maxsize=2)
def bands(*, weighted: bool = False) -> tuple[Band, ...]:
    """The bands, from the greatest bound down.

    Args:
        weighted: Whether the asker set the weights: of one weighting alone other words are true.
    """
    told = [row["weighted"] | {"least": row["least"]} if weighted else row for row in rules()["band"]]
    return tuple(Band(least=row["least"], word=row["word"], en=row["en"], nb=row["nb"]) for row in told)


class Lasting(Protocol):
    """The shares at which a place comes on a list and leaves it, as a question states them."""

    @property
    def enter(self) -> float:
        """The share from which it may come on it."""

    @property
    def leave(self) -> float:
        """The share below which it may leave it."""


def bounds(lasting: Lasting | None) -> tuple[float, ...]:
    """Every share at which something else is said of a place.

    Args:
        lasting: The question's own bounds of its list; nothing where it is not known which question it is.
    """
    own = () if lasting is None else (lasting.enter, lasting.leave)
    return tuple(sorted({*(one.least for one in bands()), *own}))


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """What stands in ``words.toml``."""
    return tomllib.loads((files("forlik.assess.acceptability") / "words.toml").read_text(encoding="utf-8"))


def band(share: float, *, weighted: bool = False) -> Band:
    """The word for a share of weightings.

    Args:
        share: From 0 to 1.
        weighted: Whether the asker set the weights, so that it is a share of draws with one weighting.

    Raises:
        UsageError: It is no share.
    """
    if not 0 <= share <= 1:
        raise UsageError(
            f"“{share}” is no share of weightings", remedy="give a number from 0 to 1; unknown has no word"
        )
    return next(one for one in bands(weighted=weighted) if reaches(share, one.least))


def apart(share: float, at: Iterable[float], digits: int = 2) -> Decimal:
    """A share rounded, with more digits where fewer would put it on the other side of a bound.

    Args:
        share: The share.
        at: Bounds.
        digits: How many digits are enough where no bound is near.
    """
    ways = [Decimal(f"{share:.{more}f}") for more in range(digits, MOST_DIGITS + 1)]
    kept = (way for way in ways if all(reaches(float(way), one) == reaches(share, one) for one in at))
    return next(kept, ways[-1])


def edge(share: float) -> str:
    """``under`` where it would be rounded to none, ``over`` where to all, and is not; else empty."""
    if 0 < share <= EDGE + ROUNDING:
        return "under"
    return "over" if 1 - EDGE - ROUNDING <= share < 1 else ""


def percent(share: float, at: Iterable[float]) -> str:
    """A share in percent, in English; never on the other side of a bound, and never none or all where it is not.

    Args:
        share: The share.
        at: Bounds; of a share of weightings those of :func:`bounds`.
    """
    near = {"under": "under 1 %", "over": "over 99 %"}.get(edge(share))
    return near or f"{apart(share, at).scaleb(2):f} %"


def reaches(share: float, bound: float) -> bool:
    """Whether a share is a bound or more, but for rounding."""
    return share >= bound - ROUNDING


def priorities(found: Acceptability, alternative: str) -> tuple[str, ...]:
    """The criteria that weigh more than on average in the weightings that put a place among the first.

    Args:
        found: An analysis.
        alternative: Name of a place.

    Returns:
        Names of criteria, the one that leans most first; only where the difference is beyond what the number of draws
        explains (95 %). None where the place is never among the first, or always.

    Raises:
        UsageError: There is no such place.
    """
    if alternative not in found.alternatives:
        raise UsageError(f"there is no “{alternative}” in this analysis", remedy="name one of its places")
    place = found.alternatives.index(alternative)
    lean = found.central[place] - found.mean_weights
    inside = found.share_top_k[place] * found.draws
    if inside == 0 or np.isnan(lean).any():
        return ()
    # A share of weight is spread no wider than sqrt(w (1 − w)), as anything between 0 and 1 with the mean w.
    margins = DEVIATIONS * np.sqrt(found.mean_weights * (1 - found.mean_weights)) / sqrt(inside)
    order = np.argsort(-lean, kind="stable")
    return tuple(found.criteria[column] for column in order if lean[column] > margins[column])
