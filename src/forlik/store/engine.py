"""The engine that runs Ibis expressions over the shelf's Parquet files: DuckDB here, or a Spark Connect cluster."""

import socket
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from hashlib import sha256
from operator import and_
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq

from forlik.core.errors import BrokenStore, SourceUnavailable, UsageError
from forlik.core.settings import setting, without_secrets

MEMORY = "700MB"
"""What DuckDB may hold in memory before it uses the disk; a whole build stays under 1 GB."""

SPARK_PORT = 15002
PATIENCE = 10.0
"""Seconds in which a cluster must take a connection; its own client would try again for minutes."""

PATTERNS = frozenset("*?[{")
"""Characters by which both engines take a path for a pattern, and then read other files, or none, without a word."""


class Engine:
    """One connection that reads Parquet and gives Arrow.

    Args:
        address: ``duckdb`` or ``sc://host:port``.
        home: The only folder DuckDB may read.

    Raises:
        UsageError: No such engine, or the folder's name cannot be told from a pattern.
        SourceUnavailable: The cluster does not answer.
    """

    def __init__(self, address: str, home: Path) -> None:
        self.address = address
        self.spark = address.startswith("sc://")
        self.lock = threading.RLock()
        self._views: dict[str, Any] = {}
        if PATTERNS & set(str(home.absolute())):
            raise UsageError(
                "the store's folder has one of * ? [ { in its name, which an engine takes for a pattern",
                where=str(home),
                remedy="set FORLIK_HOME to a folder without them",
            )
        self.ibis = _spark(address) if self.spark else _duckdb(address, home)

    def read(self, paths: Sequence[Path], schema: pa.Schema) -> Any:
        """All rows of some Parquet files as one Ibis table; no files give an empty table of that schema."""
        if not paths:
            return self.memory(schema.empty_table())
        names = [str(path) for path in paths]
        # One reader for all files, under one name however often they are read: a view a file would pile up.
        view = "read_" + sha256("\n".join(names).encode()).hexdigest()[:16]
        if not self.spark:
            with self.lock, _clearly():
                if view not in self._views:
                    self._views[view] = self.ibis.read_parquet(names, table_name=view)
                return self._views[view]
        with self.lock:
            self._session.read.parquet(*names).createOrReplaceTempView(view)
            return self.ibis.table(view)

    def memory(self, table: pa.Table) -> Any:
        """An Arrow table as an Ibis table."""
        import ibis

        return ibis.memtable(table.cast(_nullable(table.schema)))

    def run(self, expression: Any) -> pa.Table:
        """Compute an expression.

        Returns:
            Its rows, in no order unless it says one.

        Raises:
            BrokenStore: A table is damaged, or the disk or memory is full.
        """
        with self.lock, _clearly():
            rows: pa.Table = self._run_spark(expression) if self.spark else self.ibis.to_pyarrow(expression)
        return rows

    def prepared(self, expression: Any) -> "Prepared":
        """An expression that is asked for some of its rows again and again: it is put into the engine's words once.

        Args:
            expression: The expression.

        Raises:
            BrokenStore: A table is damaged.
        """
        if self.spark:
            return Prepared(self, expression, None)
        # Asking once hands the engine the small tables that the expression names.
        self.run(expression.limit(0))
        with self.lock, _clearly():
            return Prepared(self, expression, self.ibis.con.sql(str(self.ibis.compile(expression))))

    def write(self, parts: Sequence[Any], path: Path, *, group: int) -> None:
        """Compute expressions into one Parquet file, one after the other, each in its order.

        In memory is one of them at a time, so that a file may be larger than memory.

        Args:
            parts: Expressions with the same columns; at least one.
            path: The file, in the store's folder.
            group: Rows of a row group, at most.

        Raises:
            BrokenStore: A table is damaged, or the disk or memory is full.
        """
        declared = _nullable(parts[0].schema().to_pyarrow())
        with pq.ParquetWriter(path, declared, compression="zstd") as file:
            for part in parts:
                file.write_table(self.run(part).cast(declared), row_group_size=group)

    @property
    def _session(self) -> Any:
        return self.ibis._session  # noqa: SLF001 - Ibis keeps it to itself, and reads only one file at a time

    def _run_spark(self, expression: Any) -> pa.Table:
        """Arrow from end to end: Ibis goes through pandas, where an empty cell makes whole numbers floats."""
        with self._asked(expression) as answer:
            rows = answer.toArrow()
        # A sum comes back wider than its parts; the declared types make both engines' answers alike.
        return rows.cast(_nullable(expression.schema().to_pyarrow()))

    @contextmanager
    def _asked(self, expression: Any) -> Iterator[Any]:
        """What the cluster will answer; small tables are handed over for it, and taken back when it has answered."""
        from ibis.backends.pyspark.datatypes import PySparkSchema
        from ibis.expr.operations import InMemoryTable

        handed = []
        try:
            for small in expression.op().find(InMemoryTable):
                table = small.data.to_pyarrow(small.schema)
                # The client takes Arrow as it is, but asks for the types of an empty table in its own words.
                shape = None if table.num_rows else PySparkSchema.from_ibis(small.schema)
                self._session.createDataFrame(table, schema=shape).createOrReplaceTempView(small.name)
                handed.append(small.name)
            yield self._session.sql(self.ibis.compile(expression))
        finally:
            # Every question names its small tables anew; they would pile up for as long as the process lives.
            for name in handed:
                self._session.catalog.dropTempView(name)


@dataclass(frozen=True)
class Prepared:
    """An expression as its engine has understood it.

    Args:
        engine: The engine.
        expression: The expression; the small tables that it names live as long as it does.
        relation: The same in the engine; nothing where it is asked by expressions alone.
    """

    engine: Engine
    expression: Any = field(repr=False)
    relation: Any = field(repr=False)

    def rows(self, **wanted: Collection[Any]) -> pa.Table:
        """Its rows in which columns have one of some values: what running :meth:`asked` gives, and quicker.

        Args:
            wanted: Column → its values.

        Raises:
            BrokenStore: A table is damaged, or the disk or memory is full.
        """
        if self.relation is None or not wanted or not all(wanted.values()):
            return self.engine.run(self.asked(**wanted))
        import duckdb

        with self.engine.lock, _clearly():
            among = (
                duckdb.ColumnExpression(name).isin(*map(duckdb.ConstantExpression, some))
                for name, some in wanted.items()
            )
            answer: pa.Table = self.relation.filter(reduce(and_, among)).to_arrow_table()
        # A sum comes back wider than its parts, as from the cluster.
        return answer.cast(_nullable(self.expression.schema().to_pyarrow()))

    def asked(self, **wanted: Collection[Any]) -> Any:
        """The same question as an expression.

        Args:
            wanted: Column → its values.
        """
        return self.expression.filter([self.expression[name].isin(list(some)) for name, some in wanted.items()])


@contextmanager
def _clearly() -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        first = str(error).partition("\n")[0]
        raise BrokenStore(f"cannot be computed: {first}", remedy="`forlik verify` tells what is damaged") from error


def _nullable(schema: pa.Schema) -> pa.Schema:
    """A schema as files have it: an engine that reads Parquet promises no value, and unions want one promise."""
    return pa.schema([field.with_nullable(True) for field in schema])


def _duckdb(address: str, home: Path) -> Any:
    if address != "duckdb":
        raise UsageError(
            f"there is no engine “{without_secrets(address)}”",
            where="FORLIK_ENGINE",
            remedy="say duckdb or sc://host:port",
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
    import ibis

    return ibis.pyspark.connect(session(address))


def session(address: str) -> Any:
    """A Spark session of its own on a cluster.

    Raises:
        UsageError: The Spark client is not installed.
        SourceUnavailable: Nobody answers there.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError(
            "this engine needs the Spark client",
            where=f"FORLIK_ENGINE={without_secrets(address)}",
            remedy="install forlik with the extra: forlik[spark]",
        ) from error
    try:
        _knock(address)
        # A session of its own: one that another engine of this process left may belong to another cluster.
        made = SparkSession.builder.remote(address).create()
        made.conf.set("spark.sql.session.timeZone", "UTC")
    except Exception as error:
        # gRPC, pandas and Spark each raise their own kinds, and all say the same here.
        raise SourceUnavailable(
            f"the Spark Connect server does not answer: {type(error).__name__}",
            where=without_secrets(address),
            remedy="is it started?",
        ) from error
    return made


def _knock(address: str) -> None:
    where = urlsplit(address)
    with socket.create_connection((where.hostname or "", where.port or SPARK_PORT), timeout=PATIENCE):
        pass


def engine(home: Path) -> Engine:
    """The engine named by the settings, made once per store."""
    return _engine(setting("engine"), home)


@lru_cache(maxsize=8)
def _engine(address: str, home: Path) -> Engine:
    return Engine(address, home)
