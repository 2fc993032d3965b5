"""Vocabularies: the words for kinds, roles and scales. Each is a file that says where its words come from."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pydantic import AfterValidator

from forlik.register.facets import Facet, facet_named

COLUMNS = ("word", "en", "nb", "existence", "substance", "from")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a vocabulary.

    Args:
        word: As rows have it.
        en: In English.
        nb: In Norwegian.
        existence: Facet in which it stands, by default, that there is such a record.
        substance: Facet in which what it says stands by default.
        issuer: Whose word it is.
    """

    word: str
    en: str
    nb: str
    existence: Facet
    substance: Facet
    issuer: str


@cache
def vocabulary(name: str) -> Mapping[str, Word]:
    """The words of a vocabulary, in their order.

    Raises:
        FileNotFoundError: There is none of this name.
        ValueError: The file has other columns than it should, or a word twice.
    """
    path = files("forlik.register") / "vocabularies" / f"{name}.csv"
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, strict=True)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{name}.csv: its columns are not {', '.join(COLUMNS)}")
        words = [
            Word(
                row["word"],
                row["en"],
                row["nb"],
                facet_named(row["existence"]),
                facet_named(row["substance"]),
                row["from"],
            )
            for row in rows
        ]
    every = {word.word: word for word in words}
    if len(every) != len(words):
        raise ValueError(f"{name}.csv: a word stands twice")
    return MappingProxyType(every)


@dataclass(frozen=True, slots=True)
class Of:
    """Metadata of a field whose values are words of a vocabulary."""

    vocabulary: str


def word_of(name: str) -> AfterValidator:
    """Metadata by which a field takes only words of a vocabulary; with ``Of`` beside it, it also says which."""

    def check(written: str) -> str:
        if written not in vocabulary(name):
            raise ValueError(f"“{written}” is no word of {name}: take one of {', '.join(vocabulary(name))}")
        return written

    return AfterValidator(check)
