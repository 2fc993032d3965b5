"""Writing to disk so that a reader sees the old or the new, never a half, and a killed writer loses nothing."""

import errno
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forlik.core.errors import BrokenStore

CHUNK = 1 << 20
AT_ONCE = 16
TURN = 0.1
"""Seconds between two looks at a lock that somebody holds."""


@contextmanager
def clear_errors(folder: Path) -> Iterator[None]:
    """Turn failing input and output into one clear error.

    Raises:
        BrokenStore: The disk is full, read-only, or fails.
    """
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            what, remedy = "the disk is full; nothing was changed", "free some space and run the command again"
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            what, remedy = "the store cannot be written", "check the folder's owner, or set FORLIK_HOME"
        else:
            what, remedy = f"the disk failed: {error.strerror or error}", "check the disk; nothing was changed"
        raise BrokenStore(what, where=str(error.filename or folder), remedy=remedy) from error


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole: temporary neighbour, fsync, rename, fsync of the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    neighbour = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with neighbour.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        neighbour.replace(path)
        sync_folder(path.parent)
    finally:
        neighbour.unlink(missing_ok=True)


def sweep_neighbours(folder: Path) -> None:
    """Remove the temporary neighbours that killed writers left beside their files."""
    for path in folder.glob(".*"):
        writer = path.suffix.removeprefix(".")
        if path.is_file() and writer.isdecimal() and not _runs(int(writer)):
            path.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make a file's content last."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def sync_tree(folder: Path) -> None:
    """Make everything below a folder last, and the folder with it; of other programs' writing nothing.

    Several at once: the disk takes thousands of small files together, and one after the other would take longer than
    writing them did.
    """
    from concurrent.futures import ThreadPoolExecutor

    below = list(folder.rglob("*"))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        # What fails is told: the first error is raised here.
        list(pool.map(sync_file, (path for path in below if path.is_file())))
        list(pool.map(sync_folder, (folder, *(path for path in below if path.is_dir()))))


def move_folder(made: Path, final: Path) -> None:
    """Put a finished folder in its place; one left there by a killed writer is replaced."""
    for path in made.iterdir():
        sync_file(path)
    sync_folder(made)
    if final.exists():
        shutil.rmtree(final)
    final.parent.mkdir(parents=True, exist_ok=True)
    made.rename(final)
    sync_folder(final.parent)


def copy_hashed(path: Path, target: Path) -> tuple[str, int]:
    """Copy a file to disk for good, reading it once.

    Returns:
        Hex sha256 and size of what was copied.
    """
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as inside, target.open("wb") as outside:
        while chunk := inside.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            outside.write(chunk)
        outside.flush()
        os.fsync(outside.fileno())
    return digest.hexdigest(), size


def sha256_of(path: Path) -> str:
    """Hex sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def only_writer(home: Path, patience: float = 0) -> Iterator[None]:
    """Hold the store's lock: one writer at a time, readers are never stopped.

    Args:
        home: The store.
        patience: Seconds to wait for another writer to end.

    Raises:
        BrokenStore: Another process writes just now.
    """
    with clear_errors(home):
        home.mkdir(parents=True, exist_ok=True)
        stream = (home / "lock").open("ab")
    with stream:
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise BrokenStore(
                        "another forlik command is writing to this store",
                        where=str(home),
                        remedy="wait until it has ended",
                    ) from None
                time.sleep(TURN)
        yield
