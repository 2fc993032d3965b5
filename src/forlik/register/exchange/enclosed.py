"""Enclosed: the attached documents that go with a file of records; they leave with it, and none comes in again."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from forlik.core.export import inert, plain_again
from forlik.core.printable import printable
from forlik.register.exchange.carried import Wrong
from forlik.register.exchange.document import COLUMNS, Document, in_order, told
from forlik.register.packing import Member

KEY, TABLE = "attachments", "attachments.csv"
"""What they stand under in JSON, and the table of them."""
LONGEST = 120
"""Letters of a name that is shown."""
Opened = Callable[[str], bytes]
"""Id of a document → its bytes."""


def members(documents: Iterable[Document], opened: Opened) -> Iterator[Member]:
    """What goes into a ZIP file: each is opened when its turn comes."""
    for one in in_order(documents):
        yield one.place, partial(opened, one.id)


def table(documents: Iterable[Document]) -> bytes:
    """The documents as a table that names them; a spreadsheet runs nothing of what is in it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([inert(str(cell)) for cell in told(one).values()] for one in in_order(documents))
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def stays_behind(where: str, record: str, name: str) -> Wrong:
    """What is to be known of a document that a file names: records are imported, documents never.

    Args:
        where: Name of the file.
        record: Id of the record that it hung on.
        name: What it was called.
    """
    record, name = printable(record, LONGEST), printable(name, LONGEST)
    return Wrong(
        f"{where} ({record})", "", f"“{name}” is not imported", f"«{name}» importeres ikke",
        "documents are not imported: attach it to the record here",
        "dokumenter importeres ikke: legg det ved posten her",
    )  # fmt: skip


def left_in_table(text: str, where: str, delimiter: str) -> Iterator[Wrong]:
    """The same of each document in a table of them; rows that are none are passed over."""
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in rows:
            record, name = (plain_again(row.get(column) or "") for column in ("record", "name"))
            if name:
                yield stays_behind(where, record, name)
    except csv.Error:
        return
