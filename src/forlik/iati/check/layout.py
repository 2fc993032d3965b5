"""Where a document has its root and its activities, by a scan of its tags: it finds them in a broken file too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forlik.iati.check.intake import Content
from forlik.iati.standard import KINDS, Kind, kind_of

_PROLOGUE = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_START = re.compile(rb"<([A-Za-z_][\w.:-]*)")
# Possessive, so that a tag that never ends is given up at once.
_TAG = re.compile(rb"<[^\s/<>]++(?:[^\"'<>]++|\"[^\"<]*+\"|'[^'<]*+')*+>")
_VERSION = re.compile(rb"\sversion\s*=\s*[\"']([^\"'<]{0,20})[\"']")
_CLOSERS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_TOKENS = {
    kind: re.compile(rb"<!--|<!\[CDATA\[|<\?|<(/?)" + one.encode() + rb"(?=[\s/>])")
    for kind, (_, one, _) in KINDS.items()
}
LONGEST_TAG = 1 << 20


@dataclass(frozen=True, slots=True)
class Root:
    """The first element of a document.

    Args:
        name: Its name.
        start: Offset of its tag.
        end: Offset after its tag.
        tag: The tag itself.
        kind: Kind of document; ``None`` when it is not one of IATI.
        alone: Whether the document is one activity, without the element around all.
        version: What it says of its version; ``None`` when nothing.
    """

    name: str
    start: int
    end: int
    tag: bytes
    kind: Kind | None
    alone: bool
    version: str | None


@dataclass(frozen=True, slots=True)
class Unit:
    """One activity or organisation in a document.

    Args:
        number: Its place among them, from 1.
        start: Offset of its tag.
        end: Offset after its last byte; where the next begins or the document ends when it is not closed.
        closed: Whether its end tag was found.
    """

    number: int
    start: int
    end: int
    closed: bool


def prologue(content: Content, start: int) -> int:
    """The offset of the first thing that is no declaration, comment or space.

    Args:
        content: The document.
        start: Where to begin.
    """
    place = start
    while match := _PROLOGUE.match(content, place):
        place = match.end()
    return place


def root_of(content: Content, place: int) -> Root | None:
    """The element that begins at an offset; ``None`` when none does.

    Args:
        content: The document.
        place: Where the prologue ends.
    """
    start = _START.match(content, place)
    if start is None:
        return None
    whole = _TAG.match(content, place, place + LONGEST_TAG)
    end = whole.end() if whole else start.end()
    tag = bytes(content[place:end])
    name = start[1].decode("ascii", "replace")
    kind = kind_of(name)
    version = _VERSION.search(tag)
    alone = kind is not None and name == KINDS[kind][1]
    return Root(name, place, end, tag, kind, alone, version[1].decode("ascii", "replace").strip() if version else None)


def units(content: Content, root: Root) -> Iterator[Unit]:
    """Every activity or organisation, in the order of the document.

    One that is not closed ends where the next begins, so that the next is read all the same.

    Args:
        content: The document.
        root: Its root, which must be one of IATI.
    """
    if root.kind is None:
        return
    place = root.start if root.alone else root.end
    number, opened = 0, -1
    endless: set[bytes] = set()
    while token := _TOKENS[root.kind].search(content, place):
        place = token.end()
        if token[1] is None:
            place = _past(content, token[0], place, endless)
        elif token[1]:
            if opened >= 0:
                place = _end_of(content, place)
                yield Unit(number, opened, place, closed=True)
                opened = -1
        else:
            if opened >= 0:
                yield Unit(number, opened, token.start(), closed=False)
            number, opened = number + 1, token.start()
            whole = _TAG.match(content, opened, opened + LONGEST_TAG)
            if whole and whole[0].endswith(b"/>"):
                place = whole.end()
                yield Unit(number, opened, place, closed=True)
                opened = -1
    if opened >= 0:
        yield Unit(number, opened, len(content), closed=False)


def _past(content: Content, opener: bytes, place: int, endless: set[bytes]) -> int:
    closer = _CLOSERS[opener]
    found = -1 if opener in endless else content.find(closer, place)
    if found < 0:
        endless.add(opener)  # looked for once: a file of a million openers is not gone through a million times
    # One that is never closed is a fault that the parser tells of; what follows is read on.
    return place if found < 0 else found + len(closer)


def _end_of(content: Content, place: int) -> int:
    found = content.find(b">", place)
    return len(content) if found < 0 else found + 1
