"""One strict reader per file kind: every field is taken or named as ignored, and what is left over is an error."""

from forlik.store.read.archive import members
from forlik.store.read.delimited import header_of, line_of, read_csv
from forlik.store.read.document import Item, read_json
from forlik.store.read.fields import Field, day, flag, ignored, number, text, whole
from forlik.store.read.workbook import read_sheet, sheet_header

__all__ = [
    "Field",
    "Item",
    "day",
    "flag",
    "header_of",
    "ignored",
    "line_of",
    "members",
    "number",
    "read_csv",
    "read_json",
    "read_sheet",
    "sheet_header",
    "text",
    "whole",
]
