"""From the text as written to a value: dates, amounts, whole numbers, truth. What cannot be read is null, and told.

Columns are made by their different texts: each is read once, however many rows have it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.iati.read.raw import WHITE

MONEY = pa.decimal128(38, 6)
"""Type of every amount and percentage: 32 digits before the point, six after it."""
DIGITS_BEFORE, DIGITS_AFTER = 32, 6
NUMBER = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?")
COMMA = re.compile(r"[+-]?[\d.]*\d,\d+(?:[.,]\d+)*")
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?")
LONGEST_DAY = 50
"""Characters of the longest day; only days are remembered, of which there are few."""
WHOLE = re.compile(r"[+-]?\d{1,9}")
TRUTH = {"1": True, "true": True, "0": False, "false": False}


def amount(written: str) -> Decimal | None:
    """A plain decimal number, exactly; ``None`` when it is none or does not fit ``MONEY``.

    An exponent is followed, because it changes no digit; a comma is never guessed at: it may part thousands or
    decimals.
    """
    found = NUMBER.fullmatch(written)
    if not found or not written.isascii() or not (found[2] or found[3]):
        return None
    value = Decimal(written)
    _, digits, exponent = value.as_tuple()
    digits_kept = len(digits)
    while exponent < 0 and digits_kept > 1 and digits[digits_kept - 1] == 0:  # type: ignore[operator]
        digits_kept, exponent = digits_kept - 1, exponent + 1  # type: ignore[operator]
    if not value:
        return Decimal(0)
    if -exponent > DIGITS_AFTER or value.adjusted() >= DIGITS_BEFORE:  # type: ignore[operator]
        return None
    return value


def day(written: str) -> date | None:
    """A day as XML Schema writes it; a zone or a time of day after it does not move it."""
    return _day(written) if len(written) <= LONGEST_DAY else None


@lru_cache(maxsize=1 << 15)
def _day(written: str) -> date | None:
    found = DAY.fullmatch(written)
    if not found or not written.isascii():
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def whole(written: str) -> int | None:
    """A whole number of at most nine digits."""
    return int(written) if written.isascii() and WHOLE.fullmatch(written) else None


def truth(written: str) -> bool | None:
    """Yes or no as XML Schema writes them."""
    return TRUTH.get(written)


KINDS: Mapping[str, tuple[Callable[[str], Any], pa.DataType]] = {
    "decimal": (amount, MONEY),
    "date": (day, pa.date32()),
    "int": (whole, pa.int32()),
    "bool": (truth, pa.bool_()),
}
"""Kind of a column → how one text is read, and the type."""


def values(kind: str, written: pa.Array) -> pa.Array:
    """The values of a column of texts, null where a text cannot be read."""
    read, kept = KINDS[kind]
    return by_text(read, written, kept)


def by_text(read: Callable[[str], Any], written: pa.Array, kept: pa.DataType) -> pa.Array:
    """Read every different text of a column once."""
    if written.null_count == len(written):
        return pa.nulls(len(written), kept)
    coded = written if pa.types.is_dictionary(written.type) else written.dictionary_encode()
    return pc.take(pa.array([read(text) for text in coded.dictionary.to_pylist()], kept), coded.indices)


def reason(kind: str, written: str) -> str:
    """Why a text has no value."""
    if not written.strip(WHITE):
        return "blank"
    if kind == "decimal":
        if COMMA.fullmatch(written):
            return "a comma in a number: thousands or decimals, which cannot be known"
        found = NUMBER.fullmatch(written)
        if found and written.isascii() and (found[2] or found[3]):
            return f"more than {DIGITS_AFTER} digits after the point, or {DIGITS_BEFORE} before it: it is not rounded"
        return "not a number"
    names = {"date": "not a day as YYYY-MM-DD", "int": "not a whole number", "bool": "neither true, false, 1 nor 0"}
    return names[kind]
