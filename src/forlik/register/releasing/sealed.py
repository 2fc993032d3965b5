"""Sealed texts: what is sealed in a file, and whether a public text gives any of it away."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from forlik.register.concepts import CONCEPTS
from forlik.register.dossier import Case, Dossier
from forlik.register.releasing.leaves import leaves
from forlik.register.rows import Row

OPEN_LABELS = frozenset({"0", "1"})
SHORTEST = 3
"""Letters below which a text gives nothing away."""
INSIDE = 12
"""Letters from which on a sealed text is looked for inside a public one."""
SENTENCE = 20
"""Letters from which on a sentence of a sealed text is looked for by itself, and a public text inside a sealed one."""
NAME = 4
"""Letters from which on the name of somebody whose being there is secret is looked for."""
NEVER = 1 << 20
NAMES = ("name", "names", "label")
ENDS = re.compile(r"[.!?;\n]+")


class Sealed(NamedTuple):
    """A text that is sealed.

    Args:
        text: The text, without what only looks different.
        least: Letters from which on it is looked for inside others.
        sentences: Its longer sentences.
    """

    text: str
    least: int
    sentences: tuple[str, ...]


def sealed_texts(case: Case, public: Dossier, also: Iterable[str] = ()) -> tuple[Sealed, ...]:
    """The texts that are sealed in a file, as far as its viewer sees them, but those that are public already.

    Args:
        case: The file, as whoever releases sees it.
        public: What the public reads.
        also: Names that are as secret: those of the compartments.
    """
    known = {_plain(text) for one in _records(case) for row in _rows(public, one) for text in _texts(row)}
    # A compartment is often called by the word for what it is about: only the bare name gives it away.
    found: dict[str, int] = dict.fromkeys(also, NEVER)
    for record in _records(case):
        rows = list(_rows(case.dossier, record))
        hidden = all(row.label not in OPEN_LABELS for row in rows)
        for row in rows:
            if row.label in OPEN_LABELS:
                continue
            for path, text in _pairs(row):
                named = hidden and path.partition(".")[0] in NAMES
                found[text] = min(found.get(text, INSIDE), NAME if named else INSIDE)
    every = (Sealed(_plain(text), least, tuple(_sentences(text))) for text, least in sorted(found.items()))
    return tuple(one for one in every if len(one.text) >= SHORTEST and one.text not in known)


def gives_away(text: str, sealed: Iterable[Sealed]) -> bool:
    """Whether a public text is, holds or repeats a sealed one."""
    said = _plain(text)
    return any(_repeats(said, one) for one in sealed)


def _repeats(said: str, one: Sealed) -> bool:
    if said == one.text:
        return True
    if len(one.text) >= one.least and _inside(one.text, said):
        return True
    if len(said) >= SENTENCE and _inside(said, one.text):
        return True
    return any(_inside(sentence, said) for sentence in one.sentences)


def _inside(part: str, whole: str) -> bool:
    """Whether a text stands in another as words of their own."""
    if part not in whole:
        return False
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", whole) is not None


def _sentences(text: str) -> Iterator[str]:
    parts = [_plain(part) for part in ENDS.split(text)]
    if len(parts) > 1:
        yield from (part for part in parts if len(part) >= SENTENCE)


def _plain(text: str) -> str:
    """A text without what only looks different: case, spaces, unseen letters, forms of a letter, marks at its ends."""
    seen = "".join(letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    return " ".join(seen.casefold().split()).strip(" .,:;!?“”\"'")


def _records(case: Case) -> tuple[str, ...]:
    """Everything in the file of an engagement."""
    ones = (case.acts, case.texts, case.commitments, case.roles, case.actors, case.assessments)
    return tuple(dict.fromkeys((*case.files, *(one.id for some in ones for one in some))))


def _rows(dossier: Dossier, record: str) -> Iterable[Row]:
    return dossier.facets.get(record, {}).values()


def _pairs(row: Row) -> Iterator[tuple[str, str]]:
    for leaf in leaves(CONCEPTS[row.concept], row.body):
        if leaf.sort == "text":
            yield leaf.path, leaf.value


def _texts(row: Row) -> Iterator[str]:
    return (text for _, text in _pairs(row))
