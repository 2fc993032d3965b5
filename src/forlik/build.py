"""Building: every snapshot's tables under today's reader, every measure's result for today's world."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from forlik.core.errors import BrokenStore, ForlikError
from forlik.core.progress import QUIET, Progress
from forlik.store import catalogue as catalogues
from forlik.store import results
from forlik.store.disk import clear_errors, only_writer, sweep_neighbours

if TYPE_CHECKING:
    from forlik.standing import Standing

CODE = ("core", "places", "store", "iati", "sources", "measures", "starter", "portfolio")
KINDS = {".py", ".csv", ".json", ".toml", ".yaml"}
Further = Callable[["Standing", Progress], int]
"""What computes other kept results of today's world, where they are not there yet; gives how many it computed."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: numbers of snapshots read anew, of results computed, and whether nothing had changed."""

    read: int
    computed: int
    unchanged: bool


def fingerprint(held: catalogues.Catalogue, day: str) -> str:
    """What a build depends on: the records, the readers, the code and data files of the package, and the day."""
    from forlik.store import shelf

    root = Path(__file__).parent
    digest = sha256(f"{day} {held.starter}".encode())
    for snapshot in held.snapshots:
        digest.update(f"{snapshot.number} {snapshot.sha256} {snapshot.known_at} {snapshot.held_at}\n".encode())
    # A reader may stand on a file of another package too, such as its table of rates.
    for source in sorted({snapshot.source for snapshot in held.snapshots}):
        digest.update(shelf.reader_digest(source).encode())
    paths = [root / name for name in ("build.py", "cells.py", "discover.py", "standing.py", "world.py")]
    for folder in CODE:
        paths += [path for path in sorted((root / folder).rglob("*")) if path.suffix in KINDS]
    for path in paths:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def build(
    home: Path, *, starter: bool | None = None, progress: Progress = QUIET, further: Sequence[Further] = ()
) -> Built:
    """Bring a store up to date; a second run without change does nothing.

    Args:
        home: The store; made when it does not exist.
        starter: Whether the starter figures shall belong to it; unchanged when ``None``.
        progress: Where to tell what is done.
        further: What is computed beside the measures by those who stand above them, such as cubes of the portfolio.

    Raises:
        BadInput: A kept file breaks a bound of today's reader.
        BrokenStore: The disk fails or is full.
    """
    from forlik.core.days import today

    with only_writer(home), clear_errors(home):
        held = catalogues.load(home) or catalogues.Catalogue()
        if starter is not None:
            held = replace(held, starter=starter)
        wanted = fingerprint(held, today().isoformat())
        if held.built == wanted and all((home / folder).is_dir() for folder in held.shelved):
            return Built(0, 0, unchanged=True)
        read = _read(home, held, progress)
        # The catalogue is saved before computing, so that the world below sees the starter choice.
        computed = _compute(home, held, further, progress)
        wanted_folders = _shelved(home, held)
        names = tuple(str(folder.relative_to(home)) for folder in sorted(wanted_folders))
        catalogues.save(home, replace(held, built=wanted, shelved=names))
        _sweep(home, wanted_folders)
        return Built(read, computed, unchanged=False)


def _read(home: Path, held: catalogues.Catalogue, progress: Progress) -> int:
    from forlik.discover import sources
    from forlik.store.reread import ensure

    known, read, seen = sources(), 0, set()
    for snapshot in progress.over(held.snapshots, "reading"):
        content = (snapshot.source, snapshot.part, snapshot.sha256)
        if content in seen or snapshot.source not in known:
            continue
        seen.add(content)
        read += ensure(home, known[snapshot.source], snapshot)
    return read


def _compute(home: Path, held: catalogues.Catalogue, further: Sequence[Further], progress: Progress) -> int:
    from forlik.cells import computable, result_path
    from forlik.core.days import today
    from forlik.discover import measures
    from forlik.standing import Standing

    now = Standing(day=today(), home=home, catalogue=held)
    computed = 0
    for measure in progress.over(list(measures().values()), "computing"):
        if not computable(now, measure):
            continue
        try:
            computed += result_path(now, measure)[1]
        except ForlikError:
            raise
        except (ValueError, ArithmeticError, RuntimeError) as error:
            raise BrokenStore(f"cannot be computed: {error}", where=f"measure {measure.name}") from error
    return computed + sum(compute(now, progress) for compute in further)


def _shelved(home: Path, held: catalogues.Catalogue) -> set[Path]:
    """The folders of tables that today's readers made."""
    from forlik.store import shelf

    return {place for one in held.snapshots if (place := shelf.place_of(home, one)).is_dir()}


def _sweep(home: Path, wanted: set[Path]) -> None:
    """Remove tables of older readers and what killed writers left; snapshots' bytes are never removed."""
    for folder in (home / "tables").glob("*/*"):
        if folder not in wanted:
            shutil.rmtree(folder)
    shutil.rmtree(home / "incoming", ignore_errors=True)
    for folder in (home, *(home / results.FOLDER).glob("*")):
        sweep_neighbours(folder)
