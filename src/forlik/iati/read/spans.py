"""Where the activities of a file stand: byte spans, found without parsing.

A file is cut into its activities before any of them is parsed, so that one bad activity spoils no other, memory does
not grow with the file, and every row can be cited down to its bytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

WHITE = b" \t\r\n"
LONGEST_ADDRESS = 1000
"""Characters of a namespace's address: it stands beside every element in it."""
STRAY = "it stands outside every activity"


class Bytes(Protocol):
    """What a file's bytes must be able to do: a memory map or plain bytes."""

    def __len__(self) -> int: ...
    def __getitem__(self, at: slice, /) -> bytes: ...
    def find(self, sub: bytes, start: int, end: int = ..., /) -> int:
        """As ``bytes.find``."""


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of a file: an activity, or (``fault`` not empty) something that is none.

    Args:
        start: First byte, counted from 0.
        end: The byte after the last.
        fault: Why it cannot be an activity; empty for one that may be parsed.
    """

    start: int
    end: int
    fault: str = ""


INSIDE = rb"""(?:[^"'<>]++|"[^"<]*+"|'[^'<]*+')*+"""
"""What may stand inside a start tag: a ``>`` only between quotes, a ``<`` nowhere, so that a quote too many ends."""


def start_tag(name: str) -> re.Pattern[bytes]:
    """The pattern of an element's start tag."""
    return re.compile(rb"<" + name.encode() + rb"(?=[ \t\r\n/>])" + INSIDE + rb">")


def spans(data: Bytes, tag: str, start: int, end: int) -> Iterator[Span]:
    """The activities between two bytes, and whatever else stands there that is not white space or a comment.

    Args:
        data: The file.
        tag: ``iati-activity`` or ``iati-organisation``.
        start: Where to begin: after the root's start tag.
        end: Where to end: the end of the file.
    """
    name = tag.encode()
    sign = re.compile(rb"<(?:!--|!\[CDATA\[|\?|/?" + name + rb"(?=[ \t\r\n/>]))")
    opening = start_tag(tag)
    closing = re.compile(rb"</" + name + rb"[ \t\r\n]*>")
    at = start
    opened = -1
    outside = start
    endless: set[bytes] = set()
    while found := sign.search(data, at, end):  # type: ignore[call-overload]
        here = found.start()
        mark = found.group()
        if mark in SKIPPED:
            stop = -1 if mark in endless else data.find(SKIPPED[mark], found.end(), end)
            if stop < 0:
                # Nothing ends it, so it is no comment: it spoils its own activity, and none of those that follow.
                endless.add(mark)
                at = found.end()
                continue
            at = stop + len(SKIPPED[mark])
            if opened < 0 and mark != b"<![CDATA[":
                yield from _stray(data, outside, here)
                outside = at
            continue
        if mark.startswith(b"</"):
            whole = closing.match(data, here, end)  # type: ignore[call-overload]
            at = whole.end() if whole else found.end()
            if opened < 0:
                continue
            yield Span(opened, at, "" if whole else "its end tag is not closed")
            opened, outside = -1, at
            continue
        whole = opening.match(data, here, end)  # type: ignore[call-overload]
        if opened >= 0:
            yield Span(opened, here, f"it is not closed before the next {tag} begins")
        else:
            yield from _stray(data, outside, here)
        opened, outside = here, here
        at = whole.end() if whole else found.end()
        if whole and whole.group().endswith(b"/>"):
            yield Span(opened, at)
            opened, outside = -1, at
    if opened >= 0:
        yield Span(opened, end, "the file ends inside it")
    else:
        yield from _stray(data, outside, end)


SKIPPED = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
"""What begins a stretch that holds no tags → what ends it."""


def _stray(data: Bytes, start: int, end: int) -> Iterator[Span]:
    """What stands between activities, unless it is white space."""
    stretch = data[start:end]
    text = stretch.strip(WHITE)
    if text and not ROOT_END.fullmatch(text):
        first = start + len(stretch) - len(stretch.lstrip(WHITE))
        yield Span(first, first + len(text), STRAY)


ROOT_END = re.compile(rb"</iati-(?:activities|organisations)[ \t\r\n]*>")
