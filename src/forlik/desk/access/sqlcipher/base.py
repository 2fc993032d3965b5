"""The database wrapper that Django asks for: SQLite's, with SQLCipher's module, cursor and key."""

import datetime as dt
import decimal
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base as plain
from django.db.backends.sqlite3._functions import register
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2

from forlik.core.errors import BrokenStore
from forlik.desk.access import keyfile
from forlik.desk.access.engine import database_file

PRAGMAS = (
    "cipher_log_level = NONE",
    "temp_store = MEMORY",  # what is sorted or vacuumed must not lie about in plain temporary files
    "secure_delete = ON",
    "recursive_triggers = ON",  # else what is replaced is taken out without asking the triggers
    "foreign_keys = ON",
    "journal_mode = WAL",
    "synchronous = FULL",
)
DAMAGED = ("malformed", "not a database")
"""What SQLite says of a page that was changed, or that another key wrote."""

for name, convert in {
    "date": parse_date,
    "time": parse_time,
    "datetime": parse_datetime,
    "timestamp": parse_datetime,
}.items():
    dbapi2.register_converter(name, lambda stored, read=convert: read(stored.decode()))
dbapi2.register_converter("bool", lambda stored: stored == b"1")
dbapi2.register_adapter(decimal.Decimal, str)
dbapi2.register_adapter(dt.date, dt.date.isoformat)
dbapi2.register_adapter(dt.datetime, lambda moment: moment.isoformat(" "))


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn the words for a damaged page into an error that a person can act on.

    Raises:
        BrokenStore: A page was changed or damaged.
    """
    try:
        yield
    except dbapi2.DatabaseError as error:
        if not any(word in str(error) for word in DAMAGED):
            raise
        raise BrokenStore(
            "the register is damaged, or the key file is another register's",
            where=f"{database_file()}, {keyfile.path()}",
            remedy="put back the key file that belongs to it, or restore the register from a backup",
        ) from error


class Cursor(dbapi2.Cursor):
    """A cursor that takes Django's way of writing parameters."""

    convert_query = plain.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        with told_plainly():
            if params is None:
                return super().execute(query)
            names = list(params) if hasattr(params, "keys") else None
            return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for each row of parameters."""
        rows = list(param_list)
        names = list(rows[0]) if rows and hasattr(rows[0], "keys") else None
        with told_plainly():
            return super().executemany(self.convert_query(query, param_names=names), rows)

    def fetchone(self) -> Any:
        """The next row."""
        with told_plainly():
            return super().fetchone()

    def fetchmany(self, size: int = 1) -> Any:
        """The next rows."""
        with told_plainly():
            return super().fetchmany(size)

    def fetchall(self) -> Any:
        """All rows that are left."""
        with told_plainly():
            return super().fetchall()


class DatabaseWrapper(plain.DatabaseWrapper):
    """The connection to ``register.db``, with the key of the key file."""

    Database = dbapi2

    def get_connection_params(self) -> dict[str, Any]:
        """The file is looked up when it is opened, not when the settings are read."""
        self.settings_dict["NAME"] = str(database_file())
        return dict(super().get_connection_params())

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file, give the key before anything else, and ask one question that only the right key answers.

        Raises:
            BrokenStore: The key file is missing, damaged or another register's, or the file is damaged.
        """
        file = database_file()
        held = keyfile.make(lambda: file.exists() and file.stat().st_size > 0)
        try:
            # The file exists before SQLite makes it, so that it and what stands beside it have its owner's rights only.
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise BrokenStore(
                f"the register cannot be opened: {error.strerror}", where=str(file), remedy="make the folder writable"
            ) from error
        connection = dbapi2.connect(**conn_params)
        try:
            with told_plainly():
                connection.execute(f"PRAGMA key = \"x'{held.database.hex()}'\"")
                for pragma in PRAGMAS:
                    connection.execute(f"PRAGMA {pragma}")
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
        register(connection)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002 - Django's signature
        """A cursor of ours."""
        return self.connection.cursor(factory=Cursor)
