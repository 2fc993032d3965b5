"""Verifying attachments: each opens on its own facet, is what the log says, and was taken back as it says."""

from collections.abc import Iterable, Iterator

from forlik.core.errors import ForlikError
from forlik.desk.access.chain import Entry, Fault
from forlik.desk.access.instants import written
from forlik.desk.records import blobs
from forlik.desk.records.models import Attachment
from forlik.desk.records.rows import facet_key


def attachment_faults(log: Iterable[Entry]) -> Iterator[Fault]:
    """What is wrong with the attachments.

    Args:
        log: The rows of the log, in order.
    """
    said, ended = _log_says(log)
    for id_ in Attachment.objects.order_by("id").values_list("pk", flat=True):
        # One at a time: each may be large.
        row = Attachment.objects.select_related("facet").get(pk=id_)
        where = f"facet {row.facet_id}, attachment {id_}"
        ours = _commitment(row)
        if ours is None:
            yield Fault(where, "it does not open: it was changed or moved")
        elif said.pop(id_, None) != ours:
            yield Fault(where, "the log knows nothing of it, or it was changed")
        if (row.ended_at is not None) != (id_ in ended):
            yield Fault(where, "that it was taken back is not what the log says")
    there = set(Attachment.objects.values_list("pk", flat=True))
    for id_ in sorted(said.keys() - there):
        yield Fault(f"attachment {id_}", "the log tells of an attachment that is not there")


def _log_says(log: Iterable[Entry]) -> tuple[dict[str, str], set[str]]:
    """Id of each attachment → the commitment to it, and the ids of those that were taken back."""
    said: dict[str, str] = {}
    ended: set[str] = set()
    for row in log:
        if row.verb == "attach":
            said[row.facets.split(" ")[1]] = row.digest
        elif row.verb == "detach":
            ended.add(row.facets.split(" ")[1])
    return said, ended


def _commitment(row: Attachment) -> str | None:
    try:
        key = facet_key(row.facet.id, row.facet.label, row.facet.wrapped_key)
        salt, about = blobs.about_of(row, key)
        blobs.content_of(row, key)
    except (ForlikError, ValueError, KeyError, TypeError):
        return None
    return blobs.commitment(row.pk, row.facet_id, written(row.at), row.who, salt, about)
