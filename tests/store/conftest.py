"""A made-up source to take in, and property tests that are judged by what they find, not by how busy the machine is."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import settings

from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.store.read import header_of, read_csv, text, whole

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

SCHEMA = Schema(
    grain="one thing, one year",
    key=("thing", "year"),
    columns={
        "thing": Column("text", "a thing", required=True),
        "year": Column("int", "a year", required=True),
        "count": Column("int", "how many"),
    },
)


def part_of(file: RawFile) -> str | None:
    """Part x when the third column is count_x."""
    names = header_of(file)
    return names[2].removeprefix("count_") if names[:2] == ["thing", "year"] and len(names) == 3 else None


def read(files: Sequence[RawFile]) -> Reading:
    """All files' rows one after another."""
    import pyarrow as pa

    tables = []
    for file in files:
        counted = header_of(file)[2]
        fields = {"thing": text(required=True), "year": whole(required=True), counted: whole("count", low=0)}
        tables.append(read_csv(file, fields))
    table = pa.concat_tables(tables).cast(SCHEMA.arrow())
    return Reading(
        tables={"made_up__things": table},
        rows=table.num_rows,
        covers=(Coverage("2000", "2020", ("NOR", "SWE")),),
        edition="1",
        ignored={"made up": 1},
        remarks=("a remark",),
    )


@pytest.fixture
def source() -> Source:
    """A source whose files are CSV with thing, year and count_<part>."""
    return Source(
        name="made_up",
        title="Made-up Things",
        publisher="Nobody",
        licence=Licence("CC0", True, "made up"),
        citation="Nobody. {edition}",
        home="https://example.org/",
        cadence="yearly",
        schemas={"made_up__things": SCHEMA},
        part_of=part_of,
        read=read,
        bounds=Bounds(years=(1900, 2100), rows=(1, 1000)),
    )


@pytest.fixture
def paged(source) -> Source:
    """The same, with all files of one part being pages of one answer."""
    return replace(source, merges=True)


@pytest.fixture
def things(tmp_path) -> Callable[..., object]:
    """Writes a file of the made-up source."""

    def write(name: str, *counts: object, part: str = "a", first: int = 2000, end: str = "\n"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(["thing", "year", f"count_{part}"])
            writer.writerows(["x", first + step, count] for step, count in enumerate(counts))
        if not end:
            path.write_bytes(path.read_bytes().removesuffix(b"\n"))
        return path

    return write
