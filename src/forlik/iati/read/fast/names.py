"""Names, places and namespaces as numbers: those the standard knows by the automaton, others as they are met."""

import numpy as np

from forlik.iati.read.fast.automaton import EIGHT, NONE, SLOTS, STEP
from forlik.iati.read.fast.characters import LETTER_L, LETTER_M, LETTER_X
from forlik.iati.read.fast.compiled import compiled, inlined
from forlik.iati.read.fast.pointers import eight
from forlik.iati.read.fast.space import (
    NAME_COUNT,
    NAME_SLOTS,
    NAMES,
    PATH_COUNT,
    PATH_SLOTS,
    PATHS,
    PREFIX_COUNT,
    PREFIXES,
    ROOT_COUNT,
    SPACE_COUNT,
    SPACES,
)

NO_NAMESPACE, XML_NAMESPACE, FIRST_NAMESPACE, UNDECLARED = -1, 0, 1, -2
OF_ELEMENT, OF_ATTRIBUTE, OF_TEXT = 0, 1, 2
"""What stands at a place that the standard does not know."""
XML_LENGTH = 3


@inlined
def same(data, start, end, letters, first, last):
    """Whether two stretches hold the same bytes."""
    size = end - start
    if size != last - first:
        return False
    at = 0
    while at + EIGHT <= size:
        if eight(data, start + at) != eight(letters, first + at):
            return False
        at += EIGHT
    while at < size:
        if data[start + at] != letters[first + at]:
            return False
        at += 1
    return True


@inlined
def hashed(data, start, end):
    """The hash of a name, from its first and last bytes and its length; others beside it are masked off."""
    size = end - start
    first = eight(data, start)
    if size < EIGHT:
        first &= (np.uint64(1) << np.uint64(8 * size)) - np.uint64(1)
        return (first + np.uint64(size)) * np.uint64(STEP)
    value = (first * np.uint64(STEP)) ^ eight(data, end - EIGHT)
    return (value + np.uint64(size)) * np.uint64(STEP)


@inlined
def slot_of(value, slots):
    """A slot of a table of 2ⁿ, from the high bits of a hash, which depend on all others."""
    return np.int64((value >> np.uint64(40)) % np.uint64(slots))


@inlined
def known(data, start, end, m):
    """The number of a name, if the standard knows it."""
    slot = slot_of(hashed(data, start, end), SLOTS)
    while m.slots[slot] != NONE:
        name = np.int64(m.slots[slot])
        if same(data, start, end, m.letters, m.name_start[name], m.name_start[name + 1]):
            return name
        slot = (slot + 1) % SLOTS
    return np.int64(NONE)


@compiled
def met(data, start, end, m):
    """The number of a name that is met; ``NONE`` when there are too many."""
    slot = slot_of(hashed(data, start, end), NAME_SLOTS)
    while m.name_slots[slot] != NONE:
        name = np.int64(m.name_slots[slot])
        if same(data, start, end, data, m.names[name * 2], m.names[name * 2 + 1]):
            return name
        slot = (slot + 1) % NAME_SLOTS
    name = m.numbers[NAME_COUNT]
    if name == NAMES:
        return np.int64(NONE)
    m.numbers[NAME_COUNT] = name + 1
    m.name_slots[slot] = name
    m.names[name * 2], m.names[name * 2 + 1] = start, end
    return name


@compiled
def place(base, name, kind, m):
    """The number of a place at which something unknown stands; ``NONE`` when there are too many."""
    slot = slot_of(np.uint64((base * 4099 + name + 1) * 3 + kind) * np.uint64(STEP), PATH_SLOTS)
    while m.path_slots[slot] != NONE:
        path = np.int64(m.path_slots[slot])
        if m.paths[path * 3] == base and m.paths[path * 3 + 1] == name and m.paths[path * 3 + 2] == kind:
            return path
        slot = (slot + 1) % PATH_SLOTS
    path = m.numbers[PATH_COUNT]
    if path == PATHS:
        return np.int64(NONE)
    m.numbers[PATH_COUNT] = path + 1
    m.path_slots[slot] = path
    m.paths[path * 3], m.paths[path * 3 + 1], m.paths[path * 3 + 2] = base, name, kind
    return path


@compiled
def namespace_of(data, start, colon, m):
    """The number of the namespace that a prefix stands for; ``UNDECLARED`` when nobody declares it."""
    letters = colon - start == XML_LENGTH
    if letters and data[start] == LETTER_X and data[start + 1] == LETTER_M and data[start + 2] == LETTER_L:
        return np.int64(XML_NAMESPACE)
    for at in range(m.numbers[PREFIX_COUNT] - 1, -1, -1):
        if same(data, start, colon, data, m.prefixes[at * 3], m.prefixes[at * 3 + 1]):
            return m.prefixes[at * 3 + 2]
    for at in range(m.numbers[ROOT_COUNT]):
        if same(data, start, colon, m.root_letters, m.root_start[at], m.root_start[at + 1]):
            return np.int64(FIRST_NAMESPACE + at)
    return np.int64(UNDECLARED)


@compiled
def declare(data, start, end, value_from, value_to, m):
    """Note that the activity declares a prefix; whether there was room for it, and it was the first time."""
    space, count = 0, m.numbers[SPACE_COUNT]
    while space < count and not same(data, value_from, value_to, data, m.spaces[space * 2], m.spaces[space * 2 + 1]):
        space += 1
    at = m.numbers[PREFIX_COUNT]
    if space == SPACES or at == PREFIXES:
        return False
    for other in range(at):
        if same(data, start, end, data, m.prefixes[other * 3], m.prefixes[other * 3 + 1]):
            return False
    if space == count:
        m.spaces[space * 2], m.spaces[space * 2 + 1] = value_from, value_to
        m.numbers[SPACE_COUNT] = count + 1
    m.prefixes[at * 3], m.prefixes[at * 3 + 1] = start, end
    m.prefixes[at * 3 + 2] = FIRST_NAMESPACE + m.numbers[ROOT_COUNT] + space
    m.numbers[PREFIX_COUNT] = at + 1
    return True
