"""A copy of the encrypted register while others write: one instant of it, under the same key, and what it held."""

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlcipher3 import dbapi2

from forlik.core.errors import BrokenStore, UsageError
from forlik.desk.access import checkpoints as signed
from forlik.desk.access import keyfile
from forlik.desk.access.engine import PATIENCE, database_file, in_a_file
from forlik.desk.access.keyfile import Keys
from forlik.desk.access.opening import alone
from forlik.desk.access.sealing import NAME
from forlik.desk.access.sqlcipher.base import told_plainly

PURPOSE = b"forlik backup manifest\n"
"""What is signed begins with what it is, so that no signature can stand for another."""
WRAPPED = ("access_compartment", "access_personkey", "records_facet")
"""Tables with keys that a master key wraps."""
ADDRESS = '"$FORLIK_REGISTER_DATABASE"'
"""The address of a server as a command has it: it may hold a password, and is never printed."""
HOW = "look-after-the-register.md, “A team: PostgreSQL”, has every command"


@dataclass(frozen=True, slots=True)
class Inside:
    """What a copy of the register held.

    Args:
        public_key: The key that checks what the register signed, in hex: it tells which register it is.
        masters: Names of the master keys without which something in it cannot be read.
        seq: Number of the last row of its log.
        hash: Hash of that row.
        tables: Table → how many rows it has, and a digest of them all.
    """

    public_key: str
    masters: tuple[str, ...]
    seq: int
    hash: str
    tables: Mapping[str, tuple[int, str]]

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Inside":
        """The same from JSON.

        Raises:
            ValueError: It is not what a manifest says.
        """
        tables = {str(name): (int(rows), str(digest)) for name, (rows, digest) in plain["tables"].items()}
        said = {"public_key", "masters", "seq", "hash", "tables"}
        if set(plain) != said:
            raise ValueError("a manifest has other words")
        return cls(
            str(plain["public_key"]), tuple(map(str, plain["masters"])), int(plain["seq"]), str(plain["hash"]), tables
        )


def is_there() -> bool:
    """Whether there is a register in a file.

    Raises:
        BrokenStore: There was one, and its file is gone.
    """
    if not in_a_file():
        return False
    file = database_file()
    if file.exists() and file.stat().st_size:
        return True
    if signed.newest():
        raise BrokenStore(
            "the register's database is gone: its signed log says that it held something",
            where=str(file),
            remedy="restore it from an older backup",
        )
    return False


def refuse_a_server() -> None:
    """Say whose work it is to copy a register that is on a server.

    Raises:
        UsageError: It is on one.
    """
    if not in_a_file():
        folder = keyfile.folder()
        raise UsageError(
            "the register is in PostgreSQL, whose own programs copy it: it is not in a backup that is made here",
            where="FORLIK_REGISTER_DATABASE",
            remedy=f"copy {signed.HEAD} and {signed.ALL} out of {folder} first, then run pg_dump --format=custom "
            f"--no-owner --file=register.dump {ADDRESS}, and keep {folder / keyfile.NAME} apart from both; "
            f"forlik backup --no-register takes the store. {HOW}",
        )


def refuse_into_a_server() -> None:
    """Say whose work it is to bring a register back that is to be on a server.

    Raises:
        UsageError: It is.
    """
    if not in_a_file():
        raise UsageError(
            "the backup holds a register in a file, and the register here is to be in PostgreSQL",
            where="FORLIK_REGISTER_DATABASE",
            remedy=f"leave that setting out; or, for a dump, run pg_restore --no-owner --exit-on-error "
            f"--dbname={ADDRESS} register.dump. {HOW}",
        )


def checkpoints() -> dict[str, bytes]:
    """The files of signed checkpoints, as far as there are any."""
    paths = (keyfile.folder() / name for name in (signed.HEAD, signed.ALL))
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def copy(target: Path) -> Inside:
    """Copy the register as it is at one instant; writers go on, a rotation of the keys waits.

    Raises:
        BrokenStore: The register is damaged, or its keys are not its keys, or the disk is full.
    """
    held = keyfile.keys()
    os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with alone(), _opened(database_file(), held) as source, _opened(target, held) as made:
        source.backup(made)
    return look(target, held)


def look(file: Path, held: Keys) -> Inside:
    """What a copy holds.

    Raises:
        BrokenStore: It does not open with these keys, or is damaged.
    """
    with _opened(file, held) as asked:
        if asked.execute("PRAGMA cipher_integrity_check").fetchall():
            raise BrokenStore("a page of the register is damaged", where=str(file), remedy="run `forlik verify`")
        names = [
            name
            for (name,) in asked.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not name.startswith("sqlite_")
        ]
        tables = {name: _digest(asked, name) for name in names}
        last = asked.execute("SELECT seq, hash FROM access_log ORDER BY seq DESC LIMIT 1").fetchone()
        seq, ending = last or (0, "")
        return Inside(public_key(held), tuple(_masters(asked)), seq, ending, tables)


def public_key(held: Keys) -> str:
    """The key that checks what these keys signed, in hex."""
    return Ed25519PrivateKey.from_private_bytes(held.signing).public_key().public_bytes_raw().hex()


def sign(content: bytes) -> bytes:
    """Sign a manifest with the key that signs the checkpoints."""
    return Ed25519PrivateKey.from_private_bytes(keyfile.keys().signing).sign(PURPOSE + content)


def is_signed(content: bytes, signature: bytes, key: str) -> bool:
    """Whether a manifest was signed with a key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, PURPOSE + content)
    except (ValueError, InvalidSignature):
        return False
    return True


def key_file() -> bytes:
    """The key file, as it is."""
    keyfile.keys()
    return keyfile.path().read_bytes()


def newest_in(folder: Path) -> int:
    """Number of the newest row that checkpoints in a folder speak of; 0 where there are none."""
    lines = (line for name in (signed.HEAD, signed.ALL) for line in _lines(folder / name))
    return max(map(_number, lines), default=0)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []


def _number(line: str) -> int:
    try:
        return int(json.loads(line)["seq"])
    except (ValueError, TypeError, LookupError):
        return 0


def _digest(asked: Any, table: str) -> tuple[int, str]:
    """How many rows a table has, and a digest of them that no order changes."""
    found = asked.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name that the file itself gave
    rows = sorted(map(_row, found))
    return len(rows), sha256(b"".join(rows)).hexdigest()


def _row(row: tuple[Any, ...]) -> bytes:
    """A digest of one row: each value with its kind and length, so that no two rows have the same one."""
    digest = sha256()
    for value in row:
        content = value if isinstance(value, bytes) else repr(value).encode()
        digest.update(f"{type(value).__name__} {len(content)} ".encode())
        digest.update(content)
    return digest.digest()


def _masters(asked: Any) -> Iterator[str]:
    """Names of the master keys that wrap something, and of the one that wraps what is new."""
    found = {name for (name,) in asked.execute("SELECT current FROM access_keyring")}
    for table in WRAPPED:
        beginning = f"SELECT DISTINCT substr(wrapped_key, 1, {NAME}) FROM {table} WHERE wrapped_key IS NOT NULL"  # noqa: S608 - our own constants
        found |= {bytes(name).hex() for (name,) in asked.execute(beginning)}
    yield from sorted(found)


@contextmanager
def _opened(file: Path, held: Keys) -> Iterator[Any]:
    """The encrypted file, as it is: no tables are made, nothing is brought up to date."""
    with _disk(file), told_plainly(), closing(dbapi2.connect(str(file), timeout=PATIENCE)) as connection:
        connection.execute(f"PRAGMA key = \"x'{held.database.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection


@contextmanager
def _disk(file: Path) -> Iterator[None]:
    """SQLite's words for a disk that is full or fails, as the errors they are.

    Raises:
        OSError: The disk is full, or fails.
    """
    try:
        yield
    except dbapi2.OperationalError as error:
        full = "full" in str(error)
        if full or "disk I/O" in str(error):
            code = errno.ENOSPC if full else errno.EIO
            raise OSError(code, os.strerror(code), str(file)) from error
        raise
