"""A brief as Markdown, with footnotes as ``[^n]:``."""

import re
from collections.abc import Iterator

from forlik.briefs.document import Block, Bullets, Cards, Chart, Charts, Document, Grid, Line, Paragraph, Strong
from forlik.briefs.notes import Notes
from forlik.briefs.words import word
from forlik.core.figure import DASH, Figure
from forlik.core.printable import printable

_SIGNS = re.compile(r"([\\`*_{}\[\]<>|~&])")
"""Signs of Markdown and of HTML, and what begins the number of a character: it would bring back one taken out."""
_ADDRESS = re.compile(r"(?:https?|ftp)(?=://)|www(?=\.)", re.IGNORECASE)
"""What begins an address that would be a link by itself: where one leads to is for a reader to see, and not to hit."""
_SPACES = re.compile(r"[ \t\r\n]+")
"""Narrow no-break spaces stay: groups of digits are one number."""
_START = re.compile(r"^(\s*)(\d*)([#+-]+|=+|[.)])(\s|$)")
"""What would begin a heading, a list or a line across; digits take no sign before them, and what ends them does."""
_END = re.compile(r"(^| )(#+ *)$")
"""Signs of a heading that would be taken for its end."""


def markdown(document: Document) -> bytes:
    """A brief as Markdown, in UTF-8.

    Args:
        document: The brief.
    """
    return ("\n".join(_lines(document, Notes(document))) + "\n").encode()


def _lines(document: Document, notes: Notes) -> Iterator[str]:
    language = document.language
    yield f"# {_heading(document.title)}"
    yield ""
    when = word("as_of", language).format(day=document.day)
    yield f"{_strong(document.marked)} · {escaped(document.kind)} · {escaped(when)}"
    for remark in document.remarks:
        yield ""
        yield f"> {_safe(escaped(remark))}"
    for section in document.sections:
        yield ""
        yield f"## {_heading(section.title)}"
        for block in section.blocks:
            yield ""
            yield from _block(block, notes)
    if notes.citations:
        yield ""
        yield f"## {word('sources', language)}"
        yield ""
        yield from (f"{number}. {_safe(_plain(text))}" for number, text in enumerate(notes.citations, 1))
    if notes.every:
        yield ""
        yield from (f"[^{one.number}]: {_safe(escaped(one.text))} `{one.address}`" for one in notes.every)


def _block(block: Block, notes: Notes) -> Iterator[str]:
    match block:
        case Paragraph(line):
            yield _safe(_run(line, notes))
        case Bullets(lines):
            yield from (f"- {_safe(_run(line, notes))}" for line in lines)
        case Grid():
            yield from _grid(block, notes)
        case Cards(every):
            for card in every:
                figure, said = _run((card.figure,), notes), _run(card.said, notes)
                yield f"- {_strong(card.title)}: {figure} · {said}"
        case Charts():
            yield from _charts(block, notes)


def _grid(grid: Grid, notes: Notes) -> Iterator[str]:
    if grid.caption:
        yield _strong(grid.caption)
        yield ""
    yield "| " + " | ".join(map(escaped, grid.head)) + " |"
    yield "|" + "|".join(" ---: " if place in grid.numbers else " --- " for place in range(len(grid.head))) + "|"
    for row in grid.rows:
        yield "| " + " | ".join(_run(cell, notes) for cell in row) + " |"


def _charts(block: Charts, notes: Notes) -> Iterator[str]:
    """What stands below each chart; then the figures, in one table for those that have the same axis."""
    for chart in block.every:
        yield f"- {_strong(chart.title)} ({escaped(chart.unit)}): {_run(chart.caption, notes)}"
    spans = dict.fromkeys(chart.span for chart in block.every)
    for span in spans:
        charts = [chart for chart in block.every if chart.span == span]
        figures = [
            {one.period: (one, text) for one, text in zip(chart.series.figures, chart.texts, strict=True)}
            for chart in charts
        ]
        yield ""
        yield f"| {escaped(block.head[0])} | " + " | ".join(escaped(chart.title) for chart in charts) + " |"
        yield "|" + " --- |" + " ---: |" * len(charts)
        for period in sorted({period for some in figures for period in some}):
            cells = (_cell(some.get(period), chart, notes) for some, chart in zip(figures, charts, strict=True))
            yield f"| {period} | " + " | ".join(cells) + " |"


def _cell(found: tuple[Figure, str] | None, chart: Chart, notes: Notes) -> str:
    """One figure of a course, with the note of the whole of it; a dash where the figure is unknown."""
    if found is None or found[0].value is None:
        return DASH
    sure = f" {escaped(word('estimated', notes.document.language))}" if found[0].status == "estimated" else ""
    return f"{escaped(found[1])}[^{notes.number(chart.series)}]{sure}"


def _run(line: Line, notes: Notes) -> str:
    return "".join(_inline(one, notes) for one in line)


def _inline(one: object, notes: Notes) -> str:
    if isinstance(one, str):
        return escaped(one)
    if isinstance(one, Strong):
        return _strong(one.text)
    return f"{escaped(one.shown)}[^{notes.number(one)}]"  # type: ignore[attr-defined,arg-type]


def escaped(text: str) -> str:
    """Words on one line, of which nothing is taken for a sign of Markdown or of HTML, nor for a link."""
    return _ADDRESS.sub(r"\g<0>\\", _plain(text))


def _strong(text: str) -> str:
    """Words that stand out; with a blank beside the signs, the signs would be read as they stand."""
    return f"**{escaped(text).strip()}**"


def _plain(text: str) -> str:
    """The same, but addresses may be links, as those of the sources are."""
    return _SIGNS.sub(r"\\\1", _SPACES.sub(" ", printable(text)))


def _safe(text: str) -> str:
    """A paragraph, item or note that begins with what would begin a heading or a list, and now begins none."""
    return _START.sub(r"\1\2\\\3\4", text)


def _heading(text: str) -> str:
    return _END.sub(r"\1\\\2", escaped(text))
