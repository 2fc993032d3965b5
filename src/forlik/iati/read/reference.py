"""The reference reader: one activity at a time through lxml, element by element. It defines what is right."""

import gc
import html
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from forlik.iati.layout import XML_LANG, Layout, Node
from forlik.iati.read.document import Document, attributes, parser, said
from forlik.iati.read.raw import WHITE, Raw, Refused, schemas
from forlik.iati.read.spans import Bytes, Span

CROWDED = re.compile(rb"<[^<>]{8000}")
"""A tag so long that it may hold attributes by the thousand, which lxml gives one by one only in hours."""
LARGE = 16 << 20
"""Bytes from which an activity is read piece by piece instead of as one tree."""
PIECE = 1 << 18
UNDECLARED = re.compile(r"Namespace prefix (\S+?)(?: for \S+)?(?: on \S+)? is not defined")
MOST_PREFIXES = 100
ACTIVITY_DEPTH = 2
CELLS = 5
"""Where the cells begin in a row."""
TABLE, OWN = 3, 4
"""Where a row's own table and ordinal stand."""
MOST_ROWS = 1 << 16
"""Rows of a table that are kept as Python values before they become a batch."""

Row = list[Any]


def read_spans(document: Document, data: Bytes, spans: Iterable[Span], layout: Layout) -> Raw:
    """Read activities of one file.

    Args:
        document: The file.
        data: Its bytes.
        spans: Its activities, as many as shall be in one batch.
        layout: Where everything goes.
    """
    rows = Rows(layout)
    read: list[int] = []
    refused: list[Refused] = []
    with _no_collection():
        for number, span in enumerate(spans):
            try:
                _take(rows, len(read), document, data, span)
            except _NotWellFormed as error:
                refused.append(refusal(data, span, error.reason, layout, error.line))
            else:
                read.append(number)
        return Raw(rows.arrow(), read, refused)


class _NotWellFormed(Exception):  # noqa: N818 - what it says is no error of the program's
    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


def _take(rows: "Rows", number: int, document: Document, data: Bytes, span: Span) -> None:
    if span.fault:
        raise _NotWellFormed(span.fault, 1)
    take = _take_tree if span.end - span.start < LARGE else _take_pieces
    try:
        take(rows, number, document, data, span)
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
    found = re.search(rb"<" + tag + rb">\s*([^<]{1,200}?)\s*<", head)
    name = found.group(1).decode("utf-8", "replace") if found else ""
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


def _take_tree(rows: "Rows", number: int, document: Document, data: Bytes, span: Span) -> None:
    whole = data[span.start : span.end]
    rows.crowded = bool(CROWDED.search(whole))
    activity = _named(document, lambda opening: etree.fromstring(opening + whole + b"</root>", parser())[0])
    rows.open(number, activity)
    for element in activity:
        rows.child(element)
    rows.close("".join(((activity.text or ""), *(element.tail or "" for element in activity))))


def _take_pieces(rows: "Rows", number: int, document: Document, data: Bytes, span: Span) -> None:
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
            rows.child(element)
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


class Rows:
    """Collects the rows of activities; ``arrow`` gives them as batches.

    A row is a list: its activity, table and ordinal of the row it belongs to, its own table and ordinal, its cells.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._names = layout.names
        self._narrative, self._extension = len(layout.tables), len(layout.tables) + 1
        self._blank = [(None,) * len(table.columns) for table in layout.tables]
        self.crowded = False
        """Whether elements of the activity may have very many attributes."""
        self._rows: list[list[Row]] = [[] for _ in self._names]
        self._batches: list[list[pa.RecordBatch]] = [[] for _ in self._names]
        self._schemas = tuple(schemas(layout).values())
        self._activity = 0
        self._counts: list[int] = []
        self._root: Row = []
        self._seen: set[int] = set()

    def open(self, number: int, element: "etree._Element") -> None:
        """Begin an activity."""
        self._activity = number
        self._counts = [0] * len(self._blank)
        self._root = self._row(0, None)
        self._seen = set()
        self._attributes(element.items(), self._layout.root, self._root, False)

    def child(self, element: "etree._Element") -> None:
        """Take an element right below the activity."""
        self._below(element, self._layout.root, self._root, self._seen, None, False)

    def close(self, text: str) -> None:
        """End an activity with its own text."""
        if text := text.strip(WHITE):
            self._narrate(self._root, self._layout.root, ".", None, text)
        for number, rows in enumerate(self._rows):
            if len(rows) >= MOST_ROWS:
                self._flush(number)

    def arrow(self) -> dict[str, pa.RecordBatch]:
        """All rows collected, as one batch a table."""
        for number in range(len(self._names)):
            self._flush(number)
        return {
            name: pa.Table.from_batches(batches, schema).unify_dictionaries().combine_chunks().to_batches()[0]
            if len(batches) > 1
            else batches[0]
            for name, batches, schema in zip(self._names, self._batches, self._schemas, strict=True)
        }

    def _flush(self, number: int) -> None:
        rows, schema = self._rows[number], self._schemas[number]
        if not rows and self._batches[number]:
            return
        columns = list(zip(*rows, strict=True)) or [()] * (CELLS + len(schema))
        kept = (
            (0, *range(1, TABLE), *range(CELLS, len(columns)))
            if "parent" in schema.names
            else (0, *range(CELLS, len(columns)))
        )
        arrays = [_trimmed(columns[at], field.type) for at, field in zip(kept, schema, strict=False)]
        self._batches[number].append(pa.RecordBatch.from_arrays(arrays, schema=schema))
        self._rows[number] = []

    def _row(self, table: int, owner: Row | None) -> Row:
        self._counts[table] += 1
        parent, ordinal = (owner[TABLE], owner[OWN]) if owner else (None, None)
        row = [self._activity, parent, ordinal, table, self._counts[table], *self._blank[table]]
        self._rows[table].append(row)
        return row

    def _below(
        self, element: "etree._Element", above: Node, row: Row, seen: set[int], language: str | None, again: bool
    ) -> None:
        """Take an element below a known one: another known one, a narrative, or one that the standard does not know.

        Args:
            element: The element.
            above: What the standard knows of the element above.
            row: The row that it belongs to, unless it opens its own.
            seen: Numbers of the elements that this row had before.
            language: Language that an element above states.
            again: Whether an element above stands in the row for the second time: its cells are taken.
        """
        tag = element.tag
        node = above.children.get(tag)
        if node is None:
            if tag == "narrative":
                self._narrative_of(element, above, row, language)
            else:
                self._foreign(element, above.path, row)
            return
        if node.opens is not None:
            row, seen, again = self._row(node.opens, row), set(), False
        elif node.number in seen:
            again = True
        else:
            seen.add(node.number)
        self._known(element, node, row, seen, language, again)

    def _known(
        self, element: "etree._Element", node: Node, row: Row, seen: set[int], language: str | None, again: bool
    ) -> None:
        """Take an element of the layout, in its row."""
        if node.element is not None:
            row[CELLS + node.element] = node.tag
        items = attributes(element) if self.crowded else element.items()
        if items:
            stated = self._attributes(items, node, row, again)
            language = language if stated is None else stated
        text = element.text
        if len(element):
            for child in element:
                self._below(child, node, row, seen, language, again)
                tail = child.tail
                if tail:
                    text = (text or "") + tail
        if text or node.text is not None:
            self._words(text or "", node, row, language, again)

    def _words(self, text: str, node: Node, row: Row, language: str | None, again: bool) -> None:
        """Take a known element's own text: into its cell, or as a narrative, as files of 1.0x have them."""
        if node.text is not None and not again and row[CELLS + node.text] is None:
            row[CELLS + node.text] = text
        elif not (text := text.strip(WHITE)):
            return
        elif node.text is None:
            self._narrate(row, node, node.path, language, text)
        else:
            self._extend(row, f"{node.path}/text()", None, "text()", text)

    def _attributes(self, items: Iterable[tuple[str, str]], node: Node, row: Row, again: bool) -> str | None:
        """Take an element's attributes; gives the language it states for the texts below."""
        language = None
        for name, value in items:
            cell = node.attributes.get(name)
            if cell is not None and not again and row[CELLS + cell] is None:
                row[CELLS + cell] = value
            elif name == XML_LANG and cell is None:
                language = value
            else:
                self._attribute(row, node.path, name, value)
        return language

    def _narrative_of(self, element: "etree._Element", node: Node, row: Row, language: str | None) -> None:
        path = f"{node.path}/narrative" if node.path else "narrative"
        for name, value in attributes(element) if self.crowded else element.items():
            if name == XML_LANG:
                language = value
            else:
                self._attribute(row, path, name, value)
        text = element.text or ""
        for child in element if len(element) else ():
            self._foreign(child, path, row)
            text += child.tail or ""
        self._narrate(row, node, path, language, text)

    def _narrate(self, row: Row, node: Node, path: str, language: str | None, text: str) -> None:
        if node.first is not None and row[CELLS + node.first] is None:
            row[CELLS + node.first] = text
        self._rows[self._narrative].append(
            [self._activity, row[TABLE], row[OWN], self._narrative, 0, path, language, text]
        )

    def _foreign(self, element: "etree._Element", above: str, row: Row) -> None:
        """Keep an element that the standard does not know, with all below it."""
        name = etree.QName(element)
        path = f"{above}/{name.localname}" if above else name.localname
        kept = self._extend(row, path, name.namespace, name.localname, "")
        for attribute, value in attributes(element) if self.crowded else element.items():
            self._attribute(row, path, attribute, value)
        text = element.text or ""
        for child in element:
            self._foreign(child, path, row)
            text += child.tail or ""
        kept[-1] = text

    def _attribute(self, row: Row, above: str, attribute: str, value: str) -> None:
        name = etree.QName(attribute)
        path = f"{above}/@{name.localname}" if above else f"@{name.localname}"
        self._extend(row, path, name.namespace, f"@{name.localname}", value)

    def _extend(self, row: Row, path: str, namespace: str | None, name: str, text: str) -> Row:
        extension = [self._activity, row[TABLE], row[OWN], self._extension, 0, path, namespace, name, text]
        self._rows[self._extension].append(extension)
        return extension


def _trimmed(column: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """A column; texts without the white space around them, which is taken off here, for all at once."""
    if not (pa.types.is_string(kind) or pa.types.is_dictionary(kind)):
        return pa.array(column, kind)
    texts = pa.array(column, pa.string())
    return texts.dictionary_encode() if pa.types.is_dictionary(kind) else pc.utf8_trim(texts, characters=WHITE)
