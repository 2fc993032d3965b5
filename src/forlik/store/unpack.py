"""Opening archives on the way in: a zip that a source does not read itself gives the files inside it."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from forlik.core.errors import ForlikError
from forlik.core.source import RawFile, Source
from forlik.store.read import members
from forlik.store.strictly import part_of


def is_of(source: Source, path: Path) -> bool:
    """Whether a source takes a file as its own; a file that cannot even be looked at is not."""
    try:
        return path.is_file() and part_of(source, RawFile(path.name, path)) is not None
    except (ForlikError, OSError):
        return False


def unpacked(source: Source, paths: Sequence[Path], room: Path) -> tuple[list[Path], list[ForlikError]]:
    """Replace archives by the files inside, under their own names, in a folder of ours.

    Args:
        source: The source; archives that it reads itself are left as they are.
        paths: Files.
        room: An empty folder that outlives the reading.

    Returns:
        The files, and the errors of archives that were refused.
    """
    result: list[Path] = []
    errors: list[ForlikError] = []
    for number, path in enumerate(paths):
        if path.suffix.lower() != ".zip" or not path.is_file() or is_of(source, path):
            result.append(path)
            continue
        folder = room / str(number)
        folder.mkdir()
        try:
            for place, member in enumerate(members(RawFile(path.name, path), folder)):
                named = folder / f"in-{place}"
                named.mkdir()
                result.append(Path(shutil.move(member.path, named / member.name)))
        except ForlikError as error:
            errors.append(error)
    return result, errors
