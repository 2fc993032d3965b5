"""The strict reader of XLSX: one sheet, one header row, every column taken or ignored."""

import datetime as dt
import io
import warnings
import zlib
from collections.abc import Iterable, Mapping
from typing import Any
from zipfile import BadZipFile, ZipFile

import pyarrow as pa
from lxml import etree

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.store.read.archive import check_archive
from forlik.store.read.delimited import _check_header
from forlik.store.read.fields import Fault, Field, cast

LIST = "xl/workbook.xml"
ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")
MOST_ROWS = 1_048_576
MOST_CELLS = 5_000_000
"""Rows that hold something times columns; a sheet of that size would fill the memory."""
LARGEST = 512 << 20
"""Bytes of all members unpacked: a workbook's texts are read whole, whatever sheet is wanted."""
DAMAGE = (
    KeyError, IndexError, ValueError, TypeError, SyntaxError, AttributeError, EOFError, OSError, OverflowError,
    BadZipFile, zlib.error,
)  # fmt: skip
"""What openpyxl raises on a damaged workbook; which one depends on where the damage is."""


def read_sheet(
    file: RawFile,
    sheet: str,
    fields: Mapping[str, Field],
    *,
    header_row: int = 1,
    skip_after_header: int = 0,
    only: bool = False,
    line_number: str = "",
) -> pa.Table:
    """Read one sheet of a workbook, values only (formulas are never run).

    Args:
        file: The workbook.
        sheet: Name of the sheet.
        fields: Header text → what the column must hold. Line ends and runs of spaces in headers count as one space.
        header_row: Row of the header, from 1.
        skip_after_header: Rows after it that are not data (units, codes).
        only: Whether columns not named in ``fields`` are left alone instead of refused (wide calculation sheets).
        line_number: When given, name of an added int64 column with each row's number in the sheet, from 1.

    Returns:
        One typed column per field that is not ignored; wholly empty rows are left out.

    Raises:
        BadInput: Not a workbook, no such sheet, missing or unknown columns, values under no header, a formula's error
            or a formula without its result, a value that does not fit.
    """
    rows = sheet_rows(file, sheet)
    if len(rows) < header_row + skip_after_header + 1:
        raise BadInput("the sheet has no rows", file=file.name, field=sheet, remedy="get the file again")
    header = [" ".join(str(cell).split()) if cell is not None else "" for cell in rows[header_row - 1]]
    named = [name for name in header if name]
    _check_header(file, [name for name in named if name in fields] if only else named, fields, ",", line=header_row)
    places = {name: header.index(name) for name in named if name in fields and fields[name].type != "ignored"}
    first = header_row + skip_after_header
    # Wholly empty rows are one and the same object: a million of them are looked at once.
    hollow = next((row for row in rows if _empty(row)), None)
    kept = [(number, row) for number, row in enumerate(rows[first:], first + 1) if row is not hollow]
    if not kept:
        raise BadInput("there is a header but no row", file=file.name, field=sheet, remedy="get the file again")
    _check_cells(f"{file.name}, sheet {sheet}", header, kept, places, only=only)
    _check_formulas(file, sheet, {place: name for name, place in places.items()}, kept[0][0])
    columns = {
        name: pa.chunked_array([pa.array([_as_text(row[place]) for _, row in kept], pa.string())])
        for name, place in places.items()
    }
    try:
        typed = cast(columns, fields)
    except Fault as fault:
        raise BadInput(
            f"“{fault.value:.80}” {fault.why}",
            file=f"{file.name}, sheet {sheet}",
            line=kept[fault.row][0],
            field=fault.column,
            remedy="get the original file from the publisher; if it is the original, its layout has changed",
        ) from fault
    if line_number:
        typed = typed.append_column(line_number, pa.array([number for number, _ in kept], pa.int64()))
    return typed


def _empty(row: tuple[Any, ...]) -> bool:
    """Whether no cell of a row holds anything; a row of zeros holds something."""
    return all(cell is None or cell == "" for cell in row)


def _check_cells(
    where: str, header: list[str], kept: list[tuple[int, tuple[Any, ...]]], places: Mapping[str, int], *, only: bool
) -> None:
    for number, row in kept:
        for name, place in places.items():
            if row[place] in ERRORS:
                raise BadInput(
                    f"holds “{row[place]}”, the error of a formula",
                    file=where,
                    line=number,
                    field=name,
                    remedy="get the original file from the publisher",
                )
        bare = next((place for place, cell in enumerate(row) if cell not in (None, "") and not header[place]), None)
        if bare is not None and not only:
            raise BadInput(
                f"“{row[bare]!s:.80}” stands in column {bare + 1}, which has no header",
                file=where,
                line=number,
                remedy="get the original file from the publisher",
            )


def _check_formulas(file: RawFile, sheet: str, named: Mapping[int, str], first: int) -> None:
    """Refuse formulas without their result: they read as empty, and a program that saves again often drops results."""
    from openpyxl.utils.cell import coordinate_to_tuple

    book = _open(file)
    with ZipFile(file.path) as archive:
        content = archive.read(book[sheet]._worksheet_path)  # noqa: SLF001 - openpyxl tells it nowhere else
    book.close()
    if b"<f" not in content:
        return
    for _, cell in etree.iterparse(io.BytesIO(content), tag="{*}c", resolve_entities=False, no_network=True):
        # A result that is an empty text is marked as text; programs that compute nothing leave no mark.
        bare = not (cell.findtext("{*}v") or cell.get("t") == "str")
        if bare and cell.find("{*}f") is not None and cell.get("r"):
            row, column = coordinate_to_tuple(cell.get("r"))
            if row >= first and column - 1 in named:
                raise BadInput(
                    "holds a formula without its result",
                    file=f"{file.name}, sheet {sheet}",
                    line=row,
                    field=named[column - 1],
                    remedy="get the original file from the publisher, or open and save it in a spreadsheet program",
                )
        cell.clear()


def sheet_names(file: RawFile) -> list[str]:
    """Names of a workbook's sheets, in order; nothing else of it is read.

    Raises:
        BadInput: Not a workbook.
    """
    _check(file)
    try:
        with ZipFile(file.path) as archive:
            top = etree.fromstring(archive.read(LIST), etree.XMLParser(resolve_entities=False, no_network=True))
    except DAMAGE as error:
        raise BadInput(f"is not a readable workbook: {error}", file=file.name, remedy="get it again") from error
    return [sheet.get("name", "") for sheet in top.iterfind("{*}sheets/{*}sheet")]


def sheet_header(file: RawFile, sheet: str) -> list[str]:
    """The texts in the first row of a sheet, as :func:`read_sheet` takes them for headers; nothing else of it is read.

    Raises:
        BadInput: As :func:`sheet_rows`.
    """
    return [
        " ".join(str(cell).split()) if cell is not None else ""
        for row in sheet_rows(file, sheet, most=1)
        for cell in row
    ]


def sheet_rows(file: RawFile, sheet: str, *, most: int = MOST_ROWS) -> list[tuple[Any, ...]]:
    """The rows of one sheet as cell values, all of one width.

    Args:
        file: The workbook.
        sheet: Name of the sheet.
        most: How many rows are read, from the first.

    Raises:
        BadInput: Not a workbook, no such sheet, or a sheet that is damaged or larger than any sheet.
    """
    book = _open(file)
    if sheet not in book.sheetnames:
        raise BadInput(
            f"there is no sheet “{sheet}”; found {', '.join(book.sheetnames[:8])}",
            file=file.name,
            remedy="check that this is the right file for the source",
        )
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles it cannot show, also while it walks the rows; values are not affected.
            warnings.simplefilter("ignore", UserWarning)
            # The size a sheet states of itself is often wrong, and rows beyond it would be lost.
            book[sheet].reset_dimensions()
            rows = _held(file, sheet, book[sheet].iter_rows(values_only=True, max_row=most))
    except DAMAGE as error:
        raise BadInput(f"sheet “{sheet}” cannot be read: {error}", file=file.name, remedy="get it again") from error
    finally:
        book.close()
    width = max((len(row) for row in rows), default=0)
    # A cell in the last corner makes a million empty rows: they are one and the same.
    nothing = (None,) * width
    return [nothing if _empty(row) else (*row, *(None,) * (width - len(row))) for row in rows]


def _held(file: RawFile, sheet: str, rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows without their empty ends, counted while they are read: a sheet beyond all sizes fills no memory."""
    held: list[tuple[Any, ...]] = []
    full = width = 0
    for row in rows:
        last = next((place for place in range(len(row), 0, -1) if row[place - 1] not in (None, "")), 0)
        held.append(row[:last] if last else ())
        full, width = full + bool(last), max(width, last)
        if full * width > MOST_CELLS:
            raise BadInput(
                f"sheet “{sheet}” has {full} rows or more of up to {width} columns; "
                f"at most {MOST_CELLS:,} cells are read",
                file=file.name,
                remedy="check which file it is",
            )
    return held


def _check(file: RawFile) -> None:
    infos = {info.filename: info.file_size for info in check_archive(file)}
    if LIST not in infos:
        raise BadInput("is a zip archive but not an XLSX workbook", file=file.name)
    if any(name.startswith("xl/vbaProject") for name in infos):
        raise BadInput("holds macros", file=file.name, remedy="get the file without macros (.xlsx)")
    if sum(infos.values()) > LARGEST:
        raise BadInput(f"unpacks to more than {LARGEST >> 20} MB", file=file.name, remedy="check which file it is")


def _open(file: RawFile) -> Any:
    # Every source imports the readers, and few processes read a workbook: each would wait a tenth of a second for it.
    from openpyxl import load_workbook

    _check(file)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles it cannot show; values are not affected.
            warnings.simplefilter("ignore", UserWarning)
            # From bytes: openpyxl goes by the name's ending, and kept files have none.
            return load_workbook(io.BytesIO(file.path.read_bytes()), read_only=True, data_only=True)
    except DAMAGE as error:
        raise BadInput(f"is not a readable workbook: {error}", file=file.name, remedy="get it again") from error


def _as_text(cell: Any) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)
