"""Cutting a file into its activities, compiled: as ``spans.spans`` does, for files in which nothing is amiss."""

import numpy as np

from forlik.iati.read.fast.characters import (
    APOSTROPHE,
    BANG,
    CLOSING,
    DASH,
    GT,
    LETTERS_CDATA,
    LINE_FEED,
    LT,
    OPENING,
    QUERY,
    QUOTE,
    SLASH,
    white,
)
from forlik.iati.read.fast.compiled import compiled, inlined
from forlik.iati.read.fast.pointers import WIDE, pointer, to_tag

ODD = -1
MANY = 1 << 12
"""Activities that are cut at a time."""


@compiled
def cut(data, tag, root, at, line, starts, ends, lines):
    """The activities of a file from one byte on.

    Args:
        data: The file.
        tag: Name of the element that an activity is.
        root: Name of the element that holds them; none when the file is a single activity.
        at: Where to begin, outside every activity.
        line: The line of that byte.
        starts: Takes the first byte of each activity.
        ends: Takes the byte after its last.
        lines: Takes the line that it begins in.

    Returns:
        How many were found, where it stopped, and the line there. The place is the file's end when all were found; it
        is ``ODD`` when something is amiss that ``spans`` must tell of.
    """
    octets, name, size = pointer(data), pointer(tag), len(tag)
    end, count = len(data), 0
    while True:
        while at < end and white(octets[at]):
            line += octets[at] == LINE_FEED
            at += 1
        if at == end:
            return count, end, line
        if at + 3 >= end or octets[at] != LT:
            return count, ODD, line
        if octets[at + 1] == SLASH:
            return count, _after_root(octets, at, end, pointer(root), len(root)), line
        after = _skipped(octets, at, end)
        if after == ODD or (after > at and octets[at + 2] == OPENING):
            return count, ODD, line
        if after > at:
            line += _lines(octets, at, after)
            at = after
            continue
        if not _named(octets, at + 1, end, name, size):
            return count, ODD, line
        if count == len(starts):
            return count, at, line
        starts[count], lines[count] = at, line
        after = _activity(octets, at, end, name, size)
        if after == ODD:
            return count, ODD, line
        line += _lines(octets, at, after)
        ends[count] = at = after
        count += 1


@compiled
def _activity(octets, at, end, name, size):
    """The byte after the activity that begins at a byte."""
    at += 1
    while at < end and octets[at] != GT:
        if octets[at] == QUOTE or octets[at] == APOSTROPHE:
            quote = octets[at]
            at += 1
            while at < end and octets[at] != quote:
                if octets[at] == LT:
                    return ODD
                at += 1
        elif octets[at] == LT:
            return ODD
        at += 1
    if at >= end:
        return ODD
    if octets[at - 1] == SLASH:
        return at + 1
    at += 1
    while True:
        while at + WIDE <= end:
            before = to_tag(octets, at)
            at += before
            if before < WIDE:
                break
        while at < end and octets[at] != LT:
            at += 1
        if at + size + 2 >= end:
            return ODD
        sign = octets[at + 1]
        if sign in (BANG, QUERY):
            after = _skipped(octets, at, end)
            if after == ODD:
                return ODD
            at = max(after, at + 1)
        elif sign == SLASH:
            at += 2
            if _named(octets, at, end, name, size):
                at += size
                while at < end and white(octets[at]):
                    at += 1
                return at + 1 if at < end and octets[at] == GT else ODD
        else:
            at += 1
            if sign == name[0] and _named(octets, at, end, name, size):
                return ODD


@inlined
def _named(octets, at, end, name, size):
    """Whether a name stands at a byte, and ends there."""
    if at + size >= end:
        return False
    for letter in range(size):
        if octets[at + letter] != name[letter]:
            return False
    return white(octets[at + size]) or octets[at + size] == GT or octets[at + size] == SLASH


@inlined
def _cdata(octets, at):
    """Whether the word of a section stands at a byte."""
    for letter in range(len(LETTERS_CDATA)):
        if octets[at + letter] != LETTERS_CDATA[letter]:
            return False
    return True


@compiled
def _skipped(octets, at, end):
    """The byte after the comment, section or instruction at a byte; the byte itself when there is none."""
    if octets[at + 1] == QUERY:
        at += 2
        while at + 1 < end and not (octets[at] == QUERY and octets[at + 1] == GT):
            at += 1
        return at + 2 if at + 1 < end else ODD
    if at + 9 >= end or octets[at + 1] != BANG:
        return at
    if octets[at + 2] == DASH and octets[at + 3] == DASH:
        at += 4
        while at + 2 < end and not (octets[at] == DASH and octets[at + 1] == DASH and octets[at + 2] == GT):
            at += 1
        return at + 3 if at + 2 < end else ODD
    if octets[at + 2] == OPENING and octets[at + 8] == OPENING and _cdata(octets, at + 3):
        at += 9
        while at + 2 < end and not (octets[at] == CLOSING and octets[at + 1] == CLOSING and octets[at + 2] == GT):
            at += 1
        return at + 3 if at + 2 < end else ODD
    return at


@inlined
def _lines(octets, start, end):
    count = 0
    for at in range(start, end):
        count += octets[at] == LINE_FEED
    return count


@compiled
def _after_root(octets, at, end, name, size):
    """The file's end, when nothing but the root's end tag and white space stands before it."""
    if size == 0 or not _named(octets, at + 2, end, name, size):
        return ODD
    at += 2 + size
    while at < end and white(octets[at]):
        at += 1
    if at >= end or octets[at] != GT:
        return ODD
    at += 1
    while at < end and white(octets[at]):
        at += 1
    return end if at == end else ODD


def activities(data, tag: bytes, root: bytes, start: int, line: int):
    """The activities of a file, until something is amiss.

    Args:
        data: The file, as an array of its bytes.
        tag: Name of the element that an activity is.
        root: Name of the element that holds them.
        start: Where to begin.
        line: The line of that byte.

    Yields:
        First bytes, bytes after the last, and lines, of many at a time.
    """
    names = np.frombuffer(tag, np.uint8), np.frombuffer(root, np.uint8)
    at = start
    while 0 <= at < len(data):
        places = tuple(np.zeros(MANY, np.int64) for _ in range(3))
        count, at, line = cut(data, *names, at, line, *places)
        if count:
            yield tuple(place[:count] for place in places)
