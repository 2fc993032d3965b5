"""From cells to columns: texts are copied out of the file, decoded where they must be, as Arrow lays strings out."""

import numpy as np
import pyarrow as pa

from forlik.iati.read.fast.automaton import NONE
from forlik.iati.read.fast.characters import AMP, LINE_FEED, RETURN, SPACE, reference
from forlik.iati.read.fast.compiled import compiled
from forlik.iati.read.fast.pointers import eight, pointer, put_eight
from forlik.iati.read.fast.space import ATTRIBUTE, CDATA, LENGTH_BITS, LONGEST, MODE_BITS, PLAIN

MOST = (1 << 31) - 16
"""Bytes that the texts of a column may have: Arrow counts them in 32 bits."""
MODES = (1 << MODE_BITS) - 1


def strings(data, cells) -> pa.Array:
    """A column of strings from cells; ``NONE`` becomes null."""
    places, bits = pa.allocate_buffer(4 * (len(cells) + 1)), pa.allocate_buffer((len(cells) + 7) // 8)
    offsets, known = np.frombuffer(places, np.int32), np.frombuffer(bits, np.uint8)
    known[:] = 0
    count = measure(data, cells, offsets, known)
    if count < 0:
        raise OverflowError("a column of texts has more than 2 GB")
    if count == 0:
        return pa.nulls(len(cells), pa.string())
    texts = pa.allocate_buffer(int(offsets[-1]) + 8)
    fill(data, cells, offsets, np.frombuffer(texts, np.uint8))
    nulls = len(cells) - count
    buffers = [bits if nulls else None, places, texts]
    return pa.Array.from_buffers(pa.string(), len(cells), buffers, nulls)


@compiled
def measure(data, cells, offsets, known):
    """Where each text will begin, and which there are; gives how many there are."""
    total = 0
    count = 0
    octets, nothing = pointer(data), pointer(known)
    offsets[0] = 0
    for at in range(len(cells)):
        cell = cells[at]
        if cell != NONE:
            count += 1
            known[at >> 3] |= np.uint8(1 << (at & 7))
            size = cell & LONGEST
            mode = (cell >> LENGTH_BITS) & MODES
            if mode != PLAIN:
                start = cell >> (LENGTH_BITS + MODE_BITS)
                size = _decoded(octets, start, start + size, mode, nothing, 0, False)
            total += size
            if total > MOST:
                return -1
        offsets[at + 1] = total
    return count


@compiled
def fill(data, cells, offsets, out):
    """Copy the texts."""
    octets, to_octets = pointer(data), pointer(out)
    for at in range(len(cells)):
        cell = cells[at]
        if cell == NONE:
            continue
        start = cell >> (LENGTH_BITS + MODE_BITS)
        size = cell & LONGEST
        mode = (cell >> LENGTH_BITS) & MODES
        to = offsets[at]
        if mode == PLAIN:
            # Eight at a time, over the end: what is written there is written again by the next text, or is room to
            # spare; what is read there is in the file, as READ_OVER sees to.
            for letter in range(0, size, 8):
                put_eight(to_octets, to + letter, eight(octets, start + letter))
        else:
            _decoded(octets, start, start + size, mode, to_octets, to, True)


@compiled
def _decoded(data, start, end, mode, out, to, write):
    """Decode a text into ``out`` (or only count): references, line ends, an attribute's white space; gives its size."""
    first = to
    at = start
    while at < end:
        byte = data[at]
        if byte == AMP and mode != CDATA:
            value, size = reference(data, at, end)
            at += size
            to = _utf8(value, out, to, write)
            continue
        at += 1
        if byte == RETURN:
            byte = np.uint8(LINE_FEED)
            if at < end and data[at] == LINE_FEED:
                at += 1
        if mode == ATTRIBUTE and byte < SPACE:
            byte = np.uint8(SPACE)
        if write:
            out[to] = byte
        to += 1
    return to - first


@compiled
def _utf8(value, out, to, write):
    """Write a code point as UTF-8; gives the place after it."""
    size = 1 if value < 0x80 else 2 if value < 0x800 else 3 if value < 0x10000 else 4
    if write:
        if size == 1:
            out[to] = np.uint8(value)
        else:
            for at in range(size - 1, 0, -1):
                out[to + at] = np.uint8(0x80 | (value & 0x3F))
                value >>= 6
            out[to] = np.uint8(((0xF00 >> size) & 0xFF) | value)
    return to + size
