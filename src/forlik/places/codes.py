"""Codes of places: which system has which code for whom, and when."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from forlik.core.errors import UsageError
from forlik.places import tables
from forlik.places.folding import fold
from forlik.places.tables import CodeRow, RefusedCode

NUMBERED = frozenset({"m49", "gw", "cow", "ucdp", "views", "fts", "vdem"})
"""Systems whose codes are numbers; ``4``, ``004`` and ``4.0`` are the same."""

NAMED = frozenset({"pts", "natural_earth"})
"""Systems whose codes are names as that source writes them."""


@dataclass(frozen=True, slots=True)
class Book:
    """One system's rows, by code and by entity.

    Args:
        by_code: Normalised code → rows, in the file's order.
        by_entity: Entity id → rows with main codes, earliest first.
        refused: Normalised code → why it is no place.
    """

    by_code: dict[str, tuple[CodeRow, ...]]
    by_entity: dict[str, tuple[CodeRow, ...]]
    refused: dict[str, RefusedCode]


def systems() -> tuple[str, ...]:
    """The code systems, in alphabetical order."""
    return tuple(_books())


def book(system: str) -> Book:
    """One system's rows.

    Raises:
        UsageError: There is no such system.
    """
    found = _books().get(system)
    if found is None:
        raise UsageError(f"there is no code system “{system}”", remedy="one of " + ", ".join(systems()))
    return found


def normal(system: str, code: str) -> str:
    """A code as it is compared: upper case, numbers without zeros around them, names folded."""
    text = code.strip()
    if system in NAMED:
        return fold(text)
    if system in NUMBERED:
        whole = text.removesuffix(".0")
        return str(int(whole)) if whole.isdecimal() else whole
    return text.upper()


def code_of(entity: str, system: str, on: date | None = None) -> str | None:
    """A place's main code on a day, or the present (else last) one.

    Raises:
        UsageError: There is no such system.
    """
    rows = book(system).by_entity.get(entity, ())
    fitting = [row.code for row in rows if on is None or row.span.holds(on)]
    return fitting[-1] if fitting else None


@cache
def _books() -> dict[str, Book]:
    found: dict[str, Book] = {system: Book({}, {}, {}) for system in sorted({row.system for row in tables.codes()})}
    for row in tables.codes():
        mine = found[row.system]
        code = normal(row.system, row.code)
        mine.by_code[code] = (*mine.by_code.get(code, ()), row)
        if row.main:
            rows = (*mine.by_entity.get(row.entity, ()), row)
            mine.by_entity[row.entity] = tuple(sorted(rows, key=lambda one: one.span.end))
    for refusal in tables.refused_codes():
        found[refusal.system].refused[normal(refusal.system, refusal.code)] = refusal
    return found
