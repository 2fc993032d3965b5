"""A room beside what is made: everything is put together there, and only what is finished gets its name."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK = "lock"


@contextmanager
def room(beside: Path, purpose: str) -> Iterator[Path]:
    """A folder on the same disk that only its owner may enter; gone at the end, and after a kill at the next time.

    Args:
        beside: What is being made; the room is in the same folder.
        purpose: A word in the room's name.
    """
    mark = f".{beside.name}.{purpose}-"
    _swept(beside.parent, mark)
    made = beside.parent / f"{mark}{secrets.token_hex(8)}"
    made.mkdir(mode=0o700)
    handle = os.open(made / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        os.close(handle)


def _swept(folder: Path, mark: str) -> None:
    """Remove the rooms of those that were killed: whoever still works in one holds its lock."""
    for left in folder.glob(f"{mark}*"):
        with suppress(OSError):
            handle = os.open(left / LOCK, os.O_RDWR)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(handle)
