"""Amounts as a grant list writes them, in thousands or millions, as exact kroner and dollars."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import NamedTuple

from forlik.core.errors import BadInput

NOTHING = frozenset({"", "-", "–", "na", "n/a", "null"})
"""Texts that mean: no amount is stated. None of them is 0."""
MILLIONTH = Decimal("0.000001")
LARGEST = Decimal(10) ** 18
LONGEST = 40
LIKE_NUMBER = re.compile(r"[\d\s.,+\-\u2212%eE()]{1,40}")
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?:\D|$))")
_AMOUNT = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?")
_THREE = re.compile(r"[^.,]*[.,]\d{3}")


class Cell(NamedTuple):
    """One cell that should hold an amount: the line it stands on, its heading and its text."""

    line: int
    field: str
    text: str


class Exact(NamedTuple):
    """An amount, and whether digits beyond the sixth after the point were rounded off."""

    value: Decimal | None
    rounded: bool


def decimal_mark(file: str, cells: Iterable[Cell], delimiter: str) -> str:
    """The sign before decimals in a file's amounts: a comma or a point, never guessed.

    Args:
        file: Name of the file, for errors.
        cells: Every cell of an amount.
        delimiter: Sign between the file's columns; empty for a workbook, whose numbers have no marks.

    Raises:
        BadInput: Both marks stand in the file, or what one means cannot be told.
    """
    first: dict[str, Cell] = {}
    unsure: dict[str, Cell] = {}
    sure: set[str] = set()
    for cell in cells:
        for mark in ",.":
            if "," in cell.text and "." in cell.text:
                raise _refused(file, cell, "holds both a comma and a point")
            if mark in cell.text and LIKE_NUMBER.fullmatch(cell.text):
                first.setdefault(mark, cell)
                if _THREE.fullmatch(cell.text):
                    unsure.setdefault(mark, cell)
                else:
                    sure.add(mark)
    if len(first) > 1:
        earlier, later = sorted(first.values(), key=lambda one: one.line)
        raise _refused(file, later, f"has another decimal mark than line {earlier.line}")
    mark = next(iter(first), ",")
    usual = "," if delimiter == ";" else "."
    # Where columns are parted by semicolons decimals have a comma, as Norad writes them; else they have a point.
    if mark in unsure and mark not in sure and mark != usual:
        raise _refused(file, unsure[mark], "may be decimals or thousands: three digits follow the mark")
    return mark


def exact(file: str, cell: Cell, mark: str, unit: int) -> Exact:
    """One amount in kroner or dollars.

    Args:
        file: Name of the file, for errors.
        cell: The cell.
        mark: Sign before decimals.
        unit: Kroner or dollars in one of its units.

    Raises:
        BadInput: It is no amount, or larger than any.
    """
    text = cell.text.strip()
    if text.casefold() in NOTHING:
        return Exact(None, rounded=False)
    plain = _SPACES.sub("", text.replace("\u2212", "-")).replace(mark, ".")
    if len(plain) > LONGEST or not plain.isascii() or not _AMOUNT.fullmatch(plain):
        raise _refused(file, cell, "is no amount")
    with localcontext() as context:
        context.prec = 80
        whole = Decimal(plain) * unit
        if abs(whole) >= LARGEST:
            raise _refused(file, cell, "is larger than any amount")
        value = whole.quantize(MILLIONTH, rounding=ROUND_HALF_EVEN)
    return Exact(value, rounded=value != whole)


def _refused(file: str, cell: Cell, why: str) -> BadInput:
    # No cell is shown: in a row that has slipped it could be anybody's name, or the number of their account.
    return BadInput(
        f"what stands there {why}",
        file=file,
        line=cell.line,
        field=cell.field,
        remedy="write amounts as 1234,5 (between semicolons) or 1234.5 (between commas), in one way in the whole file",
    )


def columns_of(
    file: str, texts: Mapping[str, Sequence[str | None]], headings: Mapping[str, str], units: Mapping[str, int],
    lines: Sequence[int], delimiter: str,
) -> tuple[dict[str, list[Decimal | None]], int]:  # fmt: skip
    """Every column of amounts as exact kroner or dollars.

    Args:
        file: Name of the file, for errors.
        texts: Column → its cells.
        headings: Column → its heading in the file.
        units: Column → kroner or dollars in one unit of it.
        lines: Line of each row.
        delimiter: Sign between the file's columns.

    Returns:
        Column → amounts, nothing where none is stated; and how many were rounded to a millionth.

    Raises:
        BadInput: One is no amount.
    """
    cells = {
        column: [
            Cell(line, headings[column], text or "") for line, text in zip(lines, texts[column], strict=True)
        ]
        for column in units
    }  # fmt: skip
    mark = decimal_mark(file, (cell for column in cells.values() for cell in column), delimiter)
    found: dict[str, list[Decimal | None]] = {}
    rounded = 0
    for column, unit in units.items():
        amounts = [exact(file, cell, mark, unit) for cell in cells[column]]
        found[column] = [one.value for one in amounts]
        rounded += sum(one.rounded for one in amounts)
    return found, rounded
