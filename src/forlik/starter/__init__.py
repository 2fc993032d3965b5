"""The starter pack: computed figures of redistributable sources, with their citation, so that a first run is real.

The pack is a result store pre-filled: it has manifests but no bytes, and its figures never feed event tables. Beside
figures of one country it holds counts between two, of each pair the newest row. A list of facts that is our own, and
comes with the package, is carried whole: its tables can be asked for where no snapshot of them is held.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from forlik.core.days import end_of_precision
from forlik.core.source import Coverage
from forlik.store.loss import Version

FOLDER = Path(str(files("forlik.starter")))
COLUMNS = {
    "measure": pa.string(),
    "country_iso3": pa.string(),
    "year": pa.int32(),
    "month": pa.int32(),
    "value": pa.decimal128(28, 6),
    "low": pa.decimal128(28, 6),
    "high": pa.decimal128(28, 6),
    "status": pa.string(),
}
REPORTED = "reported"
"""The status of most figures; it is left empty in the files, to keep them small."""


@dataclass(frozen=True)
class Layer:
    """The starter figures made from one edition of one source.

    Args:
        number: Basis number of its rows; negative, so that it is never a snapshot's.
        file: Name of its CSV table.
        source: Name of the source.
        part: Part of the source the figures speak for.
        edition: Version as stated.
        published: Publication of that edition, as stated.
        evidence: Where the publication date was found.
        sha256: Digest of the file the figures were made from.
        methods: Measure → number of the method it was computed with.
        covers: What the edition speaks for.
        remarks: What a reader must mind.
        citation: The publisher's citation, as it stood when the figures were made.
        licence: Its terms, likewise.
        read: Rows met in the file the figures were made from.
        newest: The newest period that file speaks of.
        beside: Measure → (source, part) of the other layers its figures were made from.
        pairs: Table → name of the CSV table with its counts between two countries.
        carries: Table → name of the file it is read from by its source, where that file itself comes with the package.
    """

    number: int
    file: str
    source: str
    part: str
    edition: str
    published: str
    evidence: str
    sha256: str
    methods: Mapping[str, int] = field(hash=False)
    covers: tuple[Coverage, ...]
    remarks: tuple[str, ...]
    citation: str = ""
    licence: str = ""
    read: int = 0
    newest: str = ""
    beside: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict, hash=False)
    pairs: Mapping[str, str] = field(default_factory=dict, hash=False)
    carries: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def known_at(self) -> datetime:
        """When the world could know that edition."""
        return end_of_precision(self.published)

    def rows(self, measure: str) -> pa.Table:
        """The figures of one measure, in the shape of results."""
        table = _table(self.file)
        return self._based(table.filter(pc.equal(table["measure"], measure)).drop_columns(["measure"]))

    def between(self, table: str, schema: pa.Schema) -> pa.Table:
        """The newest counts between two countries that the pack holds of a table.

        Args:
            table: A table that the layer has pairs of.
            schema: The types of the table's columns.
        """
        return self._based(_pairs(self.pairs[table], schema))

    def _based(self, table: pa.Table) -> pa.Table:
        basis = pa.chunked_array([pa.repeat(pa.scalar(self.number, pa.int32()), table.num_rows)])
        return table.append_column("basis", basis)


@lru_cache
def layers() -> tuple[Layer, ...]:
    """All layers of the pack, in the order of their file names."""
    path = FOLDER / "pack.json"
    if not path.is_file():
        return ()
    return tuple(_layer(number, entry) for number, entry in enumerate(json.loads(path.read_text("utf-8")), 1))


def versions(source: str) -> dict[str, list[Version]]:
    """Part → the version of it that the pack's figures were made from, to hold files of the same part against."""
    name = "the one the starter figures were made from,"
    theirs = [one for one in layers() if one.source == source]
    return {one.part: [Version(one.edition, one.read, name, published=one.published)] for one in theirs}


def _layer(number: int, entry: dict[str, Any]) -> Layer:
    covers = tuple(Coverage.of(plain) for plain in entry["covers"])
    beside = {name: tuple((one, part) for one, part in others) for name, others in entry.get("beside", {}).items()}
    remarks = tuple(entry["remarks"])
    return Layer(**{**entry, "number": -number, "covers": covers, "remarks": remarks, "beside": beside})


@lru_cache
def _table(file: str) -> pa.Table:
    table = _read(file, COLUMNS, list(COLUMNS))
    status = pc.if_else(pc.equal(table["status"], ""), REPORTED, table["status"])
    return table.set_column(table.column_names.index("status"), "status", status)


@lru_cache
def _pairs(file: str, schema: pa.Schema) -> pa.Table:
    return _read(file, {column.name: column.type for column in schema}, None)


def _read(file: str, types: Mapping[str, pa.DataType], columns: list[str] | None) -> pa.Table:
    # Quoted or not, a code is a code: “NA” must stay Namibia, so only the empty text is missing.
    return pyarrow.csv.read_csv(
        FOLDER / file,
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=types, null_values=[""], strings_can_be_null=False, include_columns=columns
        ),
    )
