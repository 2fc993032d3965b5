"""An attached document, as it goes with a file of records or is named in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FOLDER = "attachments"
COLUMNS = ("id", "record", "facet", "label", "name", "kind", "size", "sha256", "cites", "attached_at", "attached_by")


@dataclass(frozen=True, slots=True)
class Document:
    """An attached document, as whoever takes it along sees it.

    Args:
        id: Its id.
        record: Id of the record that it hangs on.
        facet: ``staff`` or ``secret``, or ``open`` where that is not public.
        label: The label of that facet, which is the document's too.
        name: Its name.
        kind: Its kind.
        size: Bytes.
        sha256: Of its bytes.
        cites: The citation of the piece of evidence that it is.
        attached_at: When.
        attached_by: By whom.
    """

    id: str
    record: str
    facet: str
    label: str
    name: str
    kind: str
    size: int
    sha256: str
    cites: str
    attached_at: datetime
    attached_by: str

    @property
    def place(self) -> str:
        """Where it lies in a ZIP file: two may have one name."""
        return f"{FOLDER}/{self.id}/{self.name}"


def told(one: Document) -> dict[str, Any]:
    """A document as JSON has it."""
    at = one.attached_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {name: at if name == "attached_at" else getattr(one, name) for name in COLUMNS}


def in_order(documents: Iterable[Document]) -> list[Document]:
    """Documents in an order that hangs on nothing but themselves."""
    return sorted(documents, key=lambda one: (one.record, one.facet, one.label, one.id))
