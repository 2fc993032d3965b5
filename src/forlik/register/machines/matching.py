"""Matching: whether two names may be of the same, by the words in them, in any script; nobody outside is asked."""

from collections.abc import Iterable
from itertools import combinations

from forlik.places.folding import fold, words

EXACT, SAME_WORDS, SOME_WORDS = "high", "medium", "low"
"""How sure a match is, words of ``confidence``: the same name; the same words; the words of the one in the other."""
FEWEST = 2
"""Words that a name must have to be found within a longer one: a single one is in too many."""
MOST = 8
"""Words of a name that are looked at when shorter names are sought in it."""
SAID = {
    "funds": ("asset", "freez", "froz", "fund", "financ", "econom", "blocking", "resources"),
    "training": ("training", "military assistance", "technical assistance"),
    "travel": ("travel", "visa", "entry", "admission", "transit"),
    "arms": ("arms", "weapon", "ammunition"),
}
"""What a list restricts → words by which lists say so."""


def key(name: str) -> str:
    """The words of a name that matter, sorted, each once: two names with the same key have the same words."""
    return " ".join(sorted(set(words(name))))


def shorter(name: str) -> tuple[str, ...]:
    """The keys of the shorter names that a name holds; none of a single word, and none of the name itself."""
    kept = sorted(set(words(name)))[:MOST]
    return tuple(" ".join(some) for n in range(FEWEST, len(kept)) for some in combinations(kept, n))


def likeness(one: str, other: str) -> str | None:
    """How sure it is that two names are of the same; nothing when no name holds the other."""
    if fold(one) and fold(one) == fold(other):
        return EXACT
    first, second = set(words(one)), set(words(other))
    if not first or not second:
        return None
    if first == second:
        return SAME_WORDS
    fewer, more = sorted((first, second), key=len)
    return SOME_WORDS if len(fewer) >= FEWEST and fewer < more else None


def best(ours: Iterable[str], theirs: Iterable[str]) -> tuple[str, str, str] | None:
    """The surest of all pairs of names: how sure, our name and theirs.

    Args:
        ours: The names of an actor.
        theirs: The names of somebody on a list.
    """
    given = tuple(theirs)
    order = (EXACT, SAME_WORDS, SOME_WORDS)
    pairs = ((like, one, other) for one in ours for other in given if (like := likeness(one, other)))
    return min(pairs, key=lambda pair: (order.index(pair[0]), pair[1], pair[2]), default=None)


def restricted(said: str) -> tuple[str, ...]:
    """What the words of a list seem to restrict; a suggestion, which somebody has to look at."""
    text = said.casefold()
    return tuple(name for name, marks in SAID.items() if any(mark in text for mark in marks))
