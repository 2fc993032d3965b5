"""A graph of provenance as PROV-JSON (W3C Member Submission of 24 April 2013), in the order in which it was told."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from forlik.core.printable import printable

PREFIXES: Mapping[str, str] = {
    "dct": "http://purl.org/dc/terms/",
    "term": "urn:forlik:term:",
    "figure": "urn:forlik:figure:",
    "snapshot": "urn:forlik:snapshot:",
    "transaction": "urn:forlik:transaction:",
    "brief": "urn:forlik:brief:",
    "course": "urn:forlik:course:",
    "table": "urn:forlik:table:",
    "edition": "urn:sha256:",
    "record": "urn:forlik:record:",
    "evidence": "urn:forlik:evidence:",
    "making": "urn:forlik:making:",
    "method": "urn:forlik:method:",
    "software": "urn:forlik:software:",
    "organisation": "urn:forlik:organisation:",
}
"""Prefix of a name → what it stands for; ``prov`` and ``xsd`` are declared by the standard itself."""
KINDS = ("entity", "activity", "agent")
RELATIONS: Mapping[str, tuple[str, ...]] = {
    "wasGeneratedBy": ("entity", "activity"),
    "used": ("activity", "entity"),
    "wasAssociatedWith": ("activity", "agent", "plan"),
    "wasAttributedTo": ("entity", "agent"),
    "hadMember": ("collection", "entity"),
    "wasDerivedFrom": ("generatedEntity", "usedEntity", "activity"),
}
"""Relation → its ends, in the standard's order."""
SHORT = 16
"""Hexadecimal digits of a digest that tell names apart."""


class Graph:
    """Entities, activities and agents, and how they hang together; each is told once."""

    def __init__(self) -> None:
        self._told: dict[str, dict[str, Mapping[str, Any]]] = {kind: {} for kind in (*KINDS, *RELATIONS)}
        self._known: set[tuple[str, ...]] = set()

    def put(self, kind: str, name: str, **said: Any) -> str:
        """Tell of something, unless that was done before.

        Args:
            kind: One of ``KINDS``.
            name: Its name, with its prefix.
            said: What is said of it: ``prov_label`` is ``prov:label``; what is empty is left out.

        Returns:
            The name.
        """
        if name not in self._told[kind]:
            told = ((attribute.replace("_", ":", 1), _value(one)) for attribute, one in said.items())
            self._told[kind][name] = {attribute: one for attribute, one in told if one not in (None, "")}
        return name

    def relate(self, relation: str, *ends: str) -> None:
        """Tell how two or three things hang together, unless that was done before.

        Args:
            relation: One of ``RELATIONS``.
            ends: Their names, in the standard's order; the last may be left out.
        """
        if (relation, *ends) not in self._known:
            self._known.add((relation, *ends))
            named = zip(RELATIONS[relation], ends, strict=False)
            rows = self._told[relation]
            rows[f"_:{relation}{len(rows) + 1}"] = {f"prov:{end}": name for end, name in named}

    def written(self) -> str:
        """The graph as JSON, with no more prefixes than it needs."""
        body = {kind: rows for kind, rows in self._told.items() if rows}
        used = {name.partition(":")[0] for name in _names(body)}
        prefixes = {prefix: stands for prefix, stands in PREFIXES.items() if prefix in used}
        return json.dumps({"prefix": prefixes, **body}, ensure_ascii=False, indent=1)


def named(prefix: str, *parts: str) -> str:
    """A name made of parts, in which no sign means anything to whoever reads it.

    Args:
        prefix: One of ``PREFIXES``.
        parts: Its parts.
    """
    return f"{prefix}:{'/'.join(quote(part, safe='-_.~') for part in parts)}"


def short(*parts: str, digits: int = SHORT) -> str:
    """A short digest of texts."""
    return sha256("\n".join(parts).encode()).hexdigest()[:digits]


def typed(text: str, kind: str) -> Mapping[str, str]:
    """A value with its kind, such as ``xsd:decimal`` or ``prov:QUALIFIED_NAME``."""
    return {"$": text, "type": kind}


def _value(said: Any) -> Any:
    return printable(said) if isinstance(said, str) else said


def _names(body: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[str]:
    """Every name in a graph: of things, of what is said of them, and of ends."""
    for kind, rows in body.items():
        for name, row in rows.items():
            yield name
            yield from row
            for one in row.values():
                if kind in RELATIONS:
                    yield str(one)
                elif isinstance(one, Mapping):
                    yield one["$"] if one["type"] == "prov:QUALIFIED_NAME" else one["type"]
