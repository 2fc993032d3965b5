"""The reference reader: one activity at a time through lxml, element by element. It defines what is right."""

import gc
import html
import itertools
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree

from forlik.iati.layout import Layout
from forlik.iati.read.document import Document, parser, said
from forlik.iati.read.raw import Raw, Refused
from forlik.iati.read.rows import Rows
from forlik.iati.read.spans import LONGEST_ADDRESS, Bytes, Span

CROWDED = 8000
"""Bytes of a tag that may hold attributes by the thousand, which lxml gives one by one only in hours."""
LONG_ADDRESS = re.compile(rb"xmlns[^=<>]{0,300}=\s*(?:\"[^\"<]{%d}|'[^'<]{%d})" % ((LONGEST_ADDRESS + 1,) * 2))
LARGEST = 1900 << 20
"""Bytes of the largest activity: a column of its texts must stay below 2 GB."""
LARGE = 16 << 20
"""Bytes from which an activity is read piece by piece instead of as one tree."""
PIECE = 1 << 18
SOME = 1 << 10
"""Elements below an activity that are taken at a time, so that its rows do not all wait for one another."""
UNDECLARED = re.compile(r"Namespace prefix (\S+?)(?: for \S+)?(?: on \S+)? is not defined")
MOST_PREFIXES = 100
ACTIVITY_DEPTH = 2
LONGEST_IDENTIFIER = 200
"""Characters of the identifier that a refusal tells."""


def read_spans(document: Document, data: Bytes, spans: Iterable[Span], layout: Layout) -> Raw:
    """Read activities of one file.

    Args:
        document: The file.
        data: Its bytes.
        spans: Its activities, as many as shall be in one batch.
        layout: Where everything goes.
    """
    rows = Rows(layout)
    tree = parser()
    read: list[int] = []
    refused: list[Refused] = []
    with _no_collection():
        for number, span in enumerate(spans):
            try:
                _take(rows, len(read), document, data, span, tree)
            except _NotWellFormed as error:
                refused.append(refusal(data, span, error.reason, layout, error.line))
            else:
                read.append(number)
        return Raw(rows.arrow(), read, refused)


class _NotWellFormed(Exception):  # noqa: N818 - what it says is no error of the program's
    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


def _take(rows: Rows, number: int, document: Document, data: Bytes, span: Span, tree: etree.XMLParser) -> None:
    if span.fault:
        raise _NotWellFormed(span.fault, 1)
    if span.end - span.start > LARGEST:
        raise _NotWellFormed(f"it has more than {LARGEST >> 20:,} MB", 1)
    declares = data.find(b"xmlns", span.start, span.end) >= 0
    long = declares and LONG_ADDRESS.search(data, span.start, span.end)  # type: ignore[call-overload]
    if long:
        line = data[span.start : long.start()].count(b"\n") + 1
        raise _NotWellFormed(f"the address of a namespace has more than {LONGEST_ADDRESS:,} characters", line)
    try:
        if span.end - span.start < LARGE:
            _take_tree(rows, number, document, data[span.start : span.end], tree)
        else:
            _take_pieces(rows, number, document, data, span)
    except etree.XMLSyntaxError as error:
        raise _NotWellFormed(said(error), max(error.lineno or 1, 1)) from error


@contextmanager
def _no_collection() -> Iterator[None]:
    """Rows hold no rings: looking for some among hundreds of thousands of lists takes a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def refusal(data: Bytes, span: Span, reason: str, layout: Layout, line: int = 1) -> Refused:
    """A stretch that could not be read, with the identifier where one can be made out.

    Args:
        data: The file.
        span: The stretch.
        reason: What is wrong.
        layout: Tells which element holds the identifier.
        line: Line of the fault, counted from 1 at the start of the stretch.
    """
    head = data[span.start : min(span.end, span.start + PIECE)]
    tag = b"iati-identifier" if layout.content == "activity" else b"organisation-identifier"
    found = re.search(rb"<" + tag + rb">([^<]{1,1000})<", head)
    name = found.group(1).decode("utf-8", "replace").strip()[:LONGEST_IDENTIFIER] if found else ""
    return Refused(span.start, span.end, line, reason, name)


def _opening(namespaces: dict[str, str]) -> bytes:
    """The start tag that stands for the root's: an activity is read with the names its root declares."""
    # Not lxml's own writing of it: an address that it refuses to write stands in files nevertheless.
    declared = (f' xmlns:{prefix}="{html.escape(address)}"' for prefix, address in namespaces.items())
    return f"<root{''.join(declared)}>".encode()


def _named(document: Document, parse: "Any") -> Any:
    """Parse with the root's namespaces.

    A prefix nobody declared is a fault of naming, not of form: its elements are kept, under an address that says so.
    """
    namespaces = dict(document.namespaces)
    for _ in range(MOST_PREFIXES):
        try:
            return parse(_opening(namespaces))
        except etree.XMLSyntaxError as error:
            undeclared = UNDECLARED.match(str(error.msg))
            if not undeclared or undeclared.group(1) in namespaces:
                raise
            namespaces[undeclared.group(1)] = f"undeclared:{undeclared.group(1)}"
    return parse(_opening(namespaces))


def _take_tree(rows: Rows, number: int, document: Document, whole: bytes, tree: etree.XMLParser) -> None:
    rows.crowded = _crowded(whole)
    activity = _named(document, lambda opening: etree.fromstring(opening + whole + b"</root>", tree)[0])
    rows.open(number, activity)
    elements = activity[:]
    parts = (elements[at : at + SOME] for at in range(0, len(elements), SOME))
    rows.close("".join((activity.text or "", *map(rows.take, parts))))


def _crowded(whole: bytes) -> bool:
    """Whether so many bytes stand anywhere without a new tag that they may all be one."""
    at = 0
    while at + CROWDED < len(whole):
        at = whole.rfind(b"<", at + 1, at + 1 + CROWDED)
        if at < 0:
            return True
    return False


def _take_pieces(rows: Rows, number: int, document: Document, data: Bytes, span: Span) -> None:
    """Read a large activity in flat memory: once to see that it is well formed, and once more to take its rows."""

    def checked(opening: bytes) -> bytes:
        for _ in _events(opening, data, span):
            pass
        return opening

    rows.crowded = True
    texts: list[str] = []
    before: etree._Element | None = None
    for event, depth, element in _events(_named(document, checked), data, span):
        if (event, depth) == ("start", ACTIVITY_DEPTH):
            activity = element
            rows.open(number, activity)
        elif (event, depth) in {("start", ACTIVITY_DEPTH + 1), ("end", ACTIVITY_DEPTH)}:
            texts.append((activity.text if before is None else before.tail) or "")
        elif (event, depth) == ("end", ACTIVITY_DEPTH + 1):
            rows.take((element,))
            before = element
    rows.close("".join(texts))


def _events(opening: bytes, data: Bytes, span: Span) -> "Iterator[tuple[str, int, etree._Element]]":
    """Starts and ends of elements with their depth, children of the activity being forgotten after their end."""
    reading = etree.XMLPullParser(
        ("start", "end"),
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,
    )
    depth = 0
    blocks = (data[at : min(at + PIECE, span.end)] for at in range(span.start, span.end, PIECE))
    for block in itertools.chain((opening,), blocks, (b"</root>",)):
        reading.feed(block)
        for event, element in reading.read_events():
            depth += event == "start"
            yield event, depth, element
            if (event, depth) == ("end", ACTIVITY_DEPTH + 1):
                element.clear(keep_tail=True)
                while element.getprevious() is not None:
                    del element.getparent()[0]
            depth -= event == "end"
    reading.close()
