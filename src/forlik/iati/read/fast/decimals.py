"""Amounts from their texts, compiled for what nearly all of them are; the readable way reads the rest."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.iati.read.fast.compiled import compiled
from forlik.iati.read.typed import DIGITS_AFTER, KINDS, MONEY

MOST = 18
"""Digits that surely fit into 64 bits."""


def decimals(written: pa.Array) -> pa.Array:
    """The amounts of a column of texts, null where a text is none: as ``typed.values("decimal", written)``."""
    count = len(written)
    if written.null_count == count:
        return pa.nulls(count, MONEY)
    _, offsets, letters = written.buffers()
    known = np.ascontiguousarray(written.is_valid().to_numpy(zero_copy_only=False))
    low, high = np.zeros(count, np.int64), np.zeros(count, np.int64)
    state = np.zeros(count, np.uint8)
    starts = np.frombuffer(offsets, np.int32)[written.offset : written.offset + count + 1]
    _read(np.frombuffer(letters or b"\0", np.uint8), starts, known, low, high, state)
    value = np.stack([low, high], axis=1).copy()
    valid = np.packbits(state == PLAIN, bitorder="little")
    array = pa.Array.from_buffers(MONEY, count, [pa.py_buffer(valid), pa.py_buffer(value)])
    strange = np.flatnonzero(state == STRANGE)
    if not len(strange):
        return array
    read, _ = KINDS["decimal"]
    more = pa.array([read(text) for text in written.take(pa.array(strange)).to_pylist()], MONEY)
    return pc.replace_with_mask(array, pa.array(state == STRANGE), more)


MISSING, PLAIN, STRANGE = 0, 1, 2


@compiled
def _read(letters, starts, known, low, high, state):
    """Read plain numbers; ``state`` says which texts are something else."""
    for at in range(len(known)):
        if not known[at]:
            continue
        state[at] = STRANGE
        place, end = starts[at], starts[at + 1]
        negative = False
        if place < end and (letters[place] == 45 or letters[place] == 43):
            negative = letters[place] == 45
            place += 1
        value = np.int64(0)
        digits = 0
        after = -1
        while place < end:
            letter = letters[place]
            if letter == 46 and after < 0:
                after = 0
            elif letter == 48 and after == DIGITS_AFTER:
                pass  # a nought that says nothing
            elif 48 <= letter <= 57:
                value = value * 10 + np.int64(letter - 48)
                digits += 1
                if after >= 0:
                    after += 1
            else:
                break
            if digits > MOST - DIGITS_AFTER or after > DIGITS_AFTER:
                break
            place += 1
        if place < end or digits == 0:
            continue
        for _ in range(DIGITS_AFTER - max(after, 0)):
            value *= 10
        low[at] = -value if negative else value
        high[at] = -1 if negative and value else 0
        state[at] = PLAIN
