"""The declared vocabulary: every figure that a rule may ask about, as ``figures.csv`` says it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from forlik.portfolio.flags.in_both import InBoth


@dataclass(frozen=True, slots=True)
class Term:
    """One figure that a rule may ask about.

    Args:
        name: Its name.
        unit: Its unit.
        counted_in: The same in both languages.
        digits: Digits after the point that are shown.
        title: What it is called where there is little room.
        means: What it means.
        source: What it is made from.
        unknown: When it is unknown.
    """

    name: str
    unit: str
    counted_in: InBoth
    digits: int
    title: InBoth
    means: InBoth
    source: str
    unknown: str


@cache
def vocabulary() -> Mapping[str, Term]:
    """Name → the figure of that name, in the order of the file."""
    text = (files("forlik.portfolio.flags") / "figures.csv").read_text("utf-8")
    return {
        row["name"]: Term(
            row["name"],
            row["unit"],
            InBoth(en=row["unit"], nb=row["unit_nb"]),
            int(row["digits"]),
            InBoth(en=row["title_en"], nb=row["title_nb"]),
            InBoth(en=row["en"], nb=row["nb"]),
            row["source"],
            row["unknown"],
        )
        for row in csv.DictReader(text.splitlines())
    }


def term(name: str) -> Term:
    """The figure of a name that the vocabulary has."""
    return vocabulary()[name]
