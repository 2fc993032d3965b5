"""The scanner: once over an activity's bytes, following the automaton, noting rows and where the cells' texts stand.

It takes what is plainly well formed and plainly said. Whatever else it meets makes the activity odd; then its rows are
given back, and the reference reader reads it.
"""

import numpy as np

from forlik.iati.read.fast.automaton import NONE
from forlik.iati.read.fast.characters import (
    BANG,
    CLOSING,
    DASH,
    FORBIDDEN,
    GT,
    HIGH,
    IN_TEXT,
    LETTERS_CDATA,
    LT,
    MARK,
    OPENING,
    ORDINARY,
    QUERY,
    REFERENCE,
    RETURN,
    RETURNS,
    SLASH,
    plain_characters,
    references_plain,
    sign,
    trimmed_end,
    trimmed_start,
    white,
)
from forlik.iati.read.fast.compiled import compiled, inlined
from forlik.iati.read.fast.names import same
from forlik.iati.read.fast.pointers import WIDE, plain_text, pointer
from forlik.iati.read.fast.rows import NO_ROOM, ODD, READ, end_of, give_back, pack
from forlik.iati.read.fast.space import (
    CDATA,
    CLOSED,
    COUNT,
    LONGEST,
    NAME_FROM,
    NAME_TO,
    OPEN_FIELDS,
    PLAIN,
    PREFIX_COUNT,
    TEXT,
    WORDS,
    Memory,
)
from forlik.iati.read.fast.space import MARK as MARKED
from forlik.iati.read.fast.tags import start_tag

CDATA_START = 9
"""Bytes of ``<![CDATA[``."""


@compiled
def scan(data, starts, ends, at, odd, a, s):
    """Scan activities.

    Args:
        data: The file's bytes.
        starts: First byte of each activity.
        ends: The byte after its last.
        at: The first activity to scan.
        odd: Takes 1 for each activity that must be read by the reference reader; where it is 1, nothing is scanned.
        a: The automaton.
        s: The memory.

    Returns:
        The activity at which it stopped: their number when all are scanned, or one for whose rows there is no room in
        the table noted under ``FULL``.
    """
    octets = pointer(data)
    m = Memory(
        pointer(s.tables),
        pointer(s.rows),
        pointer(s.cells),
        pointer(s.stack),
        pointer(s.seen),
        pointer(s.stated),
        pointer(s.names),
        pointer(s.name_slots),
        pointer(s.paths),
        pointer(s.path_slots),
        pointer(s.spaces),
        pointer(s.prefixes),
        pointer(s.root_letters),
        pointer(s.root_start),
        pointer(s.numbers),
        pointer(a.letters),
        pointer(a.name_start),
        pointer(a.slots),
        pointer(a.child),
        pointer(a.attribute),
        pointer(a.nodes),
        pointer(a.width),
    )
    for number in range(at, len(starts)):
        if odd[number]:
            continue
        s.tables[:, MARKED] = s.tables[:, COUNT]
        status = _activity(octets, starts[number], ends[number], number, m, a.narrative, a.language)
        if status != READ:
            give_back(m)
        if status == NO_ROOM:
            return number
        odd[number] = status == ODD
    return len(starts)


@compiled
def _activity(data, start, end, number, m, narrative, language):
    """Scan one activity."""
    m.numbers[PREFIX_COUNT] = 0
    at = start_tag(data, start + 1, end, 0, number, m, narrative, language)
    depth = np.int64(0)
    while at >= 0:
        if m.numbers[CLOSED] == 1:
            status = end_of(depth, number, m)
            if status != READ:
                return status
            m.numbers[CLOSED] = 0
            depth -= 1
        if depth < 0:
            return READ if at == end else ODD
        at = _text(data, at, end, depth, m)
        if at < 0 or at + 3 >= end:
            return ODD
        sort = data[at + 1]
        if sort == SLASH:
            at = _end_tag(data, at, end, depth, m)
            m.numbers[CLOSED] = 1
        elif sort == BANG:
            at = _section(data, at, end, depth, m)
        elif sort == QUERY:
            return ODD
        else:
            depth += 1
            at = start_tag(data, at + 1, end, depth, number, m, narrative, language)
    return at


@inlined
def _text(data, at, end, depth, m):
    """Take the text up to the next tag; gives the byte at which the tag begins."""
    if at >= end:
        return np.int64(ODD)
    first = at
    references = returns = False
    while True:
        if at + WIDE <= end:
            skipped = plain_text(data, at)
            at += skipped
            if skipped == WIDE:
                continue
        kind = IN_TEXT[data[at]]
        if kind == ORDINARY:
            at += 1
        elif kind == MARK:
            if data[at] == LT:
                break
            # The activity's own last byte is a >, so that nothing is read behind it; ]]> stands in no text.
            if at + 1 >= end or (at - first > 1 and data[at - 1] == CLOSING and data[at - 2] == CLOSING):
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
            returns |= kind == RETURNS
            at += 1
    if at - first > LONGEST:
        return np.int64(ODD)
    if at > first and not _words(data, first, at, depth, references, TEXT if references or returns else PLAIN, m):
        return np.int64(ODD)
    return at


@inlined
def _words(data, start, end, depth, references, mode, m):
    """Take a stretch of text; ``False`` when it is odd: a second one, too long, or with strange references."""
    if references and not references_plain(data, start, end):
        return False
    first = trimmed_start(data, start, end, references)
    last = trimmed_end(data, first, end, references)
    if first == last:
        return True
    if m.stack[depth * OPEN_FIELDS + WORDS] != NONE or last - first > LONGEST:
        return False
    m.stack[depth * OPEN_FIELDS + WORDS] = pack(first, last, mode)
    return True


@inlined
def _end_tag(data, at, end, depth, m):
    """The byte after an end tag, if it is that of the open element."""
    first, last = m.stack[depth * OPEN_FIELDS + NAME_FROM], m.stack[depth * OPEN_FIELDS + NAME_TO]
    at += 2
    if at + last - first >= end or not same(data, at, at + last - first, data, first, last):
        return np.int64(ODD)
    at += last - first
    while at < end and white(data[at]):
        at += 1
    return at + 1 if at < end and data[at] == GT else np.int64(ODD)


@compiled
def _section(data, at, end, depth, m):
    """The byte after a comment, or after a section whose text is taken as it is."""
    if data[at + 2] == DASH and data[at + 3] == DASH:
        at += 4
        first = at
        while at + 2 < end and not (data[at] == DASH and data[at + 1] == DASH):
            at += 1
        if at + 2 >= end or data[at + 2] != GT or at - first > LONGEST or not plain_characters(data, first, at):
            return np.int64(ODD)
        return at + 3
    if at + CDATA_START >= end or data[at + 2] != OPENING or data[at + 8] != OPENING:
        return np.int64(ODD)
    for letter in range(len(LETTERS_CDATA)):
        if data[at + 3 + letter] != LETTERS_CDATA[letter]:
            return np.int64(ODD)
    first = at + CDATA_START
    at = first
    returns = False
    while at + 2 < end and not (data[at] == CLOSING and data[at + 1] == CLOSING and data[at + 2] == GT):
        returns |= data[at] == RETURN
        at += 1
    if at + 2 >= end or at - first > LONGEST or not plain_characters(data, first, at):
        return np.int64(ODD)
    if not _words(data, first, at, depth, False, CDATA if returns else PLAIN, m):
        return np.int64(ODD)
    return at + 3
