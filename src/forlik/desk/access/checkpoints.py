"""Signed checkpoints outside the database: who can write to the database cannot also rewrite what it was.

``head`` says how the log ended after the newest change, and is replaced at each; ``checkpoints`` grows by a line now
and then, and is worth copying elsewhere.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from forlik.desk.access import keyfile
from forlik.desk.access.chain import Checkpoint, Fault

HEAD, ALL, LOCK = "head", "checkpoints", "checkpoints.lock"
EVERY = 256
"""Rows of the log after which a checkpoint is kept for good."""


def put(seq: int, tail: str, at: str) -> None:
    """Say how the log ends now; an end that is already behind is not said.

    Args:
        seq: Number of its last row.
        tail: Hash of its last row.
        at: When it was written, as stored.
    """
    folder = keyfile.folder()
    line = _line(Checkpoint(seq, tail, at))
    with _alone(folder):
        before = _newest(folder)
        if seq <= before:
            return
        draft = folder / f"{HEAD}.{secrets.token_hex(4)}"
        _write(draft, line, os.O_CREAT | os.O_EXCL)
        draft.replace(folder / HEAD)
        if seq // EVERY > before // EVERY:
            _write(folder / ALL, line, os.O_CREAT | os.O_APPEND, last=True)


def checked() -> tuple[list[Checkpoint], list[Fault]]:
    """Every checkpoint whose signature is ours, and what is wrong with the others."""
    verify = Ed25519PrivateKey.from_private_bytes(keyfile.keys().signing).public_key().verify
    good, bad = [], []
    for place, line in _lines(keyfile.folder()):
        try:
            told = json.loads(line)
            one = Checkpoint(int(told["seq"]), str(told["hash"]), str(told["at"]))
            verify(bytes.fromhex(told["signature"]), _signed(one))
            good.append(one)
        except (ValueError, TypeError, LookupError, InvalidSignature):
            bad.append(Fault(place, "a checkpoint is not signed with our key, or is damaged"))
    return good, bad


def newest() -> int:
    """Number of the newest row that was signed; 0 when none was, or the line cannot be read."""
    return _newest(keyfile.folder())


def public_key() -> bytes:
    """The key with which anybody can check the checkpoints."""
    return Ed25519PrivateKey.from_private_bytes(keyfile.keys().signing).public_key().public_bytes_raw()


def _newest(folder: Path) -> int:
    try:
        return int(json.loads((folder / HEAD).read_text(encoding="ascii"))["seq"])
    except (OSError, ValueError, TypeError, LookupError):
        return 0


def _lines(folder: Path) -> Iterator[tuple[str, str]]:
    for name in (ALL, HEAD):
        path = folder / name
        if path.is_file():
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
                yield f"{path}, line {number}", line


def _signed(one: Checkpoint) -> bytes:
    return f"forlik log checkpoint\n{one.seq}\n{one.hash}\n{one.at}".encode()


def _line(one: Checkpoint) -> bytes:
    signature = Ed25519PrivateKey.from_private_bytes(keyfile.keys().signing).sign(_signed(one)).hex()
    return json.dumps({"seq": one.seq, "hash": one.hash, "at": one.at, "signature": signature}).encode() + b"\n"


def _write(path: Path, line: bytes, how: int, *, last: bool = False) -> None:
    handle = os.open(path, os.O_WRONLY | how, 0o600)
    try:
        os.write(handle, line)
        if last:
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
