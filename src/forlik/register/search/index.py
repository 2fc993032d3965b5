"""An index: each word of a dossier → the records in which it stands. Words are found by how they begin.

It is made once, and goes on serving the dossiers that follow it: what changed since is looked through beside it.
"""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import ref

from forlik.register.dossier import Dossier
from forlik.register.search.folding import fold, spaced
from forlik.register.search.texts import TITLES, said, texts

MOST_CHANGED = 2000
"""Records that changed since, above which the index is made anew."""
KEPT = 4
"""Indexes kept in memory; the one that was made first goes first, and is made again when it is asked for."""
LAST = "\U0010ffff"
EXACT_TITLE, TITLE, EXACT, BEGINS = 8, 4, 2, 1
"""What a word counts: as a whole word of a title, as the beginning of one, and the same in the rest."""


@dataclass
class Postings:
    """Word → numbers of the records in which it stands."""

    of: dict[str, list[int]]

    @cached_property
    def _sorted(self) -> Sequence[str]:
        return sorted(self.of)

    @cached_property
    def _unspaced(self) -> Sequence[str]:
        return [word for word in self.of if not spaced(word)]

    def exact(self, word: str) -> frozenset[int]:
        """The records with a word."""
        return frozenset(self.of.get(word, ()))

    def beginning(self, start: str) -> frozenset[int]:
        """The records with a word that begins so; in scripts without spaces a word may begin anywhere."""
        if not spaced(start):
            return self._all(word for word in self._unspaced if start in word)
        words = self._sorted
        return self._all(words[bisect_left(words, start) : bisect_left(words, start + LAST)])

    def _all(self, words: Iterable[str]) -> frozenset[int]:
        return frozenset().union(*(self.of[word] for word in words))


class WordIndex:
    """Every word of some records.

    Args:
        dossier: Where they stand.
        records: Their ids.
    """

    def __init__(self, dossier: Dossier, records: Iterable[str]) -> None:
        self.records = tuple(records)
        titles: dict[str, list[int]] = defaultdict(list)
        others: dict[str, list[int]] = defaultdict(list)
        for number, record in enumerate(self.records):
            title, rest = _words(dossier, record)
            for word in title:
                titles[word].append(number)
            for word in rest:
                others[word].append(number)
        self._titles, self._rest = Postings(dict(titles)), Postings(dict(others))

    def scored(self, asked: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Of each record with all of the words: what they count, and its id."""
        there = [(word, self._titles.beginning(word), self._rest.beginning(word)) for word in asked]
        every = sorted((title | rest for _, title, rest in there), key=len)
        left = frozenset.intersection(*every)
        if not left:
            return
        counts = dict.fromkeys(left, 0)
        for word, title, rest in there:
            # From the least to the most that it counts, so that the last one stands.
            worth = dict.fromkeys(left & rest, BEGINS)
            worth.update(dict.fromkeys(left & self._rest.exact(word), EXACT))
            worth.update(dict.fromkeys(left & title, TITLE))
            worth.update(dict.fromkeys(left & self._titles.exact(word), EXACT_TITLE))
            for number, count in worth.items():
                counts[number] += count
        yield from ((count, self.records[number]) for number, count in counts.items())


RECENT: "deque[WordIndex]" = deque(maxlen=KEPT)


class Looking:
    """The index that serves a dossier, and the records that changed since it was made."""

    def __init__(self, index: WordIndex, since: frozenset[str] = frozenset()) -> None:
        self._index, self.since = ref(index), since

    def renewed(self, dossier: Dossier, changed: frozenset[str]) -> "Looking":
        """The same for a dossier that followed."""
        kept, since = self._index(), self.since | changed
        return _looking(dossier) if kept is None or len(since) > MOST_CHANGED else Looking(kept, since)

    def indexes(self, dossier: Dossier) -> tuple[WordIndex, WordIndex, frozenset[str]]:
        """The index, one of what changed since it was made, and which records those are."""
        kept = self._index()
        if kept is None:
            kept, self.since = _made(dossier), frozenset()
            self._index = ref(kept)
        return kept, WordIndex(dossier, sorted(one for one in self.since if one in dossier)), self.since


def indexes(dossier: Dossier) -> tuple[WordIndex, WordIndex, frozenset[str]]:
    """The index that serves a dossier, one of what changed since it was made, and which records those are."""
    found: Looking = dossier.carried("words", _looking, lambda old, _before, one, changed: old.renewed(one, changed))
    return found.indexes(dossier)


def _looking(dossier: Dossier) -> Looking:
    return Looking(_made(dossier))


def _made(dossier: Dossier) -> WordIndex:
    index = WordIndex(dossier, dossier.facets)
    RECENT.append(index)
    return index


def _words(dossier: Dossier, record: str) -> tuple[set[str], set[str]]:
    """The words of a record's titles, and those of the rest."""
    concept = dossier.concept(record)
    title: set[str] = set()
    rest: set[str] = set()
    for name, text in texts(concept, said(concept, dossier.facets[record])):
        (title if name in TITLES else rest).update(fold(text).split())
    return title, rest
