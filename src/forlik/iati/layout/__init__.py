"""Where everything in an IATI file goes: the tables, their columns, and the paths they are read from.

The files ``activities.toml`` and ``organisations.toml`` beside this module say it all; both readers follow them.
"""

import csv
import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Literal

Content = Literal["activity", "organisation"]
Kind = Literal["text", "code", "date", "decimal", "int", "bool", "narrative", "element"]

FILES: Mapping[Content, str] = {"activity": "activities.toml", "organisation": "organisations.toml"}
TYPED = ("date", "decimal", "int", "bool")
"""Kinds that have a value beside the text as written."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it is read: its name, its kind, and where it is found below the row's element."""

    name: str
    kind: Kind
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, the elements that are rows, and the columns."""

    name: str
    number: int
    grain: str
    at: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(slots=True)
class Node:
    """One element that the standard knows, at one place below the activity.

    Numbers of columns are those of the row that the element belongs to (its own, when it opens one).
    """

    number: int
    tag: str
    path: str
    opens: int | None = None
    """Number of the table of which every occurrence is a row."""
    owner: int = 0
    """Number of the table whose row the element belongs to."""
    attributes: dict[str, int] = field(default_factory=dict)
    text: int | None = None
    first: int | None = None
    """Column that takes the first narrative."""
    element: int | None = None
    """Column that takes the name of the element."""
    children: dict[str, "Node"] = field(default_factory=dict)

    def walk(self) -> Iterator["Node"]:
        """This element and all below it."""
        yield self
        for child in self.children.values():
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Layout:
    """All tables of one kind of file, and the elements as a tree."""

    content: Content
    tables: tuple[Table, ...]
    """The tables that the layout's file declares; the first has one row for each activity or organisation."""
    root: Node
    nodes: tuple[Node, ...]
    nested: frozenset[int]
    """Numbers of the tables whose rows may belong to a row of another table than the first."""
    codes_1x: Mapping[tuple[str, str], Mapping[str, str]]
    """(table, column) → code of 1.0x in small letters → code of 2.0x."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all tables, with the two that every element may feed."""
        return (*(table.name for table in self.tables), self.narrative, self.extension)

    @property
    def narrative(self) -> str:
        """The table of all narratives."""
        return f"{self._before}narrative"

    @property
    def extension(self) -> str:
        """The table of all that no other table has a place for."""
        return f"{self._before}extension"

    @property
    def problem(self) -> str:
        """The table of texts that could not be read as what they should be."""
        return f"{self._before}problem"

    @property
    def identifier(self) -> str:
        """The column that names the activity or organisation in every table."""
        return f"{self.content}_id"

    @property
    def _before(self) -> str:
        return "" if self.content == "activity" else f"{self.content}_"

    @property
    def tag(self) -> str:
        """The element that one row of the first table is."""
        return f"iati-{self.content}"


@functools.cache
def layout(content: Content) -> Layout:
    """The layout of activity files or of organisation files."""
    text = resources.files(__name__).joinpath(FILES[content]).read_text("utf-8")
    tables = tuple(_table(number, name, entry) for number, (name, entry) in enumerate(tomllib.loads(text).items()))
    nodes: list[Node] = []
    root = _root(tables, nodes)
    nested = frozenset(
        child.opens for node in nodes for child in node.children.values() if child.opens is not None and node.owner
    )
    codes = _codes_1x({(table.name, column.name) for table in tables for column in table.columns})
    return Layout(content, tables, root, tuple(nodes), nested, codes)


def _table(number: int, name: str, entry: dict[str, Any]) -> Table:
    grain, at = entry.pop("grain"), entry.pop("at")
    columns = tuple(_column(column, line) for column, line in entry.items())
    return Table(name, number, grain, tuple(at), columns)


def _column(name: str, line: str) -> Column:
    kind, _, paths = line.partition(" ")
    return Column(name, kind, tuple(paths.split(" or ")))  # type: ignore[arg-type]


def _root(tables: tuple[Table, ...], nodes: list[Node]) -> Node:
    """Grow the tree of elements; ``nodes`` takes all of them, by number."""
    root = Node(0, "", "")
    nodes.append(root)
    # Rows first, the shallow before the deep, so that every element finds the row it belongs to.
    places = sorted((place.count("/"), place != ".", table.number, place) for table in tables for place in table.at)
    for _, _, number, place in places:
        node = _at(nodes, root, place)
        node.opens = node.owner = number
        for inner in node.walk():
            inner.owner = number if inner.opens is None else inner.owner
    for table in tables:
        for place in table.at:
            row = _at(nodes, root, place)
            for number, column in enumerate(table.columns):
                for path in column.paths:
                    element, _, attribute = path.rpartition("@") if "@" in path else (path, "", "")
                    _fill(_at(nodes, row, element.rstrip("/") or "."), number, column, attribute)
    return root


def _at(nodes: list[Node], node: Node, path: str) -> Node:
    for tag in path.split("/") if path != "." else ():
        if tag not in node.children:
            below = f"{node.path}/{tag}" if node.path else tag
            node.children[tag] = Node(len(nodes), tag, below, owner=node.owner)
            nodes.append(node.children[tag])
        node = node.children[tag]
    return node


def _fill(node: Node, number: int, column: Column, attribute: str) -> None:
    if attribute:
        node.attributes[XML_LANG if attribute == "xml:lang" else attribute] = number
    elif column.kind == "narrative":
        node.first = number
    elif column.kind == "element":
        node.element = number
    else:
        node.text = number


def _codes_1x(known: set[tuple[str, str]]) -> Mapping[tuple[str, str], Mapping[str, str]]:
    codes: dict[tuple[str, str], dict[str, str]] = {}
    text = resources.files(__name__).joinpath("codes_1x.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        key = (row["table"], row["column"])
        if key in known:
            codes.setdefault(key, {})[row["code_1x"].lower()] = row["code"]
    return codes
