"""A brief as Markdown, with footnotes as ``[^n]:``."""

import re
from collections.abc import Iterator

from forlik.briefs.document import Block, Bullets, Document, Grid, Line, Paragraph, Strong
from forlik.briefs.notes import Notes
from forlik.briefs.words import word
from forlik.core.printable import printable

_SIGNS = re.compile(r"([\\`*_{}\[\]<>|~])")
_SPACES = re.compile(r"[ \t\r\n]+")
"""Narrow no-break spaces stay: groups of digits are one number."""
_START = re.compile(r"^(\s*)(#{1,6}|[-+*>]|\d+[.)]|={2,}|-{2,})(\s|$)")


def markdown(document: Document) -> bytes:
    """A brief as Markdown, in UTF-8.

    Args:
        document: The brief.
    """
    return ("\n".join(_lines(document, Notes(document))) + "\n").encode()


def _lines(document: Document, notes: Notes) -> Iterator[str]:
    language = document.language
    yield f"# {escaped(document.title)}"
    yield ""
    when = word("as_of", language).format(day=document.day)
    yield f"**{escaped(document.marked)}** · {escaped(document.kind)} · {escaped(when)}"
    for remark in document.remarks:
        yield ""
        yield f"> {escaped(remark)}"
    for section in document.sections:
        yield ""
        yield f"## {escaped(section.title)}"
        for block in section.blocks:
            yield ""
            yield from _block(block, notes)
    if notes.sources:
        yield ""
        yield f"## {word('sources', language)}"
        yield ""
        yield from (f"{number}. {escaped(text)}" for number, text in enumerate(notes.citations, 1))
    if notes.every:
        yield ""
        yield from (f"[^{one.number}]: {escaped(one.text)} `{one.address}`" for one in notes.every)


def _block(block: Block, notes: Notes) -> Iterator[str]:
    match block:
        case Paragraph(line):
            yield _safe(_run(line, notes))
        case Bullets(lines):
            yield from (f"- {_run(line, notes)}" for line in lines)
        case Grid():
            yield from _grid(block, notes)


def _grid(grid: Grid, notes: Notes) -> Iterator[str]:
    if grid.caption:
        yield f"**{escaped(grid.caption)}**"
        yield ""
    yield "| " + " | ".join(map(escaped, grid.head)) + " |"
    yield "|" + "|".join(" ---: " if place in grid.numbers else " --- " for place in range(len(grid.head))) + "|"
    for row in grid.rows:
        yield "| " + " | ".join(_run(cell, notes) for cell in row) + " |"


def _run(line: Line, notes: Notes) -> str:
    return "".join(_inline(one, notes) for one in line)


def _inline(one: object, notes: Notes) -> str:
    if isinstance(one, str):
        return escaped(one)
    if isinstance(one, Strong):
        return f"**{escaped(one.text)}**"
    return f"{escaped(one.shown)}[^{notes.number(one)}]"  # type: ignore[attr-defined,arg-type]


def escaped(text: str) -> str:
    """Words on one line, of which nothing is taken for a sign of Markdown or of HTML."""
    return _SIGNS.sub(r"\\\1", _SPACES.sub(" ", printable(text)))


def _safe(text: str) -> str:
    """A paragraph that begins with what would begin a heading or a list."""
    return _START.sub(lambda found: f"{found[1]}\\{found[2]}{found[3]}", text)
