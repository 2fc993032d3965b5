"""Reading a file of records, whatever it is: JSON, alone or with attachments, a ZIP file of tables, or one table."""

from itertools import islice

from forlik.core.printable import printable
from forlik.register.exchange import bundle, counting, json_file, tables
from forlik.register.exchange.carried import Carried, Copy, Unreadable, Wrong
from forlik.register.exchange.enclosed import TABLE

LARGEST = 64 * 1024 * 1024
"""Bytes of a file; of records in it that are read at once, fewer."""
MOST = 200_000
"""Facets of a file."""
ZIP = b"PK\x03\x04"
LONGEST_NAME = 80


def read(content: bytes, name: str) -> tuple[Copy, tuple[Wrong, ...]]:
    """The records of a file, and what is wrong with single cells of it.

    Args:
        content: Its bytes.
        name: What it is called.

    Raises:
        Unreadable: It is none of these files, is cut off, or is too large.
    """
    name = printable(name, LONGEST_NAME) or "file"
    if len(content) > LARGEST:
        raise Unreadable(too_large(name))
    if not content.strip():
        raise Unreadable(_unreadable(name, "it is empty", "den er tom"))
    if content.startswith(ZIP):
        records = bundle.records(content, name, counting.LARGEST_TEXT)
        if records is not None:
            return _json(_text(records, name), f"{name}: {bundle.RECORDS}")
        inside = tables.members(content, name, counting.LARGEST_TEXT)
        return _tables([(f"{name}: {each}"[: 2 * LONGEST_NAME], part) for each, part in inside])
    if len(content) > counting.LARGEST_TEXT:
        raise Unreadable(counting.too_large(name))
    text = _text(content, name)
    if text.lstrip()[:1] in ("{", "["):
        return _json(text, name)
    return _tables([(name, content)])


def _json(text: str, name: str) -> tuple[Copy, tuple[Wrong, ...]]:
    counting.in_json(text, name)
    copy = json_file.read(text, name)
    _few(len(copy.facets) + len(copy.left), name)
    return copy, ()


def too_large(name: str) -> Wrong:
    """What is wrong with a file that is too large."""
    size = LARGEST // (1024 * 1024)
    return Wrong(
        name, "", f"it is larger than {size} MB", f"den er større enn {size} MB",
        "import its register.json alone, or export one engagement at a time",
        "importer bare register.json fra den, eller eksporter ett engasjement om gangen",
    )  # fmt: skip


def _tables(parts: list[tuple[str, bytes]]) -> tuple[Copy, tuple[Wrong, ...]]:
    facets: list[Carried] = []
    wrong: list[Wrong] = []
    left: list[Wrong] = []
    compartments: dict[str, str] = {}
    for name, content in parts:
        if name.endswith(f": {tables.COMPARTMENTS}"):
            compartments.update(tables.titles(_cells(content, name)))
            continue
        if name.endswith(f": {TABLE}"):
            left += islice(tables.left(_cells(content, name), name), MOST + 1)
            _few(len(left), name)
            continue
        found, amiss = tables.read(_cells(content, name), name, MOST - len(facets))
        facets += found
        wrong += amiss
        _few(len(facets), name)
    return Copy(tuple(facets), compartments, left=tuple(left)), tuple(wrong)


def _few(number: int, name: str) -> None:
    if number > MOST:
        raise Unreadable(
            Wrong(
                name, "", f"it holds more than {MOST:,} parts of records",
                f"den har flere enn {MOST:,} deler av poster",
                "export one engagement at a time", "eksporter ett engasjement om gangen",
            )
        )  # fmt: skip


def _cells(content: bytes, name: str) -> str:
    """The text of a table of not too many cells."""
    text = _text(content, name)
    counting.in_table(text, name)
    return text


def _text(content: bytes, name: str) -> str:
    """The text of a file; spreadsheets also write UTF-16, and put a mark before UTF-8."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(
            Wrong(
                f"{name}, line {line}", "", "it is not written in UTF-8", "den er ikke skrevet i UTF-8",
                "save it as “CSV UTF-8”", "lagre som «CSV UTF-8»",
            )
        ) from error  # fmt: skip


def _unreadable(name: str, en: str, nb: str) -> Wrong:
    return Wrong(name, "", en, nb, "choose a file that an export made", "velg en fil fra en eksport")
