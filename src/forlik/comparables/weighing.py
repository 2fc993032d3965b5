"""How likeness is counted: the points of each attribute, as they stand in ``weights.csv``, and the words shown."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weight:
    """What an attribute counts.

    Args:
        attribute: The attribute's name.
        points: Points for being wholly alike in it.
        how: ``same``; ``shared``, what is common as a share of what either has; ``held``, the same as a share of what
            the case has; or ``band``, the same band of numbers.
        en: What it is called.
        nb: The same in bokmål.
        says_en: When it counts.
        says_nb: The same in bokmål.
    """

    attribute: str
    points: int
    how: str
    en: str
    nb: str
    says_en: str
    says_nb: str


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Weight]:
    """Attribute → what it counts, in the order in which they are told."""
    return {row["attribute"]: _weight(**row) for row in _rows("weights.csv")}


def _weight(points: str, **row: str) -> Weight:
    return Weight(points=int(points), **row)


@lru_cache(maxsize=1)
def words() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Attribute → word → what it is called in English and in bokmål."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for row in _rows("words.csv"):
        found.setdefault(row["of"], {})[row["word"]] = (row["en"], row["nb"])
    return found


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("forlik.comparables") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
