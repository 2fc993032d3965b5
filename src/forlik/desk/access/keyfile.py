"""The key file of the register: made once, readable by its owner alone, and never made anew beside what it opens."""

import logging
import os
import secrets
import stat
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from forlik.core.errors import BrokenStore
from forlik.core.settings import setting
from forlik.desk.access.place import register_home
from forlik.store.disk import sync_folder

NAME = "register.key"
TITLE = "Keys of a Forlik register. Keep a copy away from this machine: without it nothing in the register can be read."
OTHERS = stat.S_IRWXG | stat.S_IRWXO
RESTORE = "put the copy of the key file back there; no new one is made, because it would open nothing"
LENGTH = 32
LOG = logging.getLogger("forlik.register")


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What the key file holds.

    Args:
        database: Key of the encrypted database file.
        signing: Seed of the key that signs checkpoints.
        masters: Master keys, oldest first; two while a rotation goes on. The last one wraps what is new.
    """

    database: bytes
    signing: bytes
    masters: tuple[bytes, ...]

    def master(self, name: str) -> bytes | None:
        """A master key by its name."""
        return next((key for key in self.masters if name_of(key) == name), None)

    @property
    def current(self) -> bytes:
        """The master key that wraps what is new."""
        return self.masters[-1]


def name_of(master: bytes) -> str:
    """A master key's name: tells which key it is, and nothing of it."""
    return sha256(b"forlik master key\0" + master).hexdigest()[:16]


def folder() -> Path:
    """Where the key file and the checkpoints lie."""
    named = setting("register_keys")
    return Path(named).expanduser() if named else register_home() / "register-keys"


def path() -> Path:
    """The key file."""
    return folder() / NAME


def keys() -> Keys:
    """The keys, read again whenever the file is another.

    Raises:
        BrokenStore: The file is missing, damaged, or can be read by others.
    """
    where = path()
    try:
        told = where.stat()
    except FileNotFoundError:
        raise BrokenStore("the register's key file is missing", where=str(where), remedy=RESTORE) from None
    except OSError as error:
        raise _unreadable(where, error) from error
    if told.st_mode & OTHERS:
        raise BrokenStore(
            "others than its owner can reach the register's key file", where=str(where), remedy=f"chmod 600 {where}"
        )
    return _read(where, told.st_mtime_ns, told.st_ino, told.st_size)


def make(holds_something: Callable[[], bool]) -> Keys:
    """The keys; made now when there is neither a key file nor anything that one would have opened.

    Args:
        holds_something: Whether the database is there already; asked only when the file is missing.

    Raises:
        BrokenStore: The file is missing beside a database, is damaged, or cannot be written.
    """
    where = path()
    # Looked for a second time after the database: another process may have made both in between.
    if not where.exists() and not holds_something() and not where.exists():
        new = Keys(secrets.token_bytes(LENGTH), secrets.token_bytes(LENGTH), (secrets.token_bytes(LENGTH),))
        try:
            where.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = _first(where, new)
        except OSError as error:
            raise BrokenStore(
                f"the register's key file cannot be made: {error.strerror}",
                where=str(where),
                remedy="make the folder writable, or name another with FORLIK_REGISTER_KEYS",
            ) from error
        if made:
            LOG.warning(
                "The register's key file was made: %s. Copy it to a safe place now, away from this machine and from "
                "the register's backups: without it nothing in the register can ever be read again.",
                where,
            )
    return keys()


def replace(new: Keys) -> None:
    """Put another key file in the place of the present one, whole or not at all."""
    where = path()
    draft = _draft(where, new)
    draft.replace(where)
    sync_folder(where.parent)


def _first(where: Path, new: Keys) -> bool:
    """Give a whole file its name, unless another process was first: then its keys are the keys."""
    draft = _draft(where, new)
    try:
        os.link(draft, where)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    sync_folder(where.parent)
    return True


def _draft(where: Path, new: Keys) -> Path:
    draft = where.with_name(f"{NAME}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(_written(new))
        stream.flush()
        os.fsync(stream.fileno())
    return draft


def _written(held: Keys) -> str:
    lines = [f"database {held.database.hex()}", f"signing {held.signing.hex()}"]
    lines += [f"master {one.hex()}" for one in held.masters]
    return "\n".join([TITLE, *lines, f"check {_check(lines)}", ""])


def _check(lines: list[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()


@lru_cache(maxsize=4)
def _read(where: Path, _modified: int, _inode: int, _size: int) -> Keys:
    try:
        return read(where.read_bytes(), where)
    except OSError as error:
        raise _unreadable(where, error) from error


def read(content: bytes, where: Path) -> Keys:
    """The keys in the bytes of a key file.

    Args:
        content: The bytes.
        where: Where they were found, for errors.

    Raises:
        BrokenStore: They are cut off or damaged.
    """
    try:
        _title, *lines, check, end = content.decode("ascii").split("\n")
    except ValueError:
        raise _damaged(where) from None
    parts = [line.split(" ") for line in lines]
    if (
        end
        or check != f"check {_check(lines)}"
        or [name for name, *_ in parts[:3]] != ["database", "signing", "master"]
    ):
        raise _damaged(where)
    database, signing, *masters = (bytes.fromhex(key) for _, key in parts)
    return Keys(database, signing, tuple(masters))


def _damaged(where: Path) -> BrokenStore:
    return BrokenStore("the register's key file is cut off or damaged", where=str(where), remedy=RESTORE)


def _unreadable(where: Path, error: OSError) -> BrokenStore:
    return BrokenStore(
        f"the register's key file cannot be read: {error.strerror}",
        where=str(where),
        remedy="check its owner and folder",
    )
