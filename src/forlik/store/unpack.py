"""Opening archives on the way in: a zip that a source does not read itself gives the files inside it."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from forlik.core.errors import BadInput, ForlikError
from forlik.core.source import RawFile, Source
from forlik.store.read import members
from forlik.store.strictly import part_of


def is_of(source: Source, path: Path) -> bool:
    """Whether a source takes a file as its own; a file that cannot even be looked at is not."""
    return _whose(source, path) is True


def is_foreign(source: Source, path: Path) -> bool:
    """Whether a file is none of a source's; one that the source knows and refuses is no such, and is refused aloud."""
    return _whose(source, path) is False


def _whose(source: Source, path: Path) -> bool | None:
    """Whether a file is a source's; ``None`` when the source refuses it, or it cannot be looked at."""
    try:
        return path.is_file() and part_of(source, RawFile(path.name, path)) is not None
    except (ForlikError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening archives gave.

    Args:
        paths: The files.
        errors: Of archives that were refused.
        passed: Names of files in archives that are not the source's: readmes, code books, lists of countries.
    """

    paths: list[Path]
    errors: list[ForlikError]
    passed: list[str]


def unpacked(source: Source, paths: Sequence[Path], room: Path) -> Opened:
    """Replace archives by the files inside that are a source's, under their own names, in a folder of ours.

    An archive without any file of the source gives all of its files, so that each is refused with its reason.

    Args:
        source: The source; archives that it reads itself are left as they are.
        paths: Files.
        room: An empty folder that outlives the reading.
    """
    opened = Opened([], [], [])
    for number, path in enumerate(paths):
        if path.suffix.lower() != ".zip" or not path.is_file() or is_of(source, path):
            opened.paths.append(path)
            continue
        folder = room / str(number)
        folder.mkdir()
        try:
            inside = list(_inside(path, folder))
        except ForlikError as error:
            opened.errors.append(error)
            continue
        whose = {one: _whose(source, one) for one in inside}
        if not any(whose.values()):
            opened.paths.extend(inside)
            continue
        # What the source knows and refuses is no readme: it is handed on, so that it is refused aloud.
        opened.paths.extend(one for one in inside if whose[one] is not False)
        opened.passed.extend(one.name for one in inside if whose[one] is False)
    return opened


def _inside(path: Path, folder: Path) -> Iterator[Path]:
    try:
        for place, member in enumerate(members(RawFile(path.name, path), folder)):
            named = folder / f"in-{place}"
            named.mkdir()
            yield Path(shutil.move(member.path, named / member.name))
    except OSError as error:
        raise BadInput(
            f"cannot be unpacked: {error.strerror or error}",
            file=path.name,
            remedy="check who may read it, and whether there is room in TMPDIR",
        ) from error
