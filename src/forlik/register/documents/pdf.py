"""PDF: looked through for what runs or is packed into it, in its packed parts too."""

import re
import zlib

from forlik.register.documents.refused import damaged, inside, macros, too_much

BEGINS = b"%PDF-"
ENDS = b"%%EOF"
WITHIN = 1024
"""Bytes at its end within which it says that it ends."""
MOST_UNPACKED = 200 * 1024 * 1024
MOST_OF_ONE = 64 * 1024 * 1024
MOST_STREAMS = 100_000
NAME = re.compile(rb"/[A-Za-z0-9#]{3,60}")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
RUNS = frozenset({b"/JavaScript", b"/Launch", b"/RichMedia", b"/ImportData", b"/XFA", b"/Rendition", b"/GoToE"})
PACKED = frozenset({b"/EmbeddedFile", b"/EmbeddedFiles", b"/Collection"})
STREAM = re.compile(rb"(?<!end)stream\r?\n")
OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
OBJECTS = re.compile(rb"/ObjStm\b")
FILTER = re.compile(rb"/F(?:ilter)?\b")
FLATE = re.compile(rb"/F(?:ilter)?\s*(?:/FlateDecode|/Fl|\[\s*/(?:FlateDecode|Fl)\s*\])(?![A-Za-z0-9])")
PREDICTED = re.compile(rb"/(?:DecodeParms|DP)\b")
BEFORE = 1 << 16
"""Bytes before a stream in which its dictionary is looked for."""


def begins(content: bytes) -> bool:
    """Whether it is a PDF from its first byte on."""
    return content.startswith(BEGINS)


def look(content: bytes) -> str:
    """The name of its kind, when nothing in it runs or is packed into it.

    Raises:
        Refused: Something is, or it is locked, cut off, or unpacks to too much.
    """
    if ENDS not in content[-WITHIN:]:
        raise damaged("it is cut off", "den er avkuttet")
    _names(content)
    left = MOST_UNPACKED
    for number, found in enumerate(STREAM.finditer(content)):
        if number >= MOST_STREAMS:
            raise too_much("its parts", "delene i den")
        unpacked = _unpacked(content, found.end(), min(left, MOST_OF_ONE))
        _readable(_dictionary(content, found.start()), unpacked is not None)
        if unpacked is None:
            continue
        left -= len(unpacked)
        if left <= 0 or len(unpacked) >= MOST_OF_ONE:
            raise too_much("its parts", "delene i den")
        _names(unpacked)
    return "pdf"


def _names(content: bytes) -> None:
    """Refuse what names an action that runs, or a packed file; a name may be written in numbers."""
    found = {_plain(name) if b"#" in name else name for name in set(NAME.findall(content))}
    for name in sorted(found & RUNS):
        raise macros(name.decode(), name.decode())
    for name in sorted(found & PACKED):
        raise inside(name.decode(), name.decode())
    if b"/Encrypt" in found:
        raise damaged("it is locked with a password", "den er låst med passord")


def _plain(text: bytes) -> bytes:
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def _unpacked(content: bytes, start: int, most: int) -> bytes | None:
    """What a stream unpacks to; nothing for one that is packed in another way, or not at all."""
    unpacking = zlib.decompressobj()
    try:
        # What comes after the packed bytes is left over, so that its end need not be known.
        return unpacking.decompress(memoryview(content)[start:], most)
    except zlib.error:
        return None


def _dictionary(content: bytes, start: int) -> bytes:
    """What stands between the end of what came before and a stream; names in it are never written in numbers."""
    before = content[max(0, start - BEFORE) : start]
    return _plain(before[max(before.rfind(b"endobj"), before.rfind(b"endstream"), 0) :])


def _readable(dictionary: bytes, unpacks: bool) -> None:
    """Objects may be packed in one way only, else they cannot be looked through.

    Where it is not plain of which object the stream is, it may be one of these.
    """
    doubtful = len(OBJECT.findall(dictionary)) != 1
    if not (OBJECTS.search(dictionary) or doubtful) or not FILTER.search(dictionary):
        return
    if not (unpacks and FLATE.search(dictionary)) or PREDICTED.search(dictionary):
        raise damaged("its objects are packed in an unusual way", "objektene er pakket på en uvanlig måte")
