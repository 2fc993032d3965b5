"""Opening the register: at its first use, not when the desk starts; brought up to date and held against its keys."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from forlik.core.errors import BrokenStore, NoData
from forlik.desk.access import keyfile
from forlik.desk.access.engine import database_file, in_a_file
from forlik.desk.access.place import register_home

LOCK = "register.lock"


def ready() -> None:
    """Open the register, once a process; every door of it calls this first.

    Raises:
        BrokenStore: Its key file or database is missing, damaged, or belongs to another register.
    """
    where = str(database_file()) if in_a_file() else ""
    _ready(where, str(keyfile.path()))


def there() -> None:
    """Refuse where there is no register: none is founded for whoever only asks, or publishes.

    Raises:
        NoData: There is none; no folder, database or key was made.
        BrokenStore: There was one, and its database is gone.
    """
    if _holds_something():
        return
    _lost()
    raise NoData(
        "there is no register here, and none was made",
        where=str(register_home()) if in_a_file() else "FORLIK_REGISTER_DATABASE",
        remedy="name the folder of the register in FORLIK_REGISTER_HOME (or FORLIK_HOME), "
        "or its database in FORLIK_REGISTER_DATABASE",
    )


def forget() -> None:
    """Look again at the next use: the register was moved or restored."""
    _ready.cache_clear()


def set_up() -> None:
    """Load Django, where the desk is not running."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forlik.desk.settings")
    import django

    django.setup()


@lru_cache(maxsize=4)
def _ready(_database: str, _keys: str) -> None:
    from forlik.desk.access import purging

    register_home().mkdir(parents=True, exist_ok=True)
    with alone():
        _lost()
        keyfile.make(_holds_something)
        _migrated()
        _fits()
    purging.purge()


@contextmanager
def alone() -> Iterator[None]:
    """One process at a time makes or changes the tables, or rotates the keys."""
    handle = os.open(register_home() / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _lost() -> None:
    """Refuse to begin a new register where the signed log says that there was one."""
    from forlik.desk.access import checkpoints

    if checkpoints.newest() and not _holds_something():
        raise BrokenStore(
            "the register's database is gone: its signed log says that it held something",
            where=str(database_file()) if in_a_file() else "FORLIK_REGISTER_DATABASE",
            remedy=f"restore the database from a backup; to begin anew, move {keyfile.folder()} away",
        )


def _holds_something() -> bool:
    if in_a_file():
        file = database_file()
        return file.exists() and file.stat().st_size > 0
    from django.db import connection

    return "access_keyring" in connection.introspection.table_names()


def _migrated() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def _fits() -> None:
    """Hold the key file against the name of the key that the database was given."""
    from forlik.desk.access.log import writing
    from forlik.desk.access.models import Keyring

    held = keyfile.keys()
    found = Keyring.objects.first()
    if found is None:
        with writing():
            Keyring.objects.get_or_create(id=1, defaults={"current": keyfile.name_of(held.current)})
        found = Keyring.objects.get()
    if held.master(found.current) is None:
        raise BrokenStore(
            "the key file belongs to another register",
            where=str(keyfile.path()),
            remedy="put back the key file that belongs to this register",
        )
