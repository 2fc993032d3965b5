"""The folder of a public copy: put there whole or not at all, and read as it was put."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from forlik.core.errors import BadInput, UsageError
from forlik.published.copy import Copy, Public
from forlik.published.package import BEGINNING, BODIES, DESCRIPTOR, LICENCES, NAME, Package
from forlik.store.disk import clear_errors, replace_file, sweep_neighbours

TURNS = 3
"""Looks at a folder whose edition changes meanwhile."""
SEVERAL = 4
"""Copies kept in memory."""


class Stamp(NamedTuple):
    """Which copy lies in a folder now."""

    modified: int
    inode: int
    size: int


EDITION = re.compile(rf"{re.escape(BEGINNING)}[0-9a-f]{{16}}", re.ASCII)
"""What the folder of an edition is called."""
BESIDE = ".site."
"""How what is made beside a copy is called until it takes its place."""


def put(folder: Path, package: Package, beside: AbstractContextManager[None] | None = None) -> None:
    """Put a package into a folder: what was there before is read until the last file stands, and is then gone.

    Args:
        folder: The folder; made where there is none.
        package: The package.
        beside: Makes what shall stand in the folder beside the package: it is entered before the package takes its
            place and left after. What fails in entering it leaves the old package where it is.

    Raises:
        UsageError: The folder holds something else.
        BrokenStore: The disk is full, or the folder cannot be written.
    """
    refuse_others(folder)
    with clear_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        edition = folder / package.edition
        for name, content in package.files.items():
            replace_file(edition / name, content)
        with beside or nullcontext():
            # The one step that counts: until here the old copy is read, from here on the new one.
            replace_file(folder / DESCRIPTOR, package.descriptor)
        for old in editions(folder):
            if old != edition:
                shutil.rmtree(old)
        for stray in edition.iterdir():
            if stray.name not in package.files:
                stray.unlink()
        sweep_neighbours(folder)


def refuse_others(folder: Path) -> None:
    """Refuse a folder that is not ours to write, before anything in it is touched.

    Args:
        folder: The folder; it need not exist.

    Raises:
        UsageError: It holds something else than a public copy, or a link out of it.
    """
    if not folder.exists():
        return
    if not _ours(folder):
        raise UsageError(
            "this folder holds something else than a public copy",
            where=str(folder),
            remedy="name an empty folder, or one that does not exist yet",
        )
    # Whoever can put a link here could have us write and take away what it leads to.
    link = next((one for one in sorted(folder.iterdir()) if one.is_symlink()), None)
    if link is not None:
        raise UsageError("there is a link in this folder", where=str(link), remedy="take it away, and publish again")


def editions(folder: Path) -> Iterator[Path]:
    """The folders of editions in a public copy's folder: of no other name is anything taken away."""
    return (one for one in sorted(folder.glob(f"{BEGINNING}*")) if EDITION.fullmatch(one.name))


def stamp(folder: Path) -> Stamp:
    """Which copy lies in a folder; zeros where none does."""
    try:
        told = (folder / DESCRIPTOR).stat()
    except OSError:
        return Stamp(0, 0, 0)
    return Stamp(told.st_mtime_ns, told.st_ino, told.st_size)


def read(folder: Path) -> Copy | None:
    """The copy in a folder; none where nothing was published.

    Raises:
        BadInput: What lies there is damaged, or no public copy.
    """
    for _ in range(TURNS - 1):
        with suppress(BadInput):
            return _read(folder, stamp(folder))
    return _read(folder, stamp(folder))


@lru_cache(maxsize=SEVERAL)
def _read(folder: Path, now: Stamp) -> Copy | None:
    if now == Stamp(0, 0, 0):
        return None
    path = folder / DESCRIPTOR
    try:
        about = json.loads(path.read_bytes())
        return _copy(about, _bodies(folder, about))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(
            f"the public copy cannot be read: {error}", file=str(path), remedy="run `forlik publish` again"
        ) from error


def _bodies(folder: Path, about: dict[str, Any]) -> bytes:
    """The bytes of all bodies, as they were published."""
    [bodies] = [one for one in about["resources"] if one["name"] == "records"]
    path = folder / str(bodies["path"])
    # A descriptor leads to its own edition, and nowhere else on this machine.
    if about["name"] != NAME or path.name != BODIES or path.resolve().parent.parent != folder.resolve():
        raise ValueError("it is no public copy of a register")
    content = path.read_bytes()
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != bodies["hash"]:
        raise ValueError("its records are not those that were published")
    return content


def _copy(about: dict[str, Any], content: bytes) -> Copy:
    licence = about["licenses"][0]["name"]
    if licence not in LICENCES:
        raise ValueError(f"“{licence}” are no terms of ours")
    return Copy(
        day=date.fromisoformat(about["as_of"]),
        records=tuple(_record(json.loads(line)) for line in content.decode().split("\n") if line),
        publisher=about["contributors"][0]["title"],
        licence=licence,
        address=about.get("homepage", ""),
        edition=about["edition"],
    )


def _record(line: dict[str, Any]) -> Public:
    return Public(
        id=line["id"],
        concept=line["concept"],
        since=date.fromisoformat(line["public_since"]),
        known_on=date.fromisoformat(line["known_on"]),
        made_up=line["fictional"],
        body=line["body"],
    )


def _ours(folder: Path) -> bool:
    """Whether a folder may be written: empty, or left by us, whole or half way."""
    if not folder.is_dir():
        return False
    inside = [one.name for one in folder.iterdir() if not one.name.startswith(f".{DESCRIPTOR}.")]
    if DESCRIPTOR in inside:
        with suppress(OSError, ValueError, KeyError, TypeError):
            return bool(json.loads((folder / DESCRIPTOR).read_bytes())["name"] == NAME)
        return False
    return all(EDITION.fullmatch(name) or name.startswith(BESIDE) for name in inside)
