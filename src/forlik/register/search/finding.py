"""Finding records by words: all of them must be there; what a record is called counts before what it says.

Only the records of one viewer's dossier are looked through, so that what is hidden and what is not there are the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from forlik.register.dossier import Dossier
from forlik.register.search.excerpts import Piece, excerpt, in_words
from forlik.register.search.folding import words
from forlik.register.search.index import indexes
from forlik.register.search.texts import TITLES, said, texts

LONGEST = 200
"""Characters of a query that are looked at."""
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found.

    Args:
        record: Its id.
        concept: Its concept.
        field: The field in which the words stand, of several the one with most of them.
        excerpt: What stands there around the first of them, in pieces.
    """

    record: str
    concept: str
    field: str
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Args:
        number: How many records, all of them seen by who asks.
        hits: Those of the page asked for, the best first.
    """

    number: int
    hits: tuple[Hit, ...]


def find(dossier: Dossier, query: str, *, start: int = 0, most: int = 20) -> Found:
    """The records in which every word of a query stands.

    Args:
        dossier: What the viewer sees, as known on a day.
        query: Words in any script.
        start: How many of the best are left out.
        most: How many are wanted.
    """
    asked = words(query[:LONGEST])[:MOST_WORDS]
    scored = list(_scored(dossier, asked)) if asked else []
    best = nsmallest(start + most, scored)[start:]
    return Found(len(scored), tuple(_hit(dossier, record, asked) for _, record in best))


def _scored(dossier: Dossier, asked: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Of each record with all of the words: the less the better, and its id."""
    every, anew, changed = indexes(dossier)
    yield from ((-count, record) for count, record in every.scored(asked) if record not in changed)
    yield from ((-count, record) for count, record in anew.scored(asked))


def _hit(dossier: Dossier, record: str, asked: Sequence[str]) -> Hit:
    """A found record, with the text that has most of the words; of equal ones what it says rather than its title."""
    concept = dossier.concept(record)
    every = list(texts(concept, said(concept, dossier.facets[record])))
    field, text = max(every, key=lambda one: (len(in_words(one[1], asked)), one[0] not in TITLES))
    return Hit(record, concept, field, excerpt(text, asked))
