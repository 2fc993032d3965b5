"""The Markdown of a brief, taken apart: its notes, its lines, and what stands in front of each call of a note."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forlik.briefs.words import word

NOTE = re.compile(r"^\[\^(?P<number>\d+)\]: .*`(?P<address>[^`]*)`[ \t]*$", re.ASCII)
CALL = re.compile(r"\[\^(?P<number>\d+)\]", re.ASCII)
WORD = re.compile(r"(?P<said>[^ \t\n|\[]+)(?:\[\^(?P<number>\d+)\])?", re.ASCII)
"""A word, and the footnote that it calls. A word that calls none is gone past as a whole: were it no match, what looks
for one would begin anew at each of its letters, and some scripts write no blanks between words."""
SIGNS = re.compile(r"\\(?P<sign>[!-/:-@\[-`{-~])|(?P<entity>&#?\w{1,32};)|\*\*")
"""What is escaped, a character by its name or number, and what makes words stand out."""
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
LENGTH_OF_DAY = 10
SOURCE = re.compile(r"(?P<number>\d+)\. ", re.ASCII)
AROUND = 40
"""Signs on either side of a number that are shown with it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some text of a line, as far as the next call of a note or the end.

    Args:
        raw: As Markdown.
        text: The same as it is read.
        mark: The note that is called behind it; empty where none is.
    """

    raw: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a brief.

    Args:
        number: Which one; the first is 1.
        raw: As Markdown.
        parts: What it is made of.
        table: The number of the first line of the table in which it stands; 0 where it stands in none.
    """

    number: int
    raw: str
    parts: tuple[Part, ...]
    table: int = 0

    @property
    def head(self) -> bool:
        """Whether it names the columns of a table."""
        return self.table == self.number

    @property
    def marks(self) -> tuple[str, ...]:
        """The notes that are called in it."""
        return tuple(part.mark for part in self.parts if part.mark)

    @property
    def text(self) -> str:
        """As it is read, without the calls of notes."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True)
class Text:
    """A brief as Markdown.

    Args:
        notes: Number of a note → its address; of two of one number the first counts, as it does for who reads it.
        lines: Its lines without those of its notes and sources.
        begins: Whether it begins as a brief does.
    """

    notes: Mapping[str, str]
    lines: Sequence[Line]
    begins: bool

    @property
    def title(self) -> str:
        """What it is called."""
        return self.lines[0].text.removeprefix("# ") if self.begins else ""

    @property
    def day(self) -> str:
        """The day whose knowledge it shows; empty where it does not begin as a brief."""
        return self.lines[2].raw[-LENGTH_OF_DAY:] if self.begins else ""


def taken_apart(text: str) -> Text:
    """Take a brief apart.

    Args:
        text: The brief as Markdown, with line ends of any kind.
    """
    every = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    notes: dict[str, str] = {}
    kept: list[tuple[int, str]] = []
    sources = _sources(every)
    for number, raw in enumerate(every, 1):
        if found := NOTE.match(raw):
            notes.setdefault(found["number"], found["address"])
        elif number not in sources:
            kept.append((number, raw))
    return Text(notes, tuple(_lines(kept)), begins("\n".join(every[:3])))


def begins(text: str) -> bool:
    """Whether a text begins as every brief does: with its title, then its marking, kind and day.

    Args:
        text: The text.
    """
    title, empty, line = (*text.split("\n", 3), "", "", "")[:3]
    if not (title.startswith("# ") and title != "# ") or empty:
        return False
    # The marking and the kind have one letter each at least.
    kind = line[3:-LENGTH_OF_DAY].partition("** · ")[2]
    return line.startswith("**") and " · " in kind[1:] and DAY.fullmatch(line[-LENGTH_OF_DAY:]) is not None


def calls(line: str) -> Iterator[tuple[str, str]]:
    """What stands before each call of a footnote, as far as the blank before it, and the number that is called.

    Args:
        line: Some text of a brief.
    """
    yield from ((one["said"], one["number"]) for one in WORD.finditer(line) if one["number"])


def plainly(raw: str) -> str:
    """Markdown as it is read: without what makes words stand out, and with each sign for itself.

    Args:
        raw: Markdown on one line.
    """
    return SIGNS.sub(lambda found: found["sign"] or html.unescape(found["entity"] or ""), raw)


def last_cell(text: str) -> str:
    """The last cell of a row of a table, as far as it goes; the whole where there are no cells.

    Args:
        text: The beginning of a line.
    """
    return text.rpartition(" | ")[2]


def around(text: str, start: int, end: int) -> str:
    """What stands around a place in a text, with dots where it goes on.

    Args:
        text: The text.
        start: Where the place begins.
        end: Where it ends.
    """
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    return f"{'…' if low else ''}{text[low:high].strip()}{'…' if high < len(text) else ''}"


def _sources(every: Sequence[str]) -> frozenset[int]:
    """The lines of the numbered sources: those under the last heading of that name, counted from 1 on."""
    headings = {f"## {word('sources', language)}" for language in ("en", "nb")}
    begin = max((number for number, raw in enumerate(every, 1) if raw in headings), default=0)
    found = {begin} if begin else set()
    for number, raw in enumerate(every[begin:] if begin else (), begin + 1):
        source = SOURCE.match(raw)
        if source and source["number"] == str(len(found)):
            found.add(number)
        elif raw.strip():
            break
    return frozenset(found)


def _lines(kept: Sequence[tuple[int, str]]) -> Iterator[Line]:
    table = 0
    for number, raw in kept:
        table = (table or number) if raw.startswith("|") else 0
        yield Line(number, raw, tuple(_parts(raw)), table)


def _parts(raw: str) -> Iterator[Part]:
    begin = 0
    for call in CALL.finditer(raw):
        yield Part(raw[begin : call.start()], plainly(raw[begin : call.start()]), call["number"])
        begin = call.end()
    if begin < len(raw) or not begin:
        yield Part(raw[begin:], plainly(raw[begin:]), "")
