"""What a reader gives for some activities, before types: one batch of texts a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from forlik.iati.layout import Layout
from forlik.iati.read.spans import STRAY

NARRATIVE_COLUMNS = ("path", "language", "text")
EXTENSION_COLUMNS = ("path", "namespace", "name", "text")
CODED = pa.dictionary(pa.int32(), pa.string())
FEW = ("path", "namespace", "name")
"""Columns of those two tables that have few different texts."""
LONGEST_LANGUAGE = 100
"""Characters of an xml:lang that is taken for a language, and so stands beside every text below it."""
LONGEST_PATH = 2000
"""Characters of a path: it stands beside everything at its place."""
WHITE = " \t\r\n"
"""White space of XML, which is taken off around every text; a no-break space is none."""


def below(path: str, name: str) -> str:
    """The path of something below a path; one that grows too long is cut."""
    whole = f"{path}/{name}" if path else name
    return whole if len(whole) <= LONGEST_PATH else f"{whole[: LONGEST_PATH - 1]}…"


@dataclass(frozen=True, slots=True)
class Refused:
    """A stretch of a file that could not be read as an activity.

    Args:
        start: First byte in the file.
        end: The byte after the last.
        line: Line of the fault, counted from 1 at the start of the stretch.
        reason: What is wrong.
        activity_id: Its identifier, where one could be made out.
    """

    start: int
    end: int
    line: int
    reason: str
    activity_id: str = ""

    @property
    def stray(self) -> bool:
        """Whether it is no broken activity, but something that stands outside all of them."""
        return self.reason == STRAY


@dataclass(frozen=True, slots=True)
class Raw:
    """Some activities of one file as texts.

    Args:
        tables: Table name → batch: ``activity`` (int32, counted from 0 within these), ``parent`` (int8, number of the
            table of the row it belongs to) and ``parent_ordinal`` (int32, counted from 1 within the activity) where
            rows may belong to another table's row, then the cells as strings.
        read: Which of the stretches were read, by their numbers.
        odd: How many of them were sent to the reference reader.
        refused: Stretches that could not be read.
    """

    tables: Mapping[str, pa.RecordBatch]
    read: Sequence[int]
    refused: Sequence[Refused]
    odd: int = 0


def schemas(layout: Layout) -> Mapping[str, pa.Schema]:
    """Table name → schema of its raw batch."""
    parents = [pa.field("parent", pa.int8()), pa.field("parent_ordinal", pa.int32())]
    every = {}
    for table in layout.tables:
        cells = [pa.field(column.name, pa.string()) for column in table.columns]
        nested = parents if table.number in layout.nested else []
        every[table.name] = pa.schema([pa.field("activity", pa.int32()), *nested, *cells])
    for name, columns in ((layout.narrative, NARRATIVE_COLUMNS), (layout.extension, EXTENSION_COLUMNS)):
        cells = [pa.field(column, CODED if column in FEW else pa.string()) for column in columns]
        every[name] = pa.schema([pa.field("activity", pa.int32()), *parents, *cells])
    return every


def nothing(schema: pa.Schema) -> pa.RecordBatch:
    """No rows of a table."""
    return pa.RecordBatch.from_arrays([pa.array([], one.type) for one in schema], schema=schema)
