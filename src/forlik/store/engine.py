"""The engine that runs Ibis expressions over the shelf's Parquet files: DuckDB here, or a Spark Connect cluster."""

import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from forlik.core.errors import SourceUnavailable, UsageError
from forlik.core.settings import setting

MEMORY = "700MB"
"""What DuckDB may hold in memory before it uses the disk; a whole build stays under 1 GB."""


class Engine:
    """One connection that reads Parquet and gives Arrow.

    Args:
        address: ``duckdb`` or ``sc://host:port``.
        home: The only folder DuckDB may read.
    """

    def __init__(self, address: str, home: Path) -> None:
        self.address = address
        self.lock = threading.RLock()
        self.ibis = _spark(address) if address.startswith("sc://") else _duckdb(address, home)

    def read(self, paths: Sequence[Path], schema: pa.Schema) -> Any:
        """All rows of some Parquet files as one Ibis table; no files give an empty table of that schema."""
        if not paths:
            return self.memory(schema.empty_table())
        names = [str(path) for path in paths]
        if self.address.startswith("sc://"):
            tables = [self.ibis.read_parquet(name) for name in names]
            first, *others = tables
            return first.union(*others) if others else first
        return self.ibis.read_parquet(names)

    def memory(self, table: pa.Table) -> Any:
        """An Arrow table as an Ibis table."""
        import ibis

        if self.address.startswith("sc://"):
            # Spark Connect cannot see this process's memory, and typed empty columns must keep their types.
            schema = ibis.Schema.from_pyarrow(table.schema)
            return ibis.memtable(table.to_pandas(types_mapper=None), schema=schema)
        return ibis.memtable(table)

    def run(self, expression: Any) -> pa.Table:
        """Compute an expression.

        Returns:
            Its rows, in no order unless it says one.
        """
        with self.lock:
            result: pa.Table = self.ibis.to_pyarrow(expression)
        return result


def _duckdb(address: str, home: Path) -> Any:
    if address != "duckdb":
        raise UsageError(
            f"there is no engine “{address}”", where="FORLIK_ENGINE", remedy="say duckdb or sc://host:port"
        )
    import ibis

    connection = ibis.duckdb.connect(
        autoinstall_known_extensions=False, autoload_known_extensions=False, memory_limit=MEMORY
    )
    # Written into SQL because SET takes no parameters; the quote is doubled, so no path can end the text.
    folder = str(home.absolute()).replace("'", "''")
    for statement in (
        "SET TimeZone='UTC'",
        f"SET temp_directory='{folder}/incoming'",
        f"SET allowed_directories=['{folder}']",
        "SET enable_external_access=false",
        "SET lock_configuration=true",
    ):
        connection.raw_sql(statement)
    return connection


def _spark(address: str) -> Any:
    try:
        import ibis
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError(
            "this engine needs the Spark client",
            where=f"FORLIK_ENGINE={address}",
            remedy="install forlik with the extra: forlik[spark]",
        ) from error
    try:
        session = SparkSession.builder.remote(address).getOrCreate()
        session.conf.set("spark.sql.session.timeZone", "UTC")
        return ibis.pyspark.connect(session)
    except Exception as error:
        raise SourceUnavailable(
            f"the Spark Connect server does not answer: {type(error).__name__}", where=address, remedy="is it started?"
        ) from error


@lru_cache(maxsize=8)
def engine(home: Path) -> Engine:
    """The engine named by the settings, made once per store."""
    return Engine(setting("engine"), home)
