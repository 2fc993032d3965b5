"""Where elements stand in the file: offsets by a scan of start tags, lines by counting.

The parser's own line numbers end at 65,535, and it knows no offsets.
"""

import re
from collections.abc import Iterable
from typing import Any

from forlik.iati.check.intake import Content

_TAGS = re.compile(rb"<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|([^/!?]))", re.DOTALL)
_CHUNK = 1 << 20


def offsets(text: bytes, root: Any, nodes: Iterable[Any], skipped: int) -> dict[Any, int]:
    """The offset of the start tag of elements in the text they were parsed from.

    Args:
        text: Text of one unit.
        root: Root of the tree.
        nodes: Elements to find.
        skipped: Elements at the beginning of the tree that the text has no tags of: what was put around it.

    Returns:
        Element to offset; an element of those skipped has none.
    """
    wanted = set(nodes)
    numbers = {}
    for number, node in enumerate(root.iter("*")):
        if node in wanted:
            numbers[number - skipped] = node
            if len(numbers) == len(wanted):
                break
    last = max(numbers, default=-1)
    found: dict[Any, int] = {}
    number = 0
    for match in _TAGS.finditer(text):
        if number > last:
            break
        if match[1]:
            if number in numbers:
                found[numbers[number]] = match.start()
            number += 1
    return found


def line_starts(text: bytes, line: int) -> int:
    """The offset at which a line of a text begins; that of the last line when it has fewer.

    Args:
        text: The text.
        line: Line, from 1.
    """
    place = 0
    for _ in range(line - 1):
        found = text.find(b"\n", place)
        if found < 0:
            break
        place = found + 1
    return place


def lines(content: Content, places: Iterable[int]) -> dict[int, int]:
    """The line, from 1, of every offset.

    Args:
        content: The document.
        places: Offsets.
    """
    ends = _line_end(content)
    found, line, place = {}, 1, 0
    for offset in sorted(set(places)):
        while place < offset:
            end = min(offset, place + _CHUNK)
            line += content[place:end].count(ends)
            place = end
        found[offset] = line
    return found


def _line_end(content: Content) -> bytes:
    begin = content[:_CHUNK]
    return b"\r" if b"\r" in begin and b"\n" not in begin else b"\n"


def wide_offsets(content: Content, places: Iterable[int], encoding: str, mark: int) -> dict[int, int]:
    """Offsets in a document of wide characters, from those in its UTF-8 form.

    Args:
        content: The document in UTF-8.
        places: Offsets in it.
        encoding: Encoding of the file, of which the length of a character depends.
        mark: Bytes of the mark at its beginning.
    """
    found, wide, place = {}, mark, 0
    for offset in sorted(set(places)):
        wide += len(content[place:offset].decode("utf-8", "replace").encode(encoding))
        place = offset
        found[offset] = wide
    return found
