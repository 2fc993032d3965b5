"""How a document is encoded: what it says, and what it is."""

import codecs
import re
from dataclasses import dataclass

from lxml import etree

from forlik.iati.check.intake import Content

_MARKS = ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF16_LE, "utf-16-le"))
_WIDE = (*_MARKS, (codecs.BOM_UTF16_BE, "utf-16-be"))
_BARE = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"), (b"<\0i\0", "utf-16-le"), (b"\0<\0i", "utf-16-be"))
_DECLARED = re.compile(rb"\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]{1,60})[\"']")
_TWO_AND_FOUR_BYTE = re.compile(r"(utf|ucs)[-_ ]?(16|32|2|4)", re.IGNORECASE)
LARGEST_WIDE = 256 << 20
"""A document of two bytes a character is turned into UTF-8 in memory."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding in which a tag is written with the bytes of ASCII, and how the document came to it.

    Args:
        name: Name that the parser knows.
        wide: Encoding the document really has, when its characters have two or four bytes; else empty.
        mark: Bytes of the byte order mark.
        fault: What is wrong with what the document says of itself; empty when nothing is.
    """

    name: str
    wide: str = ""
    mark: int = 0
    fault: str = ""


def encoding_of(content: Content) -> Encoding:
    """The encoding of a document, from its first bytes.

    Args:
        content: The document.
    """
    begin = bytes(content[:1024])
    for mark, name in _WIDE:
        if begin.startswith(mark):
            return Encoding("utf-8", wide=name, mark=len(mark))
    for signs, name in _BARE:
        if begin.startswith(signs):
            return Encoding("utf-8", wide=name)
    utf8 = len(codecs.BOM_UTF8) if begin.startswith(codecs.BOM_UTF8) else 0
    declared = _DECLARED.match(begin[utf8:])
    said = declared[1].decode("ascii", "replace") if declared else "utf-8"
    if _TWO_AND_FOUR_BYTE.fullmatch(said.removesuffix("LE").removesuffix("BE").rstrip("-")):
        return Encoding("utf-8", mark=utf8, fault=f"says it is {said}, but is written with one byte a character")
    if utf8 and said.lower() not in {"utf-8", "utf8"}:
        return Encoding("utf-8", mark=utf8, fault=f"says it is {said}, but begins with the mark of UTF-8")
    if not _readable(said):
        return Encoding("utf-8", mark=utf8, fault=f"says its encoding is “{said}”, which is none that is known")
    return Encoding(said, mark=utf8)


def _readable(name: str) -> bool:
    """Whether the parser knows the encoding, and a tag is written in it as in ASCII."""
    try:
        # One of another alphabet, such as EBCDIC, would not find the tag.
        return bool(etree.fromstring(f'<?xml version="1.0" encoding="{name}"?><a/>'.encode()).tag == "a")
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return False
