"""Words bound to numbers, as they stand in ``words.toml``: what a share of weightings is called, and which priorities.

Readers put very different numbers to the same word (Budescu, Broomell & Por 2009, Psychological Science 20(3), 299–308,
on the IPCC's reports), less so where the number stands beside it. So a word never stands without its share.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import sqrt
from typing import Any

import numpy as np

from forlik.assess.acceptability.smaa import SURENESS, Acceptability
from forlik.core.errors import UsageError

ROUNDING = 1e-12
"""By how much a share may miss a bound through rounding."""


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


@lru_cache(maxsize=1)
def bands() -> tuple[Band, ...]:
    """The bands, from the greatest bound down."""
    return tuple(Band(**row) for row in rules()["band"])


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """What stands in ``words.toml``."""
    return tomllib.loads((files("forlik.assess.acceptability") / "words.toml").read_text(encoding="utf-8"))


def band(share: float) -> Band:
    """The word for a share of weightings.

    Args:
        share: From 0 to 1.

    Raises:
        UsageError: It is no share.
    """
    if not 0 <= share <= 1:
        raise UsageError(
            f"“{share}” is no share of weightings", remedy="give a number from 0 to 1; unknown has no word"
        )
    return next(one for one in bands() if share >= one.least - ROUNDING)


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
    margins = SURENESS * np.sqrt(found.mean_weights * (1 - found.mean_weights)) / sqrt(inside)
    order = np.argsort(-lean, kind="stable")
    return tuple(found.criteria[column] for column in order if lean[column] > margins[column])
