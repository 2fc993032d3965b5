"""Plain text, and tables in it: letters and lines, and nothing that another program would run."""

import csv
import io

from forlik.register.documents.refused import Refused, macros

WIDE = (b"\xff\xfe", b"\xfe\xff")
ALLOWED = frozenset("\t\n\r\f")
MARKUP = ("<!doctype", "<html", "<svg", "<script", "<?xml", "<?php", "{\\rtf", "@echo", "<%", "<job", "<hta")
"""How texts begin that a program runs or shows with what is in them."""
BETWEEN = ",;\t"
LEAST_COLUMNS = 2
LEAST_ROWS = 2
FORMULA = ("=", "@")
SIGNED = ("+", "-")
NUMBER = frozenset("0123456789.,  %\u2212()-/")


def begins(content: bytes) -> bool:
    """Whether it can be read as text."""
    return _text(content) is not None


def look(content: bytes) -> str:
    """The name of its kind: a table, or any other text.

    Raises:
        Refused: Another program would run it, or a spreadsheet a cell of it.
    """
    text = _text(content) or ""
    if text.lstrip("\ufeff \t\r\n").lower().startswith(MARKUP):
        raise Refused(
            "it is a page, a picture or a script written as text",
            "den er en side, et bilde eller et skript skrevet som tekst",
            "print it to PDF, and attach that",
            "skriv den ut til PDF, og legg ved den",
        )
    rows = _rows(text)
    if rows is None:
        return "txt"
    for row in rows:
        for cell in row:
            if _formula(cell):
                raise macros("a formula in a cell of the table", "en formel i en celle i tabellen")
    return "csv"


def _text(content: bytes) -> str | None:
    """The text; none where it holds what no text does."""
    ways = ("utf-16",) if content[:2] in WIDE else ("utf-8-sig", "cp1252")
    for way in ways:
        try:
            text = content.decode(way)
        except UnicodeDecodeError:
            continue
        return text if all(letter >= " " or letter in ALLOWED for letter in set(text)) else None
    return None


def _rows(text: str) -> list[list[str]] | None:
    """The rows of a table: as many cells in each, and more than one; none where it is no table."""
    head = text.lstrip("\ufeff").partition("\n")[0]
    between = max(BETWEEN, key=head.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=between) if row]
    except csv.Error:
        return None
    same = {len(row) for row in rows}
    if len(rows) < LEAST_ROWS or len(same) != 1 or same.pop() < LEAST_COLUMNS:
        return None
    return rows


def _formula(cell: str) -> bool:
    bare = cell.strip()
    return bare.startswith(FORMULA) or (bare.startswith(SIGNED) and not set(bare[1:]) <= NUMBER and "|" in bare)
