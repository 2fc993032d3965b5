"""What a brief is made of: sections of plain values, in which every figure knows its own reference."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
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
        cited: Publications that say it, each in words; they are numbered among the sources of the brief.
    """

    text: str
    record: str
    address: str
    # Two facts that say the same are the same, of however secret parts they were read.
    label: str = field(default="0", compare=False)
    evidence: str = ""
    recorded_at: str = ""
    cited: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """What stands in the text."""
        return self.text


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """A course of figures as a whole; it gets one footnote.

    Args:
        figures: The figures, oldest first; unknown ones too.
        address: Where the whole of it is found again.
        text: What it is called in the text.
    """

    figures: tuple[Figure, ...]
    address: str
    text: str

    @property
    def shown(self) -> str:
        """What stands in the text."""
        return self.text


Noted = Value | Fact | Series
"""What gets a footnote."""
Inline = str | Value | Fact | Series | Strong
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


@dataclass(frozen=True, slots=True)
class Card:
    """One figure that stands out among a few.

    Args:
        title: What it belongs to.
        figure: The figure, or a dash.
        said: What it is, and what was before it.
    """

    title: str
    figure: Inline
    said: Line


@dataclass(frozen=True, slots=True)
class Cards:
    """A few figures in a row, before anything else.

    Args:
        every: The figures.
    """

    every: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A course that is drawn; where nothing can be drawn it is a table.

    Args:
        title: What is counted.
        unit: In what.
        series: The course.
        named: Figures of it that are written into the drawing; each stands in the caption, where it has its footnote.
        texts: Each figure of the course as it is written.
        caption: What stands below it.
        spoken: What it shows, for those who do not see it.
        span: First and last period of the axis.
        ticks: Periods that the axis names, and how.
        bars: Whether it is drawn in bars.
        top: The greatest value of the scale, where several charts share one.
    """

    title: str
    unit: str
    series: Series
    named: tuple[Value, ...]
    texts: tuple[str, ...]
    caption: Line
    spoken: str
    span: tuple[str, str]
    ticks: tuple[tuple[str, str], ...] = ()
    bars: bool = False
    top: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Charts:
    """Some charts in rows.

    Args:
        every: The charts.
        columns: How many stand in a row.
        head: What the columns of their tables are called: the period and the value.
    """

    every: tuple[Chart, ...]
    columns: int
    head: tuple[str, str]


Block = Paragraph | Bullets | Grid | Cards | Charts


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
        pages: How many pages it has on paper at most: its notes then stand at its end, and its letters grow smaller
            before it grows longer; no bound for 0.
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
    pages: int = 0

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
                    case Cards(every):
                        for card in every:
                            yield (card.figure, *card.said)
                    case Charts(every):
                        yield from (chart.caption for chart in every)


def line(*parts: Inline) -> Line:
    """A line of its parts; empty words are left out."""
    return tuple(one for one in parts if one != "")


def paragraph(*parts: Inline) -> Paragraph:
    """A paragraph of its parts."""
    return Paragraph(line(*parts))


def bullets(lines: Sequence[Line]) -> Bullets:
    """A list of lines."""
    return Bullets(tuple(lines))
