"""A file while it arrives: ``NAME.part`` beside its final name, with notes that tell whether it can be continued."""

import errno
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from forlik.core.errors import BrokenStore, NotPermitted

_CHUNK = 1 << 20
_LET_GO = -1
_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Version:
    """How a publisher tells one version of a file from another.

    Args:
        etag: ``ETag`` as sent; empty when not sent.
        last_modified: ``Last-Modified`` as sent; empty when not sent.
        validator: The one of the two that vouches for every byte; empty when neither does.
    """

    etag: str
    last_modified: str
    validator: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What is noted about an interrupted file.

    Args:
        url: Address its bytes came from.
        version: Which version the bytes belong to.
        size: Bytes received so far.
        sha256: Their digest; a part that no longer has it is not continued.
    """

    url: str
    version: Version
    size: int
    sha256: str


class Part:
    """The bytes of one file while they arrive; nothing else may write them at the same time.

    Three ends are possible. ``finish`` gives the bytes their final name. Without it, a part with notes stays for the
    next run to continue, and a part without notes (refused, or nothing to tell its version by) is removed.

    Args:
        folder: Folder of the final file; the part lies there too, so that renaming it is atomic.
        name: Final name.

    Raises:
        NotPermitted: Another download of the same file is under way.
        BrokenStore: The folder cannot be written.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.final = folder / name
        self._path = folder / f"{name}.part"
        self._notes = folder / f"{name}.part.json"
        self._finished = False
        with on_disk(self._path):
            self._fd = _open_locked(self._path)
        self._digest = hashlib.sha256()
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A disk that fails here too must not hide what failed first.
        with suppress(OSError):
            if not self._finished and not self._notes.exists():
                self._path.unlink(missing_ok=True)
        self._close()

    @property
    def sha256(self) -> str:
        """Digest of the bytes so far, in hexadecimal."""
        return self._digest.hexdigest()

    def begun(self, url: str) -> Begun | None:
        """What is here of this address's answer, if it can be continued; otherwise the part is emptied.

        Notes are used once: they go now, and come back only when the next try is cut in its turn.
        """
        notes = _read_notes(self._notes)
        with on_disk(self._path):
            self._notes.unlink(missing_ok=True)
            if notes and notes.url == url:
                self._read_again()
                if (self.size, self.sha256) == (notes.size, notes.sha256):
                    return notes
        self.empty()
        return None

    def empty(self) -> None:
        """Start over with no bytes and no notes."""
        with on_disk(self._path):
            self._notes.unlink(missing_ok=True)
            os.ftruncate(self._fd, 0)
            os.lseek(self._fd, 0, os.SEEK_SET)
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, chunk: bytes) -> None:
        """Append bytes.

        Raises:
            BrokenStore: The disk is full or fails.
        """
        left = memoryview(chunk)
        with on_disk(self._path):
            while left:
                left = left[os.write(self._fd, left) :]
        self._digest.update(chunk)
        self.size += len(chunk)

    def note(self, url: str, version: Version) -> None:
        """Note what is here, so that it can be continued; without a validator there is nothing to continue by."""
        if not version.validator or not self.size:
            return
        notes = Begun(url, version, self.size, self.sha256)
        with on_disk(self._path):
            os.fsync(self._fd)
            self._notes.write_text(json.dumps(asdict(notes)), encoding="utf-8")

    def beginning(self, size: int) -> bytes:
        """The first bytes."""
        with on_disk(self._path):
            return os.pread(self._fd, size, 0)

    def content(self) -> bytes:
        """All bytes so far."""
        return self.beginning(self.size)

    def settle(self) -> None:
        """All bytes are here: put them on disk and let go of the file (a thousand pages are not held open)."""
        with on_disk(self._path):
            os.fsync(self._fd)
        self._close()

    def finish(self) -> Path:
        """Give the bytes their final name: whole and on disk, or not at all.

        Raises:
            BrokenStore: The disk is full or fails; the final name holds what it held before.
        """
        with on_disk(self.final):
            if self._fd != _LET_GO:
                os.fsync(self._fd)
            self._path.replace(self.final)
            self._finished = True
            _sync_folder(self.final.parent)
        return self.final

    def _read_again(self) -> None:
        self._digest = hashlib.sha256()
        self.size = os.lseek(self._fd, 0, os.SEEK_SET)
        while chunk := os.read(self._fd, _CHUNK):
            self._digest.update(chunk)
            self.size += len(chunk)

    def _close(self) -> None:
        if self._fd != _LET_GO:
            os.close(self._fd)
            self._fd = _LET_GO


@contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """Tell a failing disk in words a person can act on.

    Raises:
        BrokenStore: For any ``OSError`` inside.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise BrokenStore(
                "the disk is full; what had arrived was put away and nothing else was changed",
                where=str(path),
                remedy="free some space, then fetch again",
            ) from error
        raise BrokenStore(
            f"cannot be written ({error.strerror or error})", where=str(path), remedy="check the folder and its rights"
        ) from error


def _open_locked(path: Path) -> int:
    while True:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Between opening and locking, its holder may have renamed or removed it: then this is no longer the part.
            if os.path.samestat(os.fstat(fd), path.stat()):
                return fd
        except BlockingIOError as error:
            os.close(fd)
            raise NotPermitted(
                "another download of this file is under way", where=str(path), remedy="wait until it has ended"
            ) from error
        except FileNotFoundError:
            pass
        os.close(fd)


def _read_notes(path: Path) -> Begun | None:
    with suppress(OSError, ValueError, TypeError, KeyError):
        notes = json.loads(path.read_text(encoding="utf-8"))
        return Begun(notes["url"], Version(**notes["version"]), notes["size"], notes["sha256"])
    return None


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
