"""The rows of the reference reader: each element goes into its row, a narrative, or what the standard does not know."""

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from forlik.iati.layout import XML_LANG, Layout, Node
from forlik.iati.read.document import attributes
from forlik.iati.read.raw import LONGEST_LANGUAGE, WHITE, below, schemas

CELLS = 5
"""Where the cells begin in a row."""
TABLE, OWN = 3, 4
"""Where a row's own table and ordinal stand."""
MANY_CHILDREN = 1 << 10
"""Elements below an activity after which full tables are looked for."""
MOST_ROWS = 1 << 16
"""Rows of a table that are kept as Python values before they become a batch."""
Row = list[Any]


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
        self._children = 0

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
        self._children += 1
        if self._children % MANY_CHILDREN == 0:
            self._flush_full()

    def close(self, text: str) -> None:
        """End an activity with its own text."""
        if text := text.strip(WHITE):
            self._narrate(self._root, self._layout.root, ".", None, text)
        self._flush_full()

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

    def _flush_full(self) -> None:
        """Make batches of the rows of full tables; the first table's may still be filled."""
        for number, rows in enumerate(self._rows):
            if number and len(rows) >= MOST_ROWS:
                self._flush(number)

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
            elif name == XML_LANG and cell is None and len(value.strip(WHITE)) <= LONGEST_LANGUAGE:
                language = value
            else:
                self._attribute(row, node.path, name, value)
        return language

    def _narrative_of(self, element: "etree._Element", node: Node, row: Row, language: str | None) -> None:
        path = f"{node.path}/narrative" if node.path else "narrative"
        for name, value in attributes(element) if self.crowded else element.items():
            if name == XML_LANG and len(value.strip(WHITE)) <= LONGEST_LANGUAGE:
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
        path = below(above, name.localname)
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
        self._extend(row, below(above, f"@{name.localname}"), name.namespace, f"@{name.localname}", value)

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
