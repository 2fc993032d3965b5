"""Scopes: what a token may open, as the data file beside this says it, in the words of both languages."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing that a token may open.

    Args:
        word: As tokens and the description of the routes have it, such as ``due:read``.
        en: What it opens, in English.
        nb: In Norwegian.
        routes: The addresses below ``/api/register`` that it opens.
    """

    word: str
    en: str
    nb: str
    routes: tuple[str, ...]

    def text(self, language: str) -> str:
        """What it opens, in a language."""
        return self.nb if language == "nb" else self.en


@cache
def scopes() -> Mapping[str, Scope]:
    """Word → scope, in the order of the file."""
    told = tomllib.loads((files(__package__) / "scopes.toml").read_text("utf-8"))
    found = (Scope(one["word"], one["en"], one["nb"], tuple(one["routes"])) for one in told.values())
    return MappingProxyType({one.word: one for one in found})


def in_order(words: Iterable[str]) -> tuple[str, ...]:
    """These words, each once, in the order of the file; what is no word of a scope is left out."""
    wanted = set(words)
    return tuple(word for word in scopes() if word in wanted)
