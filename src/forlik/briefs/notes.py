"""Footnotes and sources of a brief, numbered in the order in which they are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from forlik.briefs.document import Document, Fact, Inline, Value
from forlik.briefs.words import word
from forlik.core.citation import cite
from forlik.core.figure import Basis


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote.

    Args:
        number: Its number.
        text: What it says.
        address: Where the figure or the record is found again.
    """

    number: int
    text: str
    address: str


@dataclass(frozen=True)
class Notes:
    """Footnotes and sources of a document.

    Args:
        document: The document.
    """

    document: Document

    @cached_property
    def _noted(self) -> Mapping[Value | Fact, int]:
        """Each figure and fact → its number; two of one address and text share one."""
        numbers: dict[tuple[str, str], int] = {}
        found: dict[Value | Fact, int] = {}
        for line in self.document.lines():
            for one in line:
                if isinstance(one, Value | Fact):
                    key = (one.address, "" if isinstance(one, Value) else one.record)
                    found[one] = numbers.setdefault(key, len(numbers) + 1)
        return found

    @property
    def noted(self) -> Sequence[Value | Fact]:
        """Every figure and fact that has a footnote, in the order in which they are read; what is said twice, once."""
        return tuple(self._noted)

    @cached_property
    def sources(self) -> Sequence[Basis]:
        """The snapshots behind the figures, each once, in the order in which they are first used."""
        found: dict[int, Basis] = {}
        for one in self._noted:
            if isinstance(one, Value) and one.figure.basis is not None:
                found.setdefault(one.figure.basis.number, one.figure.basis)
        return tuple(found.values())

    @cached_property
    def every(self) -> Sequence[Note]:
        """All footnotes, in their order."""
        found: dict[int, Note] = {}
        for one, number in self._noted.items():
            found.setdefault(number, Note(number, self._said(one), one.address))
        return tuple(found[number] for number in sorted(found))

    @cached_property
    def citations(self) -> Sequence[str]:
        """The sources in words, as numbered."""
        return tuple(cite([basis]) for basis in self.sources)

    def number(self, one: Inline) -> int | None:
        """The number of a figure's or a fact's footnote; nothing for words."""
        return self._noted.get(one) if isinstance(one, Value | Fact) else None

    def _said(self, one: Value | Fact) -> str:
        language = self.document.language
        if isinstance(one, Fact):
            recorded = word("note.recorded", language).format(day=one.recorded_at) if one.recorded_at else ""
            return "; ".join(part for part in (one.evidence, recorded) if part)
        figure = one.figure
        parts = [f"{figure.label}, {figure.country}, {figure.period}".strip(", "), figure.unit]
        if figure.low is not None and figure.high is not None:
            parts.append(word("note.between", language).format(low=figure.low, high=figure.high))
        if figure.status == "estimated":
            parts.append(word("note.estimated", language))
        if figure.reason:
            parts.append(figure.reason)
        if figure.basis is not None:
            number = self.sources.index(figure.basis) + 1
            known = word("note.known", language).format(day=figure.basis.known_at[:10])
            parts.append(f"[{number}], {known}, sha256 {figure.basis.short_sha256}")
        return "; ".join(part for part in parts if part)
