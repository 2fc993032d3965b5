"""A brief as DOCX with footnotes, which lead back to the record or the figure where the desk's address is known."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx as library
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from forlik.briefs.document import Block, Bullets, Card, Cards, Charts, Document, Grid, Line, Paragraph, Strong
from forlik.briefs.notes import Notes
from forlik.briefs.words import word
from forlik.briefs.writing.drawing import pictures
from forlik.briefs.writing.footnotes import called, led, with_footnotes
from forlik.briefs.writing.led import pieces
from forlik.briefs.writing.word_look import CELL, NOTE, REMARK, ROOM, dressed, ruled
from forlik.core.days import in_words
from forlik.core.printable import printable

GUTTER = 0.4
"""Width of what is between two pictures, in centimetres."""
MOST_COLUMNS = 3
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day a ZIP file can name: a clock in it would make every writing differ."""


def docx(document: Document) -> bytes:
    """A brief as DOCX; the same brief gives the same bytes.

    Args:
        document: The brief.
    """
    made, notes = library.Document(), Notes(document)
    _settings(made, document)
    dressed(made, document)
    made.add_heading(printable(document.title), 0)
    when = word("as_of", document.language).format(day=in_words(document.day, document.language))
    made.add_paragraph(printable(f"{document.marked} · {document.kind} · {when}"))
    for remark in document.remarks:
        made.add_paragraph(printable(remark), style=REMARK)
    seen: set[int] = set()
    for section in document.sections:
        made.add_heading(printable(section.title), 1)
        for block in section.blocks:
            _block(made, block, notes, seen)
    if notes.citations:
        made.add_heading(word("sources", document.language), 1)
        for text in notes.citations:
            _source(made.add_paragraph(style="List Number"), text)
    with_footnotes(made, notes.every, document.base, made.styles[NOTE].style_id)
    return _packed(made)


def _settings(made: Any, document: Document) -> None:
    at = datetime(document.day.year, document.day.month, document.day.day, tzinfo=UTC)
    about = made.core_properties
    about.title, about.author, about.language = printable(document.title), "Forlik", document.language
    about.created = about.modified = at.replace(tzinfo=None)
    about.last_modified_by, about.comments = "Forlik", ""


def _block(made: Any, block: Block, notes: Notes, seen: set[int]) -> None:
    match block:
        case Paragraph(line):
            _run(made.add_paragraph(), line, notes, seen)
        case Bullets(lines):
            for line in lines:
                _run(made.add_paragraph(style="List Bullet"), line, notes, seen)
        case Grid():
            _grid(made, block, notes, seen)
        case Cards(every):
            cells = made.add_table(rows=1, cols=len(every)).rows[0].cells
            for cell, card in zip(cells, every, strict=True):
                _card(cell, card, notes, seen)
            made.add_paragraph()
        case Charts():
            _charts(made, block, notes, seen)


def _card(cell: Any, card: Card, notes: Notes, seen: set[int]) -> None:
    cell.paragraphs[0].add_run(printable(card.title)).bold = True
    lead = cell.add_paragraph()
    _run(lead, (card.figure,), notes, seen)
    for run in lead.runs:
        run.font.size = Pt(16)
    _run(cell.add_paragraph(), card.said, notes, seen)
    _close(cell)


def _charts(made: Any, block: Charts, notes: Notes, seen: set[int]) -> None:
    """Charts side by side in a table without lines; each picture has its words for whoever does not see it."""
    drawn = list(zip(block.every, pictures(block, notes), strict=True))
    columns = min(block.columns, MOST_COLUMNS)
    table = made.add_table(rows=0, cols=columns)
    for start in range(0, len(drawn), columns):
        row = table.add_row()
        _together(row)
        for cell, (chart, picture) in zip(row.cells, drawn[start : start + columns], strict=False):
            head = cell.paragraphs[0]
            head.add_run(printable(chart.title)).bold = True
            head.add_run(printable(f", {chart.unit}"))
            run = cell.add_paragraph().add_run()
            shape = run.add_picture(io.BytesIO(picture), width=Cm(ROOM / columns - GUTTER))
            shape._inline.docPr.set("descr", printable(chart.spoken))  # noqa: SLF001 - python-docx has no door for it
            _run(cell.add_paragraph(), chart.caption, notes, seen)
            _close(cell)
    made.add_paragraph()


def _close(cell: Any) -> None:
    """Lines of a cell, close together and small; a figure that stands out keeps its size."""
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_after = Pt(1)
        for run in paragraph.runs:
            run.font.size = run.font.size or Pt(8.5)


def _grid(made: Any, grid: Grid, notes: Notes, seen: set[int]) -> None:
    if grid.caption:
        made.add_paragraph().add_run(printable(grid.caption)).bold = True
    table = made.add_table(rows=1, cols=len(grid.head))
    ruled(table, grid)
    style = made.styles[CELL]
    for place, head in enumerate(grid.head):
        paragraph = table.rows[0].cells[place].paragraphs[0]
        paragraph.style = style
        paragraph.add_run(printable(head)).bold = True
        _to_the_right(paragraph, place in grid.numbers)
    _repeated(table.rows[0])
    for row in grid.rows:
        added = table.add_row()
        _together(added)
        cells = added.cells
        for place, cell in enumerate(row):
            paragraph = cells[place].paragraphs[0]
            paragraph.style = style
            _run(paragraph, cell, notes, seen)
            _to_the_right(paragraph, place in grid.numbers)
    made.add_paragraph()


def _to_the_right(paragraph: Any, number: bool) -> None:
    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _together(row: Any) -> None:
    """A row that is not cut at the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx has no door for it


def _repeated(row: Any) -> None:
    """The head of a table is one for who listens, and stands again on the next page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no door for it


def _run(paragraph: Any, line: Line, notes: Notes, seen: set[int]) -> None:
    for one in line:
        if isinstance(one, str):
            paragraph.add_run(printable(one))
        elif isinstance(one, Strong):
            paragraph.add_run(printable(one.text)).bold = True
        else:
            paragraph.add_run(printable(one.shown))
            number = notes.number(one) or 0
            called(paragraph, number, first=number not in seen)
            seen.add(number)


def _source(paragraph: Any, text: str) -> None:
    """A source, of which the publisher's address is a link."""
    for said, link in pieces(text):
        if link:
            paragraph.add_run("<")
            led(paragraph, said, link)
            paragraph.add_run(">")
        else:
            paragraph.add_run(printable(said))


def _packed(made: Any) -> bytes:
    """The package with no clock in it."""
    first, last = io.BytesIO(), io.BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as read, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as write:
        for name in sorted(read.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            write.writestr(zipfile.ZipInfo(name, EPOCH), read.read(name), zipfile.ZIP_DEFLATED)
    return last.getvalue()
