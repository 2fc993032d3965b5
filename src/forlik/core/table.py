"""Table: rows that know where they come from, lazy until looked at, easy in a notebook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from forlik.core.citation import cite
from forlik.core.errors import UsageError
from forlik.core.figure import DASH, Basis
from forlik.core.replacing import replacing

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("csv", "xlsx", "parquet", "json")


@dataclass(frozen=True)
class Manifest:
    """What a table was made from: the same manifest gives the same bytes.

    Args:
        what: Name of the table or measure.
        as_of: The day whose knowledge it shows.
        clock: ``known`` or ``held``.
        method: Number of the method; 0 for a plain table.
        adopted: Day the method was adopted; empty for a plain table.
        unit: What is counted; empty for a plain table.
        grain: What one row is.
        sources: The snapshots behind it.
        code: Version of Forlik.
        mode: ``known``, or ``reconstructed`` (a later release cut to periods up to the day; not evidence of knowledge).
        remarks: What a reader must mind.
    """

    what: str
    as_of: str
    clock: str
    method: int
    adopted: str
    unit: str
    grain: str
    sources: tuple[Basis, ...]
    code: str
    mode: str = "known"
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows with a manifest.

    Args:
        manifest: What it was made from.
        load: Gives the rows as Arrow.
        lazy: Gives the Ibis expression, for those who want to go on computing.
        listed: The rows as they were listed, where they need not be made from Arrow again.
    """

    manifest: Manifest
    load: Callable[[], pa.Table] = field(repr=False)
    lazy: Callable[[], Any] | None = field(default=None, repr=False)
    listed: Sequence[dict[str, Any]] | None = field(default=None, repr=False)

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table."""
        return self.load()

    def to_ibis(self) -> Any:
        """The rows as a lazy Ibis expression.

        Raises:
            UsageError: The rows were filled in after computing (silence as zero), so there is no expression.
        """
        if self.lazy is None:
            raise UsageError("a measure has no lazy form", remedy="use to_arrow, to_pandas, or a table of the world")
        return self.lazy()

    def to_pandas(self) -> "pd.DataFrame":
        """The rows as a pandas data frame; whole numbers stay whole."""
        import pandas as pd

        return self.load().to_pandas(types_mapper={pa.int64(): pd.Int64Dtype(), pa.int32(): pd.Int32Dtype()}.get)

    def to_polars(self) -> Any:
        """The rows as a polars data frame.

        Raises:
            UsageError: polars is not installed.
        """
        try:
            import polars as pl
        except ImportError as error:
            raise UsageError("polars is not installed", remedy="pip install polars") from error
        return pl.from_arrow(self.load())

    def rows(self) -> list[dict[str, Any]]:
        """The rows as plain dictionaries."""
        if self.listed is not None:
            return [dict(row) for row in self.listed]
        rows: list[dict[str, Any]] = self.load().to_pylist()
        return rows

    def cite(self, form: str = "text") -> str:
        """Cite the sources behind the table: ``text``, ``bibtex``, ``ris`` or ``csl-json``."""
        return cite(self.manifest.sources, form)

    def save(self, path: Path | str) -> Path:
        """Write the table to a file whose ending names the form; XLSX gets a second sheet with the sources.

        A file that is there already is replaced only when the new one is whole.

        Raises:
            UsageError: Unknown ending.
            ForlikError: The file cannot be written.
        """
        target = Path(path)
        return replaced(target, self.export(target.suffix.removeprefix(".")))

    def export(self, form: str) -> bytes:
        """The table as the bytes of a file.

        Args:
            form: ``csv``, ``xlsx``, ``parquet`` or ``json``.

        Raises:
            UsageError: No such form.
        """
        from forlik.core import export

        writers: dict[str, Callable[[pa.Table, Manifest], bytes]] = {
            "csv": export.csv_bytes,
            "xlsx": export.xlsx_bytes,
            "parquet": export.parquet_bytes,
            "json": export.json_bytes,
        }
        if form not in writers:
            raise UsageError(f"there is no file form “{form}”", remedy="end the name in ." + ", .".join(FORMATS))
        return writers[form](self.load(), self.manifest)

    def __len__(self) -> int:
        return int(self.load().num_rows)

    def _repr_html_(self) -> str:
        rows = self.to_pandas().head(20).astype(object)
        shown = rows.where(rows.notna(), DASH).to_html(index=False)
        return f"<p><b>{self.manifest.what}</b>, as known on {self.manifest.as_of}</p>{shown}"


def json_number(value: Decimal | None) -> int | float | None:
    """A decimal as JSON prints it: whole numbers stay whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def names_of(bases: Sequence[Basis]) -> dict[int, str]:
    """Basis number → name of the source."""
    return {basis.number: basis.source for basis in bases}


def replaced(target: Path, content: bytes) -> Path:
    """Write a file; one that is there already is replaced only when the new one is whole.

    Args:
        target: The file.
        content: Its bytes.

    Raises:
        ForlikError: The file cannot be written.
    """
    with replacing(target) as neighbour:
        neighbour.write_bytes(content)
    return target
