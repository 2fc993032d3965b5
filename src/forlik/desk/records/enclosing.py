"""Enclosing: the documents that go along when records leave the register as a file."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from forlik.desk.access.opening import ready
from forlik.desk.records import blobs
from forlik.desk.records.attachments import WITHOUT_CONTENT, facet_key_of, seen, under
from forlik.desk.records.change import absent
from forlik.desk.records.models import Facet
from forlik.desk.records.rows import steadily
from forlik.desk.records.until import Until
from forlik.register.exchange.document import Document


def enclosed(held: Iterable[str], at: datetime | Until, belongs: Callable[[Facet], bool]) -> tuple[Document, ...]:
    """What is attached at an instant under the labels; that sealed ones are shown is to be logged.

    Args:
        held: The labels.
        at: What was attached later, or taken back by then, is left out: by the clock, or by the log.
        belongs: Whether what hangs on a facet goes along.

    Raises:
        Tampered: Something sealed was changed or moved.
    """
    ready()
    labels = frozenset(held)

    def read() -> tuple[Document, ...]:
        stands = (row for row in under(labels).defer(*WITHOUT_CONTENT).order_by("at", "id") if _stands(row, at))
        return tuple(
            Document(
                id=one.id, record=one.which.record, facet=one.which.facet, label=one.which.label,
                name=one.name, kind=one.kind, size=one.size, sha256=one.digest, cites=one.cites,
                attached_at=one.at, attached_by=one.by,
            )
            for row in stands
            if belongs(row.facet)
            for one in seen(row)
        )  # fmt: skip

    return steadily(read)


def _stands(row: Any, at: datetime | Until) -> bool:
    if isinstance(at, Until):
        return at.stands(row.pk)
    return row.at <= at and (row.ended_at is None or row.ended_at > at)


def opener(held: Iterable[str]) -> Callable[[str], bytes]:
    """What gives the bytes of a document under the labels, by its id.

    The labels are those of the answer in which it is asked: what is raised while a long file is sent is not opened.
    """
    labels = frozenset(held)

    def opened(id_: str) -> bytes:
        def read() -> bytes:
            row = under(labels).filter(pk=id_).first()
            about = None
            if row is not None:
                key = facet_key_of(row.facet)
                about = blobs.opened(blobs.about_of(row, key)[1], id_)
            if row is None or about is None:
                raise absent()
            return blobs.plain(blobs.content_of(row, key), about, id_)

        return steadily(read)

    return opened
