"""Rows as the scanner notes them: a new one, a narrative's, an unknown thing's, and what the end of an element adds."""

import numpy as np

from forlik.iati.read.fast.automaton import FIRST_CELL, NODE_FIELDS, NONE, OWNER, TEXT_CELL
from forlik.iati.read.fast.compiled import compiled, inlined
from forlik.iati.read.fast.names import NO_NAMESPACE, OF_TEXT, place
from forlik.iati.read.fast.space import (
    ACTIVITY,
    AGAIN,
    BASE,
    CELLS_AT,
    COUNT,
    FIRST_ROW,
    FULL,
    KEPT,
    KIND,
    LANGUAGE,
    LENGTH_BITS,
    MARK,
    MODE_BITS,
    NAME_FROM,
    NAMESPACE,
    NODE,
    OPEN_FIELDS,
    PARENT,
    PARENT_ORDINAL,
    PATH,
    PLAIN,
    ROOM,
    ROW,
    ROW_FIELDS,
    TABLE_COUNT,
    TABLE_FIELDS,
    WORDS,
)

READ, ODD, NO_ROOM = 0, -1, -2
"""What came of an activity, or of a part of it; a place in the file is never negative."""
KNOWN, NARRATIVE, FOREIGN = 0, 1, 2
"""What an element is: one of the layout, a narrative, or one that the standard does not know."""


@inlined
def pack(start, end, mode):
    """A cell: where its text stands, and how it is decoded."""
    return (start << (LENGTH_BITS + MODE_BITS)) | (mode << LENGTH_BITS) | (end - start)


@inlined
def cell_at(table, cell, row, m):
    """Where a cell stands among all cells."""
    return m.tables[table * TABLE_FIELDS + CELLS_AT] + cell * m.tables[table * TABLE_FIELDS + ROOM] + row


@compiled
def give_back(m):
    """Forget the rows of the activity that is being scanned."""
    count = m.numbers[TABLE_COUNT]
    for table in range(count):
        first, last = m.tables[table * TABLE_FIELDS + MARK], m.tables[table * TABLE_FIELDS + COUNT]
        for cell in range(m.width[table] if table < count - 2 else count - table):
            for row in range(first, last):
                m.cells[cell_at(table, cell, row, m)] = NONE
        m.tables[table * TABLE_FIELDS + COUNT] = first


@inlined
def new_row(table, parent, row, number, m):
    """A new row of a table, belonging to a row of another; ``NO_ROOM`` when there is none."""
    at = m.tables[table * TABLE_FIELDS + COUNT]
    if at == m.tables[table * TABLE_FIELDS + ROOM]:
        m.numbers[FULL] = table
        return np.int64(NO_ROOM)
    m.tables[table * TABLE_FIELDS + COUNT] = at + 1
    where = (m.tables[table * TABLE_FIELDS + FIRST_ROW] + at) * ROW_FIELDS
    m.rows[where + ACTIVITY] = number
    m.rows[where + PARENT] = parent
    m.rows[where + PARENT_ORDINAL] = row - m.tables[parent * TABLE_FIELDS + MARK] + 1 if parent >= 0 else 0
    return at


@compiled
def extend(depth, base, name, kind, namespace, text, number, m):
    """A row of the table of extensions: its number, ``NO_ROOM``, or ``ODD`` when there are too many places."""
    path = place(base, name, kind, m)
    if path == NONE:
        return np.int64(ODD)
    table = m.numbers[TABLE_COUNT] - 1
    owner = m.nodes[m.stack[depth * OPEN_FIELDS + NODE] * NODE_FIELDS + OWNER]
    row = new_row(table, owner, m.stack[depth * OPEN_FIELDS + ROW], number, m)
    if row >= 0:
        where = (m.tables[table * TABLE_FIELDS + FIRST_ROW] + row) * ROW_FIELDS
        m.rows[where + PATH] = path
        m.rows[where + NAMESPACE] = namespace
        m.cells[cell_at(table, 0, row, m)] = text
    return row


@compiled
def narrate(depth, path, text, number, m):
    """A row of the table of narratives."""
    node = m.stack[depth * OPEN_FIELDS + NODE]
    owner = m.nodes[node * NODE_FIELDS + OWNER]
    first = m.nodes[node * NODE_FIELDS + FIRST_CELL]
    if first != NONE:
        cell = cell_at(owner, first, m.stack[depth * OPEN_FIELDS + ROW], m)
        if m.cells[cell] == NONE:
            m.cells[cell] = text
    table = m.numbers[TABLE_COUNT] - 2
    row = new_row(table, owner, m.stack[depth * OPEN_FIELDS + ROW], number, m)
    if row < 0:
        return NO_ROOM
    m.rows[(m.tables[table * TABLE_FIELDS + FIRST_ROW] + row) * ROW_FIELDS + PATH] = path
    m.cells[cell_at(table, 0, row, m)] = m.stack[depth * OPEN_FIELDS + LANGUAGE]
    m.cells[cell_at(table, 1, row, m)] = text
    return READ


@inlined
def end_of(depth, number, m):
    """Do what is to be done at the end of an element."""
    here = depth * OPEN_FIELDS
    text, node = m.stack[here + WORDS], m.stack[here + NODE]
    blank = pack(m.stack[here + NAME_FROM], m.stack[here + NAME_FROM], PLAIN)
    if m.stack[here + KIND] == NARRATIVE:
        return narrate(depth, 2 * node, blank if text == NONE else text, number, m)
    if m.stack[here + KIND] == FOREIGN:
        if text != NONE:
            m.cells[cell_at(m.numbers[TABLE_COUNT] - 1, 0, m.stack[here + KEPT], m)] = text
        return READ
    if m.nodes[node * NODE_FIELDS + TEXT_CELL] == NONE:
        return READ if text == NONE else narrate(depth, 2 * node + 1, text, number, m)
    owner = m.nodes[node * NODE_FIELDS + OWNER]
    cell = cell_at(owner, m.nodes[node * NODE_FIELDS + TEXT_CELL], m.stack[here + ROW], m)
    if m.stack[here + AGAIN] == 0 and m.cells[cell] == NONE:
        m.cells[cell] = blank if text == NONE else text
    elif text != NONE:
        row = extend(depth, m.stack[here + BASE], -1, OF_TEXT, NO_NAMESPACE, text, number, m)
        return READ if row >= 0 else row
    return READ
