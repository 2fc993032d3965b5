"""The pillar of a DAC purpose code: our own reading, in ``pillars.csv``."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any, NamedTuple

from forlik.iati.flows.beside import listed

PURPOSE, CATEGORY = "1", "2"
"""Codes of the two DAC vocabularies in the list SectorVocabulary."""
CATEGORY_DIGITS = 3


class Pillar(NamedTuple):
    """A pillar, ``None`` when it cannot be known, and the rule that says why."""

    pillar: str | None
    rule: str


@functools.cache
def about() -> Mapping[str, Any]:
    """What the list is: its ``version``, its ``statement`` that it is our own reading, its ``source``."""
    return tomllib.loads(resources.files(__package__).joinpath("pillars.toml").read_text("utf-8"))


@functools.cache
def pillar(vocabulary: str | None, code: str | None) -> Pillar:
    """The pillar of a sector.

    Args:
        vocabulary: Code of the vocabulary; ``None`` when there is no sector.
        code: Purpose code, or three-digit code in the vocabulary of those.
    """
    if vocabulary is None or code is None:
        return Pillar(None, "no_sector")
    if vocabulary not in {PURPOSE, CATEGORY}:
        return Pillar(None, "other_vocabulary")
    # Three digits among the purpose codes can only mean the category.
    codes = _categories() if vocabulary == CATEGORY or len(code) == CATEGORY_DIGITS else _purposes()
    return codes.get(code) or Pillar(None, "unknown_code")


@functools.cache
def _purposes() -> Mapping[str, Pillar]:
    rows = {row["code"]: row for row in listed("pillars.csv")}
    return {
        code: Pillar(rows[row["replaced_by"]]["pillar"], "forwarded")
        if row["replaced_by"]
        else Pillar(row["pillar"], "code")
        for code, row in rows.items()
    }


@functools.cache
def _categories() -> Mapping[str, Pillar]:
    found: dict[str, set[str]] = {}
    for row in listed("pillars.csv"):
        if one := _purposes()[row["code"]].pillar:
            found.setdefault(row["code"][:CATEGORY_DIGITS], set()).add(one)
    return {
        code: Pillar(next(iter(names)), "category") if len(names) == 1 else Pillar(None, "ambiguous_category")
        for code, names in found.items()
    }
