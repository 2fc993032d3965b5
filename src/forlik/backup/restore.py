"""Restoring a backup into an empty home folder: all of it is proved first, and then it is there at once."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from forlik.backup import manifest as manifests
from forlik.backup import tape
from forlik.backup.manifest import BLOBS, CATALOGUE, DATABASE, KEYS, Manifest
from forlik.backup.room import room
from forlik.backup.tape import Member
from forlik.core.errors import BadInput, BrokenStore, UsageError
from forlik.core.settings import home
from forlik.desk.access import checkpoints, copies, keyfile
from forlik.desk.access.place import register_home
from forlik.store.disk import clear_errors, replace_file, sync_file, sync_folder

OURS = frozenset({CATALOGUE, BLOBS, DATABASE, KEYS})
"""What stands in a restored home; what was made beside it while it was looked through is made again when needed."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was looked through, and put in place unless it was only to be looked through.

    Args:
        home: The folder.
        manifest: What it held.
        placed: Whether it is in place.
    """

    home: Path
    manifest: Manifest
    placed: bool


def restore(file: Path, *, keys: Path | None = None, look_only: bool = False) -> Restored:
    """Restore a backup.

    Args:
        file: The backup.
        keys: A copy of the key file; by default the one in the folder of the keys.
        look_only: Only prove the backup, and put nothing in place.

    Raises:
        UsageError: The home folder holds something, or the register is to be on a server.
        BadInput: The backup was changed, cut off, or is none.
        BrokenStore: The key file is missing or another register's, or the disk is full; nothing was put in place.
    """
    final = home().expanduser().absolute()
    final = final.resolve() if final.is_symlink() else final
    if not look_only:
        _empty(final)
    with clear_errors(final), file.open("rb") as stream:
        told = proved(stream, str(file))
        held = _keys(told, keys, str(file)) if told.register else None
        if told.register and held and not look_only:
            _folder_fits(held, told.register.seq, final)
        final.parent.mkdir(parents=True, exist_ok=True)
        with room(final, "restoring") as inside:
            made = inside / "home"
            made.mkdir(mode=0o700)
            for _ in members(stream, str(file), made, told):
                pass
            _complete(made, told, held, str(file))
            if not look_only:
                _place(made, final)
    return Restored(final, told, placed=not look_only)


def proved(stream: BinaryIO, file: str) -> Manifest:
    """The manifest at the beginning of a backup.

    Raises:
        BadInput: It is no backup, or was changed.
    """
    head = stream.read(len(manifests.NAME))
    if head != manifests.NAME.encode():
        raise BadInput("this is no backup of Forlik, or its beginning is damaged", file=file, remedy="choose another")
    stream.seek(0)
    content = tape.take_bytes(stream, manifests.NAME, manifests.MOST, file)
    proof = tape.take_bytes(stream, manifests.PROOF, manifests.MOST_PROOF, file)
    return manifests.read(content, proof, file)


def members(stream: BinaryIO, file: str, into: Path | None, told: Manifest | None = None) -> Iterator[Member]:
    """Every file of a backup, written into a folder or only read, up to its end.

    Args:
        stream: The backup; at its beginning, where its manifest was not read yet.
        file: Its name, for errors.
        into: The folder; nothing is written where there is none.
        told: Its manifest, once read.

    Raises:
        BadInput: It is not as it was written.
    """
    for one in (told or proved(stream, file)).files:
        tape.take_file(stream, one, into / one.name if into else None, file)
        yield one
    tape.take_end(stream, file)


def _empty(final: Path) -> None:
    if final.is_dir() and os.path.ismount(final):
        raise UsageError(
            "the home folder is a disk of its own, which cannot be put in place at once",
            where=str(final),
            remedy=f"FORLIK_HOME={final / 'forlik'}",
        )
    if final.exists() and (not final.is_dir() or any(final.iterdir())):
        raise UsageError(
            "a backup is restored into an empty home folder only, and there is something in it",
            where=str(final),
            remedy="set FORLIK_HOME to a new folder, or move this one away",
        )


def _keys(told: Manifest, given: Path | None, file: str) -> bytes:
    """The key file that opens the backup.

    Raises:
        BrokenStore: It is missing, damaged, another register's or too new or old for this backup.
    """
    copies.refuse_into_a_server()
    if register_home() != home():
        raise UsageError(
            "the register is to lie in a folder of its own, and a backup is restored into one home folder",
            where="FORLIK_REGISTER_HOME",
            remedy="restore it without that setting, and move register.db there before it is used",
        )
    where = given or keyfile.path()
    if given is None and not where.is_file():
        raise BrokenStore(
            "the backup holds a register, and there is no key file to prove it with",
            where=str(where),
            remedy="name the copy of the key file: --keys FILE",
        )
    content = where.read_bytes()
    held = keyfile.read(content, where)
    if told.register is None or copies.public_key(held) != told.register.public_key:
        raise BrokenStore(
            "the key file is another register's than the one in the backup",
            where=f"{where}, {file}",
            remedy="name the key file that belongs to it: --keys FILE",
        )
    if missing := [name for name in told.register.masters if held.master(name) is None]:
        raise BrokenStore(
            f"the key file does not hold the master key {', '.join(missing)}, which the backup needs",
            where=str(where),
            remedy="name the copy of the key file from the time of the backup: a rotation made another key since",
        )
    return content


def _folder_fits(held: bytes, seq: int, final: Path) -> None:
    """Hold the backup against keys and checkpoints that lie elsewhere already.

    Raises:
        UsageError: Another key file lies there; or the checkpoints know more of the register than the backup does, and
            it would look like one that was cut off.
    """
    folder = keyfile.folder()
    if folder.absolute() == final / KEYS:
        return
    there = folder / keyfile.NAME
    if there.is_file() and there.read_bytes() != held:
        raise UsageError(
            "another key file lies in the folder of the keys",
            where=str(there),
            remedy="move it away, or name another folder with FORLIK_REGISTER_KEYS",
        )
    if (newest := copies.newest_in(folder)) > seq:
        raise UsageError(
            f"the signed log here goes on to row {newest}, and the backup ends at row {seq}",
            where=str(folder),
            remedy=f"restore a newer backup; or, to accept what is lost, move {checkpoints.HEAD} and "
            f"{checkpoints.ALL} out of that folder",
        )


def _complete(made: Path, told: Manifest, held: bytes | None, file: str) -> None:
    """Hold what was unpacked against the manifest, row by row, and look through all of it as `forlik verify` does."""
    if told.register and held is not None:
        replace_file(made / KEYS / keyfile.NAME, held)
        (made / KEYS / keyfile.NAME).chmod(0o600)
        (made / KEYS).chmod(0o700)
        found = copies.look(made / DATABASE, keyfile.read(held, Path(file)))
        if found != told.register:
            raise BadInput("the register in the backup is not the one that its manifest tells of", file=file)
    _verified(made, file)
    for path in (made / BLOBS).glob("*/*"):
        path.chmod(0o444)
    for path in made.iterdir():
        if path.name not in OURS:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _verified(made: Path, file: str) -> None:
    """Run `forlik verify` over it, in a process of its own, which has no other register open.

    Raises:
        BadInput: Something in it is not as it was written.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FORLIK_", "DJANGO_"))}
    environment |= {"FORLIK_HOME": str(made), "FORLIK_OFFLINE": "1", "FORLIK_REGISTER_DATABASE": ""}
    done = subprocess.run(
        [sys.executable, "-m", "forlik.cli", "verify", "--json", "--quiet"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        try:
            first = json.loads(done.stdout)["damage"][0]
            said = f"{Path(first['where']).name}: {first['what']}"
        except (ValueError, LookupError):
            said = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "it cannot be looked through"
        raise BadInput(f"what is in the backup does not verify: {said}", file=file)


def _place(made: Path, final: Path) -> None:
    """Give it its name. Keys that lie elsewhere come first: killed in between, the home is still empty."""
    for path in (one for one in made.rglob("*") if one.is_file()):
        sync_file(path)
    for path in (one for one in made.rglob("*") if one.is_dir()):
        sync_folder(path)
    sync_folder(made)
    folder = keyfile.folder()
    if (made / KEYS).is_dir() and folder.absolute() != final / KEYS:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in sorted((made / KEYS).iterdir()):
            if path.name in (keyfile.NAME, checkpoints.HEAD, checkpoints.ALL):
                _put(path, folder / path.name)
        shutil.rmtree(made / KEYS)
    made.rename(final)
    sync_folder(final.parent)


def _put(path: Path, target: Path) -> None:
    """Put one file into the folder of the keys; a list of checkpoints is only ever made longer."""
    content = path.read_bytes()
    longer = path.name != checkpoints.ALL or not target.is_file() or content.startswith(target.read_bytes())
    if longer:
        replace_file(target, content)
        target.chmod(0o600)
