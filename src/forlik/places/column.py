"""A whole column of codes or names at once, each at its own year or month."""

import calendar
from datetime import date
from typing import TYPE_CHECKING

from forlik.core.errors import PlaceRefused
from forlik.places import codes
from forlik.places.resolve import code_within, within
from forlik.places.tables import EVER, Span

if TYPE_CHECKING:
    import pyarrow as pa

_YEARS = 10_000
_MONTHS = 13
_PERIODS = _YEARS * _MONTHS

NAME = "name"
"""The system of names in any supported language."""


def resolve_column(
    system: str,
    codes_: "pa.Array | pa.ChunkedArray",
    years: "pa.Array | pa.ChunkedArray | None" = None,
    *,
    months: "pa.Array | pa.ChunkedArray | None" = None,
) -> "tuple[pa.Array, list[tuple[int, str, str]]]":
    """Turn a column of codes into entity ids, each code read at its own time.

    A code counts when it was valid at any time of that year (or month); when it meant two places one after the other
    within it, the later one is taken. A null code stays null and is not reported; a null year means no stated time.

    Args:
        system: One of :func:`forlik.places.systems`, or ``name``.
        codes_: Codes as text or numbers, n rows.
        years: Years, n rows.
        months: Months 1 to 12, n rows; needs years.

    Returns:
        Entity ids (text, n rows, null where a code did not resolve), and (row, code, why) for each such row.

    Raises:
        UsageError: There is no such system.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if system != NAME:
        codes.book(system)
    coded = _text(codes_).dictionary_encode()
    spelt = coded.dictionary.to_pylist()
    period = _period(years, months)
    key = pc.add(pc.multiply(coded.indices.cast(pa.int64()), _PERIODS), period)
    distinct = key.dictionary_encode()
    answers = [_answer(system, spelt[one // _PERIODS], one % _PERIODS) for one in distinct.dictionary.to_pylist()]
    resolved = pc.take(pa.array([iso3 for iso3, _ in answers], pa.string()), distinct.indices)
    wrong = pa.array([place for place, (iso3, _) in enumerate(answers) if iso3 is None], distinct.indices.type)
    rows = pc.indices_nonzero(pc.is_in(distinct.indices, wrong)).to_pylist()
    return resolved, [(row, coded[row].as_py(), answers[distinct.indices[row].as_py()][1]) for row in rows]


def _text(column: "pa.Array | pa.ChunkedArray") -> "pa.Array":
    import pyarrow as pa

    one = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(one, pa.DictionaryArray):
        one = one.dictionary_decode()
    return one.cast(pa.string())


def _period(
    years: "pa.Array | pa.ChunkedArray | None", months: "pa.Array | pa.ChunkedArray | None"
) -> "pa.Array | int":
    """Each row's time as one number, year * 13 + month; 0 stands for no stated time, month 0 for a whole year."""
    import pyarrow.compute as pc

    if years is None:
        return 0
    year = pc.multiply(_number(years), _MONTHS)
    return year if months is None else pc.if_else(pc.equal(year, 0), 0, pc.add(year, _number(months)))


def _number(column: "pa.Array | pa.ChunkedArray") -> "pa.Array":
    import pyarrow as pa
    import pyarrow.compute as pc

    one = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return pc.fill_null(one.cast(pa.int64()), 0)


def _answer(system: str, code: str, period: int) -> tuple[str | None, str]:
    when = _span(*divmod(period, _MONTHS))
    try:
        return (within(code, when).iso3 if system == NAME else code_within(system, code, when)), ""
    except PlaceRefused as refusal:
        return None, str(refusal)


def _span(year: int, month: int) -> Span:
    if year == 0:
        return EVER
    last = month or 12
    return Span(date(year, month or 1, 1), date(year, last, calendar.monthrange(year, last)[1]))
