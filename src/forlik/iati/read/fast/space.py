"""The scanner's memory: rows and cells column by column, the stack of open elements, and names met for the first time.

A cell is one number: where its text begins in the file, how it must be decoded, and how long it is. Nothing is copied
before all activities of a batch are scanned.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from forlik.iati.read.fast.automaton import NONE, Automaton

LENGTH_BITS, MODE_BITS = 22, 2
LONGEST = (1 << LENGTH_BITS) - 1
"""Bytes of the longest text that is not odd."""
PLAIN, TEXT, ATTRIBUTE, CDATA = range(4)
"""How a cell is decoded: as it is; references and line ends; references and every white space; line ends only."""
DEPTH = 64
"""Elements that may be open at once; deeper ones are odd."""
NAMES, NAME_SLOTS = 1 << 11, 1 << 13
"""Names that the standard does not know, in one batch."""
PATHS, PATH_SLOTS = 1 << 11, 1 << 13
"""Places at which something stands that the standard does not know."""
SPACES = 64
"""Addresses of namespaces that activities declare, in one batch."""
PREFIXES = 8
"""Prefixes that one activity declares."""
ROWS = 256
"""Rows of each table to begin with; twice as many whenever they are full."""
SERIAL, NAME_COUNT, PATH_COUNT, SPACE_COUNT, PREFIX_COUNT, FULL = range(6)
TABLE_COUNT, ROOT_COUNT, NODE_COUNT, KNOWN_COUNT, CLOSED, COLON_AT = range(6, 12)
"""Where the single numbers stand."""
FIRST_ROW, ROOM, CELLS_AT, COUNT, MARK = range(5)
"""Of a table: its first row, rows it has room for, its first cell, its rows, and its rows before this activity."""
ACTIVITY, PARENT, PARENT_ORDINAL, PATH, NAMESPACE = range(5)
"""Of a row: its activity, table and ordinal of the row it belongs to, and where it stands if no layout says so."""
TABLE_FIELDS, ROW_FIELDS, OPEN_FIELDS = 5, 5, 11
"""How many numbers are said of each table, row and open element."""
KIND, NODE, ROW, ROW_SERIAL, AGAIN, NAME_FROM, NAME_TO, LANGUAGE, WORDS, BASE, KEPT = range(11)
"""Of an open element: what it is, the nearest node, the row and its serial number, whether its cells are taken, its
name, its language, its text, the place of what is below it, and its own row when the standard does not know it."""


class Space(NamedTuple):
    """All arrays of one reading.

    Args:
        tables: Table → what is said of it. Cell c of row r stands at its first cell + c * room + r.
        rows: Row → what is said of it.
        cells: All cells.
        stack: Open elements.
        seen: Node → serial number of the last row in which it stood.
        stated: Attribute → serial number of the last element at which it stood.
        names: Name that the standard does not know → where it stands in the file.
        name_slots: Hash → such a name.
        paths: Place of something unknown → what it is below, its name and its kind.
        path_slots: Hash → such a place.
        spaces: Address of a namespace → where it stands in the file.
        prefixes: Prefixes that the activity declares: where they stand, and their namespaces.
        root_letters: Prefixes that the root declares, one after the other.
        root_start: Where each of them begins, and after the last, where it ends.
        numbers: Single numbers.
    """

    tables: NDArray[np.int64]
    rows: NDArray[np.int32]
    cells: NDArray[np.int64]
    stack: NDArray[np.int64]
    seen: NDArray[np.int64]
    stated: NDArray[np.int64]
    names: NDArray[np.int64]
    name_slots: NDArray[np.int16]
    paths: NDArray[np.int64]
    path_slots: NDArray[np.int16]
    spaces: NDArray[np.int64]
    prefixes: NDArray[np.int64]
    root_letters: NDArray[np.uint8]
    root_start: NDArray[np.int64]
    numbers: NDArray[np.int64]


class Memory(NamedTuple):
    """Pointers to all arrays of a reading and of its automaton, under their names."""

    tables: Any
    rows: Any
    cells: Any
    stack: Any
    seen: Any
    stated: Any
    names: Any
    name_slots: Any
    paths: Any
    path_slots: Any
    spaces: Any
    prefixes: Any
    root_letters: Any
    root_start: Any
    numbers: Any
    letters: Any
    name_start: Any
    slots: Any
    child: Any
    attribute: Any
    nodes: Any
    width: Any


def widths(automaton: Automaton) -> NDArray[np.int64]:
    """Cells of each table: those of the layout, then a narrative's language and text, then an extension's text."""
    return np.concatenate([automaton.width, np.array([2, 1], np.int64)])


def new_space(automaton: Automaton, prefixes: list[str], room: NDArray[np.int64] | None = None) -> Space:
    """Empty memory.

    Args:
        automaton: What the scanner follows.
        prefixes: Those that the root declares.
        room: Rows for each table.
    """
    width = widths(automaton)
    room = np.full(len(width), ROWS, np.int64) if room is None else room
    tables = np.zeros((len(width), TABLE_FIELDS), np.int64)
    tables[:, ROOM] = room
    tables[1:, FIRST_ROW] = np.cumsum(room)[:-1]
    tables[1:, CELLS_AT] = np.cumsum(room * width)[:-1]
    written = [prefix.encode() for prefix in prefixes]
    return Space(
        tables=tables,
        rows=np.zeros((int(room.sum()), ROW_FIELDS), np.int32),
        cells=np.full(int((room * width).sum()), NONE, np.int64),
        stack=np.zeros((DEPTH, OPEN_FIELDS), np.int64),
        seen=np.zeros(len(automaton.nodes), np.int64),
        stated=np.zeros(len(automaton.name_start) - 1 + NAMES, np.int64),
        names=np.zeros((NAMES, 2), np.int64),
        name_slots=np.full(NAME_SLOTS, NONE, np.int16),
        paths=np.zeros((PATHS, 3), np.int64),
        path_slots=np.full(PATH_SLOTS, NONE, np.int16),
        spaces=np.zeros((SPACES, 2), np.int64),
        prefixes=np.zeros((PREFIXES, 3), np.int64),
        root_letters=np.frombuffer(b"".join(written) + bytes(8), np.uint8).copy(),
        root_start=np.cumsum([0, *map(len, written)]).astype(np.int64),
        numbers=np.array(
            [*[0] * 6, len(width), len(prefixes), len(automaton.nodes), len(automaton.name_start) - 1, 0, 0], np.int64
        ),
    )


def cleared(old: Space, automaton: Automaton, prefixes: list[str]) -> Space:
    """The same memory, empty again: cells that were used are made blank, and names that were met are forgotten."""
    for table, width in enumerate(widths(automaton)):
        for cell in range(int(width)):
            cells_of(old, table, cell)[...] = NONE
    old.tables[:, COUNT] = 0
    return new_space(automaton, prefixes, np.ones_like(old.tables[:, ROOM]))._replace(
        tables=old.tables, rows=old.rows, cells=old.cells
    )


def wider(old: Space, automaton: Automaton, prefixes: list[str]) -> Space:
    """The same memory with twice the rows for the table that is full; what it holds is kept."""
    room = old.tables[:, ROOM].copy()
    room[old.numbers[FULL]] *= 2
    new = new_space(automaton, prefixes, room)
    new.tables[:, COUNT] = old.tables[:, COUNT]
    for table, width in enumerate(widths(automaton)):
        new.rows[rows_of(new, table)] = old.rows[rows_of(old, table)]
        for cell in range(int(width)):
            cells_of(new, table, cell)[...] = cells_of(old, table, cell)
    return new._replace(
        **{name: getattr(old, name) for name in Space._fields if name not in ("tables", "rows", "cells")}
    )


def cells_of(space: Space, table: int, cell: int) -> NDArray[np.int64]:
    """The cells of one column."""
    start = int(space.tables[table, CELLS_AT] + cell * space.tables[table, ROOM])
    return space.cells[start : start + int(space.tables[table, COUNT])]


def rows_of(space: Space, table: int) -> slice:
    """Where the rows of a table stand among all rows."""
    first = int(space.tables[table, FIRST_ROW])
    return slice(first, first + int(space.tables[table, COUNT]))
