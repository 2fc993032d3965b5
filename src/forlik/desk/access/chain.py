"""The hash chain of the log, pure: each row's hash covers the row and the hash before it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

FIRST = "0" * 64
"""What stands before the first row."""
MOST = 20
"""Faults told one by one; after so many the rest is not better known."""
RESTORE = "restore the register from a backup, and find out who could write to it"


class Entry(NamedTuple):
    """One row of the log; every text is without line ends."""

    seq: int
    at: str
    who: str
    verb: str
    facets: str
    digest: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How long the chain was at an instant, and how it ended.

    Args:
        seq: Number of its last row.
        hash: Hash of its last row.
        at: The instant, as stored.
    """

    seq: int
    hash: str
    at: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in the register that is not as it was written: where, what, and what to do."""

    where: str
    what: str
    remedy: str = RESTORE


def hash_of(seq: int, at: str, who: str, verb: str, facets: str, digest: str, previous: str) -> str:
    """The hash of a row."""
    return sha256(f"{seq}\n{at}\n{who}\n{verb}\n{facets}\n{digest}\n{previous}".encode()).hexdigest()


def entry(previous: Entry | None, at: str, who: str, verb: str, facets: Iterable[str], digest: str) -> Entry:
    """The row that comes after a row.

    Raises:
        ValueError: A text has a line end, by which two rows could have one hash.
    """
    parts = at, who, verb, " ".join(facets), digest
    if any("\n" in part for part in parts):
        raise ValueError("no text of the log has a line end")
    seq, before = (previous.seq + 1, previous.hash) if previous else (1, FIRST)
    return Entry(seq, *parts, before, hash_of(seq, *parts, before))


def faults(rows: Iterable[Entry], checkpoints: Iterable[Checkpoint]) -> Iterator[Fault]:
    """What is wrong with a chain: a row edited, taken out, put elsewhere, cut off, or written a second time.

    Args:
        rows: Its rows by ``seq``.
        checkpoints: What was said of it outside the database, signatures already checked.
    """
    said: Mapping[int, set[str]] = _by_seq(checkpoints)
    expected, previous = 1, FIRST
    for row in rows:
        if row[0] != expected:
            yield Fault(
                f"log, row {row[0]}", f"row {expected} should stand here: rows are missing or were put elsewhere"
            )
        if row[6] != previous:
            yield Fault(f"log, row {row[0]}", "it does not follow the row before it")
        if hash_of(*row[:7]) != row[7]:
            yield Fault(f"log, row {row[0]}", "it was edited")
        if row[0] in said and said[row[0]] != {row[7]}:
            yield Fault(f"log, row {row[0]}", "it is not the row that was signed: the log was written a second time")
        expected, previous = row[0] + 1, row[7]
    if said and max(said) >= expected:
        yield Fault("log, its end", f"it was cut off: it ends at row {expected - 1}, and row {max(said)} was signed")


def _by_seq(checkpoints: Iterable[Checkpoint]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for one in checkpoints:
        found.setdefault(one.seq, set()).add(one.hash)
    return found
