"""The folder of the site: written beside its place, moved there whole, and made to fit the package after a kill."""

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from forlik.core.errors import UsageError
from forlik.published.folder import editions
from forlik.published.package import BEGINNING, DESCRIPTOR
from forlik.published.package import NAME as PACKAGE
from forlik.store.disk import clear_errors, sync_folder, sync_tree

NAME = "site"
MARK = "changes.json"
"""A file that every site of ours holds, written last: a site that has it is whole. It names the site's edition."""


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
            for name, content in sorted(files.items(), key=lambda one: one[0] == MARK):
                path = beside / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            if files:
                sync_tree(beside)
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


def settle(folder: Path) -> None:
    """Finish what a publish that was killed began: the site becomes that of the package that stands.

    A folder that is not ours is left alone: whoever wants to write it is refused by :func:`forlik.published.put`.

    The package takes its place in one step, and that step decides: where it was taken, the new site follows, which
    lies whole beside the old one; where it was not, the old site stays.

    Args:
        folder: The folder of a public copy.
    """
    edition, target = _edition(folder / DESCRIPTOR), folder / NAME
    if not edition:
        return
    with clear_errors(folder):
        ready = [one for one in sorted(folder.glob(f".{NAME}.new.*")) if _edition(one / MARK) == edition]
        if ready and _edition(target / MARK) != edition:
            if target.exists():
                target.rename(_neighbour(target, "old"))
            _take(ready[0], target, _neighbour(target, "old"))
        _sweep(target)
        sync_folder(folder)
        for old in editions(folder):
            # What the new edition takes back must not lie about where everybody reads.
            if not edition.startswith(old.name.removeprefix(BEGINNING)):
                shutil.rmtree(old)


def halfway(folder: Path) -> bool:
    """Whether a site stands beside a package of another edition: a publish was killed between the two.

    Args:
        folder: The folder of a public copy.
    """
    of_site, of_package = _edition(folder / NAME / MARK), _edition(folder / DESCRIPTOR)
    left = next(_left(folder / NAME), None)
    return bool(of_package) and (of_site not in ("", of_package) or left is not None)


def _edition(path: Path) -> str:
    """The edition that a file of ours names; empty where it names none, or is not there."""
    try:
        told = json.loads(path.read_bytes())
        return str(told["edition"]) if path.name != DESCRIPTOR or told["name"] == PACKAGE else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


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
    for left in _left(target):
        if not target.exists() and left.name.startswith(f".{target.name}.old."):
            left.rename(target)
        else:
            shutil.rmtree(left)


def _left(target: Path) -> Iterator[Path]:
    """What writers made beside a place, by the names that they give."""
    ours = re.compile(rf"\.{re.escape(target.name)}\.(new|old)\.\d+", re.ASCII)
    return (one for one in sorted(target.parent.glob(f".{target.name}.*")) if ours.fullmatch(one.name))
