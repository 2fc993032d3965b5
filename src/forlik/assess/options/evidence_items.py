"""What is coded as opportunity and ability, as it stands in ``evidence.toml``."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from forlik.core.errors import UsageError

CODES = 5
"""Codes of an item: 0 to 4."""


@dataclass(frozen=True, slots=True)
class CodedItem:
    """One thing that is coded.

    Args:
        kind: ``opportunity`` or ``ability``.
        item: Its name, as codes have it.
        en: What it is called in English.
        nb: In bokmål.
        codes_en: What 0, 1, 2, 3 and 4 stand for.
        codes_nb: The same in bokmål.
        lowers: Modes of options that a high code speaks against.
        raises: Modes of options that a high code speaks for.

    Raises:
        UsageError: It has not five codes in both languages.
    """

    kind: str
    item: str
    en: str
    nb: str
    codes_en: tuple[str, ...]
    codes_nb: tuple[str, ...]
    lowers: tuple[str, ...] = ()
    raises: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not len(self.codes_en) == len(self.codes_nb) == CODES:
            raise UsageError(f"{self.item} has not {CODES} codes", where="evidence.toml", remedy="say what 0 to 4 mean")


@lru_cache(maxsize=1)
def coded_items() -> tuple[CodedItem, ...]:
    """The items that come with Forlik, in their order."""
    said = tomllib.loads((files("forlik.assess.options") / "evidence.toml").read_text(encoding="utf-8"))
    return tuple(CodedItem(**_fixed(one)) for one in said["item"])


def _fixed(said: dict[str, Any]) -> dict[str, Any]:
    """What the file says of an item, its lists unchangeable."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
