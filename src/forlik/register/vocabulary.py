"""Vocabularies: the words for kinds, roles and scales. Each is a file that says where its words come from."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, get_args

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
class _Word:
    """Refuses what is no word of a vocabulary."""

    vocabulary: str

    def __call__(self, written: str) -> str:
        if written not in vocabulary(self.vocabulary):
            words = ", ".join(vocabulary(self.vocabulary))
            raise ValueError(f"“{written}” is no word of {self.vocabulary}: take one of {words}")
        return written


def word_of(name: str) -> AfterValidator:
    """Metadata by which a text is a word of a vocabulary."""
    return AfterValidator(_Word(name))


def spoken(annotation: Any, metadata: Iterable[Any] = ()) -> str:
    """The vocabulary that a field takes its word or words from; empty where it takes any text.

    Args:
        annotation: The field's type.
        metadata: What stands beside the type.
    """
    for one in (*metadata, *getattr(annotation, "__metadata__", ())):
        if isinstance(one, AfterValidator) and isinstance(one.func, _Word):
            return one.func.vocabulary
    return next(filter(None, map(spoken, get_args(annotation))), "")
