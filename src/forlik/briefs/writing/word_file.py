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

from forlik.briefs.document import Block, Bullets, Document, Grid, Line, Paragraph, Strong
from forlik.briefs.notes import Notes
from forlik.briefs.words import word
from forlik.briefs.writing.footnotes import called, with_footnotes
from forlik.core.printable import printable

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day a ZIP file can name: a clock in it would make every writing differ."""


def docx(document: Document) -> bytes:
    """A brief as DOCX; the same brief gives the same bytes.

    Args:
        document: The brief.
    """
    made, notes = library.Document(), Notes(document)
    _settings(made, document)
    made.add_heading(printable(document.title), 0)
    when = word("as_of", document.language).format(day=document.day)
    made.add_paragraph(printable(f"{document.marked} · {document.kind} · {when}"))
    for remark in document.remarks:
        made.add_paragraph(printable(remark), style="Intense Quote")
    seen: set[int] = set()
    for section in document.sections:
        made.add_heading(printable(section.title), 1)
        for block in section.blocks:
            _block(made, block, notes, seen)
    if notes.sources:
        made.add_heading(word("sources", document.language), 1)
        for text in notes.citations:
            made.add_paragraph(printable(text), style="List Number")
    with_footnotes(made, notes.every, document.base)
    return _packed(made)


def _settings(made: Any, document: Document) -> None:
    at = datetime(document.day.year, document.day.month, document.day.day, tzinfo=UTC)
    about = made.core_properties
    about.title, about.author, about.language = printable(document.title), "Forlik", document.language
    about.created = about.modified = at.replace(tzinfo=None)
    about.last_modified_by, about.comments = "Forlik", ""
    style = made.styles["Normal"]
    style.font.size = Pt(10)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    section.header.paragraphs[0].text = printable(document.marked)


def _block(made: Any, block: Block, notes: Notes, seen: set[int]) -> None:
    match block:
        case Paragraph(line):
            _run(made.add_paragraph(), line, notes, seen)
        case Bullets(lines):
            for line in lines:
                _run(made.add_paragraph(style="List Bullet"), line, notes, seen)
        case Grid():
            _grid(made, block, notes, seen)


def _grid(made: Any, grid: Grid, notes: Notes, seen: set[int]) -> None:
    if grid.caption:
        made.add_paragraph().add_run(printable(grid.caption)).bold = True
    table = made.add_table(rows=1, cols=len(grid.head), style="Light List")
    for place, head in enumerate(grid.head):
        paragraph = table.rows[0].cells[place].paragraphs[0]
        paragraph.add_run(printable(head)).bold = True
        _to_the_right(paragraph, place in grid.numbers)
    _repeated(table.rows[0])
    for row in grid.rows:
        cells = table.add_row().cells
        for place, cell in enumerate(row):
            paragraph = cells[place].paragraphs[0]
            _run(paragraph, cell, notes, seen)
            _to_the_right(paragraph, place in grid.numbers)


def _to_the_right(paragraph: Any, number: bool) -> None:
    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


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


def _packed(made: Any) -> bytes:
    """The package with no clock in it."""
    first, last = io.BytesIO(), io.BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as read, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as write:
        for name in sorted(read.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            write.writestr(zipfile.ZipInfo(name, EPOCH), read.read(name), zipfile.ZIP_DEFLATED)
    return last.getvalue()
