"""The catalogue: the list of all snapshots ever recorded, swapped whole, so a reader always sees one whole world."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from forlik.core.errors import BrokenStore
from forlik.core.snapshot import Blob, Snapshot
from forlik.store.disk import clear_errors, replace_file
from forlik.store.sealed import seal, unseal

FORMAT = 2
UNSEALED = 1
"""The format before catalogues carried their digest; the next writer seals it."""
NAME = "catalogue.json"
BLOBS = "blobs"


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was offered and refused whole; nothing of it is kept."""

    source: str
    file: str
    sha256: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a store holds.

    Args:
        snapshots: All records in the order they were made; only ever appended to.
        refused: Files refused whole, newest last.
        starter: Whether the starter figures belong to this store.
        built: Fingerprint of the last finished build; empty when there was none.
        shelved: Folders of tables that this build left on the shelf, relative to the store.
    """

    snapshots: tuple[Snapshot, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    starter: bool = False
    built: str = ""
    shelved: tuple[str, ...] = ()

    def with_snapshot(self, snapshot: Snapshot) -> "Catalogue":
        """This catalogue with one more record; files of the same name that were refused before are made good by it."""
        good = {(snapshot.source, blob.name) for blob in snapshot.blobs}
        refused = tuple(one for one in self.refused if (one.source, one.file) not in good)
        return replace(self, snapshots=(*self.snapshots, snapshot), refused=refused)

    def with_refused(self, refused: RefusedFile) -> "Catalogue":
        """This catalogue with one more refused file; the last hundred are kept."""
        return replace(self, refused=(*self.refused[-99:], refused))


def load(home: Path) -> Catalogue | None:
    """Read a store's catalogue, or ``None`` when there is no store yet.

    Raises:
        BrokenStore: The catalogue is damaged or of a newer Forlik.
    """
    path = home / NAME
    try:
        with clear_errors(home):
            content = path.read_bytes()
    except BrokenStore as error:
        if not isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            raise
        # The catalogue is the first thing written into a store: without it, bytes are no new store but a lost one.
        if (home / BLOBS).is_dir():
            raise BrokenStore(
                "the catalogue is gone, but the publishers' bytes are there",
                where=str(path),
                remedy="restore it from a backup; or move the folder away and import the files again",
            ) from None
        return None
    try:
        plain = json.loads(content)
        stated = plain["format"]
        if stated not in (FORMAT, UNSEALED):
            raise BrokenStore(
                f"the store has format {stated}, this Forlik reads {FORMAT}",
                where=str(path),
                remedy="use the newer Forlik that wrote it",
            )
        data = plain if stated == UNSEALED else unseal(content)
        return Catalogue(
            snapshots=tuple(_snapshot(record) for record in data["snapshots"]),
            refused=tuple(RefusedFile(**record) for record in data["refused"]),
            starter=data["starter"],
            built=data["built"],
            shelved=tuple(data["shelved"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BrokenStore(
            f"the catalogue is damaged: {error}", where=str(path), remedy="restore it from a backup"
        ) from error


def save(home: Path, catalogue: Catalogue) -> None:
    """Swap the catalogue; the caller holds the store's lock."""
    data = {"format": FORMAT, **asdict(catalogue)}
    content = seal(data, default=_instant)
    with clear_errors(home):
        replace_file(home / NAME, content)


def _instant(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"cannot be stored: {value!r}")


def _snapshot(record: dict[str, Any]) -> Snapshot:
    return Snapshot(
        **{
            **record,
            "blobs": tuple(Blob(**blob) for blob in record["blobs"]),
            "known_at": datetime.fromisoformat(record["known_at"]).astimezone(UTC),
            "held_at": datetime.fromisoformat(record["held_at"]).astimezone(UTC),
        }
    )
