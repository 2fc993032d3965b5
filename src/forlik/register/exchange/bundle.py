"""A bundle: the records as JSON and the attached documents beside them, in one ZIP file."""

from collections.abc import Iterator

from forlik.register.exchange import json_file
from forlik.register.exchange.carried import Copy, Unreadable, Wrong
from forlik.register.exchange.enclosed import Opened, members
from forlik.register.exchange.tables import MARKING
from forlik.register.packing import packed
from forlik.register.unpacking import Damaged, OtherWay, TooMany, taken, unpacked

RECORDS = "register.json"


def written(copy: Copy, marking: str, opened: Opened) -> Iterator[bytes]:
    """The pieces of the file.

    Args:
        copy: The records, and which documents hang on them.
        marking: Their marking in words.
        opened: What gives the bytes of a document, one at a time.
    """
    first = ((MARKING, f"{marking}\n".encode), (RECORDS, lambda: json_file.written(copy, marking)))
    return packed([*first, *members(copy.documents, opened)])


def records(content: bytes, name: str, largest: int) -> bytes | None:
    """The records in a ZIP file; nothing where it is no bundle. The documents beside them are not opened.

    Args:
        content: Its bytes.
        name: What it is called.
        largest: Bytes that are read at most.

    Raises:
        Unreadable: The records are too large.
    """
    try:
        with unpacked(content) as file:
            if RECORDS not in file.namelist():
                return None
            found = taken(file, file.getinfo(RECORDS), largest + 1)
    except (Damaged, OtherWay, TooMany):
        return None  # said by whoever reads the tables
    if len(found) > largest:
        raise Unreadable(
            Wrong(
                name, RECORDS, "too much inside", "for mye inni",
                "export one engagement at a time", "eksporter ett engasjement om gangen",
            )
        )  # fmt: skip
    return found
