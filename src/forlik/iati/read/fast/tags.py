"""Start tags: which element one opens, what its attributes fill, and what of it the standard does not know."""

import numpy as np

from forlik.iati.read.fast.automaton import NAME_CELL, NODE_FIELDS, NONE, OPENS, OWNER
from forlik.iati.read.fast.characters import (
    APOSTROPHE,
    COLON,
    EQUALS,
    FORBIDDEN,
    GT,
    HIGH,
    IN_VALUE,
    LETTER_L,
    LETTER_M,
    LETTER_N,
    LETTER_S,
    LETTER_X,
    LT,
    MARK,
    NAME_FIRST,
    NAME_LATER,
    NAMES,
    ORDINARY,
    QUOTE,
    QUOTES,
    REFERENCE,
    SLASH,
    references_plain,
    sign,
    trimmed_end,
    trimmed_start,
    white,
)
from forlik.iati.read.fast.compiled import compiled, inlined
from forlik.iati.read.fast.names import (
    NO_NAMESPACE,
    OF_ATTRIBUTE,
    OF_ELEMENT,
    UNDECLARED,
    XML_NAMESPACE,
    declare,
    known,
    met,
    namespace_of,
)
from forlik.iati.read.fast.pointers import WIDE, plain_value
from forlik.iati.read.fast.rows import FOREIGN, KNOWN, NARRATIVE, ODD, READ, cell_at, extend, new_row, pack
from forlik.iati.read.fast.space import (
    AGAIN,
    ATTRIBUTE,
    BASE,
    CLOSED,
    COLON_AT,
    DEPTH,
    FIRST_ROW,
    KEPT,
    KIND,
    KNOWN_COUNT,
    LANGUAGE,
    LONGEST,
    NAME_FROM,
    NAME_TO,
    NODE,
    NODE_COUNT,
    OPEN_FIELDS,
    PATH,
    PLAIN,
    ROW,
    ROW_FIELDS,
    ROW_SERIAL,
    SERIAL,
    TABLE_COUNT,
    TABLE_FIELDS,
    WORDS,
)
from forlik.iati.read.raw import LONGEST_LANGUAGE
from forlik.iati.read.spans import LONGEST_ADDRESS

LONGEST_NAME = 200
XMLNS_LENGTH = 5


@inlined
def name_end(data, first, end, m):
    """The byte after a name of plain letters; ``ODD`` when it is none. Its colon is noted."""
    at, colon = first, 0
    while at < end:
        byte = data[at]
        if not NAMES[byte] & NAME_LATER:
            if byte != COLON or colon or at == first:
                break
            colon = at
        at += 1
    if at == first or at >= end or at - first > LONGEST_NAME or not NAMES[data[first]] & NAME_FIRST:
        return np.int64(ODD)
    if colon and (colon == at - 1 or not NAMES[data[colon + 1]] & NAME_FIRST):
        return np.int64(ODD)
    m.numbers[COLON_AT] = colon
    return at


@inlined
def start_tag(data, first, end, depth, number, m, narrative, language):
    """Open an element whose name begins at a byte.

    Args:
        data: The file's bytes.
        first: First byte of the name.
        end: The byte after the activity.
        depth: How deep it stands.
        number: Number of the activity.
        m: The memory.
        narrative: The name ``narrative``.
        language: The name ``xml:lang``.

    Returns:
        The byte after the tag; ``ODD`` or ``NO_ROOM``. Whether the tag ended the element too is noted under ``CLOSED``.
    """
    last = name_end(data, first, end, m)
    if last < 0 or depth == DEPTH or not (white(data[last]) or data[last] == GT or data[last] == SLASH):
        return np.int64(ODD)
    here, above = depth * OPEN_FIELDS, (depth - 1) * OPEN_FIELDS
    m.stack[here + NAME_FROM], m.stack[here + NAME_TO] = first, last
    m.stack[here + WORDS] = NONE
    m.numbers[SERIAL] += 1
    if depth == 0:
        m.stack[here + KIND], m.stack[here + NODE] = KNOWN, 0
        m.stack[here + LANGUAGE], m.stack[here + AGAIN] = NONE, 0
    else:
        m.stack[here + LANGUAGE], m.stack[here + AGAIN] = m.stack[above + LANGUAGE], m.stack[above + AGAIN]
        m.stack[here + ROW], m.stack[here + ROW_SERIAL] = m.stack[above + ROW], m.stack[above + ROW_SERIAL]
        m.stack[here + KIND], m.stack[here + NODE] = FOREIGN, m.stack[above + NODE]
        if m.stack[above + KIND] == KNOWN:
            name = known(data, first, last, m)
            if name >= 0:
                below = m.child[m.stack[above + NODE] * m.numbers[KNOWN_COUNT] + name]
                if below >= 0:
                    m.stack[here + KIND], m.stack[here + NODE] = KNOWN, below
                elif name == narrative:
                    m.stack[here + KIND] = NARRATIVE
    kind = m.stack[here + KIND]
    status = np.int64(READ)
    if kind == KNOWN:
        status = _known_element(depth, number, m)
    elif kind == NARRATIVE:
        m.stack[here + BASE] = 2 * m.stack[here + NODE]
    else:
        status = _foreign_element(data, first, last, depth, number, m)
    if status < 0:
        return status
    return _attributes(data, last, end, depth, number, m, language)


@inlined
def _known_element(depth, number, m):
    """Open an element of the layout: its row, if it is one, and its name, if a cell takes it."""
    here, above = depth * OPEN_FIELDS, (depth - 1) * OPEN_FIELDS
    node = m.stack[here + NODE]
    owner = m.nodes[node * NODE_FIELDS + OWNER]
    if m.nodes[node * NODE_FIELDS + OPENS] != NONE:
        parent, row = np.int64(NONE), np.int64(0)
        if depth > 0:
            parent, row = m.nodes[m.stack[above + NODE] * NODE_FIELDS + OWNER], m.stack[above + ROW]
        made = new_row(owner, parent, row, number, m)
        if made < 0:
            return made
        m.stack[here + ROW], m.stack[here + ROW_SERIAL] = made, m.numbers[SERIAL]
        m.stack[here + AGAIN] = 0
    elif m.seen[node] == m.stack[here + ROW_SERIAL]:
        m.stack[here + AGAIN] = 1
    else:
        m.seen[node] = m.stack[here + ROW_SERIAL]
    name = m.nodes[node * NODE_FIELDS + NAME_CELL]
    if name != NONE:
        cell = cell_at(owner, name, m.stack[here + ROW], m)
        m.cells[cell] = pack(m.stack[here + NAME_FROM], m.stack[here + NAME_TO], PLAIN)
    m.stack[here + BASE] = 2 * node + 1
    return np.int64(READ)


@compiled
def _foreign_element(data, first, last, depth, number, m):
    """Open an element that the standard does not know."""
    here, above = depth * OPEN_FIELDS, (depth - 1) * OPEN_FIELDS
    namespace, colon = np.int64(NO_NAMESPACE), m.numbers[COLON_AT]
    if colon:
        namespace = namespace_of(data, first, colon, m)
        if namespace == UNDECLARED:
            return np.int64(ODD)
    name = met(data, first, last, m)
    if name == NONE:
        return np.int64(ODD)
    blank = pack(first, first, PLAIN)
    row = extend(depth, m.stack[above + BASE], name, OF_ELEMENT, namespace, blank, number, m)
    if row >= 0:
        table = m.numbers[TABLE_COUNT] - 1
        where = (m.tables[table * TABLE_FIELDS + FIRST_ROW] + row) * ROW_FIELDS
        m.stack[here + KEPT] = row
        m.stack[here + BASE] = 2 * m.numbers[NODE_COUNT] + m.rows[where + PATH]
    return row


@inlined
def _attributes(data, at, end, depth, number, m, language):
    """Take the attributes of an element, to the end of its tag."""
    element = m.numbers[SERIAL]
    prefixed = 0
    while True:
        spaced = False
        while at < end and white(data[at]):
            at += 1
            spaced = True
        if at >= end:
            return np.int64(ODD)
        if data[at] == GT:
            m.numbers[CLOSED] = 0
            return at + 1
        if data[at] == SLASH:
            m.numbers[CLOSED] = 1
            return at + 2 if at + 1 < end and data[at + 1] == GT else np.int64(ODD)
        if not spaced:
            return np.int64(ODD)
        first = at
        last = name_end(data, first, end, m)
        if last < 0:
            return np.int64(ODD)
        at = last
        while at < end and white(data[at]):
            at += 1
        if at >= end or data[at] != EQUALS:
            return np.int64(ODD)
        at += 1
        while at < end and white(data[at]):
            at += 1
        if at >= end or (data[at] != QUOTE and data[at] != APOSTROPHE):
            return np.int64(ODD)
        quote = data[at]
        at += 1
        value_from = at
        references = controls = False
        while True:
            if at + WIDE <= end:
                skipped = plain_value(data, at)
                at += skipped
                if skipped == WIDE:
                    continue
            kind = IN_VALUE[data[at]]
            if kind == ORDINARY:
                at += 1
            elif kind == QUOTES:
                if data[at] == quote:
                    break
                at += 1
            elif kind == MARK:
                # The activity's own last byte is a >, so that nothing is read behind it.
                if data[at] == LT or at + 1 >= end:
                    return np.int64(ODD)
                at += 1
            elif kind == HIGH:
                size = sign(data, at, end)
                if size == 0:
                    return np.int64(ODD)
                at += size
            elif kind == FORBIDDEN:
                return np.int64(ODD)
            else:
                references |= kind == REFERENCE
                controls |= kind != REFERENCE
                at += 1
        value_to = at
        at += 1
        if value_to - value_from > LONGEST or (references and not references_plain(data, value_from, value_to)):
            return np.int64(ODD)
        colon = m.numbers[COLON_AT]
        if _xmlns(data, first, last):
            plain = depth == 0 and colon == first + XMLNS_LENGTH and not (references or controls)
            # A prefix that begins with xml may be one of XML's own.
            if not plain or value_from == value_to or data[colon + 1] == LETTER_X:
                return np.int64(ODD)
            if value_to - value_from > LONGEST_ADDRESS:
                return np.int64(ODD)
            if not declare(data, colon + 1, last, value_from, value_to, m):
                return np.int64(ODD)
            continue
        prefixed += colon > 0
        if prefixed > 1:
            return np.int64(ODD)
        value_from = trimmed_start(data, value_from, value_to, references)
        value_to = trimmed_end(data, value_from, value_to, references)
        text = pack(value_from, value_to, ATTRIBUTE if references or controls else PLAIN)
        status = _attribute(data, first, last, colon, text, element, depth, number, m, language)
        if status < 0:
            return status


@inlined
def _attribute(data, first, last, colon, text, element, depth, number, m, language):
    """Take one attribute: into a cell, as the language of what is below, or as an extension."""
    here = depth * OPEN_FIELDS
    kind, node = m.stack[here + KIND], m.stack[here + NODE]
    name = known(data, first, last, m)
    if name != NONE:
        if m.stated[name] == element:
            return np.int64(ODD)
        m.stated[name] = element
        cell = m.attribute[node * m.numbers[KNOWN_COUNT] + name] if kind == KNOWN else NONE
        if cell != NONE and m.stack[here + AGAIN] == 0:
            at = cell_at(m.nodes[node * NODE_FIELDS + OWNER], cell, m.stack[here + ROW], m)
            if m.cells[at] == NONE:
                m.cells[at] = text
                return np.int64(READ)
        if name == language and kind != FOREIGN and cell == NONE:
            if text & LONGEST > LONGEST_LANGUAGE:
                return np.int64(ODD)
            m.stack[here + LANGUAGE] = text
            return np.int64(READ)
    namespace = np.int64(NO_NAMESPACE)
    if colon:
        namespace = namespace_of(data, first, colon, m)
        # At an activity a prefix may be declared after it is used.
        if namespace == UNDECLARED or (depth == 0 and namespace != XML_NAMESPACE):
            return np.int64(ODD)
    unknown = met(data, first, last, m)
    if unknown == NONE:
        return np.int64(ODD)
    if name == NONE:
        if m.stated[m.numbers[KNOWN_COUNT] + unknown] == element:
            return np.int64(ODD)
        m.stated[m.numbers[KNOWN_COUNT] + unknown] = element
    return extend(depth, m.stack[here + BASE], unknown, OF_ATTRIBUTE, namespace, text, number, m)


@inlined
def _xmlns(data, start, end):
    return (
        end - start >= XMLNS_LENGTH
        and data[start] == LETTER_X
        and data[start + 1] == LETTER_M
        and data[start + 2] == LETTER_L
        and data[start + 3] == LETTER_N
        and data[start + 4] == LETTER_S
    )
