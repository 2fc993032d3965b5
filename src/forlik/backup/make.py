"""Making a backup while others write: the register as of one instant, still encrypted, and the store's own bytes."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from forlik.backup import manifest as manifests
from forlik.backup import tape
from forlik.backup.manifest import BLOBS, CATALOGUE, DATABASE, KEYS, Manifest
from forlik.backup.room import room
from forlik.backup.tape import Member
from forlik.core.days import now
from forlik.core.errors import BrokenStore, NoData, UsageError
from forlik.core.settings import home
from forlik.desk.access import copies
from forlik.store import catalogue as catalogues
from forlik.store.disk import clear_errors, sha256_of, sync_file, sync_folder

FULLY_ITS_OWNERS = 0o600


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made.

    Args:
        file: Where.
        size: Bytes.
        manifest: What it holds.
        keys: Where the key file was copied to; nothing where it was not.
    """

    file: Path
    size: int
    manifest: Manifest
    keys: Path | None


def backup(file: Path, *, register: bool = True, store: bool = True, keys: Path | None = None) -> Made:
    """Make a backup of the home folder.

    Args:
        file: The file to make; one that is there is never written over.
        register: Whether the register is in it.
        store: Whether the store is in it: its catalogue and the publishers' bytes, from which all else is made anew.
        keys: A second file for a copy of the key file.

    Raises:
        NoData: There is nothing to take.
        UsageError: A file of that name is there, or the register is on a server.
        BrokenStore: The disk is full or fails, or what is to be taken is damaged.
    """
    wanted = register and copies.is_there()
    if register:
        copies.refuse_a_server()
    kept = catalogues.load(home()) if store else None
    if not wanted and kept is None:
        raise NoData("there is nothing to take a backup of", where=str(home()), remedy="FORLIK_HOME says where it is")
    for one in filter(None, (file, keys)):
        _not_there(one)
    if keys and (not wanted or keys.resolve() == file.resolve()):
        raise UsageError("the key file goes into a file of its own, beside a register", where=str(keys))
    with clear_errors(file.parent), room(file, "making") as inside:
        made = _put_together(inside, register=wanted, store=kept is not None)
        _whole(inside / "backup", file)
        (inside / "backup").rename(file)
        sync_folder(file.absolute().parent)
        if keys:
            _copy_keys(keys)
    return Made(file, file.stat().st_size, made, keys)


def _not_there(file: Path) -> None:
    if file.exists() or file.is_symlink():
        raise UsageError("there is a file of that name", where=str(file), remedy="choose another; none is replaced")
    if not file.absolute().parent.is_dir():
        raise UsageError("there is no such folder", where=str(file.parent), remedy="make it first")


def _put_together(inside: Path, *, register: bool, store: bool) -> Manifest:
    """Write the backup into the room, and say what is in it."""
    where: dict[str, Path] = {}
    found: list[Member] = []
    told = None
    if register:
        # The checkpoints first: they never speak of a row that the copy, taken after them, does not have.
        for name, content in copies.checkpoints().items():
            (inside / name).write_bytes(content)
            where[f"{KEYS}/{name}"] = inside / name
        told = copies.copy(inside / DATABASE)
        where[DATABASE] = inside / DATABASE
    if store:
        catalogue = inside / CATALOGUE
        catalogue.write_bytes((home() / CATALOGUE).read_bytes())
        where[CATALOGUE] = catalogue
    found += [Member(name, path.stat().st_size, sha256_of(path)) for name, path in where.items()]
    if store:
        for one in _blobs(inside):
            found.append(one)
            where[one.name] = home() / one.name
    made = Manifest(now().isoformat(timespec="seconds"), version("forlik"), tuple(found), told)
    content = made.written()
    proof = manifests.signed_proof(copies.sign(content)) if told else manifests.plain_proof(content)
    handle = os.open(inside / "backup", os.O_WRONLY | os.O_CREAT | os.O_EXCL, FULLY_ITS_OWNERS)
    with os.fdopen(handle, "wb") as stream:
        tape.put_bytes(stream, manifests.NAME, content)
        tape.put_bytes(stream, manifests.PROOF, proof)
        for one in found:
            tape.put_file(stream, one, where[one.name])
        tape.put_end(stream)
    sync_file(inside / "backup")
    return made


def _blobs(inside: Path) -> Iterator[Member]:
    """The publishers' bytes that the copy of the catalogue names, each once."""
    held = catalogues.load(inside)
    blobs = {blob.sha256: blob for snapshot in (held.snapshots if held else ()) for blob in snapshot.blobs}
    for digest, blob in sorted(blobs.items()):
        yield Member(f"{BLOBS}/{digest[:2]}/{digest}", blob.size, digest)


def _whole(made: Path, file: Path) -> None:
    """Read what was written once more: a disk that lies is found out now, not on the day of need.

    Raises:
        BrokenStore: It is not what was written.
    """
    from forlik.backup.restore import members
    from forlik.core.errors import BadInput

    try:
        with made.open("rb") as stream:
            for _ in members(stream, str(made), None):
                pass
    except BadInput as error:
        raise BrokenStore(
            "what was written reads otherwise: the disk fails", where=str(file), remedy="use another"
        ) from error


def _copy_keys(keys: Path) -> None:
    handle = os.open(keys, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FULLY_ITS_OWNERS)
    with os.fdopen(handle, "wb") as stream:
        stream.write(copies.key_file())
        stream.flush()
        os.fsync(stream.fileno())
