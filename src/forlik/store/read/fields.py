"""Fields of a file: what each column must hold, and the one place where text becomes typed columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

FieldType = Literal["text", "whole", "number", "decimal", "day", "flag", "ignored"]

TRUE, FALSE = ("true", "t", "1", "yes"), ("false", "f", "0", "no")


@dataclass(frozen=True, slots=True)
class Field:
    """What one column of a file must hold.

    Args:
        type: Kind of value; ``ignored`` columns must be there but are not kept.
        to: Name of the column in the result; the file's own name when empty.
        required: Whether a missing value is an error.
        low: Smallest value allowed.
        high: Largest value allowed.
        one_of: The only values allowed.
        formats: For days: the forms allowed (``strptime``), all rows in one of them; a time after a space is cut off
            when it is midnight.
        missing: Texts that mean “no value”. Never ``NA`` by default: it is Namibia.
        why: Why the column is ignored.
        optional: Whether the whole column may be absent.
    """

    type: FieldType
    to: str = ""
    required: bool = False
    low: float | None = None
    high: float | None = None
    one_of: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    missing: tuple[str, ...] = ("",)
    why: str = ""
    optional: bool = False


def text(
    to: str = "",
    *,
    required: bool = False,
    one_of: tuple[str, ...] = (),
    missing: tuple[str, ...] = ("",),
    optional: bool = False,
) -> Field:
    """A text column; spaces around a value are kept as they are."""
    return Field("text", to, required=required, one_of=one_of, missing=missing, optional=optional)


def whole(
    to: str = "",
    *,
    low: int | None = None,
    high: int | None = None,
    required: bool = False,
    missing: tuple[str, ...] = ("",),
    optional: bool = False,
) -> Field:
    """A column of whole numbers (64 bit); ``3.0`` is whole, ``3.5`` is an error."""
    return Field("whole", to, required=required, low=low, high=high, missing=missing, optional=optional)


def number(
    to: str = "",
    *,
    low: float | None = None,
    high: float | None = None,
    required: bool = False,
    missing: tuple[str, ...] = ("",),
    exact: bool = False,
    optional: bool = False,
) -> Field:
    """A column of numbers: doubles, or decimals with six digits after the point when ``exact``."""
    kind: FieldType = "decimal" if exact else "number"
    return Field(kind, to, required=required, low=low, high=high, missing=missing, optional=optional)


def day(
    to: str = "",
    *,
    formats: tuple[str, ...] = ("%Y-%m-%d",),
    required: bool = False,
    missing: tuple[str, ...] = ("",),
    optional: bool = False,
) -> Field:
    """A column of days, written in exactly one of the allowed forms throughout the file."""
    return Field("day", to, required=required, formats=formats, missing=missing, optional=optional)


def flag(to: str = "", *, required: bool = False, missing: tuple[str, ...] = ("",), optional: bool = False) -> Field:
    """A column of yes and no: true/false, t/f, 1/0, yes/no in any case."""
    return Field("flag", to, required=required, missing=missing, optional=optional)


def ignored(why: str, *, optional: bool = False) -> Field:
    """A column that must be there and is left out on purpose, with the reason."""
    return Field("ignored", why=why, optional=optional)


@dataclass(frozen=True, slots=True)
class Fault(Exception):  # noqa: N818 - internal; the readers turn it into BadInput with file and line
    """One value that is not what its field must hold: row counted from 0, column, text, and why."""

    row: int
    column: str
    value: str
    why: str


def cast(columns: Mapping[str, pa.ChunkedArray], fields: Mapping[str, Field]) -> pa.Table:
    """Turn text columns into typed ones.

    Args:
        columns: File's column name → text values (null and the field's ``missing`` texts are missing).
        fields: File's column name → what it must hold; columns that are absent must be ``optional``.

    Returns:
        A table with one column per field that is not ignored, under its ``to`` name, in the order of ``fields``.

    Raises:
        Fault: The first value, by column, that does not fit.
    """
    result: dict[str, pa.ChunkedArray] = {}
    rows = len(next(iter(columns.values()))) if columns else 0
    for name, field in fields.items():
        if field.type == "ignored":
            continue
        values = columns[name] if name in columns else pa.chunked_array([pa.nulls(rows, pa.string())])
        result[field.to or name] = _column(name, values, field)
    return pa.table(result)


def _column(name: str, values: pa.ChunkedArray, field: Field) -> pa.ChunkedArray:
    missing = pc.is_in(values, value_set=pa.array([*field.missing, None], pa.string()))
    present = pc.if_else(missing, pa.scalar(None, pa.string()), values)
    if field.required:
        _refuse(name, values, missing, "a value is required")
    if field.one_of:
        strange = pc.and_(pc.invert(missing), pc.invert(pc.is_in(values, value_set=pa.array(field.one_of))))
        _refuse(name, values, strange, f"must be one of {', '.join(field.one_of)}")
    if field.type == "text":
        binary = pc.fill_null(pc.match_substring(present, "\0"), fill_value=False)
        _refuse(name, values, binary, "holds a NUL, so it is no text")
        return present
    if field.type == "flag":
        return _flags(name, present)
    if field.type == "day":
        return _days(name, present, field.formats)
    return _numbers(name, present, field)


def _refuse(name: str, values: pa.ChunkedArray, bad: pa.ChunkedArray, why: str) -> None:
    row = pc.index(bad, value=True).as_py()
    if row >= 0:
        value = values[row].as_py()
        raise Fault(row, name, "" if value is None else str(value), why)


def _flags(name: str, values: pa.ChunkedArray) -> pa.ChunkedArray:
    lowered = pc.utf8_lower(values)
    yes, no = (pc.is_in(lowered, value_set=pa.array(words)) for words in (TRUE, FALSE))
    _refuse(name, values, pc.and_(pc.is_valid(values), pc.invert(pc.or_(yes, no))), "is neither yes nor no")
    return pc.if_else(pc.is_valid(values), yes, pa.scalar(None, pa.bool_()))


MOST_DIGITS = 20
"""Digits before the point that an exact number may have."""

_NUMBER = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$"
_WHOLE = r"^[+-]?\d{1,18}(\.0*)?$"
_DECIMAL = r"^[+-]?(\d{1,20}(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?$"


def _numbers(name: str, values: pa.ChunkedArray, field: Field) -> pa.ChunkedArray:
    trimmed = pc.utf8_trim_whitespace(values)
    pattern, why, arrow = {
        "whole": (_WHOLE, "is not a whole number", pa.int64()),
        "number": (_NUMBER, "is not a number", pa.float64()),
        "decimal": (_DECIMAL, "is not a number", pa.decimal128(28, 6)),
    }[field.type]
    fits = pc.match_substring_regex(trimmed, pattern)
    _refuse(name, values, pc.fill_null(pc.invert(fits), fill_value=False), why)
    if field.type == "whole":
        trimmed = pc.replace_substring_regex(trimmed, r"\.0*$", "")
    if field.type == "decimal":
        typed = _decimals(name, trimmed)
    else:
        typed = pc.cast(pc.replace_substring_regex(trimmed, r"^\+", ""), arrow)
    if field.type == "number":
        _refuse(name, values, pc.fill_null(pc.is_inf(typed), fill_value=False), "is too large a number")
    for bound, compare, words in ((field.low, pc.less, "below"), (field.high, pc.greater, "above")):
        if bound is not None:
            outside = pc.fill_null(compare(pc.cast(typed, pa.float64(), safe=False), float(bound)), fill_value=False)
            _refuse(name, values, outside, f"is {words} {bound:g}, the limit for this field")
    return typed


def _decimals(name: str, values: pa.ChunkedArray) -> pa.ChunkedArray:
    plain = values
    powers = pc.fill_null(pc.match_substring_regex(values, r"[eE]"), fill_value=False)
    if pc.any(powers).as_py():
        # Few files write powers of ten, and Arrow would cut their digits silently: these are read one by one.
        written = [
            None if value is None else _without_power(name, row, value) for row, value in enumerate(values.to_pylist())
        ]
        plain = pa.chunked_array([pa.array(written, pa.string())])
    digits = pc.replace_substring_regex(plain, r"(\.\d{6})0+$", r"\1")
    fraction = pc.match_substring_regex(digits, r"\.\d{7,}")
    _refuse(name, values, pc.fill_null(fraction, fill_value=False), "has more than six digits after the point")
    return pc.cast(digits, pa.decimal128(28, 6))


def _without_power(name: str, row: int, value: str) -> str:
    plain = format(Decimal(value), "f")
    if len(plain.partition(".")[0].lstrip("+-")) > MOST_DIGITS:
        raise Fault(row, name, value, "is too large a number")
    return plain


def _days(name: str, values: pa.ChunkedArray, formats: tuple[str, ...]) -> pa.ChunkedArray:
    dates = pc.replace_substring_regex(values, r"[ T]00:00:00(\.0+)?$", "")
    present = pc.is_valid(dates)
    best: tuple[int, pa.ChunkedArray] | None = None
    for form in formats:
        parsed = _strict(dates, form)
        failures = pc.sum(pc.and_(present, pc.is_null(parsed))).as_py() or 0
        if failures == 0:
            return parsed
        if best is None or failures < best[0]:
            best = (failures, parsed)
    assert best is not None  # noqa: S101 - a day field always names a form
    _refuse(
        name,
        values,
        pc.and_(present, pc.is_null(best[1])),
        f"is not a day written as {' or '.join(map(_spoken, formats))}",
    )
    raise AssertionError  # a failure was counted, so a row was refused


def _spoken(form: str) -> str:
    """A form of days as people write it."""
    return form.replace("%Y", "YYYY").replace("%m", "MM").replace("%d", "DD")


def _strict(dates: pa.ChunkedArray, form: str) -> pa.ChunkedArray:
    """Parse days of one form; what does not exist (30 February) or does not fit becomes null."""
    parsed = pc.strptime(dates, format=form, unit="s", error_is_null=True)
    # strptime rolls 30 February over to March: a day that is not printed back as written is not a day.
    back = pc.strftime(parsed, format=form)
    bare = r"(^|[^0-9])0+([0-9])"
    same = pc.equal(pc.replace_substring_regex(back, bare, r"\1\2"), pc.replace_substring_regex(dates, bare, r"\1\2"))
    # Arrow knows a year 0, the calendar does not.
    exists = pc.and_(same, pc.greater(pc.year(parsed), 0))
    return pc.cast(pc.if_else(exists, parsed, pa.scalar(None, parsed.type)), pa.date32())
