"""Syncing: download what the sources' own addresses have now, and take it in like a file offered by hand."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from importlib.resources import as_file, files
from pathlib import Path

from forlik import starter
from forlik.core.errors import BadInput, ForlikError, NotPermitted, SourceUnavailable, UsageError
from forlik.core.progress import QUIET, Progress
from forlik.core.settings import setting
from forlik.core.source import Address, Listed, RawFile, Source
from forlik.store import catalogue as catalogues
from forlik.store.fetch import POLICY, Policy, download
from forlik.store.fetch.brought import Brought, chosen
from forlik.store.intake import Taken, take_in
from forlik.store.strictly import part_of
from forlik.store.unpack import unpacked

PACKAGE = "package:"
"""Addresses of files that come with an installed package; they work offline."""


def sync(
    home: Path,
    chosen: Sequence[Source],
    progress: Progress = QUIET,
    policy: Policy = POLICY,
    *,
    fewer: bool = False,
    only: Sequence[str] = (),
) -> tuple[list[Taken], list[ForlikError]]:
    """Bring every address of some sources; one that fails does not stop the others.

    Args:
        home: The store.
        chosen: The sources.
        progress: Where to tell what is done.
        policy: The downloader's limits.
        fewer: Whether a version that lost rows may follow a longer one.
        only: Parts, or of an index publishers or datasets; ``*`` stands for anything. All when empty.

    Returns:
        What was taken in, and what failed.
    """
    taken: list[Taken] = []
    errors: list[ForlikError] = []
    for source in chosen:
        addresses = [one for one in source.addresses if one.url.startswith(PACKAGE) or setting("offline") != "1"]
        if len(addresses) < len(source.addresses):
            errors.append(
                NotPermitted(
                    "downloads are switched off here",
                    where=source.name,
                    remedy=f"set offline = 0, or bring the file and run `forlik import {source.name} FILE`",
                )
            )
        for address in addresses:
            if only and not address.listing and not any(fnmatchcase(address.part, pattern) for pattern in only):
                continue
            progress.say(f"{source.name}: {address.url}")
            if address.listing:
                done, refused = _listed(home, source, address, address.listing, progress, policy, fewer, only)
                taken += done
                errors += refused
                continue
            with tempfile.TemporaryDirectory() as room:
                try:
                    done, refused = _one(home, source, address, Path(room), progress, policy, fewer)
                except ForlikError as error:
                    errors.append(error)
                    continue
            taken += done
            errors += refused
    return taken, errors


def _one(
    home: Path, source: Source, address: Address, room: Path, progress: Progress, policy: Policy, fewer: bool
) -> tuple[list[Taken], list[ForlikError]]:
    inside = room / "unpacked"
    inside.mkdir()
    if address.url.startswith(PACKAGE):
        paths = _from_package(address, room)
    else:
        # In the store, not in a passing folder: what a cut connection left is continued by the next sync.
        brought = download(source, address, home / "downloads" / source.name, progress=progress, policy=policy)
        paths = [one.file.path for one in brought]
    opened = unpacked(source, paths, inside)
    paths, errors = opened.paths, opened.errors
    if opened.passed:
        progress.say(f"not of {source.name}, passed over: {', '.join(opened.passed[:8])}")
    versions = starter.versions(source.name)
    # What Forlik itself carries came out when its pack did, on every machine alike.
    carried = address.url.startswith(f"{PACKAGE}forlik.")
    stated = next((layer.published for layer in starter.layers() if carried and layer.source == source.name), "")
    taken, refused = (
        take_in(home, source, paths, published=stated, origin=address.url, fewer=fewer, packed=versions)
        if paths
        else ([], [])
    )
    if not address.url.startswith(PACKAGE) and not refused:
        shutil.rmtree(home / "downloads" / source.name, ignore_errors=True)
    return taken, errors + refused


def _listed(
    home: Path,
    source: Source,
    address: Address,
    listing: Callable[[bytes], Sequence[Listed]],
    progress: Progress,
    policy: Policy,
    fewer: bool,
    only: Sequence[str],
) -> tuple[list[Taken], list[ForlikError]]:
    """Bring what an index lists and the store does not hold yet, file by file; one that fails stops no other."""
    folder = home / "downloads" / source.name
    taken: list[Taken] = []
    errors: list[ForlikError] = []
    try:
        pages = download(source, address, folder, progress=progress, policy=policy)
        listed = [one for page in pages for one in listing(page.file.path.read_bytes())]
        wanted = chosen([one for one in listed if one.url], only)
        errors += [_passed_over(one, address) for one in listed if not one.url]
        if only and not wanted:
            raise UsageError(
                f"none of {sum(bool(one.url) for one in listed):,} datasets is called {' or '.join(only)}",
                where=address.url,
                remedy="name a publisher or dataset as the registry does",
            )
    except ForlikError as error:
        return [], [*errors, error]
    held = catalogues.load(home) or catalogues.Catalogue()
    brought = Brought(home, source.name, {one.sha256 for one in held.snapshots if one.source == source.name})
    new = [one for one in wanted if not brought.has(one)]
    progress.say(f"{source.name}: {len(wanted):,} datasets, {len(wanted) - len(new):,} of them unchanged")
    for one in progress.over(new, source.name):
        try:
            place = Address(one.group, one.url, one.file)
            [file] = download(source, place, folder, policy=policy)
            refused = _anothers(home, source, one, file.file)
            done: list[Taken] = []
            if not refused:
                done, refused = take_in(home, source, [file.file.path], origin=one.url, fewer=fewer)
            for found in done:
                brought.note(one, found.snapshot.sha256)
            taken += done
            errors += refused
            file.file.path.unlink(missing_ok=True)
        except ForlikError as error:
            errors.append(error)
    return taken, errors


def _passed_over(one: Listed, address: Address) -> BadInput:
    return BadInput(
        f"the index has an entry that cannot be brought, “{one.file}”: it is passed over, and the others are brought",
        file=address.file,
        remedy="get that file from its publisher and import it",
    )


def _anothers(home: Path, source: Source, one: Listed, file: RawFile) -> list[ForlikError]:
    """Why a dataset of an index is not taken in: the part that it would be a version of was brought as another's."""
    try:
        part = part_of(source, file)
    except ForlikError:
        return []  # that is told when it is taken in
    held = catalogues.load(home) or catalogues.Catalogue()
    before = [record.origin for record in held.snapshots if (record.source, record.part) == (source.name, part)]
    other = next((was for was in before if "://" in was and _last(was) != _last(one.url)), "")
    if not other:
        return []
    return [
        BadInput(
            f"it would replace {part}, which was brought from another dataset, {other}",
            file=f"{one.group}/{one.file}",
            remedy=f"if it is a later version of it, get the file and run `forlik import {source.name} FILE`",
        )
    ]


def _last(url: str) -> str:
    return url.rpartition("/")[2]


def _from_package(address: Address, room: Path) -> list[Path]:
    """Copy the files that an installed package carries; nothing is downloaded. A name may hold ``*``."""
    package, _, name = address.url.removeprefix(PACKAGE).partition("/")
    try:
        with as_file(files(package)) as folder:
            found = sorted(folder.glob(name))
    except ModuleNotFoundError:
        found = []
    if not found:
        raise SourceUnavailable(
            f"the package {package} does not carry {name}", where=address.url, remedy="run `make setup` again"
        )
    return [Path(shutil.copy(path, room / path.name)) for path in found]
