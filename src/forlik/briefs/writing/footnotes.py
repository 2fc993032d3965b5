"""Footnotes of a word processor's document: a part of the package that python-docx does not write by itself."""

from collections.abc import Sequence
from html import escape
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from forlik.briefs.notes import Note
from forlik.briefs.writing.led import desk
from forlik.core.printable import printable

_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def with_footnotes(document: Any, notes: Sequence[Note], base: str, style: str) -> None:
    """Give a document the part that holds its footnotes.

    Args:
        document: A python-docx document.
        notes: The footnotes; each is called by its number.
        base: What goes before an address so that it leads back to the desk; nothing where addresses stay words.
        style: Id of the style of a note.
    """
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, b"", document.part.package)
    shown = "".join(_note(one, _link(part, one.address, base), style) for one in notes)
    # Two notes that every document has: the lines between text and notes.
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for kind, number, mark in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    part._blob = f"{head}<w:footnotes {nsdecls('w', 'r')}>{lines}{shown}</w:footnotes>".encode()  # noqa: SLF001 - a Part has no other way to be filled
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def called(paragraph: Any, number: int, *, first: bool) -> None:
    """Call a footnote at the end of a paragraph.

    Args:
        paragraph: A python-docx paragraph.
        number: The number of the note.
        first: Whether it is called for the first time; later calls refer to that one.
    """
    name = f"note_{number}"
    if first:
        xml = (
            f'<w:p {nsdecls("w")}><w:bookmarkStart w:id="{number}" w:name="{name}"/>'
            f'<w:r>{_RAISED}<w:footnoteReference w:id="{number}"/></w:r><w:bookmarkEnd w:id="{number}"/></w:p>'
        )
    else:
        xml = (
            f'<w:p {nsdecls("w")}><w:fldSimple w:instr=" NOTEREF {name} \\h ">'
            f"<w:r>{_RAISED}<w:t>{number}</w:t></w:r></w:fldSimple></w:p>"
        )
    for one in list(parse_xml(xml)):
        paragraph._p.append(one)  # noqa: SLF001 - python-docx has no door for these elements


def led(paragraph: Any, text: str, link: str) -> None:
    """Put words that lead to an address at the end of a paragraph.

    Args:
        paragraph: A python-docx paragraph.
        text: The words.
        link: The address.
    """
    name = paragraph.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    shown = f'<w:r><w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'
    xml = f'<w:hyperlink {nsdecls("w", "r")} r:id="{name}">{shown}</w:hyperlink>'
    paragraph._p.append(parse_xml(xml))  # noqa: SLF001 - python-docx has no door for it


def _note(one: Note, link: str, style: str) -> str:
    text = escape(printable(one.text))
    address = escape(printable(one.address))
    shown = f'<w:r><w:t xml:space="preserve"> {address}</w:t></w:r>'
    return (
        f'<w:footnote w:id="{one.number}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f"<w:r>{_RAISED}<w:footnoteRef/></w:r>"
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r>'
        + (f'<w:hyperlink r:id="{link}">{shown}</w:hyperlink>' if link else shown)
        + "</w:p></w:footnote>"
    )


def _link(part: Part, address: str, base: str) -> str:
    """The relation that leads from a footnote back to the desk; nothing where no desk is named."""
    link = desk(base, address)
    return part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True) if link else ""
