"""Wiping old plain text from the database file after a grade was raised or a person erased.

The promise to wipe is written in the same transaction as the change, and kept until the wiping is done: a process that
is killed in between, or a reader that stands in the way, only delays it to the next opening or the next wiping.
"""

from datetime import datetime

from django.db import connection

from forlik.desk.access.models import Purge

TABLES = ("records_revision", "records_attachment", "records_proposal", "access_personkey")


def promise(now: datetime) -> None:
    """Promise to wipe; inside the transaction of the change."""
    Purge.objects.create(since=now)


def due() -> bool:
    """Whether a promise is open."""
    return bool(Purge.objects.exists())


def purge() -> bool:
    """Keep the open promises.

    Returns:
        Whether nothing is left to wipe; not yet, while somebody still reads the old pages.
    """
    kept = list(Purge.objects.values_list("id", flat=True))
    if not kept:
        return True
    if connection.in_atomic_block:
        return False
    if not (_vacuum_server() if connection.vendor == "postgresql" else _vacuum_file()):
        return False
    Purge.objects.filter(id__in=kept).delete()
    return True


def _vacuum_file() -> bool:
    """Write the whole file anew, then empty the write-ahead log, which still has the old pages."""
    from django.db.utils import OperationalError

    with connection.cursor() as cursor:
        try:
            cursor.execute("VACUUM")
            busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except OperationalError:
            return False
    return not busy


def _vacuum_server() -> bool:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"VACUUM (FULL) {table}")
    return True
