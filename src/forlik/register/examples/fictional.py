"""Two engagements and two options that never were, with what is secret in them: to learn, show and test with."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from forlik.register.concept import Concept
from forlik.register.facets import OPEN, Facet, facet_named
from forlik.register.placing import Body, place, together
from forlik.register.rows import Row

NOON = 12
"""The hour, in UTC, at which everything of the examples is recorded."""
MARKED = "Fictional"
"""How everything in them begins."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One state of one record, as it was recorded.

    Args:
        record: The record.
        bodies: Facet → its fields.
        file: The engagement or option in whose file it stands; empty where it stands in none.
        at: When it was recorded.
    """

    record: Concept
    bodies: Mapping[Facet, Body]
    file: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Fiction:
    """The examples.

    Args:
        filed: What was recorded, in its order; a record that changed stands several times.
        compartments: File → the compartment of its secret facets.
    """

    filed: tuple[Filed, ...]
    compartments: Mapping[str, str]

    def rows(self) -> tuple[Row, ...]:
        """The same as rows: everything for the staff, and what is secret for the compartment of its file."""
        numbers: dict[tuple[str, Facet], int] = {}
        rows = []
        for one in self.filed:
            for facet, body in one.bodies.items():
                numbers[one.record.id, facet] = n = numbers.get((one.record.id, facet), 0) + 1
                label = self.label(one.file, facet)
                concept = type(one.record).__name__.lower()
                rows.append(Row(one.record.id, concept, facet.word, label, n, one.at, one.at, body))
        return tuple(rows)

    def label(self, file: str, facet: Facet) -> str:
        """The label of a facet of a file; what stands in no file is secret to the first one's compartment."""
        if facet is Facet.SECRET:
            return f"2:{self.compartments.get(file) or next(iter(self.compartments.values()))}"
        return "1"


def fictional() -> Fiction:
    """The two engagements, and the two options."""
    text = (files("forlik.register") / "examples" / "fictional.toml").read_text(encoding="utf-8")
    given = tomllib.loads(text)
    compartments = {file: one["compartment"] for file, one in given["files"].items()}
    return Fiction(tuple(_filed(dict(one)) for one in given["record"]), compartments)


def _filed(one: dict[str, Any]) -> Filed:
    concept, record = one.pop("concept"), one.pop("id")
    at = datetime.fromisoformat(one.pop("on")).replace(hour=NOON, tzinfo=UTC)
    stands = one.pop("file", "")
    floor, public = facet_named(one.pop("floor", "open")), one.pop("public", False)
    cited = one.pop("evidence", None) or [one.pop("said")] if _cites(one) else []
    fields = {**one, "evidence": [{"citation": each, "basis": "fictional", "obtained": "archive"} for each in cited]}
    whole = together(concept, record, {OPEN: fields})
    begins = concept == "engagement" or one.get("kind") == "option"
    file = record if begins else stands or str(one.get("engagement", ""))
    return Filed(whole, place(whole, floor=floor, public=public), file, at)


def _cites(one: Mapping[str, Any]) -> bool:
    """Whether a record says by what it is known: in ``evidence``, or in ``said`` where nothing else is meant by it."""
    return "evidence" in one or "said" in one
