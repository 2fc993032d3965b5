"""The log: every change and every read of what is graded, one chain, no plain text."""

import functools
import hashlib
import itertools
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from forlik.core.errors import BrokenStore
from forlik.desk.access import checkpoints
from forlik.desk.access.chain import MOST, Entry, Fault, entry, faults
from forlik.desk.access.instants import written
from forlik.desk.access.models import Log

TURN = 0x466F726C696B
"""Number of PostgreSQL's lock that one writer at a time holds; SQLite has one writer anyway."""
COLUMNS = "seq, at, who, verb, facets, digest, previous, hash"
AT_ONCE = 5_000
NOTES = logging.getLogger("forlik.register")


@dataclass
class _Turn:
    """A transaction that adds to the log: its newest row."""

    last: Entry | None = None


_TURN: ContextVar[_Turn | None] = ContextVar("turn", default=None)


@contextmanager
def writing() -> Iterator[None]:
    """One transaction that may add to the log; the next writer waits until it has ended.

    Within another it is a part of that: what fails in it fails the whole.
    """
    if _TURN.get() is not None:
        with transaction.atomic(savepoint=False):
            yield
        return
    turn = _Turn()
    token = _TURN.set(turn)
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
            yield
            if turn.last is not None:
                # One end is signed, however many rows were added.
                transaction.on_commit(functools.partial(_sign, turn.last))
    finally:
        _TURN.reset(token)


def append(verb: str, who: str, facets: Iterable[str], digest: str, now: datetime) -> Entry:
    """Add a row inside ``writing``; once the transaction is done, the new end of the log is signed.

    Args:
        verb: What was done.
        who: Id of the person who did it.
        facets: Ids of the facets it was done to or with.
        digest: Commitment to what was written, or to what was counted for a program; empty for any other read.
        now: When.

    Raises:
        RuntimeError: It is called outside ``writing``.
    """
    turn = _TURN.get()
    if turn is None:
        raise RuntimeError("a row of the log is written inside `writing`")
    last = Log.objects.order_by("-seq").values_list(*COLUMNS.split(", ")).first()
    new = entry(Entry(*last) if last else None, written(now), who, verb, facets, digest)
    Log.objects.bulk_create([Log(**new._asdict())])
    turn.last = new
    return new


def _sign(last: Entry) -> None:
    """Sign the new end. The row is durable by then: a checkpoint that fails is told, and takes nothing back."""
    try:
        checkpoints.put(last.seq, last.hash, last.at)
    except (OSError, BrokenStore) as error:
        NOTES.error("The end of the register's log could not be signed: %s. Run `forlik verify` once it can.", error)


def looked(who: str, facets: Iterable[str], now: datetime, verb: str = "read") -> None:
    """Log that somebody was shown graded facets: one row a response, none when nothing graded was shown."""
    shown = sorted(set(facets))
    if shown:
        with writing():
            append(verb, who, shown, "", now)


def digest_of(*parts: str) -> str:
    """A digest over texts, each with its length, so that no two lists have the same one."""
    return hashlib.sha256("".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()


def entries() -> Iterator[Entry]:
    """The rows of the log in order; read as they are, for verifying a hundred thousand takes a second."""
    with connection.cursor() as cursor:
        done = -(2**62)  # a row put before the first is looked at too
        while True:
            cursor.execute(
                f"SELECT {COLUMNS} FROM access_log WHERE seq > %s ORDER BY seq LIMIT {AT_ONCE}",  # noqa: S608 - our own constants
                [done],
            )
            rows = cursor.fetchall()
            yield from itertools.starmap(Entry, rows)
            if len(rows) < AT_ONCE:
                return
            done = rows[-1][0]


def verify_log() -> tuple[int, list[Fault]]:
    """Look through the whole chain, and hold it against the signed checkpoints.

    Returns:
        How many rows there are, and what is wrong, at most twenty faults.
    """
    said, found = checkpoints.checked()
    number = 0

    def counted() -> Iterator[Entry]:
        nonlocal number
        for number, row in enumerate(entries(), start=1):  # noqa: B007 - told to the caller
            yield row

    found += itertools.islice(faults(counted(), said), MOST)
    return number, found
