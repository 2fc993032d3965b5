"""Verifying: every kept byte is hashed again, every date worked out again; what is only derived can be made anew."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from forlik.core.errors import BrokenStore, ForlikError
from forlik.core.progress import QUIET, Progress
from forlik.core.snapshot import Blob, Snapshot
from forlik.store import catalogue as catalogues
from forlik.store import results, shelf
from forlik.store.blobs import blob_path, content_digest
from forlik.store.disk import clear_errors, only_writer, sha256_of
from forlik.store.known import first_number, known_at

RESTORE = "restore it from a backup, or import the same file again"
MEND = "`forlik verify --mend`"


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was written.

    Args:
        where: The file or record.
        what: What is wrong with it.
        remedy: What to do.
        derived: The path to remove, where it can be made anew from the kept bytes.
    """

    where: str
    what: str
    remedy: str
    derived: Path | None = None


def verify(home: Path, progress: Progress = QUIET) -> tuple[int, list[Damage]]:
    """Hash every kept file again: the publishers' bytes, the tables read from them, the results computed from those.

    Returns:
        How many files were hashed, and what is damaged.

    Raises:
        BrokenStore: There is no store, or its catalogue is damaged.
    """
    held = catalogues.load(home)
    if held is None:
        raise BrokenStore("there is no store", where=str(home), remedy="`forlik import` or `forlik demo` makes one")
    hashed: set[Path] = set()
    damage: list[Damage] = []
    for place, snapshot in enumerate(progress.over(held.snapshots, "hashing")):
        before = held.snapshots[:place]
        damage += _records(snapshot, before)
        damage += _bytes(home, snapshot.blobs, hashed)
        if first_number(before, snapshot.source, snapshot.part, snapshot.sha256) is None:
            damage += _tables(shelf.place_of(home, snapshot), hashed)
    damage += _results(home, hashed)
    return len(hashed), damage


def mend(home: Path, damage: Sequence[Damage]) -> int:
    """Remove damaged tables and results; the next build makes them anew from the kept bytes.

    Returns:
        How many were removed.

    Raises:
        BrokenStore: Another process writes, or the disk fails.
    """
    removed = [one.derived for one in damage if one.derived is not None]
    with only_writer(home), clear_errors(home):
        for path in removed:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    return len(removed)


def _records(snapshot: Snapshot, before: Sequence[Snapshot]) -> Iterator[Damage]:
    where = f"snapshot {snapshot.number}"
    if snapshot.number != len(before) + 1:
        yield Damage(where, f"it stands at place {len(before) + 1} of the catalogue", "restore the catalogue")
    if content_digest(snapshot.blobs) != snapshot.sha256:
        yield Damage(where, "its digest does not match its files", "restore the catalogue")
    try:
        said = known_at(
            before,
            source=snapshot.source,
            part=snapshot.part,
            sha256=snapshot.sha256,
            published=snapshot.published,
            held_at=snapshot.held_at,
        )
    except ForlikError:
        said = None
    if said != snapshot.known_at:
        yield Damage(where, "the day it was known from does not follow from its record", "restore the catalogue")


def _bytes(home: Path, blobs: Sequence[Blob], hashed: set[Path]) -> Iterator[Damage]:
    for blob in blobs:
        path = blob_path(home, blob)
        if path in hashed:
            continue
        hashed.add(path)
        try:
            if path.stat().st_size != blob.size or sha256_of(path) != blob.sha256:
                yield Damage(str(path), f"the bytes of {blob.name} have changed", RESTORE)
        except FileNotFoundError:
            yield Damage(str(path), f"the bytes of {blob.name} are gone", RESTORE)
        except OSError as error:
            yield Damage(str(path), f"the bytes of {blob.name} cannot be read: {error.strerror}", RESTORE)


def _tables(folder: Path, hashed: set[Path]) -> Iterator[Damage]:
    if not folder.exists():
        return  # never read by today's reader: a build does that
    if what := shelf.damage(folder):
        yield Damage(str(folder), what, MEND, derived=folder)
    else:
        hashed.update(shelf.file_of(folder, name) for name in shelf.told(folder).tables)


def _results(home: Path, hashed: set[Path]) -> Iterator[Damage]:
    results.sound.cache_clear()
    for path in sorted((home / results.FOLDER).glob("*/*.parquet")):
        hashed.add(path)
        if not results.sound(path):
            yield Damage(str(path), "a computed result has changed; it is not used", MEND, derived=path)
