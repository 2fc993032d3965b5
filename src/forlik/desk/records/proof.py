"""Verifying the register: every page, the chain, and every revision, label and membership against the log."""

import itertools
from collections.abc import Iterator

from django.db import connection

from forlik.core.errors import ForlikError
from forlik.desk.access import checkpoints
from forlik.desk.access.chain import MOST, Fault
from forlik.desk.access.log import entries, verify_log
from forlik.desk.access.opening import ready
from forlik.desk.access.roll import roll_faults
from forlik.desk.records.attachment_proof import attachment_faults
from forlik.desk.records.bodies import Stored, commitment, opened
from forlik.desk.records.models import Facet
from forlik.desk.records.record import graded
from forlik.desk.records.rows import COLUMNS, JOINED, Found, asked, facet_key

MOVING = frozenset({"grade", "raise", "lower"})
"""Verbs whose line in the log says which label a facet has from then on."""


def verify_register() -> tuple[int, list[Fault]]:
    """Look through everything that can be looked through.

    Returns:
        How many rows of the log there are, and what is wrong.
    """
    ready()
    found = list(itertools.islice(_pages(), MOST))
    if found:
        return 0, found  # what stands on damaged pages proves nothing
    number, faults = verify_log()
    found += faults
    found += itertools.islice(_rows(), MOST)
    found += itertools.islice(attachment_faults(entries()), MOST)
    found += itertools.islice(roll_faults(entries()), MOST)
    if not found:
        _sign()
    return number, found


def _pages() -> Iterator[Fault]:
    """The pages of an encrypted file that were changed by another hand."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cipher_integrity_check")
            for (said,) in cursor.fetchall():
                yield Fault("register.db", f"a page was damaged or changed: {said}")


def _rows() -> Iterator[Fault]:
    said, labels = _log_says()
    for facet in Facet.objects.values_list("pk", "label"):
        if labels.get(facet[0]) != graded(facet[1]):
            yield Fault(f"facet {facet[0]}", "its label is not the one that the log says")
    for one in asked(f"SELECT {COLUMNS} FROM {JOINED} ORDER BY f.id, r.n", []):  # noqa: S608 - our own constants
        ours = _commitment(one)
        if ours is None:
            yield Fault(f"facet {one.facet}, revision {one.n}", "it does not open: it was changed or moved")
        elif ours not in said:
            yield Fault(f"facet {one.facet}, revision {one.n}", "the log knows nothing of it, or it was changed")
        else:
            said.discard(ours)
    for _ in said:
        yield Fault("revisions", "the log tells of a revision that is not there")


def _log_says() -> tuple[set[str], dict[str, str]]:
    """The commitments of the log, and facet → what it says of its label."""
    said: set[str] = set()
    labels: dict[str, str] = {}
    for row in entries():
        if row.verb == "record":
            said.add(row.digest)
        elif row.verb in MOVING:
            labels[row.facets.split(" ")[0]] = row.digest
    return said, labels


def _commitment(one: Found) -> str | None:
    try:
        key = facet_key(one.facet, one.label, one.wrapped_key)
        salt, text = opened(key, one.facet, one.n, Stored(one.text, one.salt, one.sealed))
    except ForlikError:
        return None
    return commitment(one.facet, one.n, one.recorded_at, one.known_at, one.who, salt, text)


def _sign() -> None:
    """What was just found whole is signed again: a head that was lost comes back."""
    from forlik.desk.access.models import Log

    last = Log.objects.order_by("-seq").first()
    if last is not None:
        checkpoints.put(last.seq, last.hash, last.at)
