"""The bytes as received, kept by their content: staged, hashed, kept for good, and found damaged when they are."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from forlik.core.errors import BrokenStore
from forlik.core.snapshot import Blob, Snapshot
from forlik.core.source import RawFile
from forlik.store.disk import copy_hashed, sha256_of, sync_folder


def stage(members: Sequence[RawFile], room: Path) -> tuple[list[RawFile], tuple[Blob, ...]]:
    """Copy the files of a part into a room of the store, hashed on the way."""
    staged, blobs = [], []
    for number, member in enumerate(members):
        target = room / f"{number:05d}"
        digest, size = copy_hashed(member.path, target)
        staged.append(RawFile(member.name, target))
        blobs.append(Blob(member.name, digest, size))
    return staged, tuple(blobs)


def content_digest(blobs: Sequence[Blob]) -> str:
    """One digest for a part: the file's own, or the digest of the members' digests in order."""
    if len(blobs) == 1:
        return blobs[0].sha256
    return sha256("\n".join(blob.sha256 for blob in blobs).encode()).hexdigest()


def blob_path(home: Path, blob: Blob) -> Path:
    """Where a blob's bytes are kept."""
    return home / "blobs" / blob.sha256[:2] / blob.sha256


def keep(home: Path, staged: Sequence[RawFile], blobs: Sequence[Blob]) -> bool:
    """Keep the bytes of a part; a kept copy that is gone or damaged is put right.

    Returns:
        Whether anything had to be written.
    """
    written = False
    for file, blob in zip(staged, blobs, strict=True):
        target = blob_path(home, blob)
        if target.is_file() and sha256_of(target) == blob.sha256:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        file.path.replace(target)
        target.chmod(0o444)
        sync_folder(target.parent)
        written = True
    return written


def kept(home: Path, snapshot: Snapshot) -> list[RawFile]:
    """The kept files of a snapshot, hashed again.

    Raises:
        BrokenStore: The kept bytes are not those that were received.
    """
    for blob in snapshot.blobs:
        path = blob_path(home, blob)
        if not path.is_file() or sha256_of(path) != blob.sha256:
            raise BrokenStore(
                f"the kept bytes of {blob.name} are {'changed' if path.exists() else 'gone'}",
                where=str(path),
                remedy=f"`forlik import {snapshot.source}` the same file again, or restore it from a backup",
            )
    return [RawFile(blob.name, blob_path(home, blob)) for blob in snapshot.blobs]
