"""The rows of the reference reader: each element goes into its row, a narrative, or what the standard does not know."""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.iati.layout import XML_LANG, Content, Layout, Node
from forlik.iati.layout import layout as layout_of
from forlik.iati.read.document import attributes
from forlik.iati.read.raw import LONGEST_LANGUAGE, WHITE, below, nothing, schemas

if TYPE_CHECKING:
    from lxml import etree

TABLE, OWN = -2, -1
"""Where a row's own table and ordinal stand."""
TEXT = 3
"""The cell of an extension's text."""
MANY_CHILDREN = 1 << 10
"""Elements below an activity after which full tables are looked for."""
MOST_ROWS = 1 << 16
"""Rows of a table that are kept as Python values before they become a batch."""
Row = list[Any]


class Rows:
    """Collects the rows of activities; ``arrow`` gives them as batches.

    A row is a list: its cells, its activity, table and ordinal of the row it belongs to, its own table and ordinal.
    Those of narratives and extensions, to which no row belongs, end before the last two.
    """

    def __init__(self, layout: Layout) -> None:
        self._node = layout.root
        self._empty = _empty(layout.content)
        self._blank = [(None,) * len(table.columns) for table in layout.tables]
        self._paths = [f"{node.path}/narrative" if node.path else "narrative" for node in layout.nodes]
        self.crowded = False
        """Whether elements of the activity may have very many attributes."""
        self._rows: list[list[Sequence[Any]]] = [[] for _ in self._empty]
        *_, self._narratives, self._extensions = self._rows
        self._batches: list[list[pa.RecordBatch]] = [[] for _ in self._empty]
        self._activity = 0
        self._counts: list[int] = []
        self._root: Row = []
        self._seen: set[int] = set()
        self._children = 0

    def open(self, number: int, element: "etree._Element") -> None:
        """Begin an activity."""
        node = self._node
        self._activity = number
        self._counts = [1, *[0] * (len(self._blank) - 1)]
        row: Row = [*self._blank[0], number, None, None, 0, 1]
        self._root = row
        self._rows[0].append(row)
        self._seen = set()
        for name, value in attributes(element) if self.crowded else element.items():
            cell = node.attributes.get(name)
            if cell is not None and row[cell] is None:
                row[cell] = value
            else:
                self._attribute(row, node, name, value, None)

    def take(self, elements: Sequence["etree._Element"]) -> str:
        """Take elements right below the activity; gives the text that follows them."""
        between = self._below(elements, self._node, self._root, self._seen, None, True)
        self._children += len(elements)
        if self._children >= MANY_CHILDREN:
            self._children = 0
            self._flush_full()
        return between

    def close(self, text: str) -> None:
        """End an activity with its own text."""
        if text := text.strip(WHITE):
            self._narrate(self._root, self._node, ".", None, text)
        self._flush_full()

    def arrow(self) -> dict[str, pa.RecordBatch]:
        """All rows collected, as one batch a table."""
        tables = {}
        for number, (name, empty) in enumerate(self._empty.items()):
            if self._rows[number]:
                self._flush(number, empty.schema)
            batches = self._batches[number] or [empty]
            if len(batches) > 1:
                batches = pa.Table.from_batches(batches).unify_dictionaries().combine_chunks().to_batches()
            tables[name] = batches[0]
        return tables

    def _flush_full(self) -> None:
        """Make batches of the rows of full tables; the first table's may still be filled."""
        for number, (rows, empty) in enumerate(zip(self._rows, self._empty.values(), strict=True)):
            if number and len(rows) >= MOST_ROWS:
                self._flush(number, empty.schema)

    def _flush(self, number: int, schema: pa.Schema) -> None:
        """Make a batch of the rows that a table has."""
        rows = self._rows[number]
        columns = list(zip(*rows, strict=True))
        before = 1 + 2 * ("parent" in schema.names)
        cells = len(schema) - before
        ordered = (*columns[cells : cells + before], *columns[:cells])
        arrays = [_array(column, field.type) for column, field in zip(ordered, schema, strict=True)]
        self._batches[number].append(pa.RecordBatch.from_arrays(arrays, schema=schema))
        rows.clear()

    def _below(  # noqa: C901, PLR0912 - a method for each step would cost a tenth of the whole reading
        self,
        elements: Sequence["etree._Element"],
        above: Node,
        row: Row,
        seen: set[int],
        language: str | None,
        first: bool,
    ) -> str:
        """Take the elements below a known one; gives the text that follows them.

        All of a file passes through this loop, so that only what is rare has a method of its own; and elements are
        asked for as a list, ``[:]``, because going through them one by one costs lxml three times as much.

        Args:
            elements: The elements.
            above: What the standard knows of the element above.
            row: The row that they belong to, unless they open their own.
            seen: Numbers of the elements that this row had before.
            language: Language that an element above states.
            first: Whether no element above stands in the row for the second time: its cells would be taken.
        """
        between = ""
        known = above.children
        for element in elements:
            tag = element.tag
            if tag in known:
                node = known[tag]
                table = node.opens
                if table is not None:
                    self._counts[table] += 1
                    its = [*self._blank[table], self._activity, row[TABLE], row[OWN], table, self._counts[table]]
                    self._rows[table].append(its)
                    free = True
                else:
                    its = row
                    free = first and node.number not in seen
                    seen.add(node.number)
                if node.element is not None:
                    its[node.element] = tag
                spoken, cells = language, node.attributes
                for name, value in attributes(element) if self.crowded else element.items():
                    cell = cells.get(name)
                    if cell is not None and free and its[cell] is None:
                        its[cell] = value
                    else:
                        spoken = self._attribute(its, node, name, value, spoken)
                text = element.text or ""
                if len(element):
                    text += self._below(element[:], node, its, seen if table is None else set(), spoken, free)
                if free and node.text is not None and its[node.text] is None:
                    its[node.text] = text
                elif text:
                    self._words(text, node, its, spoken)
            elif tag == "narrative":
                self._narrative(element, above, row, language)
            else:
                self._foreign(element, above.path, row)
            if tail := element.tail:
                between += tail
        return between

    def _words(self, text: str, node: Node, row: Row, language: str | None) -> None:
        """Take a text that has no free cell: as a narrative where the standard has none, as files of 1.0x do."""
        if not (text := text.strip(WHITE)):
            return
        if node.text is None:
            self._narrate(row, node, node.path, language, text)
        else:
            self._extend(row, f"{node.path}/text()", None, "text()", text)

    def _attribute(self, row: Row, node: Node, name: str, value: str, language: str | None) -> str | None:
        """Take an attribute that has no free cell; gives the language of the texts below."""
        if name == XML_LANG and name not in node.attributes and len(value.strip(WHITE)) <= LONGEST_LANGUAGE:
            return value
        self._spare(row, node.path, name, value)
        return language

    def _narrative(self, element: "etree._Element", node: Node, row: Row, language: str | None) -> None:
        path = self._paths[node.number]
        for name, value in attributes(element) if self.crowded else element.items():
            if name == XML_LANG and len(value.strip(WHITE)) <= LONGEST_LANGUAGE:
                language = value
            else:
                self._spare(row, path, name, value)
        text = element.text or ""
        for child in element[:]:
            self._foreign(child, path, row)
            text += child.tail or ""
        self._narrate(row, node, path, language, text)

    def _narrate(self, row: Row, node: Node, path: str, language: str | None, text: str) -> None:
        if node.first is not None and row[node.first] is None:
            row[node.first] = text
        self._narratives.append((path, language, text, self._activity, row[TABLE], row[OWN]))

    def _foreign(self, element: "etree._Element", above: str, row: Row) -> None:
        """Keep an element that the standard does not know, with all below it."""
        namespace, name = _name(element.tag)
        path = below(above, name)
        kept = self._extend(row, path, namespace, name, "")
        for attribute, value in attributes(element) if self.crowded else element.items():
            self._spare(row, path, attribute, value)
        text = element.text or ""
        for child in element[:]:
            self._foreign(child, path, row)
            text += child.tail or ""
        kept[TEXT] = text

    def _spare(self, row: Row, above: str, attribute: str, value: str) -> None:
        """Keep an attribute that no column has a place for."""
        namespace, name = _name(attribute)
        self._extend(row, below(above, f"@{name}"), namespace, f"@{name}", value)

    def _extend(self, row: Row, path: str, namespace: str | None, name: str, text: str) -> Row:
        extension = [path, namespace, name, text, self._activity, row[TABLE], row[OWN]]
        self._extensions.append(extension)
        return extension


@functools.cache
def _empty(content: Content) -> dict[str, pa.RecordBatch]:
    """Table name → batch without rows."""
    every = schemas(layout_of(content))
    return {name: nothing(schema) for name, schema in every.items()}


@functools.lru_cache(maxsize=1 << 12)
def _name(written: str) -> tuple[str | None, str]:
    """The address of a name's namespace, and the name in it; a name that is none is one nevertheless."""
    namespace, _, name = written.removeprefix("{").rpartition("}")
    return namespace or None, name


def _array(column: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """A column; texts without the white space around them, which is taken off here, for all at once."""
    if pa.types.is_integer(kind):
        return pa.array(np.array(column, kind.to_pandas_dtype()))
    if pa.types.is_dictionary(kind):
        return pa.array(column, pa.string()).dictionary_encode()
    if column[0] is None and column.count(None) == len(column):
        return pa.nulls(len(column), kind)
    return pc.utf8_trim(pa.array(column, kind), characters=WHITE)
