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
from forlik.core.source import Address, Listed, Source
from forlik.store.fetch import POLICY, Policy, download
from forlik.store.fetch.brought import chosen
from forlik.store.intake import Taken, take_in
from forlik.store.unpack import unpacked
from forlik.store.waiting import Waiting

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
    """Bring what an index lists and the store does not hold yet; one that fails stops no other."""
    folder = home / "downloads" / source.name
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
    waiting = Waiting(home, source, fewer=fewer)
    new = [one for one in wanted if not waiting.brought.has(one)]
    progress.say(f"{source.name}: {len(wanted):,} datasets, {len(wanted) - len(new):,} of them unchanged")
    try:
        for one in progress.over(new, source.name):
            try:
                waiting.room_for(one)
                [file] = download(source, Address(one.group, one.url, one.file), folder, policy=policy)
                waiting.add(one, file)
            except ForlikError as error:
                waiting.errors.append(error)
    finally:
        # Also of one who interrupts: what was brought is not brought again.
        waiting.take()
    return waiting.taken, [*errors, *waiting.errors]


def _passed_over(one: Listed, address: Address) -> BadInput:
    return BadInput(
        f"the index has an entry that cannot be brought, “{one.file}”: it is passed over, and the others are brought",
        file=address.file,
        remedy="get that file from its publisher and import it",
    )


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
