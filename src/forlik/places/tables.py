"""The dated table as it lies in the CSV files beside this module, read once at first use."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parent

Kind = Literal["state", "territory", "region", "world", "former", "disputed"]


@dataclass(frozen=True, slots=True)
class Span:
    """Days from first to last, both included.

    Args:
        first: First day; ``None`` when it reaches back beyond what the table covers.
        last: Last day; ``None`` when it still runs.
    """

    first: date | None
    last: date | None

    def meets(self, other: "Span") -> bool:
        """Whether the two share a day."""
        return starts_by(self.first, other.last) and starts_by(other.first, self.last)

    def holds(self, day: date) -> bool:
        """Whether a day lies within."""
        return starts_by(self.first, day) and starts_by(day, self.last)

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self.last is None

    @property
    def end(self) -> date:
        """The last day, or the last day there is."""
        return self.last or date.max


def starts_by(first: date | None, last: date | None) -> bool:
    """Whether one end of a span does not lie after the other; an open end never does."""
    return first is None or last is None or first <= last


EVER = Span(None, None)


@dataclass(frozen=True, slots=True)
class Entity:
    """One row of ``entities.csv``: a place, what it is and was while it lasted, its days, and since when a state."""

    id: str
    kind: Kind
    was: Kind
    span: Span
    state_from: date | None
    note: str
    evidence: str


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One row of ``codes.csv``; ``main`` codes are given out, the others are only understood."""

    entity: str
    system: str
    code: str
    span: Span
    main: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """One row of ``names.csv``: what a place is called in a language, and when."""

    entity: str
    language: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One row of ``groups.csv``: a list on which a place stands, and when."""

    entity: str
    group: str
    span: Span
    evidence: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """One row of ``parts.csv``: a place that lay, or now lies, within another, and when."""

    entity: str
    whole: str
    span: Span


@dataclass(frozen=True, slots=True)
class RefusedName:
    """One row of ``refused_names.csv``: a name that is not one place in those days."""

    name: str
    span: Span
    candidates: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class RefusedCode:
    """One row of ``refused_codes.csv``: a published code that is not a place."""

    system: str
    code: str
    candidates: tuple[str, ...]
    why: str


def read(name: str) -> list[dict[str, str]]:
    """The rows of one CSV file beside this module."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _span(row: dict[str, str]) -> Span:
    first, last = row["valid_from"], row["valid_to"]
    return Span(_day(first), _day(last)) if first or last else EVER


@cache
def entities() -> dict[str, Entity]:
    """Entity id → entity, in order of id."""
    return {row["entity"]: _entity(row) for row in read("entities.csv")}


def _entity(row: dict[str, str]) -> Entity:
    kind: Kind = row["kind"]  # type: ignore[assignment] # a test holds the file to the kinds
    was: Kind = row["was"]  # type: ignore[assignment] # the same test
    return Entity(row["entity"], kind, was, _span(row), _day(row["state_from"]), row["note"], row["evidence"])


@cache
def codes() -> tuple[CodeRow, ...]:
    """Every row of ``codes.csv``."""
    return tuple(
        CodeRow(row["entity"], row["system"], row["code"], _span(row), row["use"] == "main", row["evidence"])
        for row in read("codes.csv")
    )


@cache
def names() -> tuple[NameRow, ...]:
    """Every row of ``names.csv``."""
    return tuple(NameRow(row["entity"], row["language"], row["name"], _span(row)) for row in read("names.csv"))


@cache
def aliases() -> tuple[tuple[str, str], ...]:
    """Entity id and other name, for every row of ``aliases.csv``."""
    return tuple((row["entity"], row["alias"]) for row in read("aliases.csv"))


@cache
def groups() -> tuple[GroupRow, ...]:
    """Every row of ``groups.csv``."""
    return tuple(GroupRow(row["entity"], row["group"], _span(row), row["evidence"]) for row in read("groups.csv"))


@cache
def parts() -> tuple[PartRow, ...]:
    """Every row of ``parts.csv``."""
    return tuple(PartRow(row["entity"], row["whole"], _span(row)) for row in read("parts.csv"))


@cache
def refused_names() -> tuple[RefusedName, ...]:
    """Every row of ``refused_names.csv``."""
    return tuple(
        RefusedName(row["name"], _span(row), tuple(row["candidates"].split()), row["why"])
        for row in read("refused_names.csv")
    )


@cache
def refused_codes() -> tuple[RefusedCode, ...]:
    """Every row of ``refused_codes.csv``."""
    return tuple(
        RefusedCode(row["system"], row["code"], tuple(row["candidates"].split()), row["why"])
        for row in read("refused_codes.csv")
    )
