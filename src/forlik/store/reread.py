"""Reading kept bytes anew: under today's reader, or because the tables made from them are damaged."""

import shutil
import uuid
from pathlib import Path

from forlik.core.snapshot import Snapshot
from forlik.core.source import Source
from forlik.store import shelf, strictly
from forlik.store.blobs import kept
from forlik.store.disk import move_folder


def ensure(home: Path, source: Source, snapshot: Snapshot) -> bool:
    """Read a snapshot's kept bytes anew if today's reader has not; the caller holds the lock.

    Returns:
        Whether it had to be read.

    Raises:
        BadInput: Today's reader refuses it.
        BrokenStore: The kept bytes are not those that were received.
    """
    final = shelf.place_of(home, snapshot)
    if (final / shelf.READING).is_file():
        return False
    reading = strictly.read(source, kept(home, snapshot))
    shelf.check(source, reading, snapshot.blobs[0].name)
    made = home / "incoming" / uuid.uuid4().hex
    made.parent.mkdir(parents=True, exist_ok=True)
    shelf.write(made, snapshot.number, source, reading)
    move_folder(made, final)
    shelf.told.cache_clear()
    return True


def mend(home: Path, source: Source, snapshot: Snapshot) -> bool:
    """Read a snapshot's kept bytes anew if its tables are not what was written."""
    final = shelf.place_of(home, snapshot)
    if final.is_dir() and shelf.damage(final):
        shutil.rmtree(final)
    return ensure(home, source, snapshot)
