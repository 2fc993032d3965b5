"""Names of organisations without what says nothing, and how alike two are. Whether they are one, a person decides."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

KEPT = 65_536
LONGEST = 300
"""Letters of a name that are looked at."""


@lru_cache(maxsize=KEPT)
def bare_name(name: str) -> str:
    """A name without case, accents and punctuation, its words in the order of the alphabet."""
    letters = unicodedata.normalize("NFKD", name[:LONGEST].casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(sorted(re.findall(r"\w+", plain)))


def likeness(one: str, other: str) -> int:
    """How much of two bare names is alike, in percent, rounded down.

    2 · M / T, with M the letters of the longest matching blocks and T all letters (Ratcliff and Metzener 1988, Pattern
    matching: the gestalt approach). The names are taken in the order of the alphabet, since the method has a direction.
    """
    return _likeness(*sorted((one, other)))


@lru_cache(maxsize=KEPT)
def _likeness(one: str, other: str) -> int:
    return int(SequenceMatcher(None, one, other, autojunk=False).ratio() * 100)
