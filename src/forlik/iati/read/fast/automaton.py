"""The layout as arrays, for the compiled scanner: which element leads to which, and which cell takes what."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from forlik.iati.layout import XML_LANG, Layout

SLOTS = 1 << 12
"""Places of the table in which names are found by their hash; many times the number of names."""
NONE = -1
STEP = 0x9E3779B97F4A7C15
"""An odd number without pattern: multiplied by it, numbers that differ little differ in all high bits."""
EIGHT, FULL = 8, (1 << 64) - 1

OF_NODE = ("opens", "owner", "text", "first", "element")
OPENS, OWNER, TEXT_CELL, FIRST_CELL, NAME_CELL = range(len(OF_NODE))
"""What ``Automaton.nodes`` says of each node."""
NODE_FIELDS = len(OF_NODE)

Ints = NDArray[np.int64]
Shorts = NDArray[np.int16]
Octets = NDArray[np.uint8]


class Automaton(NamedTuple):
    """What the scanner follows. Nodes, tables, names and cells are numbers; ``NONE`` means there is none.

    Args:
        letters: All known names, one after the other.
        name_start: Where each name begins in ``letters``, and after the last, where it ends.
        slots: Hash of a name, cut to the number of slots → name; the next free one after a collision.
        child: (node, name) → node below.
        attribute: (node, name) → cell.
        nodes: Node → the table of which it is a row, the table whose row it belongs to, and the cells that take its
            text, its first narrative and its name.
        width: Table → number of cells.
        narrative: The name ``narrative``.
        language: The name ``xml:lang``.
    """

    letters: Octets
    name_start: Ints
    slots: Shorts
    child: Shorts
    attribute: Shorts
    nodes: Ints
    width: Ints
    narrative: int
    language: int


def hashed(name: bytes) -> int:
    """The hash of a name, as ``names.hashed`` makes it."""
    first = int.from_bytes(name[:8], "little")
    if len(name) < EIGHT:
        return ((first + len(name)) * STEP) & FULL
    value = ((first * STEP) & FULL) ^ int.from_bytes(name[-8:], "little")
    return ((value + len(name)) * STEP) & FULL


def automaton(layout: Layout) -> Automaton:
    """The arrays of a layout."""
    tags = {node.tag for node in layout.nodes if node.tag}
    attributes = {name for node in layout.nodes for name in node.attributes} - {XML_LANG}
    names = sorted(tags | attributes | {"narrative", "xml:lang"})
    number = {name: at for at, name in enumerate(names)}
    number[XML_LANG] = number["xml:lang"]
    written = [name.encode() for name in names]
    slots = np.full(SLOTS, NONE, np.int16)
    for at, letters in enumerate(written):
        slot = (hashed(letters) >> 40) % SLOTS
        while slots[slot] != NONE:
            slot = (slot + 1) % SLOTS
        slots[slot] = at
    child = np.full((len(layout.nodes), len(names)), NONE, np.int16)
    attribute = child.copy()
    for node in layout.nodes:
        for tag, below in node.children.items():
            child[node.number, number[tag]] = below.number
        for name, cell in node.attributes.items():
            attribute[node.number, number[name]] = cell

    nodes = [[_number(getattr(node, which)) for which in OF_NODE] for node in layout.nodes]
    return Automaton(
        letters=np.frombuffer(b"".join(written) + bytes(EIGHT), np.uint8).copy(),
        name_start=np.cumsum([0, *map(len, written)]).astype(np.int64),
        slots=slots,
        child=child,
        attribute=attribute,
        nodes=np.array(nodes, np.int64),
        width=np.array([len(table.columns) for table in layout.tables], np.int64),
        narrative=number["narrative"],
        language=number["xml:lang"],
    )


def _number(value: int | None) -> int:
    return NONE if value is None else value
