"""What a brief is made of: sections of plain values, in which every figure knows its own reference."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from forlik.core.figure import Figure

Language = Literal["en", "nb"]


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in a text; it gets a footnote.

    Args:
        figure: The figure.
        address: Where it is found again, as the desk's pages are addressed, with the day that it is known on.
        text: How it is written; as figures are when not given.
    """

    figure: Figure
    address: str
    text: str = ""

    @property
    def shown(self) -> str:
        """What stands in the text."""
        return self.text or self.figure.text


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a record of the register says; it gets a footnote.

    Args:
        text: What is said.
        record: Id of the record.
        address: Where it is found again.
        label: The greatest label of the facets that it was read from.
        evidence: What it rests on, in words; empty where that is not told.
        recorded_at: ISO day on which it was recorded; empty where that is not known.
    """

    text: str
    record: str
    address: str
    label: str = "0"
    evidence: str = ""
    recorded_at: str = ""

    @property
    def shown(self) -> str:
        """What stands in the text."""
        return self.text


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


Inline = str | Value | Fact | Strong
Line = tuple[Inline, ...]
"""Words, figures and facts that stand one after the other."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Args:
        caption: What it shows.
        head: What its columns are called.
        rows: Its rows; the first cell of each names it.
        numbers: Which columns are numbers, and stand to the right.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numbers: frozenset[int] = frozenset()


Block = Paragraph | Bullets | Grid


@dataclass(frozen=True, slots=True)
class Section:
    """A part under a heading."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A brief, ready to be written in any form.

    Args:
        name: Which brief it is, and of what, as a file would be called.
        title: Its title.
        kind: What kind of brief it is, in words.
        day: The day whose knowledge it shows.
        language: Its language.
        marking: The greatest label of its parts.
        marked: The marking in words.
        sections: Its parts.
        remarks: What a reader must mind of all of it.
        drawn: Ids of the records of the register that it draws on: whoever hands it out logs that they were shown.
        base: Address of the desk to which footnotes lead back, such as ``http://localhost:8400``; they stay words where
            none is named.
    """

    name: str
    title: str
    kind: str
    day: date
    language: Language
    marking: str
    marked: str
    sections: tuple[Section, ...]
    remarks: tuple[str, ...] = field(default=())
    base: str = ""
    drawn: frozenset[str] = frozenset()

    def lines(self) -> Iterator[Line]:
        """Every line, in the order in which it is read."""
        for section in self.sections:
            for block in section.blocks:
                match block:
                    case Paragraph(line):
                        yield line
                    case Bullets(lines):
                        yield from lines
                    case Grid(rows=rows):
                        for row in rows:
                            yield from row


def line(*parts: Inline) -> Line:
    """A line of its parts; empty words are left out."""
    return tuple(one for one in parts if one != "")


def paragraph(*parts: Inline) -> Paragraph:
    """A paragraph of its parts."""
    return Paragraph(line(*parts))


def bullets(lines: Sequence[Line]) -> Bullets:
    """A list of lines."""
    return Bullets(tuple(lines))
