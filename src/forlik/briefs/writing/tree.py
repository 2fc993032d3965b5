"""A brief as plain lists and texts with its notes numbered: what a layout program reads as data, never as its code."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit, urlunsplit

from forlik.briefs.document import Block, Bullets, Card, Cards, Chart, Charts, Document, Grid, Line, Paragraph, Strong
from forlik.briefs.notes import Note, Notes
from forlik.briefs.words import word
from forlik.briefs.writing.drawing import FONT, drawing
from forlik.briefs.writing.led import desk, pieces
from forlik.core.days import in_words
from forlik.core.printable import printable

Of = TypeVar("Of")
LONGEST = 6_000
"""Signs of one list or table, some two pages; a line or row that is longer is one of its own."""


def tree(document: Document, *, drawn: bool = True) -> Mapping[str, Any]:
    """A brief as plain lists and texts.

    Args:
        document: The brief.
        drawn: Whether charts have their pictures; programs read their figures alone.

    Returns:
        ``title``, ``kind``, ``marking``, ``when``, ``day`` as year, month and day, ``remarks``, ``sections`` with their
        ``blocks`` of runs, ``notes`` and ``sources``. For a layout, the notes with their links: ``footed``, or, of a
        brief with a bound on its pages, ``ended``, with ``on``, which says what belongs to the address of each; and
        the sources as ``cited``, in pieces of text with the address that each leads to.
    """
    notes, language = Notes(document), document.language
    on, ended = _ended(notes) if document.pages else ("", [])
    footed = {} if document.pages else {str(one.number): _footed(one, document.base) for one in notes.every}
    return {
        "title": printable(document.title),
        "kind": printable(document.kind),
        "marking": printable(document.marked),
        "when": word("as_of", language).format(day=in_words(document.day, language)),
        "day": [document.day.year, document.day.month, document.day.day],
        "language": language,
        "words": {code: word(code, language) for code in ("sources", "notes", "page", "of")},
        "on": on,
        "remarks": [printable(one) for one in document.remarks],
        "sections": [
            {
                "title": printable(one.title),
                "blocks": [_block(part, notes, drawn) for block in one.blocks for part in parts(block)],
            }
            for one in document.sections
        ],
        "pages": document.pages,
        "notes": {str(one.number): printable(f"{one.text} {one.address}".strip()) for one in notes.every},
        "footed": footed,
        "ended": ended,
        "sources": [printable(one) for one in notes.citations],
        "cited": [[{"text": printable(text), "link": link} for text, link in pieces(one)] for one in notes.citations],
    }


def parts(block: Block) -> Iterator[Block]:
    """A long list or table as several: of one over many pages, each page is laid out anew for every footnote on it.

    Args:
        block: A block.
    """
    match block:
        case Bullets(lines):
            yield from (Bullets(tuple(some)) for some in _apart(lines, _signs))
        case Grid(rows=rows):
            for number, some in enumerate(_apart(rows, lambda row: sum(map(_signs, row)))):
                yield replace(block, caption="" if number else block.caption, rows=tuple(some))
        case _:
            yield block


def _apart(every: Sequence[Of], signs: Callable[[Of], int]) -> Iterator[list[Of]]:
    """Some things in a row, a few at a time: as many as are no longer together than may be; all of nothing at once."""
    some: list[Of] = []
    together = 0
    for one in every:
        if some and together + signs(one) > LONGEST:
            yield some
            some, together = [], 0
        some.append(one)
        together += signs(one)
    yield some


def _signs(line: Line) -> int:
    return sum(len(one if isinstance(one, str) else one.text) for one in line)


def _block(block: Block, notes: Notes, drawn: bool) -> Mapping[str, Any]:
    match block:
        case Paragraph(line):
            return {"kind": "paragraph", "line": _runs(line, notes)}
        case Bullets(lines):
            return {"kind": "bullets", "lines": [_runs(line, notes) for line in lines]}
        case Grid():
            return {
                "kind": "grid",
                "caption": printable(block.caption),
                "head": [printable(one) for one in block.head],
                "rows": [[_runs(cell, notes) for cell in row] for row in block.rows],
                "numbers": sorted(block.numbers),
            }
        case Cards(every):
            return {"kind": "cards", "cards": [_card(one, notes) for one in every]}
        case Charts():
            charts = [_chart(one, block.columns, notes, drawn) for one in block.every]
            return {"kind": "charts", "columns": block.columns, "charts": charts}


def _card(one: Card, notes: Notes) -> Mapping[str, Any]:
    return {"title": printable(one.title), "figure": _inline(one.figure, notes), "said": _runs(one.said, notes)}


def _chart(one: Chart, columns: int, notes: Notes, drawn: bool) -> Mapping[str, Any]:
    return {
        "title": printable(one.title),
        "unit": printable(one.unit),
        **({"picture": drawing(one, columns, notes, font=FONT)} if drawn else {}),
        "spoken": printable(one.spoken),
        "figures": [
            {"period": figure.period, "text": text, "status": figure.status}
            for figure, text in zip(one.series.figures, one.texts, strict=True)
        ],
        "caption": _runs(one.caption, notes),
    }


def _ended(notes: Notes) -> tuple[str, Sequence[Mapping[str, Any]]]:
    """Notes for the end of a brief, and what belongs to the address of each: a day and a country are said once."""
    document, every = notes.document, notes.every
    queries = [parse_qs(urlsplit(one.address).query) for one in every]
    common = [
        f"{name}={found.pop()}"
        for name in ("country", "as_of", "clock", "mode")
        if len(found := {value for query in queries for value in query.get(name, ())}) == 1
    ]
    ended = [
        {
            "number": one.number,
            "text": printable(one.short),
            "address": printable(_shorter(one.address, common)),
            "link": desk(document.base, one.address),
        }
        for one in every
    ]
    return word("notes.on", document.language).format(fields="&".join(common)), ended


def _footed(one: Note, base: str) -> Mapping[str, str]:
    return {"text": printable(one.text), "address": printable(one.address), "link": desk(base, one.address)}


def _shorter(address: str, common: Sequence[str]) -> str:
    """An address without some fields of its query."""
    parts = urlsplit(address)
    query = "&".join(field for field in parts.query.split("&") if field not in common)
    return urlunsplit(parts._replace(query=query))


def _runs(line: Line, notes: Notes) -> list[Mapping[str, Any]]:
    return [_inline(one, notes) for one in line]


def _inline(one: object, notes: Notes) -> Mapping[str, Any]:
    if isinstance(one, str):
        return {"text": printable(one)}
    if isinstance(one, Strong):
        return {"text": printable(one.text), "strong": True}
    return {"text": printable(one.shown), "note": notes.number(one)}  # type: ignore[attr-defined,arg-type]
