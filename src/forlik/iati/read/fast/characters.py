"""Characters of XML as bytes of UTF-8: what is allowed, what white space is, and what references stand for.

Everything here answers for plain cases only; whatever else there is makes an activity odd, and the reference reader
decides.
"""

import numpy as np

from forlik.iati.read.fast.compiled import compiled, inlined

LT, GT, AMP, SLASH, BANG, QUERY, EQUALS, COLON, SEMICOLON, HASH, DASH = (ord(sign) for sign in "<>&/!?=:;#-")
QUOTE, APOSTROPHE, OPENING, CLOSING = (ord(sign) for sign in "\"'[]")
LETTER_X, LETTER_M, LETTER_L, LETTER_N, LETTER_S = b"xmlns"
LETTERS_CDATA = np.frombuffer(b"CDATA", np.uint8)
TAB, LINE_FEED, RETURN, SPACE = 9, 10, 13, 32
NAME_FIRST, NAME_LATER = 1, 2
NAMES = np.zeros(256, np.uint8)
"""What a byte may be in a name of plain letters; a colon is looked at apart."""
for _sign in b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_":
    NAMES[_sign] = NAME_FIRST | NAME_LATER
for _sign in b"0123456789-.":
    NAMES[_sign] = NAME_LATER
ORDINARY, MARK, REFERENCE, RETURNS, CONTROL, FORBIDDEN, HIGH, QUOTES = range(8)
"""What a byte is to a text or an attribute's value: nothing special; < or >; &; a carriage return; a tab or line feed,
which are special in attributes only; a sign that XML forbids; part of a sign of several bytes; a quotation mark."""
IN_TEXT, IN_VALUE = np.zeros(256, np.uint8), np.zeros(256, np.uint8)
for _classes in (IN_TEXT, IN_VALUE):
    _classes[:32] = FORBIDDEN
    _classes[128:] = HIGH
    _classes[[LT, GT]] = MARK
    _classes[AMP] = REFERENCE
    _classes[RETURN] = RETURNS
IN_TEXT[[TAB, LINE_FEED]] = ORDINARY
IN_VALUE[[TAB, LINE_FEED]] = CONTROL
IN_VALUE[[QUOTE, APOSTROPHE]] = QUOTES
LARGEST_REFERENCE = 12
"""Bytes of the longest reference that is looked at, from & to ;."""


@inlined
def white(byte):
    """Whether a byte is white space of XML."""
    return byte == SPACE or byte == LINE_FEED or byte == TAB or byte == RETURN  # noqa: PLR1714 - compiled


@compiled
def plain_characters(data, start, end):
    """Whether a stretch is well formed UTF-8 without signs that XML forbids."""
    forbidden = np.uint8(0)
    high = np.uint8(0)
    for at in range(start, end):
        byte = data[at]
        forbidden |= np.uint8((byte < SPACE) & (byte != TAB) & (byte != LINE_FEED) & (byte != RETURN))
        high |= byte
    if forbidden:
        return False
    return high < 0x80 or _utf8(data, start, end)


@compiled
def _utf8(data, start, end):
    at = start
    while at < end:
        size = sign(data, at, end) if data[at] >= 0x80 else 1
        if size == 0:
            return False
        at += size
    return True


@compiled
def sign(data, at, end):
    """The length of the sign of several bytes that begins at a byte; 0 when it is none, or XML forbids it."""
    byte = data[at]
    more = 1 if 0xC2 <= byte < 0xE0 else 2 if 0xE0 <= byte < 0xF0 else 3 if 0xF0 <= byte < 0xF5 else 0
    if more == 0 or at + more >= end:
        return 0
    value = np.int64(byte & (0x3F >> more))
    for later in range(1, more + 1):
        if data[at + later] & 0xC0 != 0x80:
            return 0
        value = value << 6 | np.int64(data[at + later] & 0x3F)
    least = 0x80 if more == 1 else 0x800 if more == 2 else 0x10000
    return more + 1 if value >= least and character(value) else 0


@compiled
def character(value):
    """Whether a code point is a character of XML."""
    if value < SPACE:
        return value == TAB or value == LINE_FEED or value == RETURN  # noqa: PLR1714 - compiled
    return value < 0xD800 or 0xE000 <= value < 0xFFFE or 0x10000 <= value < 0x110000


@compiled
def reference(data, start, end):
    """The code point and length of the reference that begins with the & at ``start``; (−1, 0) when it is not plain."""
    stop = start + 2
    last = min(end, start + LARGEST_REFERENCE)
    while stop < last and data[stop] != SEMICOLON:
        stop += 1
    if stop >= last:
        return -1, 0
    value = _number(data, start + 2, stop) if data[start + 1] == HASH else _entity(data, start + 1, stop)
    if value < 0:
        return -1, 0
    return value, stop + 1 - start


@compiled
def _number(data, start, stop):
    base = 10
    if data[start] == 120:
        base = 16
        start += 1
    if start == stop:
        return -1
    value = 0
    for at in range(start, stop):
        byte = data[at]
        digit = -1
        if 48 <= byte <= 57:
            digit = byte - 48
        elif base == 16 and 97 <= byte <= 102:
            digit = byte - 87
        elif base == 16 and 65 <= byte <= 70:
            digit = byte - 55
        if digit < 0:
            return -1
        value = value * base + digit
    return value if character(value) else -1


@compiled
def _entity(data, start, stop):
    size = stop - start
    if size == 2 and data[start + 1] == 116:
        if data[start] == 108:
            return LT
        if data[start] == 103:
            return GT
    if size == 3 and data[start] == 97 and data[start + 1] == 109 and data[start + 2] == 112:
        return AMP
    if size == 4 and data[start + 1] == 117 and data[start] == 113:
        return QUOTE if data[start + 2] == 111 and data[start + 3] == 116 else -1
    if size == 4 and data[start + 1] == 112 and data[start] == 97:
        return APOSTROPHE if data[start + 2] == 111 and data[start + 3] == 115 else -1
    return -1


@inlined
def references_plain(data, start, end):
    """Whether every & between two bytes begins a plain reference."""
    at = start
    while at < end:
        if data[at] == AMP:
            value, size = reference(data, at, end)
            if value < 0:
                return False
            at += size
        else:
            at += 1
    return True


@inlined
def trimmed_start(data, start, end, references):
    """The first byte that is not white space, written as it is or (``references``) by its number."""
    while start < end:
        if white(data[start]):
            start += 1
        elif references and data[start] == AMP:
            value, size = reference(data, start, end)
            if value != SPACE and value != LINE_FEED and value != TAB and value != RETURN:  # noqa: PLR1714 - compiled
                break
            start += size
        else:
            break
    return start


@inlined
def trimmed_end(data, start, end, references):
    """The byte after the last that is not white space."""
    while end > start:
        if white(data[end - 1]):
            end -= 1
            continue
        if not references or data[end - 1] != SEMICOLON:
            break
        at = end - 2
        while at > start and end - at < LARGEST_REFERENCE and data[at] != AMP and data[at] != SEMICOLON:
            at -= 1
        if data[at] != AMP:
            break
        value, size = reference(data, at, end)
        if at + size != end or (value != SPACE and value != LINE_FEED and value != TAB and value != RETURN):  # noqa: PLR1714 - compiled
            break
        end = at
    return end
