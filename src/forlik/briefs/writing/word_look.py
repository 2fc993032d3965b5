"""How a brief looks in a word processor: styles, what stands above and below each page, lines and widths of tables."""

from collections.abc import Sequence
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from forlik.briefs.document import Document, Grid, Inline, Strong
from forlik.briefs.words import word
from forlik.core.days import in_words
from forlik.core.printable import printable

ROOM = 17.0
"""Width of the text in centimetres."""
MARGIN = 2.0
ACCENT, SOFT = RGBColor(0x1B, 0x5A, 0x70), RGBColor(0x56, 0x60, 0x69)
LINE = "C9CDD0"
UNWANTED = ("/thumbnail", "/stylesWithEffects")
REMARK, CELL, NOTE = "Remark", "Table Text", "footnote text"
"""Styles of what a reader must mind, of what stands in tables, and, by the name that word processors know, of notes."""
LETTER, PADDING = 0.18, 0.45
"""Centimetres of a letter in a table, and of what is around the text of a cell."""
LONGEST_WORD, LONGEST_TEXT = 18, 120
"""Letters from which on a word may be cut, and a text takes more lines."""


def dressed(made: Any, document: Document) -> None:
    """Give a document its page, styles, header and footer.

    Args:
        made: A python-docx document.
        document: The brief.
    """
    _page(made)
    _styles(made)
    _spoken(made, document.language)
    page, when = (
        made.sections[0],
        word("as_of", document.language).format(day=in_words(document.day, document.language)),
    )
    _across(page.header.paragraphs[0], document.marked, when)
    foot = page.footer.paragraphs[0]
    _across(foot, document.title, f"{word('page', document.language)} ")
    _field(foot, "PAGE")
    foot.add_run(f" {word('of', document.language)} ")
    _field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size = Pt(8)
    # The template of the library brings a picture of a page of its own, and its styles once more for an old reader.
    for parts in (made.part.package.rels, made.part.rels):
        for name in [name for name, one in parts.items() if one.reltype.endswith(UNWANTED)]:
            del parts[name]


def ruled(table: Any, grid: Grid) -> None:
    """Thin lines between the rows of a table, and columns as wide as what stands in them asks for.

    Args:
        table: A python-docx table that has its first row alone.
        grid: What it shows.
    """
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{LINE}"/>'
        for side, size in (("top", 8), ("bottom", 8), ("insideH", 4))
    )
    about = table._tbl.tblPr  # noqa: SLF001 - python-docx has no door for it
    about.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"))
    table.autofit = False
    for column, width in zip(table.columns, _widths(grid), strict=True):
        column.width = Cm(width)
        column.cells[0].width = Cm(width)


def _widths(grid: Grid) -> Sequence[float]:
    """Centimetres of each column: no less than its longest word, and of what is left a part by its longest text."""
    columns = [[head, *("".join(map(_said, row[place])) for row in grid.rows)] for place, head in enumerate(grid.head)]
    words = [max(len(word) for text in texts for word in (text.split() or [""])) for texts in columns]
    least = [PADDING + LETTER * (min(one, LONGEST_WORD) + 2) for one in words]
    wanted = [min(max(map(len, texts)), LONGEST_TEXT) for texts in columns]
    left = ROOM - sum(least)
    if left < 0:
        return [ROOM * one / sum(least) for one in least]
    return [one + left * letters / sum(wanted) for one, letters in zip(least, wanted, strict=True)]


def _said(one: Inline) -> str:
    return one if isinstance(one, str) else one.text if isinstance(one, Strong) else one.shown


def _spoken(made: Any, language: str) -> None:
    """The language in which a document is read aloud and its spelling looked at; no style of it names another."""
    tag = {"nb": "nb-NO"}.get(language, "en-GB")
    for one in made.styles.element.iter(qn("w:lang")):
        one.set(qn("w:val"), tag)
        one.set(qn("w:eastAsia"), tag)
    for one in made.settings.element.iter(qn("w:themeFontLang")):
        one.set(qn("w:val"), tag)
        one.set(qn("w:eastAsia"), tag)


def _page(made: Any) -> None:
    page = made.sections[0]
    page.page_width, page.page_height = Cm(ROOM + 2 * MARGIN), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN)


def _styles(made: Any) -> None:
    _style(made, "Normal", size=10, before=0, after=4)
    _style(made, "Title", size=22, colour=ACCENT, before=0, after=4)
    _style(made, "Heading 1", size=13, colour=ACCENT, before=12, after=3)
    for name in ("List Bullet", "List Number"):
        _style(made, name, after=2)
    for name in (REMARK, CELL, NOTE):
        made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = made.styles["Normal"]
    made.styles[REMARK].font.italic = True
    _style(made, REMARK, colour=SOFT)
    _style(made, CELL, size=9, after=1)
    _style(made, NOTE, size=7.5, after=0)


def _style(
    made: Any,
    name: str,
    *,
    size: float | None = None,
    colour: RGBColor | None = None,
    before: float | None = None,
    after: float | None = None,
) -> None:
    style = made.styles[name]
    if size is not None:
        style.font.size = Pt(size)
    if colour is not None:
        style.font.color.rgb = colour
    if before is not None:
        style.paragraph_format.space_before = Pt(before)
    if after is not None:
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.0


def _across(paragraph: Any, left: str, right: str) -> None:
    """Words at both ends of a line."""
    stops = paragraph.paragraph_format.tab_stops
    for one in list(paragraph.style.paragraph_format.tab_stops):
        stops.add_tab_stop(one.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Cm(ROOM), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(printable(left)).font.size = Pt(8)
    paragraph.add_run(f"\t{printable(right)}").font.size = Pt(8)


def _field(paragraph: Any, name: str) -> None:
    """A number that the word processor fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = parse_xml(f'<w:r {nsdecls("w")}><w:rPr><w:sz w:val="16"/></w:rPr><w:t>1</w:t></w:r>')
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no door for it
