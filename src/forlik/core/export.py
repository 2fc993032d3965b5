"""Tables as files that open safely in spreadsheets and carry their sources."""

import csv
import dataclasses
import io
import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from forlik.core.table import Manifest

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - full-width forms are the point
SHIELD = "'"
TAKEN = ("=", "#")
"""What the writer of workbooks takes for a formula or an error; such texts are marked as texts."""
_UNHELD = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def inert(text: str) -> str:
    """A text that no spreadsheet program runs as a formula; :func:`plain_again` gives the text back.

    What begins with a space or an unseen character is shielded too: programs skip these before they look for a formula.
    """
    head = text[:1]
    if head and (head in DANGEROUS or head == SHIELD or head.isspace() or not head.isprintable()):
        return SHIELD + text
    return text


def plain_again(text: str) -> str:
    """Undo :func:`inert`."""
    return text.removeprefix(SHIELD)


def csv_bytes(table: pa.Table, manifest: "Manifest") -> bytes:  # noqa: ARG001 - every writer is called alike
    """UTF-8 with a header; unknown is an empty field; texts are made inert."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    # The writer leaves a lone carriage return bare, and readers would begin a new row there.
    careful = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(table.column_names)
    columns = [table[name].to_pylist() for name in table.column_names]
    for row in zip(*columns, strict=True):
        cells = [_csv_cell(value) for value in row]
        broken = any(isinstance(cell, str) and "\r" in cell for cell in cells)
        (careful if broken else writer).writerow(cells)
    return stream.getvalue().encode()


def _csv_cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value


def json_bytes(table: pa.Table, manifest: "Manifest") -> bytes:
    """One object with the manifest and the rows; decimals as numbers."""
    content = {"manifest": dataclasses.asdict(manifest), "rows": table.to_pylist()}
    return json.dumps(content, ensure_ascii=False, default=_json_value).encode()


def _json_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"cannot be written as JSON: {value!r}")


def parquet_bytes(table: pa.Table, manifest: "Manifest") -> bytes:
    """Parquet with the manifest in the file's metadata under ``forlik``."""
    note = json.dumps(dataclasses.asdict(manifest), ensure_ascii=False).encode()
    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata({b"forlik": note}), sink, compression="zstd")
    return bytes(sink.getvalue())


def xlsx_bytes(table: pa.Table, manifest: "Manifest") -> bytes:
    """A workbook: the rows, and a second sheet with the sources. Texts are written as texts, never as formulas."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)

    def fill(title: str, rows: Iterable[Iterable[Any]]) -> None:
        sheet = book.create_sheet(title)

        def shown(value: Any) -> Any:
            if isinstance(value, Decimal):
                return float(value)
            if not isinstance(value, str):
                return value
            text = _printable(value)
            if not text.startswith(TAKEN):
                return text
            cell = WriteOnlyCell(sheet, value=text)
            cell.data_type = "s"
            return cell

        for row in rows:
            sheet.append([shown(value) for value in row])

    columns = [table[name].to_pylist() for name in table.column_names]
    fill("figures", [list(table.column_names), *zip(*columns, strict=True)])
    about = [["table", manifest.what], ["as known on", manifest.as_of], ["unit", manifest.unit]]
    about += [["grain", manifest.grain], ["method", str(manifest.method)], ["mode", manifest.mode]]
    names = [entry.name for entry in dataclasses.fields(manifest.sources[0])] if manifest.sources else []
    fill("sources", [*about, [], names, *([getattr(basis, name) for name in names] for basis in manifest.sources)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _printable(text: str) -> str:
    """Without the characters that XLSX cannot hold; every line end is one that it can."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNHELD.sub("", lines)
