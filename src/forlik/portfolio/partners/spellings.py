"""Spellings: the forms of an organisation's name by which it may be known, and how alike two names are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from forlik.places.folding import fold, words
from forlik.portfolio.coordination.bare_names import bare_name, likeness

KEPT = 65_536
SAME, SHORT, NEAR = "same_name", "acronym", "near_spelling"
SURE = {SAME: 100, SHORT: 90}
"""Why two names may be one's → the score; a near spelling has its likeness, and never more than that of an acronym."""
LEAST = 88
"""Percent of likeness from which two spellings are told of. A stated assumption: below it, most are of two."""
ACRONYM = range(3, 11)
"""Letters of an acronym: one of two letters is in too many names."""
_BESIDE = re.compile(r"\(([^()]{2,})\)")
_DIVIDED = re.compile(r"\s+[-–—/|]\s+|,\s+")


@dataclass(frozen=True, slots=True)
class Spellings:
    """The forms of one name.

    Args:
        whole: The folded name.
        forms: Folded: the name, without what stands in brackets, and its parts where it is divided.
        acronyms: Folded: what it is called for short, as stated or by its first letters.
        bare: Without case, accents and punctuation, for likeness.
    """

    whole: str
    forms: frozenset[str]
    acronyms: frozenset[str]
    bare: str


@lru_cache(maxsize=KEPT)
def spellings(name: str) -> Spellings:
    """The forms of a name."""
    outside = _BESIDE.sub(" ", name)
    forms = {fold(name), fold(outside), *(fold(one) for one in _BESIDE.findall(name))}
    # A part alone is of one only where it says more than one word: “Norway - Ministry” is not Norway.
    parts = (one for one in _DIVIDED.split(name) if len(words(one)) > 1)
    forms |= {fold(one) for one in parts}
    return Spellings(fold(name), frozenset(forms - {""}), frozenset(_acronyms(name, outside)), bare_name(outside))


def _acronyms(name: str, outside: str) -> Iterator[str]:
    for stated in (*_BESIDE.findall(name), *_DIVIDED.split(name)):
        if _is_short(stated):
            yield fold(stated)
    letters = "".join(one[0] for one in words(outside))
    if len(letters) in ACRONYM:
        yield letters


def _is_short(text: str) -> bool:
    letters = text.strip().replace(".", "")
    return letters.isalnum() and letters.upper() == letters and len(letters) in ACRONYM and not letters.isdigit()


def alike(ours: str, theirs: str) -> tuple[int, str] | None:
    """How sure it is that two names are of one, and why.

    Args:
        ours: A name.
        theirs: Another.

    Returns:
        Score from ``LEAST`` to 100, and ``same_name``, ``acronym`` or ``near_spelling``; nothing where they are of two
        as far as names tell.
    """
    one, other = spellings(ours), spellings(theirs)
    if one.whole and (one.whole in other.forms or other.whole in one.forms):
        return SURE[SAME], SAME
    if (_is_short(ours) and one.whole in other.acronyms) or (_is_short(theirs) and other.whole in one.acronyms):
        return SURE[SHORT], SHORT
    if not one.bare or not other.bare or _too_long(one.bare, other.bare):
        return None
    near = likeness(one.bare, other.bare)
    return (min(near, SURE[SHORT]), NEAR) if near >= LEAST else None


def _too_long(one: str, other: str) -> bool:
    """Whether lengths alone say that two cannot be as alike."""
    return 200 * min(len(one), len(other)) < LEAST * (len(one) + len(other))
