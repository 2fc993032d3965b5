"""The folder of the site: written beside its place, and moved there whole."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from forlik.core.errors import UsageError
from forlik.store.disk import clear_errors, sync_folder

NAME = "site"
MARK = "changes.json"
"""A file that every site of ours holds."""


@contextmanager
def laying(target: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """Write a site beside its place; it takes the place when all went well, and is gone when not.

    Args:
        target: The folder of the site. What another edition left there is replaced; without files it is taken away.
        files: Path below the folder → bytes.

    Raises:
        UsageError: The folder holds something else.
        BrokenStore: The disk is full, or the folder cannot be written.
    """
    if target.exists() and not (target / MARK).is_file():
        raise UsageError("this folder holds something else than a site", where=str(target), remedy="move it away")
    with clear_errors(target):
        _sweep(target)
    beside, old = _neighbour(target, "new"), _neighbour(target, "old")
    try:
        with clear_errors(target):
            for name, content in files.items():
                path = beside / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        yield
        with clear_errors(target):
            if target.exists():
                target.rename(old)
            if files:
                _take(beside, target, old)
            sync_folder(target.parent)
    finally:
        for left in (beside, old):
            shutil.rmtree(left, ignore_errors=True)


def _take(beside: Path, target: Path, old: Path) -> None:
    try:
        beside.rename(target)
    except OSError:
        # The site before is better than none.
        if old.exists():
            old.rename(target)
        raise


def _neighbour(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}.{os.getpid()}")


def _sweep(target: Path) -> None:
    """Take away what killed writers left."""
    for left in target.parent.glob(f".{target.name}.*"):
        if not target.exists() and left.name.startswith(f".{target.name}.old."):
            left.rename(target)
        else:
            shutil.rmtree(left)
